"""Actors joined from many files: introductions, extensions, links, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.reference.countries import countries
from whoholds.reference.registry import COMMON, Actor, Roster, join, read_common
from whoholds.reference.schema import ActorEntry
from whoholds.reference.theatres import Theatre, read_theatres

SHIPPED = join(read_common(), read_theatres())


def entry(key: str, **given: Any) -> ActorEntry:
    return ActorEntry.model_validate({"key": key, **given})


def whole(key: str, name: str = "Reed Guard", kind: str = "armed_group", **given: Any) -> ActorEntry:
    return entry(key, label={"en": name, "fr": f"Garde {name}"}, kind=kind, **given)


def theatre(key: str) -> Theatre:
    return Theatre(key, {}, ("MT",), (), (), date(2020, 1, 1), None, (), {}, {}, {}, (), frozenset())


def joined(*entries: ActorEntry, north: tuple[ActorEntry, ...] = (), south: tuple[ActorEntry, ...] = ()) -> Roster:
    return join(entries, [(theatre("north"), north), (theatre("south"), south)])


def test_one_file_introduces() -> None:
    actor = joined(whole("reed"))["reed"]
    assert (actor.key, actor.kind, actor.label) == (
        "reed",
        "armed_group",
        {"en": "Reed Guard", "fr": "Garde Reed Guard"},
    )
    assert actor.aliases == (("Reed Guard", COMMON, False), ("Garde Reed Guard", COMMON, False))
    assert actor.theatres == () and actor.sides == {}


def test_another_file_extends() -> None:
    actor = joined(
        north=(whole("reed", side="n_gov", note="of the north"),),
        south=(entry("reed", side="s_opp", aliases={"en": ["Reeds"]}, country="chad"),),
    )["reed"]
    assert {key: entries[0].key for key, entries in actor.sides.items()} == {"north": "n_gov", "south": "s_opp"}
    assert actor.theatres == ("north", "south")
    assert ("Reeds", "south", False) in actor.aliases
    assert actor.country == "chad" and actor.note == "of the north"


def test_an_introduction_may_come_after_its_extension() -> None:
    late = joined(north=(entry("reed", side="n_gov"),), south=(whole("reed"),))["reed"]
    assert late.label["en"] == "Reed Guard" and set(late.sides) == {"north"}
    assert set(late.theatres) == {"north", "south"}


def test_the_first_introduction_names_it() -> None:
    actor = joined(whole("reed", "Reed Guard"), north=(whole("reed", "Reed Corps", kind="army"),))["reed"]
    assert actor.label["en"] == "Reed Guard" and actor.kind == "armed_group"
    assert [name for name, source, _ in actor.aliases if source == COMMON] == ["Reed Guard", "Garde Reed Guard"]


@pytest.mark.parametrize(
    ("field", "first", "then"),
    [
        ("wikidata", "Q1", "Q2"),
        ("country", "chad", "mali"),
        ("gender", "m", "f"),
        ("since", "2011", "2012"),
        ("until", "2013", "2014"),
        ("note", "one", "two"),
        ("disputed", "one", "two"),
    ],
)
def test_the_last_file_that_says_a_thing_has_the_last_word(field: str, first: str, then: str) -> None:
    both = joined(whole("reed", **{field: first}), north=(entry("reed", **{field: then}),))["reed"]
    silent = joined(whole("reed", **{field: first}), north=(entry("reed"),))["reed"]
    assert getattr(both, field) == then
    assert getattr(silent, field) == first


@pytest.mark.parametrize(("first", "then", "told"), [(True, None, True), (True, False, False), (None, None, None)])
def test_whether_it_is_many_may_be_said_once_or_again(first: bool | None, then: bool | None, told: bool | None) -> None:
    assert joined(whole("reed", plural=first), north=(entry("reed", plural=then),))["reed"].plural is told


def test_memberships_add_up() -> None:
    actors = joined(
        whole("reed", member_of=[{"group": "lake", "to": date(2020, 1, 1)}]),
        whole("lake", "Lake Union"),
        whole("hill", "Hill Union"),
        north=(entry("reed", member_of=[{"group": "hill"}]),),
    )
    assert [m.group for m in actors["reed"].member_of] == ["lake", "hill"]
    assert not actors["reed"].member_of[0].covers(date(2020, 1, 2))


def test_who_leads_depends_on_the_day() -> None:
    actors = joined(
        whole("reed", leader=[{"key": "ann", "to": date(2020, 5, 1)}, {"key": "bea", "from": date(2020, 5, 2)}]),
        whole("ann", "Ann Reed", kind="person"),
        whole("bea", "Bea Reed", kind="person"),
    )
    reed = actors["reed"]
    assert reed.leader_on(date(2020, 5, 1)) == "ann"
    assert reed.leader_on(date(2020, 5, 2)) == "bea"
    assert reed.leader_on(None) == "ann"


def test_a_surname_alone_is_weak_and_a_full_name_is_not() -> None:
    actor = joined(whole("ann", "Ann Reed", kind="person", aliases={"en": ["Reed", "Ann B. Reed"]}))["ann"]
    assert {name: weak for name, _, weak in actor.aliases if name != "Garde Ann Reed"} == {
        "Ann Reed": False,
        "Reed": True,
        "Ann B. Reed": False,
    }


def test_a_weak_name_is_given_once() -> None:
    actor = joined(whole("reed", aliases={"en": ["Reeds"]}, weak=["Reeds"]))["reed"]
    assert [row for row in actor.aliases if row[0] == "Reeds"] == [("Reeds", COMMON, True)]


@pytest.mark.parametrize("missing", ["label", "kind"])
def test_nobody_introduced_it(missing: str) -> None:
    full = {"label": {"en": "Reed", "fr": "Roseau"}, "kind": "army"}
    del full[missing]
    with pytest.raises(DataError) as caught:
        joined(north=(entry("reed", **full),))
    assert caught.value.code == "actor.incomplete"
    assert caught.value.subject == "north.toml: reed"


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"member_of": [{"group": "nobody"}]}, "actor.link", "member_of"),
        ({"leader": "nobody"}, "actor.link", "leader"),
        ({"leads": "nobody"}, "actor.link", "leads"),
        ({"country": "atlantis"}, "actor.country", "atlantis"),
    ],
)
def test_links_must_hold(given: dict[str, Any], code: str, says: str) -> None:
    with pytest.raises(DataError) as caught:
        joined(whole("reed", **given))
    assert caught.value.code == code and caught.value.subject == "reed" and says in caught.value.message


def test_nothing_joined_is_nothing() -> None:
    assert join((), ()) == {}


@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, 4))
def test_actors_do_not_touch_each_other(keys: list[str], cut: int) -> None:
    entries = [whole(key, f"Guard {key}") for key in keys]
    together = joined(*entries[:cut], north=tuple(entries[cut:]))
    for one in entries:
        alone = joined(one) if one in entries[:cut] else joined(north=(one,))
        assert together[one.key] == alone[one.key]


# What ships


def test_every_actor_that_ships_is_named_in_both_languages() -> None:
    for actor in SHIPPED.values():
        assert actor.label["en"].strip() and actor.label["fr"].strip(), actor.key


def test_links_of_what_ships_hold() -> None:
    for actor in SHIPPED.values():
        for member in actor.member_of:
            assert member.group in SHIPPED and member.group != actor.key
        for leader in actor.leader:
            assert SHIPPED[leader.key].kind in ("person", "family"), (actor.key, leader.key)
        assert not actor.leads or SHIPPED[actor.leads].kind != "person", actor.key
        assert not actor.country or actor.country in countries()


def test_dates_of_what_ships_run_forward() -> None:
    for actor in SHIPPED.values():
        spans = [*actor.member_of, *actor.leader, *(entry for entries in actor.sides.values() for entry in entries)]
        for span in spans:
            assert span.start is None or span.end is None or span.start <= span.end, actor.key


def test_nobody_is_on_two_sides_of_a_theatre_on_one_day() -> None:
    for actor in SHIPPED.values():
        for key, entries in actor.sides.items():
            for i, one in enumerate(entries):
                for other in entries[i + 1 :]:
                    apart = (one.end and other.start and one.end < other.start) or (
                        other.end and one.start and other.end < one.start
                    )
                    assert apart or one.key == other.key, (actor.key, key)


def test_numbers_of_wikidata_belong_to_one_actor() -> None:
    seen: dict[str, str] = {}
    for actor in SHIPPED.values():
        if actor.wikidata:
            assert seen.setdefault(actor.wikidata, actor.key) == actor.key, (actor.wikidata, actor.key)


def test_an_actor_is_joined_when_it_is_asked_for_and_once() -> None:
    roster = joined(whole("reed"), whole("lake", "Lake Union"))
    assert roster._known == {}
    assert "reed" in roster and "nobody" not in roster and len(roster) == 2
    assert roster._known == {}
    assert roster["reed"] is roster["reed"]
    assert list(roster._known) == ["reed"]
    assert [actor.key for actor in roster.values()] == ["reed", "lake"]
    assert isinstance(roster["lake"], Actor)
    with pytest.raises(KeyError):
        roster["nobody"]


def test_a_mistake_is_told_at_once_though_nobody_asks() -> None:
    with pytest.raises(DataError, match="unknown actor"):
        joined(whole("reed"), whole("lake", "Lake Union", member_of=[{"group": "nobody"}]))
