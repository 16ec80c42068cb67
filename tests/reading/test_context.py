"""What a clause leaves to its context, and that it is marked and trusted less."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.reading.desk import Desk, brief, place_name
from whoholds.model import Event
from whoholds.reference.actors import Actors


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("en", "M23 entered Goma on Sunday. The army then pulled out.", "withdraw"),
        ("fr", "Le M23 est entré dans Goma dimanche. L'armée s'est alors retirée.", "withdraw"),
    ],
)
def test_a_clause_without_a_place_goes_on_about_the_last_one(desk: Desk, language: str, text: str, event: str) -> None:
    claim = desk.only(text, language, event=event)
    assert place_name(claim.place) == "Goma"
    assert "context" in claim.rule
    assert claim.confidence < 0.85


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "M23 entered Goma on Sunday. It captured several villages."),
        ("fr", "Le M23 est entré dans Goma dimanche. Il a pris plusieurs villages."),
    ],
)
def test_taking_somewhere_unnamed_is_not_taking_the_last_place(desk: Desk, language: str, text: str) -> None:
    assert not [c for c in desk.claims(text, language) if c.event.value == "capture" and place_name(c.place) == "Goma"]


def test_who_lost_a_place_is_filled_in_only_where_the_report_says_who_defends(desk: Desk) -> None:
    alone = desk.only("Sake has fallen.", "en", event="loss")
    assert alone.actor is None
    text = (
        "M23 attacked Goma. The Congolese army withdrew from Goma. The Congolese army lost Rutshuru. Sake has fallen."
    )
    (claim,) = [c for c in desk.claims(text, "en") if place_name(c.place) == "Sake"]
    if claim.actor is not None:
        assert claim.actor.key == "armed_forces_of_the_democratic_republic_of_the_congo"
        assert "context" in claim.rule


def test_the_narrators_own_words_are_not_given_to_the_last_speaker(desk: Desk) -> None:
    claims = desk.claims("Residents said M23 had entered Goma. M23 captured Goma.", "en")
    assert {c.event.value: c.speaker.key for c in claims} == {"enter": "residents", "capture": "narrator"}


def test_a_place_in_a_title_is_not_the_focus_of_the_body(desk: Desk) -> None:
    claims = desk.claims("The army pulled out.", "en", title="Goma market reopens")
    assert all(place_name(c.place) != "Goma" for c in claims)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "M23 admitted that its attempts to seize Sake had failed."),
        ("en", "M23 fighters acknowledged that two attempts to take Sake had failed."),
        ("fr", "Le M23 a reconnu que ses tentatives de prendre Sake avaient échoué."),
    ],
)
def test_who_admits_a_failed_attempt_made_it(desk: Desk, language: str, text: str) -> None:
    claim = desk.only(text, language, event="capture")
    assert claim.actor is not None and claim.actor.key == "m23"
    assert claim.factuality.polarity < 0 and place_name(claim.place) == "Sake"


def test_who_speaks_for_the_defenders_says_that_they_withstood(desk: Desk) -> None:
    text = "Le M23 a attaqué Sake. Le ministère congolais de la Défense affirme que l'attaque de Sake a échoué."
    claim = desk.only(text, "fr", event="repel")
    assert claim.actor is not None and claim.actor.key == "armed_forces_of_the_democratic_republic_of_the_congo"


# -- where and who, by the whole report -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "The Syrian army withdrew from Tartus.", "SY"),
        ("fr", "L'armée syrienne s'est retirée de Tartous.", "SY"),
        ("en", "M23 captured Goma.", "CD"),
        ("fr", "Les FSR ont pris Nyala.", "SD"),
    ],
)
def test_places_are_resolved_within_the_conflict(desk: Desk, language: str, text: str, country: str) -> None:
    place = desk.only(text, language).place
    assert getattr(place, "country", None) == country
    assert getattr(place, "score", 0) > 0


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("en", "The army withdrew from Hama.", "syrian_armed_forces"),
        ("en", "The army withdrew from Khartoum.", "sudanese_armed_forces"),
        ("en", "The Congolese army withdrew from Goma.", "armed_forces_of_the_democratic_republic_of_the_congo"),
        ("fr", "L'armée malienne s'est retirée de Kidal.", "malian_armed_forces"),
        ("fr", "Les rebelles ont pris Hama.", "rebels:syria"),
    ],
)
def test_generic_phrases_take_their_key_from_the_conflict(desk: Desk, language: str, text: str, key: str) -> None:
    actor = desk.only(text, language).actor
    assert actor is not None and actor.key == key


# -- toponyms ---------------------------------------------------------------------------------------------------------


def test_toponyms_are_listed_with_their_spans_even_where_no_claim_is(desk: Desk) -> None:
    text = "Bread is dear in Hama, Homs and Idlib province."
    work = desk.work(text, "en")
    assert work.claims == []
    assert [text[p.start : p.end] for p in work.places] == ["Hama", "Homs", "Idlib province"]


def test_places_and_actors_never_share_characters_but_for_states_and_capitals_that_speak(desk: Desk) -> None:
    for text, language in (
        ("The Syrian army and the Syrian Democratic Forces fought near Manbij, Damascus said.", "en"),
        ("L'Armée de l'Arakan a pris Kyaukphyu, en Arakan.", "fr"),
        ("Kyiv denied that Russia had taken Bakhmut.", "en"),
    ):
        work = desk.work(text, language)
        for place in work.places:
            for actor in work.actors:
                assert actor.metonym or actor.kind == "state" or actor.end <= place.start or place.end <= actor.start, (
                    text
                )


def test_a_capital_that_speaks_is_a_speaker_and_no_place_of_the_event(desk: Desk) -> None:
    claim = desk.only("Kinshasa denied that M23 had captured Goma.", "en")
    assert brief(claim)[2] == "Goma"
    assert claim.speaker.key == "officials:democratic_republic_of_the_congo"


FRONT = (
    "The {body} issued the following.\n\nThe enemy attacked our positions near {a} on Sunday. Units of the enemy "
    "shelled {b}. Enemy troops entered {c}. Our army liberated {d}."
)


@pytest.mark.parametrize(
    ("body", "places", "own", "foe"),
    [
        ("Ministry of Defence of Azerbaijan", ("Terter", "Barda", "Hadrut", "Jabrayil"), "az", "nk"),
        ("General Staff of the Ukrainian army", ("Lyman", "Kharkiv", "Siversk", "Bakhmut"), "ua", "ru"),
        ("command of the Congolese army", ("Masisi", "Sake", "Walikale", "Rutshuru"), "cd_gov", "cd_m23"),
    ],
)
def test_the_enemy_is_never_who_calls_him_so(
    desk: Desk, actors: Actors, body: str, places: tuple[str, ...], own: str, foe: str
) -> None:
    text = FRONT.format(body=body, **dict(zip("abcd", places, strict=True)))
    work = desk.work(text, "en")
    assert work.theatre is not None
    sides = {c.event: actors.side(c.actor.key, work.theatre) for c in work.claims if c.actor is not None}
    assert sides[Event.CAPTURE] == own
    assert {sides[e] for e in (Event.OFFENSIVE, Event.SHELLING, Event.ENTER)} == {foe}


def test_whom_ukraines_army_calls_the_enemy_since_2022_is_russias(desk: Desk) -> None:
    text = (
        "Ukraine's General Staff issued the following.\n\nThe enemy shelled our positions near Avdiivka, in Ukraine. "
        "Enemy troops entered Pisky."
    )
    claims = desk.work(text, "en", published=datetime(2023, 6, 10, 12, tzinfo=UTC)).claims
    doers = {c.actor.key for c in claims if c.actor is not None and c.event in (Event.SHELLING, Event.ENTER)}
    assert doers == {"russian_armed_forces"}
