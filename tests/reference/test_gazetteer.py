from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import NotFound, SetupError
from whoholds.reference.gazetteer import Gazetteer, kilometres

HOSTILE = [
    "x" * 100_000,
    "Homs'; DROP TABLE place; --",
    '" OR 1=1 --',
    "=HYPERLINK(1)",
    "\u202e\u2066Homs\u2069",
    "H\u0000oms",
    "%_%",
    "((((",
    "\ud800",
    "🏚" * 50,
    "Нomѕ",
]


@pytest.mark.parametrize(
    ("name", "country", "id"),
    [
        ("Damas", "SY", "gn:170654"),
        ("دمشق", "SY", "gn:170654"),
        ("Deir Ezzor", "SY", "gn:170794"),
        ("Khan Cheikhoun", "SY", "gn:168325"),
        ("Khaan Sheekhoun", "SY", "gn:168325"),
        ("Hamah", "SY", "gn:170017"),
        ("El-Facher", "SD", "gn:379555"),
        ("Artiomovsk", "UA", "gn:713174"),
        ("Бахмут", "UA", "gn:713174"),
        ("province de Homs", "SY", "gn:169575"),
        ("Idlib Governorate", "SY", "gn:169387"),
        ("oblast de Donetsk", "UA", "gn:709716"),
        ("Mezzeh", "SY", "wh:sy:mezzeh"),
        ("quartier de Mezzeh", "SY", "wh:sy:mezzeh"),
        ("T4", "SY", "wh:sy:tiyas"),
        ("aéroport de Damas", "SY", "ap:OSDI"),
        ("Damascus airport", "SY", "ap:OSDI"),
        ("l'Euphrate", "SY", "wh:sy:euphrates-sy"),
        ("W.Va.", "US", "gn:4826850"),
    ],
)
def test_names_land(gazetteer: Gazetteer, name: str, country: str, id: str) -> None:
    assert gazetteer.lookup(name, [country])[0].id == id


def test_a_city_comes_before_the_unit_of_its_name(gazetteer: Gazetteer) -> None:
    rows = [r for r in gazetteer.lookup("Homs") if r.country == "SY"]
    assert [r.kind for r in rows[:2]] == ["settlement", "province"]


def test_the_asked_country_comes_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Tripoli", ["LB"])[0].country == "LB"
    assert gazetteer.lookup("Tripoli", ["LY"])[0].country == "LY"


def test_loose_spellings_need_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Khaan Sheekhoun") == []
    assert {h.how for h in gazetteer.find("Khaan Sheekhoun", ["SY"])} == {"loose"}


def test_one_wrong_letter_in_a_long_name_is_forgiven_within_a_country(gazetteer: Gazetteer) -> None:
    hits = gazetteer.find("Zaporizhpia", ["UA"])
    assert hits[0].how in ("typo", "loose")
    assert "Zaporizh" in hits[0].row.name
    assert gazetteer.find("Zaporizhpia", ["UA"], typos=False) == [h for h in hits if h.how == "loose"]
    assert gazetteer.find("Homz", ["SY"]) == [] or gazetteer.find("Homz", ["SY"])[0].how == "loose"


def test_generic_words_choose_the_kind(gazetteer: Gazetteer) -> None:
    hit = gazetteer.find("province d’Idleb", ["SY"])[0]
    assert (hit.row.kind, hit.hint) == ("province", "province")


def test_ids(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("gn:170654").geonameid == 170654
    assert gazetteer.get("wh:sy:base-46").geonameid is None
    with pytest.raises(NotFound) as caught:
        gazetteer.get("gn:0")
    assert caught.value.code == "place.unknown"


def test_parents_lead_to_the_country(gazetteer: Gazetteer) -> None:
    row = gazetteer.get("wh:sy:mezzeh")
    assert row.parent is not None
    unit = gazetteer.get(row.parent)
    assert unit.kind == "province"
    assert unit.parent == "gn:163843"
    assert gazetteer.country("SY") == gazetteer.get("gn:163843")
    assert gazetteer.country("ZZ") is None


def test_near_lists_by_distance(gazetteer: Gazetteer) -> None:
    rows = gazetteer.near(35.13, 36.75, ("airport", "air_base"), 15)
    assert [r.id for r in rows] == ["ap:OS58"]
    assert gazetteer.near(0, -30, ("settlement",), 100) == []


def test_parts_of_a_country_lie_on_their_side(gazetteer: Gazetteer) -> None:
    centre, north_west = gazetteer.part("gn:163843", "C"), gazetteer.part("gn:163843", "NW")
    assert centre and north_west
    assert north_west[0] > centre[0] and north_west[1] < centre[1]
    assert gazetteer.part("gn:163843", "UP") is None


def test_names_and_facts(gazetteer: Gazetteer) -> None:
    assert dict(gazetteer.names("gn:170654"))["fr"] == "Damas"
    assert gazetteer.facts("wh:sy:base-46")["precision_km"] == "2"
    assert "GeoNames" in gazetteer.facts("gn:170654")["source"]
    assert gazetteer.facts("gn:0") == {}


def test_search_is_for_people(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("sarmad")[0].name == "Sarmada"
    assert len(gazetteer.search("san", limit=5)) == 5
    assert gazetteer.search("", limit=5) == []
    assert gazetteer.search("homs", limit=0) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_no_harm(gazetteer: Gazetteer, name: str) -> None:
    before = gazetteer.get("gn:169577")
    gazetteer.lookup(name)
    gazetteer.lookup(name, ["SY", "UA"])
    gazetteer.search(name[:200])
    assert gazetteer.get("gn:169577") == before


def test_look_alike_letters_are_no_match_without_context(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Нomѕ") == []


def test_bidirectional_controls_are_not_seen(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("\u202eHoms\u202c") == gazetteer.lookup("Homs")


@given(name=st.text(max_size=40))
def test_any_text_can_be_looked_up(gazetteer: Gazetteer, name: str) -> None:
    for row in gazetteer.lookup(name, ["SY"]):
        assert -90 <= row.lat <= 90 and -180 <= row.lon <= 180


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        Gazetteer.open(tmp_path / "none.sqlite")
    assert caught.value.code == "gazetteer.missing"
    assert "places build" in caught.value.hint


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database, but long enough to look like one" * 100)
    with pytest.raises(SetupError) as caught:
        Gazetteer.open(path)
    assert caught.value.code == "gazetteer.broken"


def test_a_file_from_other_tables_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('fingerprint', 'of long ago')")
    db.close()
    with pytest.raises(SetupError) as caught:
        Gazetteer.open(path)
    assert caught.value.code == "gazetteer.stale"


def test_the_file_is_read_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.meta["version"]
    with pytest.raises(Exception, match="readonly"):
        gazetteer._db.execute("DELETE FROM place")


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    there, back = kilometres(a, b, c, d), kilometres(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_020


@pytest.mark.parametrize(
    ("id", "en", "fr"),
    [
        ("gn:170654", "Damascus", "Damas"),
        ("gn:170063", "Aleppo", "Alep"),
        ("gn:170905", "Daraa", "Deraa"),
        ("gn:173576", "Latakia", "Lattaquié"),
        ("gn:1138958", "Kabul", "Kaboul"),
        ("gn:94824", "Karbala", "Kerbala"),
        ("gn:361058", "Alexandria", "Alexandrie"),
        ("gn:169577", "Homs", "Homs"),
        ("wh:sy:base-46", "Base 46", "Base 46"),
    ],
)
def test_what_a_place_is_called(gazetteer: Gazetteer, id: str, en: str, fr: str) -> None:
    assert gazetteer.display(id, "en") == en
    assert gazetteer.display(id, "fr") == fr


def test_a_place_without_a_name_in_the_language_keeps_its_own(gazetteer: Gazetteer) -> None:
    row = gazetteer.get("gn:170654")
    assert gazetteer.display(row.id, "xx") == row.name
    plain = next(r for r in gazetteer.search("Springfield") if not gazetteer.names(r.id))
    assert gazetteer.display(plain.id, "fr") == plain.name
    with pytest.raises(NotFound):
        gazetteer.display("gn:0", "fr")


@pytest.mark.parametrize("name", ["Ispahan", "Kermanchah", "Souleimaniyé", "Eupatoria", "Bethléem", "La Mecque"])
def test_a_name_that_is_shown_can_be_asked_for(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.display(gazetteer.lookup(name)[0].id, "fr") == name


def test_threads_that_share_a_gazetteer_find_what_one_finds(gazetteer: Gazetteer) -> None:
    names = ["Homs", "Tripoli", "San José", "El Fasher", "Goma", "Deir Ezzor", "Nowhere At All"] * 40
    with Gazetteer.open(gazetteer.path) as shared, ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda name: [hit.row.id for hit in shared.exact(name)], names))
    assert together == [[hit.row.id for hit in gazetteer.exact(name)] for name in names]
    assert together[0] and together[1] and not together[6]


def test_the_file_holds_no_gaps(gazetteer: Gazetteer) -> None:
    with sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True) as db:
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert gazetteer.path.stat().st_size < 180_000_000
