"""The further parts of a dossier: what would change it, stability, candidates, addresses, grades."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from tests.web.samples import HAMA, HOMS, JARAMANA
from whoholds.model import Candidate, Described, Unplaced
from whoholds.views.words import LANGUAGES
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.details import RECENT, _candidates, details
from whoholds.web.language import words

ON = date(2024, 12, 6)
VIEW = Asked(ON, None, "en")


def test_what_would_change_the_answer_is_told_as_sentences(desk: Desk) -> None:
    found = details(desk, desk.dossier(HAMA.id, ON), VIEW)
    assert found.turns
    assert all(text[0].isupper() and "%" in text for text in found.turns)
    french = details(desk, desk.dossier(HAMA.id, ON), Asked(ON, None, "fr"))
    assert len(french.turns) == len(found.turns)
    assert set(french.turns).isdisjoint(found.turns)


def test_stability_counts_days_and_changes(desk: Desk) -> None:
    fresh = details(desk, desk.dossier(HAMA.id, ON), VIEW).stability
    assert fresh.startswith("Newest evidence of the same day.")
    assert f"in {RECENT} days" in fresh
    later = date(2024, 12, 9)
    assert "3 days old" in details(desk, desk.dossier(HAMA.id, later), replace(VIEW, on=later)).stability
    long_after = date(2025, 2, 9)
    quiet = details(desk, desk.dossier(HOMS.id, long_after), replace(VIEW, on=long_after)).stability
    assert "66 days old" in quiet


def test_a_place_of_which_nothing_is_said_has_no_stability(desk: Desk) -> None:
    found = details(desk, desk.dossier(JARAMANA.id, ON), VIEW)
    assert (found.stability, found.turns) == ("", ())
    assert found.written == (("Jaramana", 1),)


def test_other_places_of_the_name_are_given_once_with_their_best_score() -> None:
    def candidate(id: str, score: float) -> Candidate:
        return Candidate(id, f"Hama {id}", 1.0, 2.0, "settlement", "SY", score)

    one = replace(HAMA, candidates=(candidate(HAMA.id, 0.9), candidate("b", 0.2), candidate("c", 0.3)))
    other = replace(HAMA, candidates=(candidate("b", 0.5),))
    beside = Described("a base near Hama", "base", "near", replace(HAMA, candidates=(candidate("d", 0.1),)))
    found = _candidates(HAMA.id, (one, other, beside, Unplaced(None, "none named")))
    assert [(c.id, c.score) for c in found] == [("b", 0.5), ("c", 0.3), ("d", 0.1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_all_of_it(page: TestClient, language: str) -> None:
    text = page.get(f"/place/{HAMA.id}?on={ON}&lang={language}").text
    told = words(language)
    for key in ("turns", "where", "written", "permalink", "permalink_frozen", "waterfall"):
        assert told(key) in text
    assert re.search(r'class="badge plain grade" title="[A-F].*; \d.*">\w+ [A-F][1-6]</span>', text)
    assert told("lang_fr") in text and told("lang_ar") in text
    assert told("counts_as", why="") in text


def test_the_frozen_address_gives_the_same_answer_as_the_day(page: TestClient, desk: Desk) -> None:
    found = details(desk, desk.dossier(HAMA.id, ON), VIEW)
    assert "as_known=" not in found.link and "as_known=" in found.frozen

    def verdict(address: str) -> list[str]:
        text = page.get(address).text
        return re.findall(r'class="verdict">(.*?)<|id="claim-(.*?)"', text)

    assert verdict(found.link) == verdict(found.frozen)
    assert len(verdict(found.link)) > 3


def test_an_address_that_names_an_instant_keeps_it(desk: Desk) -> None:
    known = datetime(2024, 12, 5, 20, 0, tzinfo=UTC)
    found = details(desk, desk.dossier(HAMA.id, ON, known), Asked(ON, known, "en"))
    assert "as_known=2024-12-05T20%3A00Z" in found.frozen
    assert found.frozen == found.link


def test_every_grade_has_its_words() -> None:
    for language in LANGUAGES:
        told = words(language)
        assert all(told.has(f"grade_letter.{letter}") for letter in "ABCDEF")
        assert all(told.has(f"grade_number.n{number}") for number in range(1, 7))
