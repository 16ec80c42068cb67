"""The page of a reading: complete, escaped, alone, in both languages."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.desk import report_of
from whoholds.errors import UsageError
from whoholds.model import Factuality
from whoholds.reading import Reader
from whoholds.reading.steps import Work
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer
from whoholds.settings import Settings
from whoholds.views.fired import parts, refusal
from whoholds.views.inspection import factuality_key, page
from whoholds.views.words import Words

EN = (
    "Rebels captured Hama on Thursday, residents said. The Syrian army denied that it had left Homs.\n\n"
    "The photographer captured the old bridge. Factions attacked Aleppo and Idlib."
)
ATTACKS = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!-- --><base href=//evil.example>",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "<svg/onload=alert(1)>",
    "]]><iframe src=//evil.example></iframe>",
]
VOID = {"meta", "input", "br", "link", "img", "base"}


class Page(HTMLParser):
    """Tags with their attributes, the text, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [str(a["id"]) for _, a in self.tags if a.get("id")]


@pytest.fixture(scope="session")
def works(gazetteer_file: Path) -> Callable[..., Work]:
    reader = Reader.load(Gazetteer.open(gazetteer_file), Actors.load(), Settings())
    known: dict[tuple[str, str | None], Work] = {}

    def work(text: str = EN, title: str | None = None) -> Work:
        if (text, title) not in known:
            known[text, title] = reader.work(report_of(text, "en", title=title))
        return known[text, title]

    return work


def shown(*found: Work, language: str = "en") -> Page:
    html = page(found, Actors.load(), language, "rules-x")
    parsed = Page(html)
    assert parsed.open == []
    return parsed


def test_every_claim_has_a_card_and_a_place_in_the_text(works: Callable[..., Work]) -> None:
    work = works()
    assert len(work.claims) >= 3
    seen = shown(work)
    for number, claim in enumerate(work.claims, 1):
        assert f"r1-c{number}" in seen.ids and f"r1-t{number}" in seen.ids
        assert " ".join(claim.quote.split()) in seen.text
        for part in parts(claim.rule, Words.of("en")):
            assert part.label in seen.text and part.code in seen.text
        assert claim.factuality.value in seen.text


def test_every_link_of_the_page_leads_to_an_anchor_in_it(works: Callable[..., Work]) -> None:
    seen = shown(works(), works(title="Fighting near Hama"))
    assert len(seen.ids) == len(set(seen.ids))
    links = [str(a["href"]) for tag, a in seen.tags if tag == "a"]
    assert links and all(link[0] == "#" and link[1:] in seen.ids for link in links)


def test_fields_and_candidates_are_there(works: Callable[..., Work]) -> None:
    work, seen = works(), shown(works())
    for label in ("According to", "Where", "When", "For control", "Confidence", "What fired", "Candidates weighed"):
        assert label in seen.text
    assert any(c.actor for c in work.claims)
    for claim in work.claims:
        assert claim.speaker.key in seen.text
        if claim.actor is not None:
            assert claim.actor.key in seen.text
    assert "gn:" in seen.text


def test_what_was_refused_is_there_with_its_reason(works: Callable[..., Work]) -> None:
    work, seen = works(), shown(works())
    assert work.rejected
    for refused in work.rejected:
        assert refusal(refused.reason, Words.of("en")) in seen.text and refused.frame in seen.text
        assert refused.reason not in seen.text
    assert any("k-refused" in str(a.get("class")) for _, a in seen.tags)


def test_refused_words_and_claims_lead_to_each_other_and_back(works: Callable[..., Work]) -> None:
    work, seen = works(), shown(works())
    links = {(a.get("id"), a["href"]) for tag, a in seen.tags if tag == "a"}
    words = {(r.start, r.end) for r in work.rejected}
    assert len(words) < len(work.rejected)  # several frames may refuse one word: it stands once
    for number in range(1, len(words) + 1):
        assert (f"r1-y{number}", f"#r1-x{number}") in links and (None, f"#r1-y{number}") in links
    for number in range(1, len(work.claims) + 1):
        assert (f"r1-t{number}", f"#r1-c{number}") in links and (None, f"#r1-t{number}") in links


def test_a_permanent_link_is_the_claims_own_id_whatever_else_is_on_the_page(works: Callable[..., Work]) -> None:
    work = works()
    for seen in (shown(work), shown(works(title="Fighting near Hama"), work)):
        assert {claim.id for claim in work.claims} <= set(seen.ids)
    twice = shown(work, work)
    assert len(twice.ids) == len(set(twice.ids))


def test_nothing_in_a_french_page_is_in_the_readers_english(works: Callable[..., Work]) -> None:
    """Refusals, steps, evidence, kinds; names of frames stay as the data files write them."""
    work, seen = works(), shown(works(), language="fr")
    english = Words.of("en")
    told = {refusal(r.reason, english) for r in work.rejected}
    told |= {part.label for claim in work.claims for part in parts(claim.rule, english) if part.kind == "step"}
    told |= {"named with the others", "armed group", "settlement", "described by a common noun"}
    assert told and not [text for text in told if text in seen.text]
    assert "localité" in seen.text


def test_attributions_times_places_and_actors_are_there(works: Callable[..., Work]) -> None:
    work, seen = works(), shown(works())
    assert work.attributions and work.times and work.places and work.actors
    classes = " ".join(str(a.get("class", "")) for _, a in seen.tags).split()
    assert {"k-source", "k-cue", "k-content", "k-time", "k-place", "k-actor", "k-claim"} <= set(classes)
    for actor in work.actors:
        assert actor.key in seen.text


def test_the_page_stands_alone(works: Callable[..., Work]) -> None:
    html = page([works()], Actors.load(), "en", "rules-x")
    seen = Page(html)
    assert not {"script", "link", "img", "iframe", "form", "object", "base"} & {tag for tag, _ in seen.tags}
    assert not re.search(r"https?:|//[a-z]|url\(|@import", html)
    assert not any(name.startswith("on") or name == "style" for _, a in seen.tags for name in a)
    (policy,) = [str(a["content"]) for tag, a in seen.tags if a.get("http-equiv")]
    css = html.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'") and f"'sha256-{digest}'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_only_text(works: Callable[..., Work], attack: str) -> None:
    """In the body, in a quote, in the title."""
    text = f"Rebels captured Hama {attack} on Thursday. {attack}\n\nThe army left Homs, {attack} said."
    seen = shown(works(text, title=f"Rebels seize Hama {attack}"))
    plain = shown(works("Rebels captured Hama on Thursday.\n\nThe army left Homs.", title="Rebels seize Hama"))
    assert {tag for tag, _ in seen.tags} <= {tag for tag, _ in plain.tags} | {"details", "summary", "table"}
    assert not any(name.startswith("on") for _, a in seen.tags for name in a)
    assert "49" not in seen.text or "7*7" in seen.text


@pytest.mark.parametrize("sign", ["\u202e", "\u2067"])
def test_signs_that_turn_the_line_around_are_left_out(works: Callable[..., Work], sign: str) -> None:
    html = page([works(f"Rebels captured Hama{sign} on Thursday.")], Actors.load(), "en", "rules-x")
    assert sign[0] not in html


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(text=st.text(alphabet=st.sampled_from("<>&\"'{}% abcHR.\n"), max_size=60))
def test_any_text_makes_a_whole_page(works: Callable[..., Work], text: str) -> None:
    whole = f"Rebels captured Hama. {text}".strip()
    assert shown(works(whole)).open == []


@pytest.mark.parametrize(("language", "words"), [("en", "Seen and refused"), ("fr", "Vu et écarté")])
def test_both_languages(works: Callable[..., Work], language: str, words: str) -> None:
    seen = shown(works(), language=language)
    assert words in seen.text
    assert ("html", {"lang": language}) in seen.tags
    assert any(tag == "p" and a.get("lang") == "en" for tag, a in seen.tags)  # the text keeps its own


def test_french_writes_numbers_and_signs_its_way(works: Callable[..., Work]) -> None:
    seen = shown(works(), language="fr")
    assert "0,85" in seen.text or re.search(r"\b0,\d\d\b", seen.text)
    assert "5 décembre 2024" in seen.text


def test_no_other_language(works: Callable[..., Work]) -> None:
    with pytest.raises(UsageError):
        page([works()], Actors.load(), "de", "rules-x")


def test_several_reports_have_an_index_and_one_has_none(works: Callable[..., Work]) -> None:
    assert not any(tag == "nav" for tag, _ in shown(works()).tags)
    seen = shown(works(), works("The army left Homs.", title="Homs"))
    assert any(tag == "nav" for tag, _ in seen.tags) and {"r1", "r2"} <= set(seen.ids)


def test_a_page_of_nothing(works: Callable[..., Work]) -> None:
    assert shown().open == []
    assert "No claim was read" in shown(works("The kitchen is quiet today.")).text


def test_every_layer_can_be_shown_and_hidden_by_key(works: Callable[..., Work]) -> None:
    seen = shown(works())
    switches = {a["id"] for tag, a in seen.tags if tag == "input" and a.get("type") in ("checkbox", "radio")}
    labels = {a["for"] for tag, a in seen.tags if tag == "label"}
    assert switches == labels and len(switches) == 12
    css = Path("src/whoholds/views/templates/inspection.css")
    assert not css.exists() or all(
        re.search(rf"#{switch}:(not\(:)?checked\)?~main", css.read_text("utf-8")) for switch in switches - {"list-all"}
    )


def test_an_unknown_day_is_said_to_be_unknown(gazetteer_file: Path) -> None:
    reader = Reader.load(Gazetteer.open(gazetteer_file), Actors.load(), Settings())
    seen = shown(reader.work(report_of("Rebels captured Hama.", "en", published=None)))
    assert "publication date unknown" in seen.text and "unknown" in seen.text
    dated = report_of("Rebels captured Hama.", "en", published=datetime(2024, 12, 5, tzinfo=UTC))
    assert "inferred from the report's day" in shown(reader.work(dated)).text


def test_each_factuality_has_its_word() -> None:
    assert {factuality_key(f) for f in Factuality} == {
        "ct_plus", "pr_plus", "ps_plus", "ct_minus", "pr_minus", "ps_minus", "u",
    }  # fmt: skip
