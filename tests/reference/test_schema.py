"""The shape of the data files: what is taken, and how each mistake is told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.reference.generic import GenericFile, Phrase, RoleRule
from whoholds.reference.schema import (
    ActorEntry,
    CommonFile,
    DatedKey,
    PhraseEntry,
    SideEntry,
    Span,
    Strict,
    Text,
    TheatreEntry,
    TheatreFile,
    at,
    load_toml,
    validated,
)

NAME = {"en": "Reed Guard", "fr": "Garde des roseaux"}
SIDE = {"key": "north", "name": NAME, "colour": "#2166ac", "pattern": "solid"}
OTHER = {**SIDE, "key": "south", "colour": "#b2182b", "pattern": "dots"}
THEATRE = {"key": "marsh", "name": NAME, "countries": ["MT"], "start": date(2020, 1, 1)}
ACTOR = {"key": "reed_guard", "label": NAME, "kind": "armed_group"}
FILE = {"theatre": THEATRE, "side": [SIDE, OTHER], "actor": [ACTOR]}


def refused(model: type[Strict], data: Any) -> DataError:
    with pytest.raises(DataError) as caught:
        validated(model, data, "marsh.toml")
    assert caught.value.code == "data.schema"
    assert caught.value.message.startswith("marsh.toml: ")
    assert caught.value.hint and caught.value.subject
    return caught.value


def test_the_smallest_theatre() -> None:
    file = validated(TheatreFile, FILE, "marsh.toml")
    assert [side.key for side in file.side] == ["north", "south"]
    assert file.side[0].short is None
    assert file.theatre.end is None and file.generic == {} and file.phrase == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"theatre": {**THEATRE, "key": "The Marsh"}}, "theatre, key"),
        ({"theatre": {**THEATRE, "key": ""}}, "theatre, key"),
        ({"theatre": {**THEATRE, "countries": []}}, "theatre, countries"),
        ({"theatre": {**THEATRE, "countries": ["MT", "mt"]}}, "theatre, countries 2"),
        ({"theatre": {**THEATRE, "near": ["Italy"]}}, "theatre, near 1"),
        ({"theatre": {**THEATRE, "start": "in spring"}}, "theatre, start"),
        ({"theatre": {**THEATRE, "end": 2021}}, "theatre, end"),
        ({"theatre": {**THEATRE, "name": {"en": "Marsh"}}}, "theatre, name, fr"),
        ({"theatre": {**THEATRE, "name": {"en": "", "fr": "Marais"}}}, "theatre, name, en"),
        ({"theatre": {**THEATRE, "terms": "marsh"}}, "theatre, terms"),
        ({"theatre": {**THEATRE, "colour": "#000000"}}, "theatre, colour"),
        ({"side": [SIDE]}, "side"),
        ({"side": [SIDE, {**OTHER, "colour": "#B2182B"}]}, "side 2 (south), colour"),
        ({"side": [SIDE, {**OTHER, "colour": "#fff"}]}, "side 2 (south), colour"),
        ({"side": [SIDE, {**OTHER, "pattern": "stars"}]}, "side 2 (south), pattern"),
        ({"side": [SIDE, {**OTHER, "key": "So:uth"}]}, "side 2 (So:uth), key"),
        ({"side": [SIDE, {**OTHER, "short": "S"}]}, "side 2 (south), short"),
        ({"side": [SIDE, {**OTHER, "short": {"en": "S"}}]}, "side 2 (south), short, fr"),
        ({"side": [SIDE, {**OTHER, "emblem": "reed"}]}, "side 2 (south), emblem"),
        ({"actor": [{**ACTOR, "kind": "wizard"}]}, "actor 1 (reed_guard), kind"),
        ({"actor": [ACTOR, {**ACTOR, "key": "Reed"}]}, "actor 2 (Reed), key"),
        ({"actor": [{**ACTOR, "wikidata": "42"}]}, "actor 1 (reed_guard), wikidata"),
        ({"actor": [{**ACTOR, "gender": "n"}]}, "actor 1 (reed_guard), gender"),
        ({"actor": [{**ACTOR, "plural": "often"}]}, "actor 1 (reed_guard), plural"),
        ({"actor": [{**ACTOR, "aliases": ["Reeds"]}]}, "actor 1 (reed_guard), aliases"),
        ({"actor": [{**ACTOR, "aliases": {"en": "Reeds"}}]}, "actor 1 (reed_guard), aliases, en"),
        ({"actor": [{**ACTOR, "member_of": [{"to": date(2020, 1, 1)}]}]}, "actor 1 (reed_guard), member_of 1, group"),
        (
            {"actor": [{**ACTOR, "side": [{"key": "north", "from": "soon"}]}]},
            "actor 1 (reed_guard), side 1 (north), from",
        ),
        ({"actor": [{**ACTOR, "side": [{"from": date(2020, 1, 1)}]}]}, "actor 1 (reed_guard), side 1, key"),
        ({"actor": [{**ACTOR, "leader": 7}]}, "actor 1 (reed_guard), leader"),
        ({"generic": {"malta": {"army": "The Army"}}}, "generic, malta, army"),
        ({"generic": {"malta": "army"}}, "generic, malta"),
        ({"sides": {"malta": {"king": "north"}}}, "sides, malta, king"),
        ({"align": {"italy": "North!"}}, "align, italy"),
        ({"phrase": [{"key": "reed", "kind": "army", "de": ["Schilf"]}]}, "phrase 1 (reed), de"),
        ({"phrase": [{"key": "reed", "en": ["reeds"]}]}, "phrase 1 (reed), kind"),
        ({"weather": {}}, "weather"),
    ],
)
def test_a_mistake_is_told_with_its_entry(change: dict[str, Any], where: str) -> None:
    assert f"marsh.toml: {where}" in refused(TheatreFile, {**FILE, **change}).message


@pytest.mark.parametrize("missing", ["theatre", "side"])
def test_what_a_theatre_needs(missing: str) -> None:
    assert missing in refused(TheatreFile, {k: v for k, v in FILE.items() if k != missing}).message


@pytest.mark.parametrize("missing", ["key", "name", "countries", "start"])
def test_what_a_conflict_needs(missing: str) -> None:
    assert missing in refused(TheatreEntry, {k: v for k, v in THEATRE.items() if k != missing}).message


@pytest.mark.parametrize("missing", ["key", "name", "colour", "pattern"])
def test_what_a_side_needs(missing: str) -> None:
    assert missing in refused(SideEntry, {k: v for k, v in SIDE.items() if k != missing}).message


@pytest.mark.parametrize(
    ("model", "data", "where"),
    [
        (CommonFile, {}, "actor"),
        (CommonFile, {"actor": [{"label": NAME}]}, "actor 1, key"),
        (CommonFile, {"actor": [ACTOR], "side": [SIDE]}, "side"),
        (GenericFile, {"sets": {}, "words": {}}, "phrase"),
        (GenericFile, {"sets": {"men": ["man"]}, "words": {}, "phrase": []}, "sets, men"),
        (Phrase, {"kind": "army", "forms": []}, "forms"),
        (Phrase, {"kind": "army", "forms": ["army"], "unless": ["navy"]}, "unless"),
        (RoleRule, {"like": ["army"]}, "like"),
        (RoleRule, {"as": "army"}, "as"),
        (PhraseEntry, {"key": "x", "kind": "wizard"}, "kind"),
    ],
)
def test_mistakes_of_the_other_files(model: type[Strict], data: Any, where: str) -> None:
    assert f"marsh.toml: {where}" in refused(model, data).message


@pytest.mark.parametrize(
    "key", ["a", "rebels:mali", "media:SANA", "officials:iraq:Basra", "3rd_assault_brigade", "a_1"]
)
def test_keys(key: str) -> None:
    assert ActorEntry(key=key).key == key


@pytest.mark.parametrize(
    "key", ["", "Rebels", "re bels", "rebels:", ":mali", "rebels::mali", "rebels-mali", "é", "a\n"]
)
def test_what_is_no_key(key: str) -> None:
    refused(ActorEntry, {"key": key})


def test_a_record_does_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Text(en="a", fr="b").en = "c"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Reed Guard"), ("fr", "Garde des roseaux"), ("de", "Reed Guard")]
)
def test_a_text_in_a_language(language: str, told: str) -> None:
    assert Text(**NAME).get(language) == told


# Days

DAY = date(2020, 6, 15)


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        (None, None, DAY, True),
        (DAY, None, DAY, True),
        (None, DAY, DAY, True),
        (DAY, DAY, DAY, True),
        (DAY, None, DAY - timedelta(days=1), False),
        (None, DAY, DAY + timedelta(days=1), False),
        (DAY, DAY, None, True),
    ],
)
def test_both_ends_of_a_span_are_in_it(start: date | None, end: date | None, on: date | None, holds: bool) -> None:
    assert Span.model_validate({"from": start, "to": end}).covers(on) is holds


def dated(*rows: tuple[str, date | None, date | None]) -> tuple[DatedKey, ...]:
    return tuple(DatedKey.model_validate({"key": key, "from": start, "to": end}) for key, start, end in rows)


def test_the_key_of_a_day() -> None:
    keys = dated(("old", None, DAY), ("new", DAY + timedelta(days=1), None))
    assert at(keys, DAY) == "old"
    assert at(keys, DAY + timedelta(days=1)) == "new"
    assert at(keys, None) == "old"
    assert at((), DAY) is None
    assert at(dated(("late", DAY, None)), DAY - timedelta(days=1)) is None


@given(st.lists(st.integers(0, 60), min_size=1, max_size=5, unique=True), st.integers(-10, 80))
def test_one_after_another_every_day_has_one(cuts: list[int], day: int) -> None:
    cuts = sorted(cuts)
    edges = [None, *(DAY + timedelta(days=n) for n in cuts), None]
    rows = [
        (f"k{i}", start, end - timedelta(days=1) if end else None) for i, (start, end) in enumerate(pairwise(edges))
    ]
    assert at(dated(*rows), DAY + timedelta(days=day)) == f"k{sum(n <= day for n in cuts)}"


def test_a_key_alone_is_for_ever() -> None:
    (entry,) = ActorEntry.model_validate({"key": "a", "side": "north"}).side
    assert (entry.key, entry.start, entry.end) == ("north", None, None)


# Reading


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a = ", "data.syntax"),
        (b"[a\n", "data.syntax"),
        (b"a = 1\na = 2\n", "data.syntax"),
        (b"\xff", "data.unreadable"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "marsh.toml"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_toml(path)
    assert caught.value.code == code and "marsh.toml" in caught.value.message


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_toml(tmp_path)
    assert caught.value.code == "data.unreadable" and caught.value.subject == str(tmp_path)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
        max_leaves=8,
    )
)
def test_any_data_is_taken_or_refused_with_a_reason(data: Any) -> None:
    file = {**FILE, "actor": data, "generic": data}
    try:
        validated(TheatreFile, file, "marsh.toml")
    except DataError as error:
        assert error.code == "data.schema" and "marsh.toml" in error.message
