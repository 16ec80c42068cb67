"""What somebody calls what was told: a retreat, a redeployment, a rout."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.model import Event
from whoholds.reading.renaming import Renamed

LEAVING = (Event.WITHDRAW, Event.REDEPLOY, Event.FLEE, Event.LOSS, Event.SURRENDER)
TAKING = (Event.CAPTURE, Event.HANDOVER, Event.ENTER)


@pytest.mark.parametrize("kind", [LEAVING, TAKING])
def test_leaving_is_called_leaving_and_taking_taking(kind: tuple[Event, ...]) -> None:
    for said in kind:
        for told in (*LEAVING, *TAKING):
            assert Renamed.fits(said, told) is (told in kind)


@pytest.mark.parametrize("event", [Event.KILL, Event.APPEAL, Event.SHELLING])
def test_nothing_else_is_renamed(event: Event) -> None:
    assert not Renamed.fits(event, event)


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("Russia called the move a rout.", "flee"),
        ("Russia described the move as a retreat.", "withdraw"),
        ('Russia described the withdrawal as a "relocation".', "redeploy"),
        ("Russia calls it a redeployment, made for lack of shells.", "redeploy"),
    ],
)
def test_it_is_a_claim_of_who_calls_it_so(desk: Desk, words: str, event: str) -> None:
    claims = desk.claims("The Ukrainian army left Avdiivka. " + words, "en")
    assert [c.event.value for c in claims] == ["withdraw", event]
    told, called = claims
    assert called.speaker.key == "officials:russia"
    assert called.actor is not None and told.actor is not None and called.actor.key == told.actor.key
    assert getattr(called.place, "name", None) == "Avdiivka"
    assert called.answers == told.id


@pytest.mark.parametrize(
    "words",
    [
        "Russia did not call the move a rout.",  # denied
        "Russia called the town a ghost town.",  # the town is not what was told
        "Russia called it a day.",  # no event
        "Russia called it a liberation.",  # leaving is no taking
    ],
)
def test_other_names_are_none(desk: Desk, words: str) -> None:
    claims = desk.claims("The Ukrainian army left Avdiivka. " + words, "en")
    assert [c.event.value for c in claims if c.actor is not None] == ["withdraw"]
