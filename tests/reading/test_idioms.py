"""Places in somebody's hands, under somebody's control, passed to somebody."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, brief

HANDS = [
    ("en", "hold", "Goma is in the hands of M23."),
    ("en", "hold", "Goma remains in the hands of M23."),
    ("en", "hold", "Goma is under the control of M23."),
    ("en", "hold", "Goma is still under the control of M23."),
    ("en", "capture", "Goma fell into the hands of M23."),
    ("en", "capture", "Goma came under the control of M23."),
    ("fr", "hold", "Goma est aux mains du M23."),
    ("fr", "hold", "Goma reste aux mains du M23."),
    ("fr", "hold", "Goma est sous le contrôle du M23."),
    ("fr", "capture", "Goma est tombée aux mains du M23."),
    ("fr", "capture", "Goma est passée sous le contrôle du M23."),
    ("fr", "capture", "Goma est passée aux mains du M23."),
    ("fr", "capture", "Goma est tombée entre les mains du M23."),
]


@pytest.mark.parametrize(("language", "event", "text"), HANDS)
def test_in_whose_hands(desk: Desk, language: str, event: str, text: str) -> None:
    assert [brief(c) for c in desk.claims(text, language)] == [(event, "m23", "Goma", "CT+", "narrator")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Goma is not in the hands of M23."),
        ("fr", "Goma n'est pas aux mains du M23."),
        ("fr", "Goma n'est pas tombée aux mains du M23."),
    ],
)
def test_negation_reaches_the_idiom(desk: Desk, language: str, text: str) -> None:
    (claim,) = desk.claims(text, language)
    assert claim.factuality.value == "CT-"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Residents said Goma was in the hands of M23.", "residents"),
        ("en", "M23 says Goma is in its hands.", "m23"),
        ("fr", "Selon des habitants, Goma est tombée aux mains du M23.", "residents"),
    ],
)
def test_so_does_whoever_says_it(desk: Desk, language: str, text: str, speaker: str) -> None:
    claims = desk.claims(text, language)
    assert [c.speaker.key for c in claims] == [speaker] or (speaker == "m23" and not claims)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The shop in Goma is in the hands of a nephew."),
        ("en", "The patient in Goma is in good hands."),
        ("en", "The fire in Goma is under control."),
        ("fr", "La boutique de Goma est aux mains d'un neveu."),
        ("fr", "L'incendie de Goma est sous contrôle."),
        ("fr", "À Goma, les enfants se tiennent par la main."),
    ],
)
def test_hands_that_hold_no_ground(desk: Desk, language: str, text: str) -> None:
    assert desk.claims(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "Goma and Bukavu are in the hands of M23.", {"Goma", "Bukavu"}),
        ("fr", "Le M23 tient Goma et Bukavu.", {"Goma", "Bukavu"}),
    ],
)
def test_an_enumeration_in_somebodys_hands(desk: Desk, language: str, text: str, places: set[str]) -> None:
    assert {brief(c)[2] for c in desk.claims(text, language)} == places
