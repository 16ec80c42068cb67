from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.views.samples import board, holding
from whoholds.views.inset import NEAR, crowd, plan
from whoholds.views.labels import Box
from whoholds.views.patterns import Mark
from whoholds.views.projection import Extent, View

points = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), max_size=30)


def view(width: float = 1000) -> View:
    some = [(m.holding.lon, m.holding.lat) for m in board()]
    return View.fit(Extent.around(some, margin=0.1), 0, 0, width, width)


@given(points)
def test_in_a_crowd_each_is_near_another(some: list[tuple[float, float]]) -> None:
    group = crowd(some)
    assert group == sorted(set(group))
    assert len(group) == 0 or 3 <= len(group) < len(some)
    for i in group:
        x, y = some[i]
        assert any((some[j][0] - x) ** 2 + (some[j][1] - y) ** 2 <= NEAR * NEAR for j in group if j != i)


def test_nothing_is_no_crowd() -> None:
    assert crowd([]) == []
    assert crowd([(0, 0), (100, 100), (200, 200)]) == []
    assert crowd([(0, 0), (1, 1), (2, 2)]) == []  # everything: the map itself would be it


def test_the_second_map_covers_no_place_and_no_scale() -> None:
    main = view()
    scale = Box(16, 950, 200, 990)
    second = plan(board(), main, [scale])
    assert second is not None
    assert not second.box.overlaps(scale)
    for mark in board():
        x, y = main.point(mark.holding.lon, mark.holding.lat)
        assert not (second.box.left < x < second.box.right and second.box.top < y < second.box.bottom)


def test_it_shows_its_crowd_larger() -> None:
    main = view()
    second = plan(board(), main, [])
    assert second is not None
    assert second.view.unit > 2 * main.unit
    names = {m.holding.place for m in second.marks}
    assert {"Damascus", "Darayya", "Jaramana"} <= names
    assert "gn:Damascus" not in second.crowd
    assert {"gn:Darayya", "gn:Jaramana"} <= second.crowd


def test_small_maps_and_loose_places_have_none() -> None:
    assert plan(board(), view(400), []) is None
    assert plan([Mark(holding("A", 33, 36)), Mark(holding("B", 35, 38))], view(), []) is None


def test_without_a_free_corner_there_is_none() -> None:
    everywhere = [Box(0, 0, 1000, 1000)]
    assert plan(board(), view(), everywhere) is None
