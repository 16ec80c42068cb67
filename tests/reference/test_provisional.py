"""Named armed groups that no list knows, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.provisional import find


def names(text: str, language: str, taken: list[tuple[int, int]] | None = None) -> list[str]:
    return [m.text for m in find(text, language, taken or [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters of the Zarma Front took the hill.", ["Zarma Front"]),
        ("It was the Blue Hill Liberation Army, they said.", ["Blue Hill Liberation Army"]),
        ("The Movement for the Defence of Bara claimed it.", ["Movement for the Defence of Bara"]),
        ("The Front for Justice in Zarma claimed it.", ["Front for Justice in Zarma"]),
        ("a rebel group called Sons of Bara", ["Sons of Bara"]),
        ("an armed movement known as Dawn of Zarma", ["Dawn of Zarma"]),
        ("Zarma Dawn, an armed group, said so.", ["Zarma Dawn"]),
        ("Zarma Dawn, the small rebel faction, said so.", ["Zarma Dawn"]),
        ("he met Zorbaks fighters near the well", ["Zorbaks"]),
        ("ZXQ militants fled.", ["ZXQ"]),
        ("ZX-B rebels fled.", ["ZX-B"]),
    ],
)
def test_english_names(text: str, expected: list[str]) -> None:
    assert names(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Front populaire du Zarma a pris la colline.", ["Front populaire du Zarma"]),
        ("L'Armée de libération de Bara le revendique.", ["Armée de libération de Bara"]),
        ("le Mouvement pour la justice à Bara", ["Mouvement pour la justice"]),
        ("la brigade Al-Nour avance", ["brigade Al-Nour"]),
        ("la katiba Macina-Sud avance", ["katiba Macina-Sud"]),
        ("un groupe armé appelé Aube du Zarma", ["Aube du Zarma"]),
        ("Aube du Zarma, un groupe armé, le dit.", ["Aube du Zarma"]),
        ("Zorbak, une milice rebelle, le dit.", ["Zorbak"]),
        ("Zorbak, un groupe rebelle, le dit.", ["Zorbak"]),
        ("des combattants du Zorbak-Uni", ["Zorbak-Uni"]),
    ],
)
def test_french_names(text: str, expected: list[str]) -> None:
    assert names(text, "fr") == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chadian rebels crossed the river."),
        ("en", "Northern rebels crossed the river."),
        ("en", "The United Nations Security Council met."),
        ("en", "The European Union Movement met."),
        ("en", "The Football Union of the West met."),
        ("en", "The Salvation Army sang."),
        ("en", "The Army left."),
        ("en", "the army left"),
        ("en", "Salvation is near."),
        ("fr", "Les rebelles du Nord avancent."),
        ("fr", "Les combattants du Tchad avancent."),
        ("fr", "Le Parlement vote, le Front recule."),
        ("fr", "La Croix-Rouge est venue."),
        ("fr", "Le Comité des droits humains siège."),
        ("fr", ""),
    ],
)
def test_what_is_no_group(language: str, text: str) -> None:
    assert names(text, language) == []


def test_a_known_actor_is_left_alone() -> None:
    text = "The Zarma Front and the Bara Front"
    assert names(text, "en", [(0, 15)]) == ["Bara Front"]
    assert names(text, "en", [(0, len(text))]) == []
    assert names(text, "en", [(10, 11)]) == ["Bara Front"]


def test_what_is_told_of_a_name() -> None:
    (mention,) = find("Fighters of the Zarma Front left.", "en", [])
    assert (mention.key, mention.kind, mention.named) == ("zarma_front", "armed_group", True)
    assert mention.provisional and mention.source == "pattern" and mention.head == mention.start == 16


@pytest.mark.parametrize(
    ("text", "expected"), [("The Zarma Front's men", "Zarma Front"), ("But Zarma Front men", "Zarma Front")]
)
def test_articles_and_endings_are_no_part_of_it(text: str, expected: str) -> None:
    assert names(text, "en") == [expected]


def test_other_languages_are_read_as_english() -> None:
    assert names("Fighters of the Zarma Front", "de") == names("Fighters of the Zarma Front", "en")


@pytest.mark.parametrize("piece", ["Front of the ", "Armée de ", "A-", "Aa ", "armed group ", "the ", "of ", "« "])
def test_no_text_takes_for_ever(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    for language in ("en", "fr"):
        for mention in find(text, language, []):
            assert text[mention.start : mention.end] == mention.text


WORDS = ["The", "Zarma", "Front", "of", "Bara", "rebels", "armed", "group", ",", "an", "Armée", "de", "la", "."]


@given(st.lists(st.sampled_from(WORDS), max_size=20), st.sampled_from(["en", "fr"]))
def test_names_are_exact_and_apart(parts: list[str], language: str) -> None:
    text, last = " ".join(parts), 0
    for mention in find(text, language, []):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last and mention.key
        last = mention.end
