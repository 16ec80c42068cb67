"""Countries in noun phrases: names, capitals, nationalities, and what the table must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.countries import Gloss, by_iso, countries
from whoholds.reference.tokens import fold_words, words

GLOSS = {language: Gloss(language) for language in ("en", "fr")}
ROWS = list(countries().values())


def scanned(text: str, language: str) -> list[tuple[str, str, tuple[str, ...]]]:
    cut = words(text)
    return [(text[cut.starts[a] : cut.ends[b]], kind, keys) for a, b, kind, keys in GLOSS[language].scan(cut)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Malian troops left Mali.", [("Malian", "adjective", ("mali",)), ("Mali", "name", ("mali",))]),
        ("en", "Kyiv blamed Moscow.", [("Kyiv", "capital", ("ukraine",)), ("Moscow", "capital", ("russia",))]),
        ("en", "South Sudan and Sudan", [("South Sudan", "name", ("south_sudan",)), ("Sudan", "name", ("sudan",))]),
        ("en", "the Syrians fled", [("Syrians", "adjective", ("syria",))]),
        ("en", "syrian bread", []),
        ("en", "Burkina Faso", [("Burkina Faso", "name", ("burkina_faso",))]),
        ("en", "South, Sudan", [("Sudan", "name", ("sudan",))]),
        ("en", "told us so", []),
        ("fr", "L'armée malienne au Mali", [("malienne", "adjective", ("mali",)), ("Mali", "name", ("mali",))]),
        ("fr", "les soldats ukrainiens", [("ukrainiens", "adjective", ("ukraine",))]),
        ("fr", "Damas dément", [("Damas", "capital", ("syria",))]),
        ("fr", "la Russie et l'Iran", [("Russie", "name", ("russia",)), ("Iran", "name", ("iran",))]),
        ("fr", "le Soudan du Sud", [("Soudan du Sud", "name", ("south_sudan",))]),
        ("fr", "", []),
    ],
)
def test_runs_of_a_text(language: str, text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert scanned(text, language) == expected


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("country", ROWS, ids=lambda c: c.key)
def test_every_name_leads_to_its_country(country: object, language: str) -> None:
    assert hasattr(country, "names")
    for name in country.names[language]:
        found = scanned(name, language)
        assert any(country.key in keys for _, kind, keys in found if kind == "name"), (name, found)
    for capital in country.capitals[language]:
        found = scanned(capital, language)
        assert any(country.key in keys for _, _, keys in found), (capital, found)


@pytest.mark.parametrize("country", ROWS, ids=lambda c: c.key)
def test_a_row_is_whole(country: object) -> None:
    assert hasattr(country, "names")
    assert country.key.replace("_", "").isalnum() and country.key == country.key.lower()
    assert country.iso == "" or (len(country.iso) == 2 and country.iso.isupper())
    for language in ("en", "fr"):
        assert country.names[language], "a country needs a name"
        for name in (*country.names[language], *country.adjectives[language], *country.capitals[language]):
            assert fold_words(name), name
            assert name == name.strip()


def test_codes_belong_to_one_country() -> None:
    coded = [c for c in ROWS if c.iso]
    assert len(by_iso()) == len(coded) == len({c.iso for c in coded})
    assert {"SY", "UA", "SD", "CD", "ML", "MM", "YE", "LY", "IL", "IQ", "AF", "ET", "SO", "NG"} <= by_iso().keys()


def test_from_either_end() -> None:
    cut = words("the Central African Republic army")
    gloss = GLOSS["en"]
    assert next(gloss.at(cut, 1, 1, ("name",)))[0] == 3
    assert next(gloss.at(cut, 3, -1, ("name",)))[0] == 3
    assert next(gloss.at(cut, 2, 1, ("name",)), None) is None
    assert next(gloss.at(cut, 1, 1, ("capital",)), None) is None


@given(st.text(max_size=80), st.sampled_from(["en", "fr"]))
def test_runs_are_ordered_and_known(text: str, language: str) -> None:
    last = -1
    for first, end, kind, keys in GLOSS[language].scan(words(text)):
        assert last < first <= end
        assert kind in ("name", "capital", "adjective")
        assert keys and set(keys) <= countries().keys()
        last = end


@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=6))
def test_a_list_of_countries_is_found_whole(some: list[object]) -> None:
    names = [c.names["en"][0] for c in some]
    found = scanned("; ".join(names), "en")
    assert [name for name, _, _ in found] == names
