"""French turns of phrase: "ne … plus que", "ni A ni B", what is lost nowhere, entries of a live page."""

from __future__ import annotations

import pytest

from tests.reading.desk import Brief, Desk, brief

CONGO = "armed_forces_of_the_democratic_republic_of_the_congo"
MALI = "malian_armed_forces"


def told(desk: Desk, text: str) -> set[Brief]:
    return {brief(claim) for claim in desk.claims(text, "fr")}


# -- ne … plus que: still, and only -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "factuality", "event"),
    [
        ("Le M23 ne contrôle plus que les faubourgs de Goma.", "CT+", "hold"),
        ("Le M23 ne contrôle plus, en revanche, que les faubourgs de Goma.", "CT+", "hold"),
        ("Le M23 ne tient plus, lui, que deux collines près de Goma.", "CT+", "hold"),
        ("Le M23 ne tiendrait plus que deux carrières à Goma.", "PR+", "hold"),
        ("Le M23 ne tient plus que quelques maisons à Goma.", "CT+", "hold"),
        ("Le M23 ne contrôle plus Goma.", "CT+", "loss"),
        ("Le M23 ne contrôle pas Goma.", "CT-", "hold"),
    ],
)
def test_no_longer_but_a_part_is_held_still(desk: Desk, text: str, factuality: str, event: str) -> None:
    assert {(b[0], b[1], b[2], b[3]) for b in told(desk, text)} == {(event, "m23", "Goma", factuality)}


# -- nothing was lost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("À Ménaka, l'armée malienne n'a perdu aucune position.", "CT-"),
        ("L'armée malienne n'a perdu aucun poste à Ménaka.", "CT-"),
        ("À Ménaka, l'armée malienne a perdu deux positions.", "CT+"),
    ],
)
def test_a_position_is_lost_or_is_not(desk: Desk, text: str, factuality: str) -> None:
    assert told(desk, text) == {("loss", MALI, "Ménaka", factuality, "narrator")}


@pytest.mark.parametrize(
    "text",
    [
        "L'ailier a perdu sa place dans l'équipe de Bamako.",
        "Le conseil de Bamako a pris position contre la taxe.",
        "Le syndicat a repris position à Bamako contre la réforme.",
    ],
)
def test_a_position_taken_in_a_quarrel_is_no_ground(desk: Desk, text: str) -> None:
    assert told(desk, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Les soldats maliens ont pris position dans Ménaka.",
        "À Ménaka, les soldats maliens ont repris position autour du marché.",
        "L'armée malienne patrouille à Ménaka avec ses alliés.",
    ],
)
def test_soldiers_in_the_streets_have_entered(desk: Desk, text: str) -> None:
    assert told(desk, text) == {("enter", MALI, "Ménaka", "CT+", "narrator")}


def test_a_position_of_a_name_is_taken(desk: Desk) -> None:
    found = told(desk, "L'armée malienne a pris la position de Ménaka.")
    assert found == {("capture", MALI, "Ménaka", "CT+", "narrator")}


# -- threatened -------------------------------------------------------------------------------------------------------


def test_neither_is_threatened_now(desk: Desk) -> None:
    found = told(desk, "Ni Goma ni Bukavu ne sont pour l'instant menacées, a précisé l'armée congolaise.")
    assert found == {("offensive", None, name, "CT-", CONGO) for name in ("Goma", "Bukavu")}


def test_a_threat_alone_is_no_offensive(desk: Desk) -> None:
    assert told(desk, "Goma est menacée par les eaux du lac.") == set()


@pytest.mark.parametrize("noun", ["un bastion", "le fief", "le sanctuaire"])
def test_a_town_remains_a_stronghold(desk: Desk, noun: str) -> None:
    found = told(desk, f"Rutshuru reste {noun} du M23.")
    assert found == {("hold", "m23", "Rutshuru", "CT+", "narrator")}


# -- where ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stamp", ["15 h 20 – ", "15h20 – ", "9 h – ", "15:20 – ", "15 h 20. ", ""])
def test_an_entry_of_a_live_page_goes_on_about_the_place_behind_its_clock(desk: Desk, stamp: str) -> None:
    text = f"{stamp}Goma. Le calme est revenu. Les soldats du M23 se sont repliés."
    places = [b[2] for b in map(brief, desk.claims(f"Bukavu est tombée lundi.\n\n{text}", "fr")) if b[0] == "withdraw"]
    assert places == ["Goma"]


def test_a_bridge_there_is_not_in_the_town_that_speaks_next(desk: Desk) -> None:
    text = (
        "Siversk n'est pas tombée. Les séparatistes y tiennent encore le pont, ont indiqué des habitants. "
        "Selon Kiev, ils tiennent Lyssytchansk."
    )
    held = {b[2] for b in told(desk, text) if b[0] == "hold"}
    assert held == {"Siversk", "Lyssytchansk"}


def test_a_bridge_points_ahead_where_nothing_was_named(desk: Desk) -> None:
    held = {b[2] for b in told(desk, "Les séparatistes tiennent le pont. Ils ont quitté Siversk.")}
    assert "Siversk" in held


def test_townships_taken_are_a_list(desk: Desk) -> None:
    found = told(desk, "Buthidaung, Kyauktaw, Minbya : cantons pris par l'Armée d'Arakan en février.")
    taken = {b[2] for b in found if b[0] == "capture" and b[1] == "arakan_army"}
    assert taken == {"Buthidaung", "Kyauktaw", "Minbya"}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("À Goma, dont le M23 avait vainement tenté de s'emparer en mai, le calme règne.", "CT-"),
        ("Goma, dont le M23 tente de s'emparer, est calme.", "U"),
        ("Goma, dont le M23 s'est emparé, est calme.", "CT+"),
    ],
)
def test_a_relative_reaches_the_infinitive_below_its_verb(desk: Desk, text: str, factuality: str) -> None:
    assert told(desk, text) == {("capture", "m23", "Goma", factuality, "narrator")}
