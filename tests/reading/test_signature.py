"""Whose "we" a statement is: its signature, its letterhead, and no passing mention."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, report_of
from whoholds.reading.signature import signature, speaks_of_ours
from whoholds.reference.mention import ActorMention


def mention(text: str, name: str, *, kind: str = "armed_group", named: bool = True) -> ActorMention:
    start = text.index(name)
    return ActorMention(start, start + len(name), name.lower().replace(" ", "_"), kind, named, name)


@pytest.mark.parametrize(
    ("last", "signed"),
    [
        ("Arakan Army, Information Desk", True),
        ("For the Arakan Army: its spokesman", True),
        ("Arakan Army", True),
        ("Arakan Army fighters came closer", False),
        ("Near the Arakan Army, a mill", False),
        ("Arakan Army.", False),
        ("Arakan Army, " + "a body of men " * 8, False),
    ],
)
def test_the_last_line_signs_or_not(last: str, signed: bool) -> None:
    text = f"We hold the town.\n\n{last}"
    found = signature(text, [(0, 17), (19, len(text))], [mention(text, "Arakan Army")])
    assert (found.key if found else None) == ("arakan_army" if signed else None)


def test_only_fighters_with_a_name_sign() -> None:
    text = "We hold the town.\n\nThe ministry, press office"
    blocks = [(0, 17), (19, len(text))]
    assert signature(text, blocks, [mention(text, "ministry", kind="ministry")]) is None
    assert signature(text, [], []) is None


def test_our_forces_are_those_of_whoever_signs(desk: Desk) -> None:
    text = "Our units took Paletwa on Monday.\n\nSamee has been in our hands since Friday.\n\nArakan Army, press desk"
    claims = desk.reader.read(report_of(text, "en")).claims
    control = [c for c in claims if c.control.value in ("gains", "holds")]
    assert len(control) >= 1 and {c.actor.key for c in control if c.actor} == {"arakan_army"}


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Our heroic units advanced.", True),
        ("Nos combattants avancent.", True),
        ("Our correspondent saw it.", False),
        ("They hold their units back.", False),
    ],
)
def test_fighters_speak_of_their_own(text: str, ours: bool) -> None:
    assert speaks_of_ours(text) is ours


def test_a_letterhead_signs_whatever_name_it_holds() -> None:
    text = "Press service of the Arakan Army, bulletin of 28 May\n\nWe hold the town."
    blocks = [(0, 52), (54, len(text))]
    found = signature(text, blocks, [mention(text, "Arakan Army")])
    assert found is not None and found.key == "arakan_army"
    plain = "A long column of the Arakan Army in the hills of May\n\nWe hold the town."
    assert signature(plain, blocks, [mention(plain, "Arakan Army")]) is None
