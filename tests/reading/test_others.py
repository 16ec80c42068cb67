"""Who "they" are in a quotation, what "plus" negates, and whose words an account's are."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.model import Event


def test_who_is_quoted_does_not_mean_his_own_by_they(desk: Desk) -> None:
    text = (
        "M23 rebels entered the town of Walikale late on Wednesday, residents and an army officer said.\n\n"
        '"They are in control of the town," the officer said.'
    )
    (hold,) = (c for c in desk.claims(text, "en") if c.event is Event.HOLD)
    assert hold.actor is not None and hold.actor.key == "m23"


def test_the_city_is_not_its_airport(desk: Desk) -> None:
    text = (
        "Le M23 est entré dans Goma.\n\nDes tirs sont entendus près de l'aéroport de Goma.\n\n"
        '"Nos FARDC tiennent la ville", assure le porte-parole du gouvernement congolais.'
    )
    (hold,) = (c for c in desk.claims(text, "fr") if c.event is Event.HOLD)
    assert hold.place.name == "Goma"


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Plus au nord, l'armée ukrainienne tient Davydiv Brid depuis le 4 octobre.", "CT+"),
        ("Plus loin, l'armée ukrainienne contrôle Lyman.", "CT+"),
    ],
)
def test_a_plus_that_compares_negates_nothing(desk: Desk, text: str, factuality: str) -> None:
    assert {c.factuality.value for c in desk.claims(text, "fr") if c.event is Event.HOLD} == {factuality}


def test_a_plus_with_ne_still_does(desk: Desk) -> None:
    (claim,) = desk.claims("L'armée russe ne tient plus Lyman.", "fr")
    assert claim.event is Event.LOSS


def test_accounts_speak_for_themselves(desk: Desk) -> None:
    text = "Social media accounts close to the rebels claimed that M23 had taken the city of Uvira."
    assert {c.speaker.key for c in desk.claims(text, "en")} == {"social_media"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The leader of Sudan's RSF admitted that his fighters had withdrawn from Khartoum.", "mohamed_hamdan_dagalo"),
        ("The president of Sudan said that the RSF had left Khartoum.", "abdel_fattah_al_burhan"),
    ],
)
def test_the_leader_of_a_country_s_group_leads_the_group(desk: Desk, text: str, speaker: str) -> None:
    assert {c.speaker.key for c in desk.claims(text, "en")} == {speaker}


def test_the_subject_of_a_headline_is_who_acts(desk: Desk) -> None:
    text = "Sudan live: army retakes Republican Palace in Khartoum\n\nThe RSF is still near the palace."
    (claim,) = (c for c in desk.claims(text, "en") if c.event is Event.CAPTURE)
    assert claim.actor is not None and claim.actor.key == "sudanese_armed_forces"
