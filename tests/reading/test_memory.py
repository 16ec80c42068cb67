"""The salience list: who and where pronouns point back to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import parsed
from whoholds.model import Area, Place, PlaceMention
from whoholds.reading.memory import Memory
from whoholds.reading.scene import Actor

TOKEN = parsed("x", "en").doc[0]


def actor(key: str, start: int, kind: str = "armed_group", *, plural: bool = False) -> Actor:
    return Actor(TOKEN, key, kind, start, start + 3, key, plural)


def memory(*seen: tuple[Actor, float]) -> Memory:
    out = Memory()
    for who, weight in seen:
        out.saw(who, weight)
    return out


def town(name: str, start: int, kind: str = "settlement") -> PlaceMention:
    return PlaceMention(start, start + len(name), Place(name, f"gn:{start}", name, 0.0, 0.0, kind, "SY", 0.9))


def province(name: str, start: int) -> PlaceMention:
    return PlaceMention(start, start + len(name), Area(name, f"gn:{start}", name, 0.0, 0.0))


def key_of(m: Memory, word: str, offset: int, **how: bool) -> str | None:
    found = m.who(word, offset, **how)
    return found.key if found else None


def test_nobody_seen_is_nobody() -> None:
    assert Memory().who("they", 100) is None


def test_the_recent_and_prominent_come_first() -> None:
    m = memory((actor("m23", 0), 1.0), (actor("wazalendo", 400), 1.0))
    assert key_of(m, "it", 450) == "wazalendo"
    m = memory((actor("m23", 0), 1.5), (actor("wazalendo", 20), 0.7))
    assert key_of(m, "it", 50) == "m23"


def test_what_comes_later_is_not_pointed_back_to() -> None:
    m = memory((actor("m23", 0), 1.0), (actor("wazalendo", 100), 1.5))
    assert key_of(m, "it", 50) == "m23"
    assert m.who("it", 0) is None


@pytest.mark.parametrize(
    ("word", "key"),
    [("they", "taliban"), ("ils", "taliban"), ("it", "m23"), ("he", "nangaa"), ("she", "nangaa"), ("il", "m23")],
)
def test_number_and_person_decide(word: str, key: str) -> None:
    m = memory((actor("nangaa", 0, "person"), 1.0), (actor("m23", 10), 1.0), (actor("taliban", 20, plural=True), 1.0))
    if word == "il":
        m = memory((actor("taliban", 0, plural=True), 1.0), (actor("m23", 10), 1.0))
    assert key_of(m, word, 50) == key


def test_fighters_come_before_residents_where_fighters_are_wanted() -> None:
    m = memory((actor("m23", 0, plural=True), 1.0), (actor("residents", 30, "residents", plural=True), 1.5))
    assert key_of(m, "they", 60) == "residents"
    assert key_of(m, "they", 60, fighters=True) == "m23"


def test_objects_and_nameless_actors_are_not_kept() -> None:
    m = memory((actor("statue", 0, "object"), 1.0))
    m.saw(Actor(TOKEN, None, "lay", 5, 8, "men"), 1.5)
    assert m.actors == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 500), st.sampled_from([0.7, 1.0, 1.5])), max_size=12))
def test_whoever_is_found_was_seen_before(seen: list[tuple[str, int, float]]) -> None:
    m = memory(*((actor(k, at), w) for k, at, w in sorted(seen, key=lambda s: s[1])))
    for offset in (0, 100, 501):
        found = m.who("it", offset)
        before = {k for k, at, _ in seen if at < offset}
        assert (found is None) == (not before)
        assert found is None or found.key in before


def test_the_last_settlement_before() -> None:
    m = Memory(places=[town("Hama", 0), town("Homs", 50)])
    found = m.place(30)
    assert found is not None and found.place.name == "Hama"
    found = m.place(80)
    assert found is not None and found.place.name == "Homs"
    assert m.place(0) is None


def test_a_province_answers_to_province_and_not_to_city() -> None:
    m = Memory(places=[town("Hama", 0), province("Idlib province", 20)])
    city, area = m.place(60, "city"), m.place(60, "province")
    assert city is not None and area is not None
    assert (city.start, area.start) == (0, 20)


def test_a_base_answers_to_base() -> None:
    m = Memory(places=[town("Menagh", 0, "air_base"), town("Hama", 20)])
    base, city = m.place(60, "base"), m.place(60, "city")
    assert base is not None and base.start == 0
    assert city is not None and city.start == 20


def test_a_pronoun_may_point_forward_within_its_block() -> None:
    m = Memory(places=[town("Hama", 40)])
    assert m.place(10) is None
    ahead = m.place_after(10, 100)
    assert ahead is not None and ahead.start == 40
    assert m.place_after(10, 30) is None
