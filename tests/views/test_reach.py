"""Dots of an area of influence: what fades them, what cuts them, and that they stand still."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.reference.gazetteer import kilometres
from whoholds.views.overlay import Dot
from whoholds.views.reach import FADE, Site, stipple

KM, DAYS, MOST = 25.0, 14.0, 60_000


def dots(*sites: Site, km: float = KM, most: int = MOST) -> list[Dot]:
    return stipple(sites, km, DAYS, most)[0]


def strongest(found: list[Dot]) -> float:
    return max((dot.strength for dot in found), default=0.0)


def test_no_assessed_settlement_no_area() -> None:
    assert dots() == []
    assert dots(Site(35, 37, None), Site(35.1, 37, None)) == []


def test_dots_lie_around_their_settlement_and_shrink_with_distance() -> None:
    found = dots(Site(35, 37, "a"))
    assert len(found) > 40
    by_distance = sorted((kilometres(35, 37, d.lat, d.lon), d.strength) for d in found)
    assert by_distance[-1][0] < KM
    assert by_distance[0][1] > 0.85
    for (near, strong), (far, weak) in pairwise(by_distance):
        assert strong >= weak - 0.03 or far - near < 0.4


def test_old_evidence_fades_by_half_in_its_time() -> None:
    fresh, old = dots(Site(35, 37, "a")), dots(Site(35, 37, "a", DAYS))
    assert strongest(old) == pytest.approx(strongest(fresh) / 2, abs=0.02)
    assert len(old) < len(fresh)


def test_evidence_from_tomorrow_is_no_stronger_than_todays() -> None:
    assert strongest(dots(Site(35, 37, "a", -5.0))) <= 1.0


def test_nothing_is_left_halfway_between_two_sides() -> None:
    west, east = Site(35, 37, "a"), Site(35, 37.3, "b")  # 27 km apart
    for dot in dots(west, east):
        to_west = kilometres(35, 37, dot.lat, dot.lon)
        to_east = kilometres(35, 37.3, dot.lat, dot.lon)
        assert dot.side == ("a" if to_west < to_east else "b")
        assert abs(to_west - to_east) > 0.05 * FADE * KM


def test_a_settlement_of_another_answer_cuts_without_an_area_of_its_own() -> None:
    alone = dots(Site(35, 37, "a"))
    cut = dots(Site(35, 37, "a"), Site(35, 37.15, None))
    assert {dot.side for dot in cut} == {"a"}
    assert len(cut) < len(alone)
    assert all(kilometres(35, 37, d.lat, d.lon) < kilometres(35, 37.15, d.lat, d.lon) for d in cut)


def test_two_settlements_of_one_side_do_not_cut_each_other() -> None:
    both = {(d.lat, d.lon): d.strength for d in dots(Site(35, 37, "a"), Site(35, 37.2, "a"))}
    middle = [s for (lat, lon), s in both.items() if kilometres(35, 37.1, lat, lon) < 4]
    assert middle and min(middle) > 0.5


def test_dots_stand_still_while_other_places_come_and_go() -> None:
    one = {(d.lat, d.lon) for d in dots(Site(35, 37, "a"))}
    more = {(d.lat, d.lon) for d in dots(Site(35, 37, "a"), Site(35.02, 38.6, "a"), Site(34.98, 35.6, "b"))}
    assert one <= more


def test_a_wide_theatre_gets_a_wider_grid_and_not_a_larger_one() -> None:
    wide = [Site(20.0, 20.0, "a"), Site(50.0, 60.0, "b")]
    found, spacing = stipple(wide, KM, DAYS, 2_000)
    assert spacing > KM / 5
    assert len(found) <= 2_000


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-60, 60), st.floats(-170, 170), st.sampled_from(["a", "b", None]), st.floats(0, 90)),
        min_size=1,
        max_size=6,
    )
)
def test_every_dot_is_its_nearest_settlements_within_reach(sites: list[tuple[float, float, str | None, float]]) -> None:
    found = [Site(*site) for site in sites]
    for dot in stipple(found, KM, DAYS, 5_000)[0]:
        squeeze = math.cos(math.radians((min(s.lat for s in found) + max(s.lat for s in found)) / 2))
        far = {
            i: math.hypot((s.lat - dot.lat) * 111.2, (s.lon - dot.lon) * 111.2 * squeeze) for i, s in enumerate(found)
        }
        nearest = min(far, key=lambda i: far[i])
        assert 0 < dot.strength <= 1
        assert far[nearest] < KM * 1.3  # the grid's own plane is a little other than this one
        assert dot.side in {s.side for i, s in enumerate(found) if far[i] <= far[nearest] * 1.3 + 0.5}
