from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.spotting import hint_around, spot


def names(gazetteer: Gazetteer, text: str, language: str = "fr") -> list[str]:
    return [s.text for s in spot(text, gazetteer, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les insurgés syriens ont pris Tall Rifaat et Khan Cheikhoun.", ["Tall Rifaat", "Khan Cheikhoun"]),
        ("Syrian troops left Saraqib, Deir Ezzor and al-Qusayr.", ["Saraqib", "Deir Ezzor", "al-Qusayr"]),
        ("En Syrie, la province d'Idleb est calme.", ["Syrie", "province d'Idleb"]),
        ("Syria: shelling of Idlib province went on.", ["Syria", "Idlib province"]),
        ("L'armée syrienne tient l'autoroute M5 près d'Alep.", ["autoroute M5", "Alep"]),
        ("The Syrian army lost Base 46.", ["Base 46"]),
        ("L’aéroport international d’Alep, en Syrie, est fermé.", ["aéroport international d’Alep", "Syrie"]),
        ("Combats à Tessalit et Aguelhok, au Mali.", ["Tessalit", "Aguelhok", "Mali"]),
        ("Frappes sur la rive orientale de l'Euphrate, en Syrie", ["rive orientale de l'Euphrate", "Syrie"]),
        ("Israël bombarde la frontière syro-libanaise.", ["Israël", "frontière syro-libanaise"]),
        ("DAMASCUS – Homs has fallen, residents of the Syrian city said.", ["DAMASCUS", "Homs"]),
        ("Le calme règne dans le nord-ouest de la Syrie.", ["nord-ouest de la Syrie"]),
        ("Syria's south-west, Daraa and Quneitra", ["Syria", "Daraa", "Quneitra"]),
        ("Syrie : Homs province d'Idleb", ["Syrie", "Homs", "province d'Idleb"]),
        ("Fighting in Kidal, Mali, and Bamako", ["Kidal", "Mali", "Bamako"]),
    ],
)
def test_toponyms(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Selon des témoins, le général Hassan a rencontré Bachar al-Assad.",
        "President Assad met Mohammed al-Bashir on Monday.",
        "In March the Union of Teachers held its Central Committee.",
        "Pendant ce temps, Le Monde écrit que tout va bien.",
        "A Nice deal was Reading for Many.",
        "SOHR and the UN said so; AFP did not.",
        "",
        "\n\n\t",
    ],
)
def test_traps(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Fighters entered Kanyabayonga, officials in the Democratic Republic of Congo said.",
            ["Kanyabayonga", "Democratic Republic of Congo"],
        ),
        ("Combats à Lubero, en République démocratique du Congo.", ["Lubero", "République démocratique du Congo"]),
        ("Des soldats sont arrivés à Baucau, au Timor oriental.", ["Baucau", "Timor oriental"]),
        ("A bomb went off in San Vicente del Caguán, in Colombia.", ["San Vicente del Caguán", "Colombia"]),
        ("Des indigènes de San Cristóbal de las Casas, au Mexique.", ["San Cristóbal de las Casas", "Mexique"]),
    ],
)
def test_names_of_several_words_give_and_take_company(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [s.text for s in spot(text, gazetteer, "en")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Troops entered Boudionnovsk on Monday, Russia said.", ["Boudionnovsk", "Russia"]),
        ("Les forces russes ont repris Droujkivka, en Ukraine.", ["Droujkivka", "Ukraine"]),
        ("The army met Droujkivka in silence, Ukraine said.", ["Ukraine"]),
    ],
)
def test_a_loose_spelling_counts_behind_a_verb_that_takes_a_place(
    gazetteer: Gazetteer, text: str, names: list[str]
) -> None:
    assert [s.text for s in spot(text, gazetteer, "en")] == names


def test_the_airport_needs_an_article(gazetteer: Gazetteer) -> None:
    spans = spot("Aleppo fell, and the airport with it. Syria", gazetteer, "en")
    assert [(s.text, s.hint) for s in spans if s.hint] == [("airport", "airport")]
    assert "airport" not in names(gazetteer, "Aleppo airport staff fled Syria", "en")


def test_small_names_need_company(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "They went to Marea.") == []
    assert names(gazetteer, "They went to Marea in Syria.") == ["Marea", "Syria"]


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("la province de Homs", "Homs", "province"),
        ("Homs Governorate", "Homs", "province"),
        ("le quartier de Mezzeh", "Mezzeh", "quarter"),
        ("the town of Ariha", "Ariha", "settlement"),
        ("l'aéroport international d'Alep", "Alep", "airport"),
        ("Saydnaya prison", "Saydnaya", "prison"),
        ("near Homs, province", "Homs", None),
        ("Homs", "Homs", None),
    ],
)
def test_hints(text: str, name: str, hint: str | None) -> None:
    start = text.index(name)
    assert hint_around(text, start, start + len(name)) == hint


PIECES = [
    "Homs",
    "Damas",
    "al-Bab",
    "Syrie",
    "l'Euphrate",
    "province d'Idleb",
    ". ",
    ", ",
    " et ",
    "\n",
    " the ",
    "«",
    "M5",
    "ZZZ",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_spans_are_ordered_disjoint_and_exact(gazetteer: Gazetteer, pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for span in spot(text, gazetteer, "fr"):
        assert span.text == text[span.start : span.end] != ""
        assert span.start >= end
        end = span.end


@given(st.text(max_size=300))
def test_any_text_can_be_read(gazetteer: Gazetteer, text: str) -> None:
    for span in spot(text, gazetteer, "en"):
        assert text[span.start : span.end] == span.text


def test_a_very_long_line_is_read(gazetteer: Gazetteer) -> None:
    assert spot("A" * 100_000, gazetteer, "en") == []
    assert len(spot("Homs, Syria. " * 2_000, gazetteer, "en")) == 4_000


@pytest.mark.parametrize(
    ("text", "country", "names"),
    [
        ("GOMA — Rebels seized the bridge on Monday.", "CD", ["GOMA"]),
        ("DAMAS, 7 décembre – Des tirs ont éclaté.", "SY", ["DAMAS"]),
        ("HOMS (Wire X) - Shells fell.", "SY", ["HOMS"]),
        ("HAMA: two killed.\nHOMS: three killed.", "SY", ["HAMA", "HOMS"]),
        ("LES HOUTHIS PRENNENT MARIB ET SANAA CE SOIR", "YE", ["MARIB", "SANAA"]),
        ("The letters HOMS stood on the wall.", "SY", []),
    ],
)
def test_names_in_capital_letters(gazetteer: Gazetteer, text: str, country: str, names: list[str]) -> None:
    assert [s.text for s in spot(text, gazetteer, "en", (country,))] == names
