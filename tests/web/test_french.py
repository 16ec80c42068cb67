"""A page in French holds no English but what it quotes, and the other way round."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, JARAMANA, ODD, corpus

VOID = {"meta", "link", "input", "br", "img", "hr"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-close", "data-page")
PAGES = [
    "/?on=2024-12-06",
    "/?on=2024-12-04",
    "/?on=2024-12-06&as_known=2024-12-04",
    "/?q=nowhere",
    *(f"/place/{quote(place.id, safe='')}?on=2024-12-06" for place in (HAMA, HOMS, JARAMANA, ODD)),
    *(f"/report/{report.id}?" for report, _ in corpus()),
    "/nowhere?",
]
# words that the one language has and the other has not
ENGLISH = """the of and to is are was were by with from that this which who holds held since before after about claim
claims report reports place places known unknown not only said says speaks side sides army rebels residents fighting
January February March April May June July August September October November December likely unlikely advance
leave empty show sort legend close open page back map download words denied takes takeover according day
government opposition forces group independent origin step steps running""".split()
FRENCH = """le la les des du et est sont était par avec depuis avant après qui que dont ne pas seulement dit camp armée
rebelles habitants combats janvier février avril mai juin juillet août septembre octobre novembre décembre probable
laisser afficher trier légende fermer ouvrir retour télécharger selon jour gouvernement opposants origine affirmation
affirmations localités inconnu tenue revendiqué disputé établi au aux une""".split()
SAME = {"opposition", "page", "sides"}  # written alike in both


class Spoken(HTMLParser):
    """The words that a reader of one language meets: not what is quoted, nor what says that it is in another."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__()
        self.language = language
        self.kept: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        foreign = attributes.get("lang", self.language) != self.language
        quoted = tag in ("blockquote", "mark", "bdi", "code", "style", "svg") or attributes.get("class") == "text"
        quoted = quoted and not (tag == "svg" and "wh-map" not in (attributes.get("class") or ""))
        silent = foreign or quoted or any(s for _, s in self._open)
        if not silent:
            self.kept += [attributes[name] or "" for name in SPOKEN if name in attributes]
        if tag not in VOID:
            self._open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(silent for _, silent in self._open):
            self.kept.append(data)

    @property
    def words(self) -> set[str]:
        return set(re.findall(r"[^\W\d_]+", " ".join(self.kept)))


def spoken(page: TestClient, address: str, language: str) -> set[str]:
    answer = page.get(f"{address}{'' if address.endswith('?') else '&'}lang={language}")
    assert f'<html lang="{language}">' in answer.text
    body = re.sub(r"<title>.*?</title>", "", answer.text, count=1, flags=re.S)  # a report's own title may be there
    return Spoken(body, language).words


@pytest.mark.parametrize("address", PAGES)
def test_no_english_in_a_french_page(page: TestClient, address: str) -> None:
    assert spoken(page, address, "fr") & (set(ENGLISH) - SAME) == set()


@pytest.mark.parametrize("address", PAGES)
def test_no_french_in_an_english_page(page: TestClient, address: str) -> None:
    assert spoken(page, address, "en") & (set(FRENCH) - SAME) == set()


def test_the_word_lists_find_what_they_are_for(page: TestClient) -> None:
    """Each list has hits in its own language, on every kind of page."""
    for address in (PAGES[0], PAGES[4], PAGES[8]):
        assert len(spoken(page, address, "en") & set(ENGLISH)) >= 5
        assert len(spoken(page, address, "fr") & set(FRENCH)) >= 5


def test_what_is_quoted_is_not_counted() -> None:
    text = '<p>carte <mark>the army</mark><span lang="en">the rule</span><a title="fermer"></a></p>'
    assert Spoken(text, "fr").words == {"carte", "fermer"}


@pytest.mark.parametrize(("language", "other"), [("fr", ENGLISH), ("en", FRENCH)])
def test_the_map_file_speaks_one_language(page: TestClient, language: str, other: list[str]) -> None:
    text = page.get(f"/map.svg?on=2024-12-06&lang={language}").text
    told = re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    said = set(re.findall(r"[^\W\d_]+", " ".join(re.findall(r">([^<>]+)<", told))))
    # names of the base map's places may be written alike in both
    assert said & (set(other) - SAME - {"la", "le", "du", "des", "Natural", "Earth"}) == set()


@pytest.mark.parametrize("address", PAGES)
def test_french_signs_stand_after_a_space_that_does_not_break(page: TestClient, address: str) -> None:
    answer = page.get(f"{address}{'' if address.endswith('?') else '&'}lang=fr")
    kept = Spoken(answer.text, "fr").kept
    for text in kept:
        assert not re.search(r"\w [:;!?»](\s|$)", text), text
        assert not re.search(r"« ", text), text


@pytest.mark.parametrize("address", [p for p in PAGES if not p.startswith("/nowhere")])
def test_both_languages_show_the_same_quotes(page: TestClient, address: str) -> None:
    shown = []
    for language in ("en", "fr"):
        text = page.get(f"{address}{'' if address.endswith('?') else '&'}lang={language}").text
        shown.append(re.findall(r"<mark[^>]*>(.*?)</mark>", re.sub(r"<a class=.anchor.*?</a>", "", text), re.S))
    assert shown[0] == shown[1]
