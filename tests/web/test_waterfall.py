"""How an answer adds up, in words."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import HAMA, HOMS
from whoholds.control.dossier import EVEN, stance
from whoholds.views.words import LANGUAGES
from whoholds.web import shape
from whoholds.web.desk import Desk
from whoholds.web.language import words
from whoholds.web.waterfall import STILL, does, likelihood, waterfall

ON = date(2024, 12, 6)
EN = words("en")


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (1.0, "changes nothing"),
        (1.1, "makes it a little more likely"),
        (1 / 1.1, "makes it a little less likely"),
        (1.5, "makes it somewhat more likely"),
        (2.0, "makes it about twice as likely"),
        (0.5, "makes it about half as likely"),
        (3.2, "makes it about 3 times as likely"),
        (1 / 12, "makes it about 12 times less likely"),
        (5000.0, "makes it more than 100 times as likely"),
    ],
)
def test_a_step_in_words(factor: float, said: str) -> None:
    assert does(math.log(factor), EN) == said


@given(st.sampled_from(LANGUAGES), st.floats(-800, 800))
def test_every_step_has_words_that_follow_its_sign(language: str, log_odds: float) -> None:
    told = does(log_odds, words(language))
    assert "{" not in told
    if abs(log_odds) < STILL:
        assert told == words(language)("move.nothing")
    else:
        assert told != does(-log_odds, words(language))


@given(st.floats(-1e4, 700))
def test_log_odds_and_likelihood_go_together(log_odds: float) -> None:
    share = likelihood(log_odds)
    assert 0.0 <= share <= 1.0
    if abs(log_odds) < 15:
        assert math.log(share / (1 - share)) == pytest.approx(log_odds, abs=1e-6)


def test_it_ends_where_the_answer_is(desk: Desk) -> None:
    for place in (HAMA, HOMS):
        dossier = desk.dossier(place.id, ON)
        why = dossier.answer.explanation
        assert why
        cards = shape.split(dossier, desk.actors, EN).steps
        fall = waterfall(why, cards, EN)
        assert [rung.card for rung in fall.rungs] == cards
        assert fall.rungs[-1].after == fall.total == EN.percent(dossier.answer.holding.probability)
        assert fall.before == EN.percent(likelihood(why.prior))


def test_what_moves_the_answer_is_never_said_to_be_neither_for_nor_against(desk: Desk) -> None:
    for place in (HAMA, HOMS):
        for on in (date(2024, 12, 3), date(2024, 12, 5), ON):
            dossier = desk.dossier(place.id, on)
            found = shape.split(dossier, desk.actors, EN)
            assert not [card for card in found.other if card.step and abs(card.step.log_odds) > EVEN]
            for step in dossier.answer.steps:
                assert (stance(step, dossier.answer.holding.holder) == "neither") <= (abs(step.log_odds) <= EVEN)


def test_who_says_that_the_holder_is_there_speaks_for_it_and_no_other_word_of_its_story_does(desk: Desk) -> None:
    seen = set()
    for place in (HAMA, HOMS):
        for on in (date(2024, 12, 3), date(2024, 12, 5), ON):
            dossier = desk.dossier(place.id, on)
            holder = dossier.answer.holding.holder
            for step in dossier.answer.steps:
                kind, side = step.evidence.proposition
                if kind in ("in", "out") and side and (found := stance(step, holder)) != "neither":
                    assert (found == "for") is ((side == holder) is (kind == "in"))
                    seen.add((kind, found))
    assert len(seen) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_in_words_and_keeps_the_figures_behind_a_fold(page: TestClient, language: str) -> None:
    told = words(language)
    text = page.get(f"/place/{HAMA.id}?on={ON}&lang={language}").text
    table = re.search(r'<table class="waterfall">.*?</table>', text, re.S)
    fold = re.search(r'<details class="exact">.*?</details>', text, re.S)
    assert table and fold
    assert told("log_odds") not in table.group()
    assert told("log_odds") in fold.group()
    assert "la rend" in table.group() or "makes it" in table.group()
    assert re.search(r"= \d\d.?% (for|pour).?: Opposition", table.group())
