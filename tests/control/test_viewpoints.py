from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.board import board
from whoholds.control.evidence import Interest
from whoholds.control.viewpoints import EVERYTHING, Viewpoint, Viewpoints, admitted, differences
from whoholds.errors import DataError, NotFound, UsageError
from whoholds.model import Event, Factuality, Holding, Standing

from .sayings import D0, NORTH, NOWHERE, SIDES, SOUTH, WEIGHTS, WORLD, Press, Stored, chances, evidence

CT_NOT = Factuality.CERTAIN_NOT


@pytest.fixture
def shipped(tmp_path: Path) -> Viewpoints:
    return Viewpoints(tmp_path / "viewpoints")


@pytest.fixture
def said() -> list[Stored]:
    say = Press()
    say("north_radio", Event.CAPTURE, "north_army")
    say("south_office", Event.CAPTURE, "north_army", factuality=CT_NOT)
    say("monitor:watch", Event.HOLD, "south_army", outlet="The Hill Times")
    say("south_army", Event.WITHDRAW, "south_army", day=1)
    return say.said


def speakers(said: list[Stored], viewpoint: Viewpoint) -> list[str]:
    told = {e.claim_id for e in evidence(said, replace(WORLD, viewpoint=viewpoint))}
    return [s.claim.speaker.key for s in said if s.claim.id in told]


def told(said: list[Stored], viewpoint: Viewpoint, on: int = 0) -> dict[str, float]:
    return chances(said, on, replace(WORLD, viewpoint=viewpoint), viewpoint.weigh(WEIGHTS))


def test_everything_is_what_is_told_without_a_viewpoint(shipped: Viewpoints, said: list[Stored]) -> None:
    assert told(said, shipped.find(EVERYTHING)) == chances(said, 0)


def test_neutral_speakers_only(shipped: Viewpoints, said: list[Stored]) -> None:
    assert speakers(said, shipped.find("neutral")) == ["monitor:watch"]


def test_parties_only_against_their_own_interest(shipped: Viewpoints, said: list[Stored]) -> None:
    assert speakers(said, shipped.find("against_interest")) == ["monitor:watch", "south_army"]


def test_the_same_map_by_one_side_and_by_the_other(shipped: Viewpoints, said: list[Stored]) -> None:
    north, south = shipped.find("side:north", SIDES), shipped.find("side:south", SIDES)
    assert speakers(said, north) == ["north_radio"] and north.side == NORTH
    assert speakers(said, south) == ["south_office", "south_army"]
    assert told(said, north)[NORTH] > 0.7, "a side is taken at its word"
    assert told(said[:2], south)[NORTH] < 0.2


def test_without_an_outlet_and_with_only_one(said: list[Stored]) -> None:
    without = Viewpoint(name="w", without_outlets=("The Hill Times",))
    only = Viewpoint(name="o", only_outlets=("The Hill Times",))
    assert "monitor:watch" not in speakers(said, without) and len(speakers(said, without)) == 3
    assert speakers(said, only) == ["monitor:watch"]


def test_ones_own_weights(said: list[Stored]) -> None:
    trusting = Viewpoint(name="t", weights={"interest": {"own_gain": {"odds": 8.0}}})
    assert trusting.weigh(WEIGHTS).interest.own_gain.odds == 8.0
    assert told(said[:1], trusting)[NORTH] > told(said[:1], Viewpoint(name="plain"))[NORTH]
    with pytest.raises(DataError):
        Viewpoint(name="x", weights={"interest": {"own_gain": {"odds": 0.1}}}).weigh(WEIGHTS)


def test_saved_and_found_again(shipped: Viewpoints) -> None:
    mine = Viewpoint(
        name="desk-1",
        title={"en": 'the "desk"', "fr": "le bureau\n"},
        speakers="neutral",
        against_interest=True,
        without_outlets=("The Hill Times",),
        weights={"interest": {"own_gain": {"odds": 3.0}}, "answer": {"settle_days": 4}},
    )
    path = shipped.save(mine)
    assert path.name == "desk-1.toml" and shipped.find("desk-1") == mine
    assert shipped.names() == ["all", "neutral", "against_interest", "desk-1"]
    assert [v.name for v in shipped.all()] == shipped.names()


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_any_title_and_outlet_survives_saving(title: str, outlets: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        own = Viewpoints(Path(folder))
        if any("\ud800" <= c <= "\udfff" for c in title + "".join(outlets)):
            return
        mine = Viewpoint(name="x", title={"en": title}, without_outlets=tuple(outlets))
        own.save(mine)
        assert own.find("x") == mine


@pytest.mark.parametrize("name", ["", "all", "side", "A B", "../up", "x" * 50])
def test_a_name_that_cannot_be_saved_under(shipped: Viewpoints, name: str) -> None:
    with pytest.raises(UsageError):
        shipped.save(Viewpoint(name=name))


@pytest.mark.parametrize("name", ["nobody", "side", "side:", "side:west"])
def test_a_viewpoint_that_is_none(shipped: Viewpoints, name: str) -> None:
    with pytest.raises(NotFound):
        shipped.find(name, SIDES)


@pytest.mark.parametrize("text", ["speakers = 'loud'", "unknown = 1", "not toml", "[weights.answer]\ntake = 9.0"])
def test_a_file_that_is_no_viewpoint(shipped: Viewpoints, text: str) -> None:
    shipped.folder.mkdir()
    (shipped.folder / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError):
        shipped.find("bad")


def test_what_it_is_called(shipped: Viewpoints) -> None:
    assert shipped.find("neutral").called("fr").startswith("seulement")
    assert Viewpoint(name="plain").called("fr") == "plain"


def test_a_sides_map_is_called_after_the_side(shipped: Viewpoints) -> None:
    found = shipped.find("side:north", SIDES)
    assert found.called("en", WORLD.theatre.sides) == "according to the North"
    assert found.called("en") == "according to north"
    assert found.called("fr", WORLD.theatre.sides) == "selon north"  # a side without a French name


def test_everything_but_an_outlet(shipped: Viewpoints, said: list[Stored]) -> None:
    without = shipped.find("without:The Hill Times")
    assert speakers(said, without) == [s.claim.speaker.key for s in said if s.outlet != "The Hill Times"]
    assert without.called("fr") == "sans The Hill Times"
    assert without.side is None and not without.hears("The Hill Times") and without.hears(None)
    with pytest.raises(NotFound):
        shipped.find("without:")
    with pytest.raises(NotFound):
        shipped.find("without")


def test_claims_that_count_whatever_they_speak_of(shipped: Viewpoints) -> None:
    say = Press()
    placed = say("north_army", Event.APPEAL, "north_army")
    nowhere = say("north_army", Event.APPEAL, "north_army", place=NOWHERE)
    heard = say("residents", Event.APPEAL, "north_army", place=NOWHERE)
    neutral = replace(WORLD, viewpoint=shipped.find("neutral"))
    assert [admitted(s, neutral, WEIGHTS) for s in (placed, nowhere, heard)] == [False, False, True]
    assert all(admitted(s, WORLD, WEIGHTS) for s in say.said)


def test_where_two_differ(shipped: Viewpoints, said: list[Stored]) -> None:
    on = D0 + timedelta(days=0)

    def map_of(name: str) -> dict[str, Holding]:
        seen = shipped.find(name, SIDES)
        return board(said, WORLD.actors, WORLD.theatre, seen.weigh(WEIGHTS), on, viewpoint=seen)

    found = differences(map_of("side:north"), map_of("neutral"))
    assert [(d.place, d.one and d.one.holder, d.other and d.other.holder) for d in found] == [
        ("Millbrook", NORTH, SOUTH)
    ]
    assert differences(map_of("neutral"), map_of("neutral")) == []


def test_another_holder_comes_before_another_standing() -> None:
    def h(id: str, holder: str, standing: Standing) -> Holding:
        return Holding(id, id.title(), 0, 0, date(2031, 1, 1), None, holder, 0.9, standing)

    one = {
        "a": h("a", NORTH, Standing.CLAIMED),
        "b": h("b", NORTH, Standing.CLAIMED),
        "c": h("c", NORTH, Standing.STALE),
    }
    other = {"a": h("a", NORTH, Standing.ASSESSED), "b": h("b", SOUTH, Standing.CLAIMED)}
    assert [d.place for d in differences(one, other)] == ["B", "C", "A"]


def test_no_viewpoint_adds_a_claim(said: list[Stored], shipped: Viewpoints) -> None:
    everything = {e.claim_id for e in evidence(said)}
    for viewpoint in shipped.all():
        some = evidence(said, replace(WORLD, viewpoint=viewpoint))
        assert {e.claim_id for e in some} <= everything
        if viewpoint.against_interest:
            assert all(e.speaker_side is None or e.interest is Interest.ADMISSION for e in some)
