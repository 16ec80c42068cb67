"""Lists of who holds what: entries are read, and what only looks like one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.desk import Desk, place_name

ARMY, RSF = "sudanese_armed_forces", "rapid_support_forces"
UA, RU = "armed_forces_of_ukraine", "russian_armed_forces"
Held = tuple[str, str | None, str | None]


def entries(desk: Desk, text: str, language: str, title: str | None = None) -> set[Held]:
    claims = desk.claims(text, language, title=title)
    return {(c.event.value, c.actor.key if c.actor else None, place_name(c.place)) for c in claims}


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        ("El Obeid: army. Nyala: RSF.", "en", {("hold", ARMY, "El Obeid"), ("hold", RSF, "Nyala")}),
        ("Nyala | RSF | since 26 October 2023", "en", {("hold", RSF, "Nyala")}),
        ("| Nyala | RSF |", "en", {("hold", RSF, "Nyala")}),
        ("Held by the RSF: Nyala and Zalingei.", "en", {("hold", RSF, "Nyala"), ("hold", RSF, "Zalingei")}),
        ("RSF: Nyala, Zalingei.", "en", {("hold", RSF, "Nyala"), ("hold", RSF, "Zalingei")}),
        ("El Fasher: contested. Nyala: RSF.", "en", {("clash", None, "El Fasher"), ("hold", RSF, "Nyala")}),
        ("RSF update. El Fasher – besieged", "en", {("besiege", None, "El Fasher")}),
        ("Ukraine: Lyman. Russia: Bakhmut.", "en", {("hold", UA, "Lyman"), ("hold", RU, "Bakhmut")}),
        ("Nyala : FSR. El-Obeid : armée.", "fr", {("hold", RSF, "Nyala"), ("hold", ARMY, "El-Obeid")}),
        ("Nyala : FSR (depuis octobre 2023)", "fr", {("hold", RSF, "Nyala")}),
        ("Bahri : armée, sauf quelques poches, à Khartoum.", "fr", {("hold", ARMY, "Bahri")}),
        ("Aux mains des FSR : Nyala, Zalingei.", "fr", {("hold", RSF, "Nyala"), ("hold", RSF, "Zalingei")}),
        ("Omdurman, est et sud : disputé.", "fr", {("clash", None, "Omdurman")}),
        ("Held by the RSF: Nyala (all of it), Zalingei.", "en", {("hold", RSF, "Nyala"), ("hold", RSF, "Zalingei")}),
        ("El Obeid: army and police.", "en", {("hold", ARMY, "El Obeid")}),
        ("El-Obeid : calme, l'armée.", "fr", {("hold", ARMY, "El-Obeid")}),
        ("Lyman : forces ukrainiennes.", "fr", {("hold", UA, "Lyman")}),
        ("Lyman : reprise par les forces ukrainiennes.", "fr", {("capture", UA, "Lyman")}),
        ("Hinche : tenue par la police, à Haïti.", "fr", {("hold", "haitian_national_police", "Hinche")}),
    ],
)
def test_an_entry_says_who_holds_what(desk: Desk, text: str, language: str, held: set[Held]) -> None:
    assert entries(desk, text, language) == held


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Khartoum: RSF?", "en"),
        ("RSF: Nyala?", "en"),
        ("Nyala: RSF salaries unpaid", "en"),
        ("Nyala: army chief visits", "en"),
        ("Sudan: Nyala", "en"),
        ("Nyala : l'armée accusée", "fr"),
        ("Nyala : pas les FSR", "fr"),
        ("FSR : qui sont-elles ?", "fr"),
    ],
)
def test_what_says_anything_else_is_no_entry(desk: Desk, text: str, language: str) -> None:
    assert {e for e in entries(desk, text, language) if e[0] in ("hold", "capture")} == set()


def test_a_title_needs_a_word_of_holding(desk: Desk) -> None:
    assert entries(desk, "Nothing more is known tonight.", "en", title="Nyala: RSF") == set()


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Held by the army:\n\n- El Obeid\n- Port Sudan\n- Kassala", "en", ARMY),
        ("Aux mains des FSR :\n\n- Nyala\n- Zalingei\n- El-Geneina", "fr", RSF),
    ],
)
def test_a_heading_is_said_of_each_place_below(desk: Desk, text: str, language: str, actor: str) -> None:
    found = entries(desk, text, language)
    assert {(event, key) for event, key, _ in found} == {("hold", actor)}
    assert len(found) == 3


def test_a_heading_ends_with_its_list(desk: Desk) -> None:
    text = "Held by the army:\n\n- El Obeid\n\nThe market of Nyala was quiet.\n\n- Zalingei"
    assert entries(desk, text, "en") == {("hold", ARMY, "El Obeid")}


def test_the_colon_of_an_entry_is_nobodys_word(desk: Desk) -> None:
    claims = desk.claims("Palace: army. Bahri: RSF. Khartoum: army.", "en")
    assert {c.speaker.key for c in claims} == {"narrator"}


def test_since_when(desk: Desk) -> None:
    claim = desk.only("Nyala : FSR (depuis le 26 octobre)", "fr")
    assert claim.when.start is not None
    assert claim.when.start.isoformat() == "2024-10-26"


@given(first=st.sampled_from(["Nyala", "Zalingei", "El Geneina"]), sign=st.sampled_from([": ", " – ", " | "]))
def test_any_sign_will_do(desk: Desk, first: str, sign: str) -> None:
    assert entries(desk, f"{first}{sign}RSF", "en") == {("hold", RSF, first)}


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("Hama : l'armée dément tout retrait", ("withdraw", "syrian_armed_forces", "CT-")),
        ("Alep : les rebelles ont pris la citadelle", ("capture", "rebels:syria", "CT+")),
    ],
)
def test_a_place_that_heads_a_line_is_its_topic(desk: Desk, text: str, brief: tuple[str, str, str]) -> None:
    claim = desk.only(text, "fr")
    assert (claim.event.value, claim.actor.key if claim.actor else None, claim.factuality.value) == brief
