"""The layers' legend: a group for each that is on, in both languages, with the rule that it draws by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.views.layered import FULL
from whoholds.views.layer_legend import head, layer_groups, span
from whoholds.views.overlay import LAYERS, NOTHING
from whoholds.views.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_has_a_group_of_its_own(name: str, language: str) -> None:
    words = Words.of(language)
    ((title, entries),) = layer_groups(replace(FULL, layers=(name,)), words)
    assert title.startswith(words(f"layers.{name}"))
    assert entries
    assert all(entry.text and entry.drawing for entry in entries)


def test_no_layer_no_group() -> None:
    assert layer_groups(NOTHING, Words.of("en")) == []


def test_events_are_named_as_far_as_they_are_on_the_map() -> None:
    groups = dict(layer_groups(replace(FULL, layers=("events",)), Words.of("en")))
    (entries,) = groups.values()
    assert [entry.key for entry in entries] == ["capture", "clash", "harm", "flight", "protest", "shelling"]


def test_limits_are_written_out() -> None:
    told = " ".join(e.text for _, entries in layer_groups(FULL, Words.of("en")) for e in entries)
    assert "50 km" in told and "25 km" in told and "14 days" in told


def test_a_head_says_which_days_but_for_areas() -> None:
    words = Words.of("en")
    assert head("heat", 1, words) == "Heat of reporting, on the day shown"
    assert head("heat", 7, words) == "Heat of reporting, in the last 7 days"
    assert head("areas", 7, words) == "Areas of influence"
    assert span(3, Words.of("fr")) == "sur les 3 derniers jours"
