"""The plain question above each doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import ARMY, HAMA, claim, corpus, day
from whoholds.control.sentences import sentences
from whoholds.ledger import StoredClaim
from whoholds.model import UNKNOWN_WHEN, Basis, Effect, Event, Precision, When
from whoholds.views.words import LANGUAGES
from whoholds.web.desk import Desk
from whoholds.web.language import words
from whoholds.web.review.asking import question

REPORT = corpus()[0][0]


def stored(
    desk: Desk, event: Event = Event.WITHDRAW, when: When = UNKNOWN_WHEN, *, nobody: bool = False
) -> StoredClaim:
    made = claim(REPORT, "The army holds Hama", event, None if nobody else ARMY, HAMA, Effect.LOSES, when)
    (one, *_) = desk.told()
    return replace(one, claim=made)


def ask(desk: Desk, language: str, one: StoredClaim, place: str | None = "Hama") -> str:
    return question(one, place, desk.say(desk.board().theatre, language), words(language))


def test_who_did_what_where_and_when(desk: Desk) -> None:
    one = stored(desk, when=day(5))
    assert ask(desk, "en", one) == "Did Syrian Armed Forces leave Hama on 5 December 2024?"
    assert ask(desk, "fr", one) == "Y a-t-il eu retrait des Forces armées syriennes à Hama le 5 décembre 2024\u00a0?"


def test_what_is_not_known_is_left_open(desk: Desk) -> None:
    one = stored(desk, Event.CAPTURE, nobody=True)
    assert ask(desk, "en", one, None) == "Did somebody take a place without a name?"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2024, 12, 1), date(2024, 12, 5), " (1 to 5 December 2024)?"),
        (date(2024, 12, 1), None, " from 1 December 2024?"),
        (None, date(2024, 12, 5), " up to 5 December 2024?"),
    ],
)
def test_a_time_that_is_no_day(desk: Desk, first: date | None, last: date | None, said: str) -> None:
    one = stored(desk, when=When(first, last, Precision.DAY, Basis.STATED))
    assert ask(desk, "en", one) == f"Did Syrian Armed Forces leave Hama{said}"


@given(st.sampled_from(LANGUAGES), st.sampled_from(list(Event)))
def test_every_event_has_its_question(language: str, event: Event) -> None:
    text = sentences(language)(f"ask.{event.value}", who="les uns", place="Ab", when=" hier")
    assert not re.search(r"[{}]", text)
    assert text.endswith("?") and "Ab" in text and "hier" in text and "uns" in text


def test_a_name_from_right_to_left_is_set_apart(desk: Desk) -> None:
    assert "\u2068حماة\u2069" in ask(desk, "en", stored(desk), "حماة")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_asks_it_first(page: TestClient, language: str) -> None:
    text = page.get(f"/review?lang={language}").text
    assert text.count('<p class="question">') == 1
    assert text.index('class="question"') < text.index("<blockquote") < text.index('class="doubts"')
