"""One character to one character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reading.normalise import normalise


@pytest.mark.parametrize(
    ("given_text", "plain"),
    [
        ("l’armée", "l'armée"),
        ("l‘armée", "l'armée"),
        ("l´armée", "l'armée"),
        ("“Homs”", '"Homs"'),
        ("„Homs”", '"Homs"'),
        ("2\u00a0000 soldats", "2 000 soldats"),
        ("2\u202f000 soldats", "2 000 soldats"),
        ("2\u2009000", "2 000"),
        ("sud‑ouest", "sud-ouest"),
        ("sud‐ouest", "sud-ouest"),
        ("Homs\tHama", "Homs Hama"),
        ("Ho\u200bms", "Ho ms"),
        ("\u202bHoms\u202c", " Homs "),
        ("\u2067Homs\u2069", " Homs "),
        ("\ufeffHoms", " Homs"),
        ("Ho\u00adms", "Ho-ms"),
    ],
)
def test_typographic_forms_become_plain(given_text: str, plain: str) -> None:
    assert normalise(given_text) == plain


@pytest.mark.parametrize("text", ["Homs – Hama", "Homs — Hama", "« Homs »", "Зеленський", "حمص", "élève", "a\nb", ""])
def test_what_the_parser_knows_stays(text: str) -> None:
    assert normalise(text) == text


@given(st.text())
def test_length_never_changes(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(), st.text())
def test_characters_are_translated_one_by_one(a: str, b: str) -> None:
    assert normalise(a + b) == normalise(a) + normalise(b)


@given(st.text(alphabet=st.characters(categories=["L", "N"])))
def test_letters_and_digits_are_left_alone(text: str) -> None:
    kept = "".join(c for c in text if unicodedata.category(c) != "Lm")
    assert normalise(kept) == kept


def test_every_form_in_one_text() -> None:
    assert normalise("“l’\u00e9t\u00e9”\u202f‐\tx") == '"l\'\u00e9t\u00e9" - x'
