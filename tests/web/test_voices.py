"""Who says what of a place, in the first lines of its dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import ARMY, HAMA, HOMS, JARAMANA, MONITOR, REBELS, RESIDENTS, claim, day, report
from whoholds.control.sentences import sentences
from whoholds.ledger import Ledger
from whoholds.model import ActorRef, Claim, Effect, Event, Factuality, Reading, Report
from whoholds.settings import Settings
from whoholds.views.words import LANGUAGES
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk
from whoholds.web.language import words
from whoholds.web.voices import MOST_VOICES, Voices, voices_of

ON = date(2024, 12, 6)
NO = Factuality.CERTAIN_NOT
Said = tuple[int, Event, ActorRef, Effect, ActorRef, Factuality]


def heard(home: Path, said: Sequence[Said], on: date, language: str = "en") -> Voices:
    """What the dossier of Hama says first where each statement stands in a report of its own day."""
    settings = Settings(home=home)
    with Ledger.open(settings.ledger_path, blobs=settings.blobs_path) as ledger:
        for number, (at, event, actor, effect, speaker, factuality) in enumerate(said):
            text = f"Line {number} of the log about Hama on day {at} by {speaker.key}"
            one: Report = report(["Log", text], f"Sheet {number}", datetime(2024, 12, at, 9, number % 60, tzinfo=UTC))
            found: Claim = claim(one, text, event, actor, HAMA, effect, day(at), speaker, factuality)
            ledger.add_report(one, one.text.encode(), known_from=one.published)
            ledger.add_reading(Reading(one.id, "by hand 1", (found,)), known_from=one.published)
    desk = Desk.open(settings, theatre="syria")
    return voices_of(desk, desk.dossier(HAMA.id, on), Asked(on, None, language))


def took(at: int, speaker: ActorRef) -> Said:
    return at, Event.CAPTURE, REBELS, Effect.GAINS, speaker, Factuality.CERTAIN


def test_who_says_so_and_who_disagrees(tmp_path: Path) -> None:
    denied = (5, Event.CAPTURE, REBELS, Effect.GAINS, ARMY, NO)
    left = (6, Event.WITHDRAW, ARMY, Effect.LOSES, ARMY, Factuality.CERTAIN)
    found = heard(tmp_path, [took(5, REBELS), took(5, RESIDENTS), denied, took(6, MONITOR), left], ON)
    assert [line.text for line in found.agree] == [
        "Held by the opposition according to Syrian Observatory for Human Rights, residents and rebels (Syria) "
        "(5 to 6 December 2024).",
        "Left or lost by the Assad government and its allies according to Syrian Armed Forces (6 December 2024).",
    ]
    assert [line.text for line in found.differ] == [
        "The capture by the opposition is denied by Syrian Armed Forces (5 December 2024)."
    ]
    assert found.open == ()


def test_in_french_prepositions_and_articles_meet(tmp_path: Path) -> None:
    stays = (5, Event.WITHDRAW, ARMY, Effect.LOSES, ARMY, NO)
    found = heard(tmp_path, [took(5, REBELS), took(5, RESIDENTS), took(6, MONITOR), stays], ON, "fr")
    assert found.agree[0].text.startswith("Tenue par l’opposition selon l’Observatoire syrien des droits de l’homme, ")
    assert "(du 5 au 6 décembre 2024)." in found.agree[0].text
    assert found.differ[0].text == (
        "Le départ du pouvoir Assad et de ses alliés est démenti par les Forces armées syriennes (5 décembre 2024)."
    )


def test_who_held_it_before_does_not_disagree(tmp_path: Path) -> None:
    held = (1, Event.HOLD, ARMY, Effect.HOLDS, RESIDENTS, Factuality.CERTAIN)
    found = heard(tmp_path, [held, took(5, RESIDENTS), took(5, MONITOR), took(6, MONITOR)], ON)
    assert found.differ == ()
    assert len(found.agree) == 1


def test_many_voices_are_cut(tmp_path: Path) -> None:
    speakers = [REBELS, RESIDENTS, MONITOR, ActorRef("social_media"), ActorRef("analysts")]
    text = heard(tmp_path, [took(5, one) for one in speakers], ON).agree[0].text
    assert text.count(",") + 2 == MOST_VOICES
    assert " and others (" in text


def test_what_is_old_is_not_told_where_nobody_is_known_to_hold_it(tmp_path: Path) -> None:
    said = [took(1, REBELS), (1, Event.CAPTURE, REBELS, Effect.GAINS, ARMY, NO)]
    late = date(2024, 12, 1) + timedelta(days=40)
    found = heard(tmp_path, said, late)
    assert not any("Fighting" in line.text for line in (*found.agree, *found.differ, *found.open))
    assert found.open == ()


def test_a_fight_has_no_side(tmp_path: Path) -> None:
    clash = (5, Event.CLASH, REBELS, Effect.CONTESTS, RESIDENTS, Factuality.CERTAIN)
    found = heard(tmp_path, [clash], date(2024, 12, 5))
    assert [line.text for line in found.open] == ["Fighting according to residents (5 December 2024)."]


def test_where_nothing_is_said_of_control_there_are_no_voices(desk: Desk) -> None:
    assert voices_of(desk, desk.dossier(JARAMANA.id, ON), Asked(ON, None, "en")) == Voices()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_leads_to_a_claim_on_the_page(page: TestClient, desk: Desk, language: str) -> None:
    told = words(language)
    for place in (HAMA, HOMS):
        found = voices_of(desk, desk.dossier(place.id, ON), Asked(ON, None, language))
        text = page.get(f"/place/{place.id}?on={ON}&lang={language}").text
        lines = [*found.agree, *found.differ, *found.open]
        assert lines
        for line in lines:
            assert f'<dd><a href="#claim-{line.claim}">' in text
            assert f'id="claim-{line.claim}"' in text
        assert (told("say_so") in text) is bool(found.agree)
        assert (told("say_nobody").replace("’", "’") in text) is bool(found.agree and not found.differ)


def test_the_answer_and_its_voices_stand_before_everything_else(page: TestClient) -> None:
    text = page.get(f"/place/{HAMA.id}?on={ON}").text
    order = [text.index(part) for part in ('class="verdict"', 'class="voices"', 'class="why"', 'class="columns"')]
    assert order == sorted(order)


@given(st.sampled_from(LANGUAGES), st.sampled_from(["held", "lost", "entered", "not_held", "not_lost", "not_entered"]))
def test_every_sentence_is_filled_in(language: str, key: str) -> None:
    text = sentences(language)(f"said.{key}", who="les uns", voices=["A", "B"], days="5 mai 2024")
    assert not re.search(r"[{}]", text)
    assert "A et B" in text or "A and B" in text
    assert text.endswith("(5 mai 2024).") and " de les " not in text
