from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.imports import kept
from whoholds.reference.imports.drafts import Draft, LeftOut, Read, Rejected
from whoholds.reference.imports.merge import Outcome

Take = Callable[..., Outcome]


@pytest.fixture
def take(gazetteer_path: Path) -> Take:
    def run(*rows: Read) -> Outcome:
        return kept.add(gazetteer_path, kept.Import(0, "test", "added", "", "", "2024-01-01"), rows)[1]

    return run


def found(path: Path, name: str) -> list[str]:
    with Gazetteer.open(path) as gazetteer:
        return [row.id for row in gazetteer.lookup(name)]


def test_a_new_place_is_found_by_every_name(gazetteer_path: Path, take: Take) -> None:
    done = take(Draft("gn:90", "Bēt Zorna", "settlement", "SY", 36.2, 37.2, 300, names=("Beït Zorna", "بيت زورنا")))
    assert (done.added, done.merged) == (1, 0)
    for name in ("Bet Zorna", "BEÏT ZORNA", "بيت زورنا"):
        assert found(gazetteer_path, name) == ["gn:90"]
    with Gazetteer.open(gazetteer_path) as gazetteer:
        row = gazetteer.get("gn:90")
        assert (row.admin1, row.parent, row.population) == ("01", "gn:2", 300)
        assert gazetteer.lookup("Beit Zorneh", ["SY"])[0].id == "gn:90"  # press spellings are found too
        assert gazetteer.near(36.2, 37.2, ("settlement",), 5)[0].id == "gn:90"


def test_the_same_id_is_the_same_place(gazetteer_path: Path, take: Take) -> None:
    done = take(Draft("gn:4", "Karvan", "settlement", "SY", 36.1, 37.1, 9, names=("Karavan",)))
    assert (done.added, done.merged, done.names) == (0, 1, 1)
    assert found(gazetteer_path, "Karavan") == ["gn:4"]
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.get("gn:4").population == 5_000  # what was known stays


def test_the_same_name_near_by_is_the_same_place(gazetteer_path: Path, take: Take) -> None:
    done = take(Draft("osm:n1", "Karvan", "settlement", "SY", 36.12, 37.12, names=("Karavan",)))
    assert (done.added, done.merged) == (0, 1)
    assert found(gazetteer_path, "Karavan") == ["gn:4"]
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert [r.id for r in gazetteer.lookup("Karvan")] == ["gn:4", "gn:6"]


def test_the_same_name_far_away_is_another_place(gazetteer_path: Path, take: Take) -> None:
    assert take(Draft("osm:n1", "Karvan", "settlement", "SY", 34.5, 39.5)).added == 1
    assert set(found(gazetteer_path, "Karvan")) == {"gn:4", "gn:6", "osm:n1"}


@pytest.mark.parametrize(
    "draft",
    [
        Draft("osm:n1", "Karvan", "settlement", "TR", 36.12, 37.12),  # across the border
        Draft("osm:n1", "Karvan", "prison", "SY", 36.1, 37.1),  # another kind of thing
        Draft("osm:n1", "Karvan", "district", "SY", 36.1, 37.1),
    ],
)
def test_a_namesake_of_another_country_or_kind_is_another_place(take: Take, draft: Draft) -> None:
    assert take(draft).added == 1


def test_a_unit_without_a_point_joins_the_one_of_its_name(gazetteer_path: Path, take: Take) -> None:
    rows = [
        Draft("pc:SY91", "Upper Vale", "province", "SY", codes={"pcode": "SY91"}, labels={"fr": "Haut-Val"}),
        Draft("pc:SY9201", "Zelten", "district", "SY", parent="SY92", codes={"pcode": "SY9201"}),
        Draft("pc:SY93", "Nowhere", "province", "SY", codes={"pcode": "SY93"}),
    ]
    done = take(*rows)
    assert (done.added, done.merged, len(done.rejected)) == (0, 2, 1)
    assert "no point" in done.rejected[0].why
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.by_code("sy91")[0].id == "gn:2"
        assert gazetteer.codes("gn:7") == [("pcode", "SY9201")]
        assert gazetteer.search("SY9201")[0].id == "gn:7"
        assert gazetteer.display("gn:2", "fr") == "Haut-Val"
        assert gazetteer.display("gn:2", "en") == "Upper Vale"


def test_a_unit_is_known_without_the_word_for_one(gazetteer_path: Path, take: Take) -> None:
    done = take(Draft("pc:SY9", "Upper Vale Governorate", "province", "SY", codes={"pcode": "SY9"}))
    assert (done.added, done.merged) == (0, 1)
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.by_code("SY9")[0].id == "gn:2"
        assert gazetteer.lookup("Upper Vale Governorate")[0].id == "gn:2"


def test_a_unit_without_a_point_stands_at_its_only_town(gazetteer_path: Path, take: Take) -> None:
    upper = Draft("pc:SY91", "Upper Vale", "province", "SY", codes={"pcode": "SY91"})
    unit = Draft("pc:SY9107", "Karvan District", "district", "SY", parent="SY91", codes={"pcode": "SY9107"})
    done = take(upper, unit)
    assert (done.added, done.merged, done.rejected) == (1, 1, [])
    with Gazetteer.open(gazetteer_path) as gazetteer:
        row = gazetteer.by_code("SY9107")[0]
        assert (row.kind, row.lat, row.lon, row.parent) == ("district", 36.1, 37.1, "gn:2")
        assert gazetteer.facts(row.id)["precision_km"] == "30"


def test_a_unit_without_point_and_town_stands_where_the_unit_above_does(gazetteer_path: Path, take: Take) -> None:
    upper = Draft("pc:SY91", "Upper Vale", "province", "SY", codes={"pcode": "SY91"})
    unit = Draft("pc:SY9108", "Orreth District", "district", "SY", parent="SY91", codes={"pcode": "SY9108"})
    assert take(upper, unit).added == 1
    with Gazetteer.open(gazetteer_path) as gazetteer:
        row = gazetteer.lookup("Orreth District", ["SY"])[0]
        assert (row.lat, row.lon, row.admin1) == (36, 37, "01")
        assert gazetteer.facts(row.id)["precision_km"] == "120"  # and says how far that may be off
    kept.undo(gazetteer_path, 1)
    assert found(gazetteer_path, "Orreth District") == []


def test_a_settlement_without_a_point_is_never_placed(take: Take) -> None:
    upper = Draft("pc:SY91", "Upper Vale", "province", "SY", codes={"pcode": "SY91"})
    done = take(upper, Draft("pc:SY9109", "Orreth", "settlement", "SY", parent="SY91", codes={"pcode": "SY9109"}))
    assert [r.why for r in done.rejected] == ["it has no point, and no known place bears its name"]


def test_the_unit_above_tells_namesakes_apart(gazetteer_path: Path, take: Take) -> None:
    upper = Draft("pc:SY91", "Upper Vale", "province", "SY", codes={"pcode": "SY91"})
    town = Draft("pc:SY9101", "Karvan", "settlement", "SY", parent="SY91", codes={"pcode": "SY9101"})
    assert take(upper, town).merged == 2
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert [r.id for r in gazetteer.by_code("SY9101")] == ["gn:4"]


def test_namesakes_without_a_point_are_refused(take: Take) -> None:
    done = take(Draft("", "Karvan", "settlement", "SY", where="row 5"))
    assert done.rejected == [Rejected("row 5", "it has no point, and 2 known places bear its name")]


def test_names_for_an_unknown_id_are_refused(take: Take) -> None:
    (refused,) = take(Draft("gn:404", "", "", "", names=("X",), where="line 3")).rejected
    assert refused.why == "no place has the id gn:404"


def test_names_for_a_known_id(gazetteer_path: Path, take: Take) -> None:
    take(Draft("gn:4", "", "", "", names=("Karouane",), labels={"fr": "Karouane"}))
    assert found(gazetteer_path, "Karouane") == ["gn:4"]
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.display("gn:4", "fr") == "Karouane"
        assert gazetteer.get("gn:4").name == "Karvan"


def test_a_population_where_none_was_known(gazetteer_path: Path, take: Take) -> None:
    take(Draft("gn:5", "Zelten", "settlement", "SY", 33.1, 37.1, 4_000))
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.get("gn:5").population == 4_000
        assert gazetteer.lookup("Zelten")[0].population == 4_000


def test_a_second_time_says_nothing_new(take: Take) -> None:
    draft = Draft("gn:90", "Osta", "settlement", "SY", 36.5, 37.5, labels={"fr": "Oste"}, codes={"pcode": "SY1"})
    take(draft)
    again = take(draft)
    assert (again.added, again.merged, again.unchanged, again.names) == (0, 0, 1, 0)


def test_what_was_not_taken_in_is_counted(take: Take) -> None:
    done = take(LeftOut("S.SHRN"), LeftOut("S.SHRN"), Rejected("line 1", "broken"))
    assert done.left_out == {"S.SHRN": 2}
    assert done.rejected == [Rejected("line 1", "broken")]


def test_a_country_is_told_from_where_a_place_lies(gazetteer_path: Path, take: Take) -> None:
    take(Draft("osm:n9", "Osta", "settlement", "", 36.15, 37.15))
    with Gazetteer.open(gazetteer_path) as gazetteer:
        assert gazetteer.get("osm:n9").country == "SY"


def test_more_populous_places_come_first_among_the_added(gazetteer_path: Path, take: Take) -> None:
    take(
        Draft("osm:n1", "Osta", "settlement", "SY", 34.0, 39.0, 10),
        Draft("osm:n2", "Osta", "settlement", "SY", 35.0, 40.0, 90_000),
        Draft("osm:n3", "Karvan", "settlement", "SY", 35.0, 40.0, 90_000),
    )
    assert found(gazetteer_path, "Osta") == ["osm:n2", "osm:n1"]
    assert found(gazetteer_path, "Karvan")[0] == "osm:n3"


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    names=st.lists(
        st.sampled_from(["Karvan", "Zelten", "Osta", "أوستا", "'; DROP TABLE place; --", "=1+1"]), min_size=1
    ),
    points=st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=6, max_size=6),
)
def test_taking_back_leaves_no_trace(
    gazetteer_path: Path, take: Take, names: list[str], points: list[tuple[float, float]]
) -> None:
    def rows() -> tuple[object, ...]:
        from whoholds.reference.sqlite import sqlite3

        db = sqlite3.connect(gazetteer_path)
        try:
            tables = ("place", "name", "loose", "label", "code", "peopled")
            return tuple(sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in tables)
        finally:
            db.close()

    before = rows()
    drafts = [
        Draft(f"osm:n{i}", name, "settlement", "SY", *point, 5, labels={"fr": name}, codes={"pcode": f"P{i}"})
        for i, (name, point) in enumerate(zip(names, points, strict=False))
    ]
    take(*drafts)
    kept.undo(gazetteer_path, 1)
    assert rows() == before
