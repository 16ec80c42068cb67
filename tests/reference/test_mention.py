"""A mention's keys where it speaks and where it acts."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from whoholds.reference.mention import ARMED, ORGANISED, ActorMention

PLAIN = ActorMention(0, 6, "russia", "state", True, "Moscow")


def test_one_key_for_all_where_no_other_is_given() -> None:
    assert PLAIN.as_speaker == PLAIN.as_actor == "russia"


@pytest.mark.parametrize(
    ("speaker", "actor", "told"),
    [
        ("officials:russia", "", ("officials:russia", "russia")),
        ("", "russian_armed_forces", ("russia", "russian_armed_forces")),
        ("officials:russia", "russian_armed_forces", ("officials:russia", "russian_armed_forces")),
    ],
)
def test_a_key_for_speaking_and_one_for_acting(speaker: str, actor: str, told: tuple[str, str]) -> None:
    mention = ActorMention(0, 6, "russia", "state", True, "Moscow", speaker_key=speaker, actor_key=actor)
    assert (mention.as_speaker, mention.as_actor) == told


def test_it_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.key = "ukraine"


def test_who_is_armed_is_organised() -> None:
    assert ARMED <= ORGANISED
    assert not {"residents", "civilians", "person", "witnesses"} & ORGANISED
