from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from whoholds.control.toml import toml

KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
PLAIN = st.one_of(
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.integers(0, 9), max_size=3),
)
FLAT = st.dictionaries(KEYS, PLAIN, max_size=4)


@given(st.dictionaries(KEYS, st.one_of(PLAIN, FLAT, st.lists(FLAT, min_size=1, max_size=3)), max_size=5))
def test_what_is_written_is_read_back_equal(table: dict[str, Any]) -> None:
    assert tomllib.loads(toml(table)) == table


def test_tables_in_tables_and_lists_of_them() -> None:
    table = {"a": {"b": {"c": 1}}, "list": [{"x": 1, "y": {"z": "ü"}}, {"x": 2}]}
    assert tomllib.loads(toml(table)) == table
