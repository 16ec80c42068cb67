from __future__ import annotations

import pytest

from whoholds.reference.actors import Actors

ACTORS = Actors.load()


def key(text: str, phrase: str, language: str, theatre: str) -> str:
    found = ACTORS.mentions(text, language, ACTORS.theatre(theatre))
    return next(m.key for m in found if m.text == phrase)


@pytest.mark.parametrize(
    ("text", "phrase", "language", "expected"),
    [
        ("The junta in Niamey closed the border with Mali.", "junta", "en", "government:niger"),
        ("The junta in Bamako closed the border with Niger.", "junta", "en", "government:mali"),
        ("The authorities based in Ouagadougou denied it.", "authorities", "en", "government:burkina_faso"),
        ("La junte au pouvoir à Niamey dément.", "junte au pouvoir", "fr", "government:niger"),
        ("Le gouvernement installé à Bamako dément.", "gouvernement", "fr", "government:mali"),
    ],
)
def test_who_governs_from_a_capital_belongs_to_its_country(
    text: str, phrase: str, language: str, expected: str
) -> None:
    assert key(text, phrase, language, "sahel") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Mali the soldiers in Niamey are a rumour.", "en"),
        ("Au Mali, les soldats à Niamey sont une rumeur.", "fr"),
    ],
)
def test_soldiers_in_a_capital_may_be_anybodys(text: str, language: str) -> None:
    phrase = "soldiers" if language == "en" else "soldats"
    assert key(text, phrase, language, "sahel") == "malian_armed_forces"


def test_a_possessive_looks_back_to_a_state() -> None:
    text = "Jordan shut its side of the crossing, its interior ministry said."
    assert key(text, "interior ministry", "en", "syria") == "ministry_of_interior:jordan" or key(
        text, "interior ministry", "en", "syria"
    ).endswith("jordan")


def test_a_possessive_does_not_look_past_a_full_stop() -> None:
    text = "Jordan shut the crossing. Its interior ministry said so."
    assert not key(text, "interior ministry", "en", "syria").endswith("jordan")


def test_an_article_and_a_capital_before_it() -> None:
    text = "In Moscow the defence ministry spoke of a regrouping."
    assert key(text, "defence ministry", "en", "ukraine") == "ministry_of_defence:russia"
