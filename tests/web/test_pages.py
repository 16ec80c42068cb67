from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, HOSTILE, JARAMANA, ODD, corpus
from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Tags, links and text of a page; complains about tags that do not pair."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.tags if t == tag and all(a.get(k.rstrip("_")) == v for k, v in wanted.items())]


def get(page: TestClient, address: str, status: int = 200) -> Page:
    answer = page.get(address)
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"].startswith("text/html")
    return Page(answer.text)


def place(id: str) -> str:
    return "/place/" + quote(id, safe="")


def first_report() -> str:
    return corpus()[0][0].id


EVERY = ["/", "/?on=2024-12-04", place(HAMA.id), place(JARAMANA.id), place(ODD.id), f"/report/{corpus()[1][0].id}"]


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_is_sound_in_both_languages(page: TestClient, address: str, language: str) -> None:
    found = get(page, f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert found.all("html", lang=language)
    ids = [a["id"] for _, a in found.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert len(found.all("h1")) == 1
    assert found.all("main", id="content")


@pytest.mark.parametrize("address", EVERY)
def test_no_page_runs_or_loads_anything_from_elsewhere(page: TestClient, address: str) -> None:
    found = get(page, address)
    for tag, attributes in found.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert "style" not in attributes
        assert tag not in ("style", "iframe", "object", "embed", "img")
        if tag == "script":
            assert attributes["src"].startswith("/static/")
        if tag == "link":
            assert attributes["href"].startswith("/")
        if "href" in attributes and not attributes["href"].startswith(("/", "#")):
            assert attributes["href"] == "https://courier.example/hama"


def test_the_board_says_who_held_hama_when(page: TestClient) -> None:
    before, after = get(page, "/?on=2024-12-04"), get(page, "/?on=2024-12-06")
    row = next(a for a in before.all("tr") if a.get("data-place") == HAMA.id)
    assert row["data-side"] == "sy_gov"
    row = next(a for a in after.all("tr") if a.get("data-place") == HAMA.id)
    assert row["data-side"] == "sy_opp"
    assert "Situation on 6 December 2024" in after.text


def test_without_a_day_it_is_that_of_the_newest_report(page: TestClient) -> None:
    assert "Situation on 6 December 2024" in get(page, "/").text


def test_what_was_known_then(page: TestClient) -> None:
    then = get(page, "/?on=2024-12-06&as_known=2024-12-04")
    row = next(a for a in then.all("tr") if a.get("data-place") == HAMA.id)
    assert row["data-side"] == "sy_gov"
    assert "as known on 4 December 2024" in then.text
    assert not [a for a in then.all("tr") if a.get("data-place") == HOMS.id]


def test_every_coloured_place_opens_onto_its_sentences(page: TestClient) -> None:
    board = get(page, "/")
    links = [a["href"] for a in board.all("a", class_="to-place")]
    marks = [a["href"] for _, a in board.tags if a.get("aria-label") and a.get("href", "").startswith("/place/")]
    assert set(marks) <= set(links)
    assert len(marks) == 3
    for link in links:
        dossier = get(page, link)
        assert dossier.all("mark"), link
        assert any("/report/" in a.get("href", "") for a in dossier.all("a"))


def test_a_place_without_a_word_on_control_is_not_coloured(page: TestClient) -> None:
    board = get(page, "/")
    assert not [a for a in board.all("tr") if a.get("data-place") == JARAMANA.id]
    assert "Jaramana" in board.text
    dossier = get(page, place(JARAMANA.id))
    assert "Not known who holds it" in dossier.text
    assert "Crowds tore down a poster in Jaramana" in dossier.text


def test_a_dossier_has_both_sides_with_the_quote_in_its_paragraph(page: TestClient) -> None:
    found = get(page, place(HAMA.id) + "?on=2024-12-06")
    for heading in (
        "Held by Opposition",
        "Speaks for it",
        "Speaks against it",
        "How the answer adds up",
        "Who held it when",
    ):
        assert heading in found.text
    assert "L'armée a reconnu avoir quitté Hama jeudi." in found.text
    assert found.all("blockquote", lang="fr", dir="auto")
    assert found.all("blockquote", lang="ar", dir="auto")
    assert "published 5 December 2024, 19:00 UTC" in found.text


def test_the_waterfall_ends_at_the_probability(page: TestClient) -> None:
    text = get(page, place(HAMA.id) + "?on=2024-12-06").text
    total, percent = re.search(r"Total\s*(-?[\d.]+) = (?:> )?(\d+)%", text).groups()
    odds = 2.718281828 ** float(total)
    assert round(100 * odds / (1 + odds)) == pytest.approx(int(percent), abs=1)


def test_where_nobody_is_the_answer_each_side_has_its_column(page: TestClient) -> None:
    text = get(page, place(HOMS.id) + "?on=2024-12-05").text
    assert "Speaks for: Opposition" in text or "Held by" in text
    assert "dément toute avancée à Homs" in text


def test_french_pages_are_french(page: TestClient) -> None:
    text = get(page, place(HAMA.id) + "?on=2024-12-06&lang=fr").text
    for word in ("Tenue par", "Parle pour", "Parle contre", "Qui l’a tenue", "origine", "publié le 5 décembre 2024"):
        assert word in text
    assert get(page, "/?lang=fr").all("a", hreflang="en")


def test_the_browser_s_language_is_taken_where_the_address_names_none(page: TestClient) -> None:
    answer = page.get("/", headers={"accept-language": "fr-CA,fr;q=0.9,en;q=0.4"})
    assert '<html lang="fr">' in answer.text
    assert "accept-language" in answer.headers["vary"].lower()


def test_links_keep_day_knowledge_and_language(page: TestClient) -> None:
    found = get(page, "/?on=2024-12-05&as_known=2024-12-06T12:00Z&lang=fr")
    for link in found.all("a", class_="to-place"):
        assert "on=2024-12-05" in link["href"]
        assert "as_known=2024-12-06T12%3A00Z" in link["href"]
        assert "lang=fr" in link["href"]


def test_filters_and_order_work_without_a_script(page: TestClient) -> None:
    only = get(page, "/?q=hOm")
    assert [a["data-name"] for a in only.all("tr") if "data-name" in a] == ["Homs"]
    assert not [a for a in get(page, "/?q=zzz").all("tr") if "data-name" in a]
    names = [a["data-name"] for a in get(page, "/?sort=-place").all("tr") if "data-name" in a]
    assert names == sorted(names, key=str.casefold, reverse=True)
    assert get(page, "/?sort=sure").all("th", scope="col", **{"aria-sort": "ascending"})
    side = get(page, "/?side=sy_opp")
    assert {a["data-side"] for a in side.all("tr") if "data-side" in a} == {"sy_opp"}


def test_a_report_is_shown_whole_with_its_claims_marked(page: TestClient) -> None:
    report, claims = corpus()[0]
    found = get(page, f"/report/{report.id}")
    for paragraph in report.text.split("\n\n")[1:]:
        assert re.sub(r"\d", "", paragraph) in re.sub(r"\d", "", found.text)
    anchors = {a["id"] for a in found.all("a", class_="anchor")}
    assert anchors == {f"c-{c.id}" for c in claims}
    assert "Original address" in found.text


def test_what_a_report_says_is_text_and_nothing_else(page: TestClient) -> None:
    report = corpus()[1][0]
    answer = page.get(f"/report/{report.id}")
    assert HOSTILE not in answer.text
    assert "&lt;script&gt;alert(" in answer.text
    assert "javascript:" not in answer.text
    board = page.get("/")
    assert "<img" not in board.text
    assert "&lt;img src=x onerror=" in board.text


def test_a_name_from_right_to_left_is_kept_apart(page: TestClient) -> None:
    found = get(page, place(HAMA.id))
    assert "قناة الخبر" in found.text
    assert "<bdi>قناة الخبر</bdi>" in page.get(place(HAMA.id)).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/place/gn:1", 404),
        ("/report/r-none", 404),
        ("/nowhere", 404),
        ("/?on=yesterday", 400),
        ("/map.svg?width=9", 400),
    ],
)
def test_errors_are_pages_for_people(page: TestClient, address: str, status: int) -> None:
    found = get(page, address, status)
    assert str(status) in found.text
    assert found.all("a", href="/")


def test_the_map_file_brings_its_style_and_a_policy_that_lets_it(page: TestClient) -> None:
    answer = page.get("/map.svg?on=2024-12-06&lang=fr&theme=dark")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "Situation le 6 décembre 2024" in answer.text
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert page.get("/map.svg?theme=pink").status_code == 400


def test_the_style_sheet_has_the_sides_colours_in_light_and_dark(page: TestClient, data: TestClient) -> None:
    css = page.get("/map.css").text
    assert "prefers-color-scheme:dark" in css
    assert ".wh-map .s0{color:#" in css


# French


def test_a_dossier_gives_its_rule_and_notes_in_french(page: TestClient) -> None:
    text = page.get("/place/gn:170017?on=2024-12-06&lang=fr").text
    rule = re.search(r'<span class="rule">(.*?)</span>', text)
    assert rule and rule[1].endswith(".") and not re.search(r"\b(held|reported|by)\b", rule[1])
    assert re.search(r'class="because">[^<]*cote', text)
    counted = r"<dd>\d+ textes?, \d+ affirmations?, \d+ origines? indépendantes?(, dont \d+ parties? au conflit)?</dd>"
    assert re.search(counted, text)
    english = page.get("/place/gn:170017?on=2024-12-06&lang=en").text
    assert re.search(r'class="because">[^<]*odds', english) and 'lang="fr">' not in re.sub("<a.*?>", "", english)


@pytest.mark.parametrize(
    ("address", "fr", "en"),
    [
        ("/place/nowhere", "Aucune affirmation du registre", "No claim in the ledger"),
        ("/report/none", "Ce texte n’existe pas", "There is no such report."),
        ("/?on=zz", "Ce n’est pas un jour", "Not a day."),
        ("/?as_known=zz", "Ce n’est pas une heure", "Not a time."),
        ("/nothing-here", "Cette page n’existe pas", "There is no such page."),
        ("/map.svg?width=1", "La largeur doit être", "The width must be"),
    ],
)
def test_errors_speak_the_readers_language(page: TestClient, address: str, fr: str, en: str) -> None:
    sign = "&" if "?" in address else "?"
    assert fr in page.get(f"{address}{sign}lang=fr").text
    assert en in page.get(f"{address}{sign}lang=en").text


def test_an_error_without_words_of_its_own_says_that_it_is_english(page: TestClient) -> None:
    text = page.get("/map.svg?width=zz&lang=fr").text
    assert "Ce n’est" not in text


def test_of_a_large_theatre_the_table_says_what_it_leaves_out(filled: Settings) -> None:
    web = filled.web.model_copy(update={"table_places": 1})
    desk = Desk.open(filled.model_copy(update={"web": web}))
    places = len(desk.board().holdings)
    with TestClient(create_app(desk, ("testserver",)), headers={"accept": "text/html"}) as client:
        for language, said in (("en", f"The first 1 of {places} are listed"), ("fr", f"premières sur {places}")):
            text = client.get(f"/?lang={language}").text
            assert text.count("<tr data-place=") == 1 and said in text and 'data-cut="yes"' in text
        name = next(held.place for held in desk.board().holdings.values())
        assert client.get("/", params={"q": name}).text.count("<tr data-place=") == 1
    with TestClient(create_app(Desk.open(filled), ("testserver",)), headers={"accept": "text/html"}) as client:
        assert "data-cut" not in client.get("/").text


def test_the_page_s_own_script_gets_what_is_around_the_map(page: TestClient) -> None:
    whole = page.get("/?lang=en")
    around = page.get("/?lang=en", headers={"whoholds-part": "around"})
    assert around.status_code == 200
    assert len(around.content) < 0.75 * len(whole.content)
    assert 'class="mark' in whole.text and 'class="mark' not in around.text.replace('class="marked', "")
    for part in (
        'class="lead"',
        'class="legend sides"',
        'class="legend layers-legend"',
        'class="places"',
        'class="ends"',
    ):
        assert part in around.text
    rows = re.compile(r"<tr data-place.*?</tr>", re.DOTALL)
    assert rows.findall(around.text) == rows.findall(whole.text) != []
    assert "whoholds-part" in whole.headers["vary"] and "whoholds-part" in around.headers["vary"]
    assert whole.headers["etag"] != around.headers["etag"]
    assert page.get("/?lang=en", headers={"whoholds-part": "else"}).text == whole.text
