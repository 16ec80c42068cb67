"""Speakers before a colon and behind a dash, in headlines and short posts."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, place_name

SPOKEN = [
    ("en", "Nigerian army: we hold Maiduguri", "nigerian_armed_forces"),
    ("en", "M23: our fighters control Goma", "m23"),
    ("en", "Residents: M23 holds Goma", "residents"),
    ("en", "M23 seizes Sake – residents", "residents"),
    ("en", "M23 seizes Sake: residents", "residents"),
    ("en", "Rebels capture Homs — SOHR", "monitor:SOHR"),
    ("fr", "Armée malienne : nous tenons Kidal", "malian_armed_forces"),
    ("fr", "Le M23 prend Goma – habitants", "residents"),
    ("fr", "OSDH : les rebelles tiennent Homs", "monitor:SOHR"),
]
TOPICS = [
    ("en", "Goma: M23 seizes the airport of Goma"),
    ("en", "Ukraine: Russian forces capture Bakhmut"),
    ("en", "M23: Rwanda withdraws its troops from Goma"),
    ("fr", "Mali : l'armée tient Kidal"),
    ("fr", "M23 : le Rwanda retire ses troupes de Goma"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), SPOKEN)
def test_a_name_set_off_by_a_sign_speaks(desk: Desk, language: str, text: str, speaker: str) -> None:
    claims = [c for c in desk.claims(text, language) if place_name(c.place)]
    assert claims and {c.speaker.key for c in claims} == {speaker}


@pytest.mark.parametrize(("language", "text"), TOPICS)
def test_what_a_headline_is_about_does_not_speak(desk: Desk, language: str, text: str) -> None:
    assert {c.speaker.key for c in desk.claims(text, language)} == {"narrator"}


def test_a_long_paragraph_is_no_headline(desk: Desk) -> None:
    tail = " and a long list of other places that nobody had ever heard of, as the week went on and the rain fell"
    claims = desk.claims(f"Residents: M23 holds Goma,{tail}, without a stop, and without any relief in sight.", "en")
    assert "residents" not in {c.speaker.key for c in claims if c.rule.endswith("say/:") and "headline" in c.rule}


@pytest.mark.parametrize("sign", [":", "–", "—"])
def test_a_sign_alone_is_no_speaker(desk: Desk, sign: str) -> None:
    assert desk.claims(f"M23 {sign}", "en") == () or {c.speaker.key for c in desk.claims(f"M23 {sign}", "en")} == {
        "narrator"
    }


def test_text_after_the_speaker_makes_it_no_signature(desk: Desk) -> None:
    claims = desk.claims("M23 seizes Sake – residents flee Sake", "en")
    assert "residents" not in {c.speaker.key for c in claims}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Hezbollah: "The Israeli army has left Khiam."', "hezbollah"),
        ('@LawrenceKanyuka (AFC/M23): "The liberation of Goma was carried out."', "lawrence_kanyuka"),
    ],
)
def test_a_quotation_behind_a_colon_is_whose_name_stands_before(desk: Desk, text: str, speaker: str) -> None:
    assert {c.speaker.key for c in desk.claims(text, "en")} == {speaker}
