from __future__ import annotations

import pytest

from whoholds.reference.imports.iso import iso2


@pytest.mark.parametrize(
    ("code", "country"), [("SYR", "SY"), ("syr", "SY"), ("SY", "SY"), (" cod ", "CD"), ("XQX", ""), ("", ""), ("1", "")]
)
def test_codes(code: str, country: str) -> None:
    assert iso2(code) == country
