"""What phrases and abbreviations mean in a conflict on a day: generic ones at their own level, named ones by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whoholds.reference.actors import Actors

ACTORS = Actors.load()
ROWS = [line.split("\t") for line in (Path(__file__).parent / "actor_phrases.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("language", "theatre", "day", "phrase", "key", "text"), ROWS, ids=[r[5][:50] for r in ROWS])
def test_a_phrase_means_its_actor_there_and_then(
    language: str, theatre: str, day: str, phrase: str, key: str, text: str
) -> None:
    found = ACTORS.mentions(text, language, ACTORS.theatre(theatre), date.fromisoformat(day))
    meant = {m.text: (m.key, m.as_actor, m.as_speaker) for m in found}
    assert key in meant[phrase]


def test_the_table_is_wide() -> None:
    assert len(ROWS) >= 80 and len({row[1] for row in ROWS}) >= 15
    assert {row[0] for row in ROWS} == {"en", "fr"}


@pytest.mark.parametrize("name", ["Afghan National Defence and Security Forces", "Tigray Defense Forces"])
def test_british_and_american_spellings_are_one_name(name: str) -> None:
    other = name.replace("Defence", "x").replace("Defense", "Defence").replace("x", "Defense")
    keys = [[m.key for m in ACTORS.mentions(f"The {n} left.", "en", None)] for n in (name, other)]
    assert keys[0] == keys[1] != []
