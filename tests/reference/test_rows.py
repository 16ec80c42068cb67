"""Rows as lines, and the order of a name's hits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.rows import HOW_NAMES, Hit, Row, hit_of, hits_of, line_of
from whoholds.reference.sources import KINDS

_words = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\t\n"), max_size=20)
_ids = st.builds("{}{}".format, st.sampled_from(["", "gn:", ":"]), _words | st.integers(0))
_rows = st.builds(
    Row,
    id=_ids,
    name=_words,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    kind=_words | st.sampled_from(sorted(KINDS)),
    country=_words,
    population=st.integers(0, 10**8),
    admin1=_words,
    parent=st.none() | _ids.filter(bool),
)


@given(row=_rows, how=st.sampled_from(HOW_NAMES[:4]))
def test_a_hit_is_read_back_from_its_line(row: Row, how: str) -> None:
    assert hit_of(line_of(Hit(row, how))) == Hit(row, how)


def test_a_name_with_a_tab_stays_one_line() -> None:
    row = Row("wh:xx:a", "Two\tWords\nHere", 1.0, 2.0, "settlement", "XX", 0, "", None)
    assert hit_of(line_of(Hit(row, "name"))).row.name == "Two Words Here"


def test_what_was_added_is_sorted_among_what_was_there() -> None:
    small = ("gn:1", "Aba", 1.0, 1.0, "settlement", "XX", 10, "", None, 0, 0)
    unit = ("gn:2", "Aba", 1.0, 1.0, "province", "XX", 99, "", None, 0, 0)
    added = ("im:1:9", "Aba", 1.0, 1.0, "settlement", "XX", 500, "", None, 1, 1)
    people = ("gn:3", "Abaland", 1.0, 1.0, "country", "YY", 900, "", None, 2, 0)
    assert [hit.row.id for hit in hits_of([people, small, unit, added])] == ["im:1:9", "gn:1", "gn:2", "gn:3"]
    assert hits_of([]) == []


def test_what_the_tables_say_is_what_stands_behind_them(gazetteer: Gazetteer) -> None:
    for key in ("homs", "tripoli", "paris", "syrian", "syrienne", "san jose", "حمص", "t4", "nowhere at all", ""):
        assert gazetteer._read(key) == gazetteer._ask(key), key
