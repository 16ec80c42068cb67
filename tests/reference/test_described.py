from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whoholds.reference.described import borders, capital, described
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.resolve import Resolver
from whoholds.reference.spotting import spot


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    return [(span.text, span.hint) for span in described(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "phrase", "hint"),
    [
        ("Fighting reached the Sudanese capital.", "Sudanese capital", "capital:SD"),
        ("In the South Sudanese capital all is calm.", "South Sudanese capital", "capital:SS"),
        ("La capitale soudanaise est assiégée.", "capitale soudanaise", "capital:SD"),
        ("They moved toward the Rwandan border.", "Rwandan border", "border:RW"),
        ("At the Chad border nothing moves.", "Chad border", "border:TD"),
        ("Ils marchent vers la frontière rwandaise.", "frontière rwandaise", "border:RW"),
        ("La frontière avec le Tchad est fermée.", "frontière avec le Tchad", "border:TD"),
        ("The border with Turkey is closed.", "border with Turkey", "border:TR"),
        ("The Syrian-Turkish border is closed.", "Syrian-Turkish border", "border"),
    ],
)
def test_described_by_a_country(gazetteer: Gazetteer, text: str, phrase: str, hint: str) -> None:
    assert found(text, gazetteer) == [(phrase, hint)]
    start = text.index(phrase)
    (span,) = described(text, gazetteer)
    assert (span.start, span.end) == (start, start + len(phrase))


@pytest.mark.parametrize(
    "text",
    [
        "In the Ukrainian capital, Kyiv, all is calm.",
        "In the Ukrainian capital Kyiv all is calm.",
        "La capitale économique est calme.",
        "The provincial capital fell.",
        "He moved Capital letters and the Southern border of the page.",
        "La frontière agricole recule.",
    ],
)
def test_what_has_a_name_or_no_country_is_left_alone(gazetteer: Gazetteer, text: str) -> None:
    assert found(text, gazetteer) == []


def test_a_person_after_the_capital_is_no_name_of_it(gazetteer: Gazetteer) -> None:
    text = "In the Sudanese capital, Burhan spoke."
    assert found(text, gazetteer) == [("Sudanese capital", "capital:SD")]


@pytest.mark.parametrize(
    ("text", "language", "id"),
    [
        ("Rebels advanced toward the Rwandan border from Goma in Congo.", "en", "wh:border:cd-rw"),
        ("Les rebelles avancent vers la frontière rwandaise, près de Goma.", "fr", "wh:border:cd-rw"),
        ("Clashes at the Chad border near El Geneina in Sudan.", "en", "wh:border:sd-td"),
        ("Fighting goes on in the Sudanese capital.", "en", "gn:379252"),
        ("La capitale ukrainienne dort.", "fr", "gn:703448"),
    ],
)
def test_where_they_are(gazetteer: Gazetteer, resolver: Resolver, text: str, language: str, id: str) -> None:
    spans = spot(text, gazetteer, language)
    answers = resolver.resolve(spans, countries={})
    assert id in {getattr(answer, "id", None) for answer in answers}


def test_a_border_of_a_country_that_the_text_is_not_about_stays_open(gazetteer: Gazetteer, resolver: Resolver) -> None:
    spans = spot("Trade at the Turkish border fell.", gazetteer, "en")
    (answer,) = resolver.resolve(spans, countries={})
    assert not hasattr(answer, "id")


def test_capitals_and_borders(gazetteer: Gazetteer) -> None:
    row = capital(gazetteer, "ML")
    assert row is not None and row.name == "Bamako"
    assert capital(gazetteer, "XX") is None
    others = dict(borders(gazetteer, "CD"))
    assert {"RW", "UG", "BI"} <= set(others)
    assert others["RW"].id == "wh:border:cd-rw"
    assert borders(gazetteer, "XX") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(alphabet="aA 'çÉ-,border capitale frontière avec with\n", max_size=80))
def test_any_text(gazetteer: Gazetteer, text: str) -> None:
    for span in described(text, gazetteer):
        assert text[span.start : span.end] == span.text
