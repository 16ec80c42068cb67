from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.evidence import CONTEXT, FIXED, Candidate, Group, Votes, fits, fixed_features
from whoholds.reference.gazetteer import Hit, Row


def row(
    id: str, kind: str = "settlement", country: str = "LD", lat: float = 10, lon: float = 10, people: int = 500
) -> Row:
    return Row(id, id, lat, lon, kind, country, people, "01", None)


def group(*rows: Row, p: float = 1.0) -> Group:
    return Group(
        "x", None, candidates=[Candidate(Hit(r, "name"), [0.0] * len(FIXED), 0.0, p / len(rows)) for r in rows]
    )


def feature(vector: list[float], name: str) -> float:
    return vector[FIXED.index(name)]


def test_more_people_more_weight() -> None:
    big, small = fixed_features([Hit(row("a", people=10**6), "name"), Hit(row("b", people=10**3), "name")], None, {})
    assert feature(big, "population") > feature(small, "population")
    assert feature(big, "share") > feature(small, "share")


def test_unknown_population_is_not_zero_people() -> None:
    (own,) = fixed_features([Hit(row("wh:x", people=0), "name")], None, {})
    (other,) = fixed_features([Hit(row("gn:1", people=0), "name")], None, {})
    assert feature(own, "population") > feature(other, "population") > -1


def test_a_unit_yields_to_its_city_unless_the_text_says_unit() -> None:
    hits = [Hit(row("city"), "name"), Hit(row("unit", "province"), "name")]
    assert feature(fixed_features(hits, None, {})[1], "twin_unit") == 1
    told = fixed_features(hits, "province", {})
    assert feature(told[1], "twin_unit") == 0
    assert feature(told[1], "hint_fits") == 1
    assert feature(told[0], "hint_differs") == 1


def test_a_city_far_away_is_no_twin() -> None:
    hits = [Hit(row("city", lat=20)._replace(admin1="02"), "name"), Hit(row("unit", "province"), "name")]
    assert feature(fixed_features(hits, None, {})[1], "twin_unit") == 0


def test_a_city_far_from_the_middle_of_its_own_unit_is_one() -> None:
    hits = [Hit(row("city", lat=20), "name"), Hit(row("unit", "province"), "name")]
    assert feature(fixed_features(hits, None, {})[1], "twin_unit") == 1


def test_a_looser_spelling_weighs_more_and_an_alias_less_at_home() -> None:
    hits = [Hit(row("near"), "loose", None, 0.9), Hit(row("far"), "loose", None, 0.5), Hit(row("other"), "alias")]
    near, far, alias = fixed_features(hits, None, {})
    assert feature(far, "loose") > feature(near, "loose") > 1 == feature(alias, "alias")
    assert feature(fixed_features(hits, None, {"LD": 1.0})[2], "alias") < 1


@pytest.mark.parametrize(
    ("kind", "wanted", "fit"),
    [
        ("air_base", "airport", True),
        ("settlement", "quarter", True),
        ("quarter", "settlement", False),
        ("dam", "dam", True),
    ],
)
def test_fits(kind: str, wanted: str, fit: bool) -> None:
    assert fits(kind, wanted) is fit


def test_nobody_votes_for_itself() -> None:
    alone = group(row("a"))
    assert set(Votes([alone]).features(0, row("a"))) == {0.0}


def test_neighbours_vote() -> None:
    groups = [group(row("a")), group(row("b", lat=10.1)), group(row("c", country="ZZ", lat=-30))]
    values = dict(zip(CONTEXT, Votes(groups).features(0, row("a")), strict=True))
    assert values["country_votes"] == pytest.approx(0.5)
    assert values["near"] > 0
    far = dict(zip(CONTEXT, Votes(groups).features(2, row("c", country="ZZ", lat=-30)), strict=True))
    assert far["near"] == far["country_votes"] == 0


def test_a_named_unit_and_country_count() -> None:
    groups = [group(row("a")), group(row("u", "province", lat=30)), group(row("l", "country", lat=40))]
    values = dict(zip(CONTEXT, Votes(groups).features(0, row("a")), strict=True))
    assert values["unit_named"] == 1
    assert values["country_named"] == 1


def test_the_name_after_the_comma() -> None:
    town, unit = group(row("a")), group(row("u", "province"))
    town.followed_by.add(1)
    unit.preceded_by.add(0)
    votes = Votes([town, unit])
    assert dict(zip(CONTEXT, votes.features(0, row("a")), strict=True))["inside_next"] == 1
    assert dict(zip(CONTEXT, votes.features(1, row("u", "province")), strict=True))["inside_next"] == 1
    assert dict(zip(CONTEXT, votes.features(0, row("a", country="ZZ")), strict=True))["inside_next"] == 0


@given(st.lists(st.tuples(st.floats(-89, 89), st.floats(-179, 179), st.floats(0, 1)), min_size=1, max_size=8))
def test_shares_are_shares(points: list[tuple[float, float, float]]) -> None:
    groups = [group(row(str(i), lat=lat, lon=lon), p=p) for i, (lat, lon, p) in enumerate(points)]
    votes = Votes(groups)
    for share in votes.country_shares().values():
        assert 0 <= share <= 1
    for number, g in enumerate(groups):
        assert all(v >= -1e-9 for v in votes.features(number, g.candidates[0].hit.row))
