"""Events that nouns tell, and violence that only says how somebody was harmed."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, brief


@pytest.mark.parametrize(
    ("language", "event", "actor", "text"),
    [
        ("en", "capture", "m23", "The capture of Sake by the M23 surprised nobody."),
        ("en", "withdraw", "m23", "The withdrawal of the M23 from Sake surprised nobody."),
        ("fr", "capture", "m23", "La prise de Sake par le M23 n'a surpris personne."),
        ("fr", "withdraw", "m23", "Le retrait du M23 de Sake n'a surpris personne."),
    ],
)
def test_a_noun_has_actor_and_place(desk: Desk, language: str, event: str, actor: str, text: str) -> None:
    assert brief(desk.only(text, language, event=event))[:3] == (event, actor, "Sake")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A bombing in Mogadishu was heard far away."),
        ("fr", "Un attentat à Mogadiscio a été entendu de loin."),
        ("fr", "Des explosions à Khartoum ont été entendues de loin."),
    ],
)
def test_a_capital_where_it_happens_is_not_who_does_it(desk: Desk, language: str, text: str) -> None:
    assert [c.actor for c in desk.claims(text, language)] == [None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Four civilians were killed in an air strike near Sumy."),
        ("en", "An ambush near Tillabéri killed eighteen soldiers."),
        ("en", "Five dead in a blast in Baidoa."),
        ("fr", "Quatre civils ont été tués dans des bombardements près de Soumy."),
        ("fr", "Une embuscade près de Tillabéri a tué dix-huit soldats."),
    ],
)
def test_effect_and_instrument_are_one_claim_with_the_place_of_either(desk: Desk, language: str, text: str) -> None:
    (claim,) = desk.claims(text, language)
    assert (claim.event.value, brief(claim)[2] is not None) == ("kill", True)


def test_instrument_and_effect_in_clauses_of_their_own_are_two(desk: Desk) -> None:
    found = {c.event.value for c in desk.claims("Shells fell on Sumy overnight and killed two civilians.", "en")}
    assert found == {"shelling", "kill"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army left Sake on Monday. The withdrawal surprised the town."),
        ("fr", "L'armée congolaise s'est retirée de Sake lundi. Ce retrait a surpris la ville."),
    ],
)
def test_a_noun_that_only_resumes_what_was_told_makes_no_second_claim(desk: Desk, language: str, text: str) -> None:
    assert [c.event.value for c in desk.claims(text, language)] == ["withdraw"]
