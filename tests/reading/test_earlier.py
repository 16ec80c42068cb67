"""What a sentence says in passing of the time before its event, and what an outlet takes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.reading.desk import Desk
from whoholds.model import Claim, Event

RSF, SAF = "rapid_support_forces", "sudanese_armed_forces"


def of(desk: Desk, text: str, language: str, event: Event) -> list[Claim]:
    return [c for c in desk.claims(text, language, published=datetime(2024, 12, 8, 12, tzinfo=UTC)) if c.event is event]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Sudanese army seized Bara on Saturday, the last RSF-held town of the region."),
        ("fr", "L'armée soudanaise a repris samedi Bara aux paramilitaires qui l'occupaient depuis cinq mois."),
    ],
)
def test_who_had_it_had_it_until_then(desk: Desk, language: str, text: str) -> None:
    holds = of(desk, text, language, Event.HOLD)
    assert [c.actor.key for c in holds if c.actor] == [RSF]
    assert holds[0].when.end is not None and holds[0].when.end <= date(2024, 12, 7)
    assert of(desk, text, language, Event.CAPTURE)[0].when.end == date(2024, 12, 7)


def test_who_holds_another_place_goes_on_holding_it(desk: Desk) -> None:
    text = "The Sudanese army seized Bara on Saturday. El Fasher is held by the army, Nyala by the RSF."
    assert {c.when.end for c in of(desk, text, "en", Event.HOLD)} == {date(2024, 12, 8)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'armée soudanaise est entrée samedi dans Wad Madani, un an après sa conquête par les FSR."),
        ("en", "The Sudanese army entered Wad Madani on Saturday, a year after its capture by the RSF."),
    ],
)
def test_what_came_before_the_event_is_dated_before_it(desk: Desk, language: str, text: str) -> None:
    for claim in of(desk, text, language, Event.CAPTURE):
        assert claim.actor is not None and claim.actor.key == RSF
        assert claim.when.end is not None and claim.when.end < date(2024, 12, 7)


TAKEN_BACK = [
    ("en", "CLARIFICATION: Our story of December 2 said that the RSF had captured Bara in Sudan."),
    ("en", "Correction: In a story on Friday, we reported that the RSF had captured Bara in Sudan. They had not."),
    ("fr", "Rectificatif : nous avons écrit par erreur que les FSR avaient pris Bara, au Soudan."),
    ("fr", "Rectificatif : dans une précédente version, nous indiquions que les FSR avaient pris Bara, au Soudan."),
]


@pytest.mark.parametrize(("language", "text"), TAKEN_BACK)
def test_what_an_outlet_takes_back_it_denies(desk: Desk, language: str, text: str) -> None:
    (claim,) = of(desk, text, language, Event.CAPTURE)
    assert (claim.factuality.value, claim.speaker.key) == ("CT-", "narrator")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our story of December 2 said that the RSF had captured Bara in Sudan."),
        ("en", "Correction: the name of our reporter was wrong. The RSF captured Bara in Sudan on Friday."),
        ("fr", "Rectificatif : une première version donnait un autre nom. Les FSR ont pris Bara, au Soudan, vendredi."),
    ],
)
def test_what_is_no_correction_of_it_stands(desk: Desk, language: str, text: str) -> None:
    assert {c.factuality.value for c in of(desk, text, language, Event.CAPTURE)} == {"CT+"}
