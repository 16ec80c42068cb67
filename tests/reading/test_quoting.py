"""Quotations over several paragraphs."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, about

SAREE = (
    "Le porte-parole du M23, Willy Ngoma, a déclaré dimanche :\n\n« Nos forces ont pris Goma.\n\n"
    "« L'armée a quitté Sake. »\n\nL'armée tient Bukavu."
)
ENGLISH = (
    "A spokesman for M23 said in a statement:\n\n“Our forces have captured Goma.\n\nThe army has left Sake.”\n\n"
    "The army holds Bukavu."
)


@pytest.mark.parametrize(("language", "text"), [("fr", SAREE), ("en", ENGLISH)])
def test_paragraphs_of_a_quotation_have_its_speaker(desk: Desk, language: str, text: str) -> None:
    claims = desk.claims(text, language)
    assert {c.speaker.key for c in about(claims, "Goma")} == {"m23"}
    assert {c.speaker.key for c in about(claims, "Sake")} == {"m23"}
    assert {c.speaker.key for c in about(claims, "Bukavu")} == {"narrator"}


def test_an_unclosed_quotation_goes_on_in_the_next_paragraph(desk: Desk) -> None:
    text = 'Residents said: "M23 has captured Goma.\n\nThe army has left Sake."\n\nThe army holds Bukavu.'
    claims = desk.claims(text, "en")
    assert {c.speaker.key for c in about(claims, "Sake")} == {"residents"}
    assert {c.speaker.key for c in about(claims, "Bukavu")} == {"narrator"}


@pytest.mark.parametrize(
    "text",
    [
        "The M23 spokesman said this in Goma:\n\nThe army holds Bukavu.",
        "M23 said it wanted talks.\n\nThe army holds Bukavu.",
        "What is known:\n\nThe army holds Bukavu.",
    ],
)
def test_without_marks_the_next_paragraph_is_the_reports_own(desk: Desk, text: str) -> None:
    assert {c.speaker.key for c in about(desk.claims(text, "en"), "Bukavu")} == {"narrator"}


def test_a_source_inside_the_quotation_is_nearer(desk: Desk) -> None:
    text = "A spokesman for M23 said:\n\n“Residents say the army has left Sake.”"
    assert {c.speaker.key for c in about(desk.claims(text, "en"), "Sake")} == {"residents"}


STATEMENT = (
    "The command of the Armenian army issued the following statement.\n\nUnits of the enemy attacked Jermuk.\n\n"
    "Azerbaijan has lost Kapan.\n\nNote: Yerevan holds Goris."
)
COMMUNIQUE = (
    "Le commandement de l'armée congolaise porte à la connaissance du public ce qui suit.\n\n"
    "Nos unités ont repris Kitchanga. L'ennemi a quitté Mweso.\n\nNote de la rédaction. Le M23 tient Masisi."
)


def test_a_statement_that_is_announced_is_told_by_who_gives_it_up_to_a_note(desk: Desk) -> None:
    claims = desk.claims(STATEMENT, "en")
    assert {c.speaker.key for c in about(claims, "Kapan")} == {"armed_forces_of_armenia"}
    claims = desk.claims(COMMUNIQUE, "fr")
    army = "armed_forces_of_the_democratic_republic_of_the_congo"
    assert {c.speaker.key for c in about(claims, "Mweso")} == {army}
    assert {c.speaker.key for c in about(claims, "Masisi")} == {"narrator"}


@pytest.mark.parametrize("when", ["on Monday morning", "late on Sunday", "this morning", ""])
def test_the_hour_of_a_statement_and_the_outlet_that_adds_to_it(desk: Desk, when: str) -> None:
    text = STATEMENT.replace("the following statement.", f"the following {when}.".replace(" .", "."))
    text = text.replace("Note: Yerevan", "Caspian Wire adds: Yerevan")
    claims = desk.claims(text, "en")
    assert {c.speaker.key for c in about(claims, "Kapan")} == {"armed_forces_of_armenia"}
    assert about(claims, "Goris")
    assert "armed_forces_of_armenia" not in {c.speaker.key for c in about(claims, "Goris")}


def test_who_gives_a_statement_is_we_in_it_and_never_the_enemy(desk: Desk) -> None:
    claims = desk.claims(COMMUNIQUE, "fr")
    army = "armed_forces_of_the_democratic_republic_of_the_congo"
    assert {c.actor.key for c in about(claims, "Kitchanga") if c.actor} == {army}
    assert army not in {c.actor.key for c in about(claims, "Mweso") if c.actor}
