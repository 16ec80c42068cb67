"""Lines in capital letters and the places that head an entry, set in the type that parsers know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reading.shouting import calm, heads, lines

ACRONYMS = frozenset({"m23", "fsr", "un", "is", "hts"})
PEOPLES = frozenset({"syrian", "russian", "syrienne"})


def spans(text: str, *names: str) -> list[tuple[int, int]]:
    return [(at, at + len(name)) for name in names if (at := text.find(name)) >= 0]


@pytest.mark.parametrize(
    ("language", "said", "names", "calmed"),
    [
        ("en", "REBELS SEIZE SAKE AND MINOVA", ("SAKE", "MINOVA"), "Rebels seize Sake and Minova"),
        ("en", "SYRIAN ARMY LEAVES HAMA", ("HAMA",), "Syrian army leaves Hama"),
        ("en", "M23 REBELS IN GOMA: ARMY SILENT", ("GOMA",), "M23 rebels in Goma: Army silent"),
        ("en", "IS FIGHTERS OR WHO IS THAT", (), "Is fighters or who is that"),
        ("en", "UN URGES CALM IN JUBA", ("JUBA",), "UN urges calm in Juba"),
        ("fr", "L'ARMÉE SYRIENNE REPREND HAMA", ("HAMA",), "L'armée syrienne reprend Hama"),
        ("fr", "LES FSR S'EMPARENT D'EL-FACHER", ("EL-FACHER",), "Les FSR s'emparent d'El-Facher"),
        ("fr", "UN PONT DE LA VILLE EST DÉTRUIT", (), "Un pont de la ville est détruit"),
        ("fr", "RIEN À PORT-AU-PRINCE CE SOIR", ("PORT-AU-PRINCE",), "Rien à Port-Au-Prince ce soir"),
        ("en", "U.S. PLANES OVER T4 BASE", ("T4",), "U.S. planes over T4 base"),
    ],
)
def test_a_shouted_line_in_ordinary_type(language: str, said: str, names: tuple[str, ...], calmed: str) -> None:
    assert calm(said, language, spans(said, *names), ACRONYMS, PEOPLES) == calmed


@pytest.mark.parametrize("said", ["Rebels seize Goma", "HTS", "UN – OIM", "M23 in Goma", "", "1 2 3 4", "—"])
def test_other_lines_stay(said: str) -> None:
    assert calm(said, "en", [], ACRONYMS, PEOPLES) == said
    assert not list(lines(said))


def test_only_the_shouted_line_changes() -> None:
    text = "REBELS TAKE THE BRIDGE\n\nThe UN and HTS spoke in HAMA.\n"
    assert calm(text, "en", [], ACRONYMS) == "Rebels take the bridge\n\nThe UN and HTS spoke in HAMA.\n"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("GOMA — Rebels came.", "GOMA . Rebels came."),
        ("GOMA - Rebels came.", "GOMA . Rebels came."),
        ("DAMAS, 7 décembre (Agence X) – Des tirs.", "DAMAS, 7 décembre (Agence X) . Des tirs."),
        ("Goma (Wire X) – Rebels came.", "Goma (Wire X) . Rebels came."),
        ("PORT-AU-PRINCE, Haiti (Wire X) — Gangs came.", "PORT-AU-PRINCE, Haiti (Wire X) . Gangs came."),
        ("A title\n\nBENI — Rebels came.", "A title\n\nBENI . Rebels came."),
        ("Goma — rebels came.", "Goma — rebels came."),
        ("The town — Goma — fell.", "The town — Goma — fell."),
        ("He left GOMA — nobody saw him.", "He left GOMA — nobody saw him."),
        ("GOMA: rebels came.", "GOMA: rebels came."),
        ("SAINT-LOUIS-fed by rain", "SAINT-LOUIS-fed by rain"),
    ],
)
def test_the_dash_behind_the_place_of_an_entry(said: str, read: str) -> None:
    assert heads(said) == read


TEXTS = st.text(alphabet="ABCéÉÀİßaz 'M23.—–-\n(),", max_size=80)


@given(TEXTS, st.sampled_from(["en", "fr", "und"]))
def test_every_offset_stays(text: str, language: str) -> None:
    calmed = calm(heads(text), language, [(0, 3)], ACRONYMS, PEOPLES)
    assert len(calmed) == len(text)
    for before, after in zip(text, calmed, strict=True):
        assert before == after or after == before.lower() or (before in "—–-" and after == ".")


@given(TEXTS)
def test_calming_twice_changes_nothing_more(text: str) -> None:
    once = calm(text, "en", [], ACRONYMS, PEOPLES)
    assert [span for span in lines(once) if span not in list(lines(text))] == []


@given(st.text(alphabet="AB \n—(", max_size=3000))
def test_long_lines_of_capitals_are_no_trouble(text: str) -> None:
    assert len(heads(text * 20)) == 20 * len(text)
