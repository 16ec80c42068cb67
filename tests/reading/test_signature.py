"""Whose "we" a statement is: its signature, its letterhead, and no passing mention."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk, place_name, report_of
from whoholds.model import ActorRef
from whoholds.reading.signature import given_out_by, signature, speaks_of_ours
from whoholds.reference.mention import ActorMention


def mention(text: str, name: str, *, kind: str = "armed_group", named: bool = True) -> ActorMention:
    start = text.index(name)
    return ActorMention(start, start + len(name), name.lower().replace(" ", "_"), kind, named, name)


@pytest.mark.parametrize(
    ("last", "signed"),
    [
        ("Arakan Army, Information Desk", True),
        ("For the Arakan Army: its spokesman", True),
        ("Arakan Army", True),
        ("Arakan Army fighters came closer", False),
        ("Near the Arakan Army, a mill", False),
        ("Arakan Army.", False),
        ("Arakan Army, " + "a body of men " * 8, False),
    ],
)
def test_the_last_line_signs_or_not(last: str, signed: bool) -> None:
    text = f"We hold the town.\n\n{last}"
    found = signature(text, [(0, 17), (19, len(text))], [mention(text, "Arakan Army")])
    assert (found.key if found else None) == ("arakan_army" if signed else None)


def test_only_fighters_with_a_name_sign() -> None:
    text = "We hold the town.\n\nThe ministry, press office"
    blocks = [(0, 17), (19, len(text))]
    assert signature(text, blocks, [mention(text, "ministry", kind="ministry")]) is None
    assert signature(text, [], []) is None


def test_our_forces_are_those_of_whoever_signs(desk: Desk) -> None:
    text = "Our units took Paletwa on Monday.\n\nSamee has been in our hands since Friday.\n\nArakan Army, press desk"
    claims = desk.reader.read(report_of(text, "en")).claims
    control = [c for c in claims if c.control.value in ("gains", "holds")]
    assert len(control) >= 1 and {c.actor.key for c in control if c.actor} == {"arakan_army"}


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Our heroic units advanced.", True),
        ("Nos combattants avancent.", True),
        ("Our correspondent saw it.", False),
        ("They hold their units back.", False),
    ],
)
def test_fighters_speak_of_their_own(text: str, ours: bool) -> None:
    assert speaks_of_ours(text) is ours


def test_a_letterhead_signs_whatever_name_it_holds() -> None:
    text = "Press service of the Arakan Army, bulletin of 28 May\n\nWe hold the town."
    blocks = [(0, 52), (54, len(text))]
    found = signature(text, blocks, [mention(text, "Arakan Army")])
    assert found is not None and found.key == "arakan_army"
    plain = "A long column of the Arakan Army in the hills of May\n\nWe hold the town."
    assert signature(plain, blocks, [mention(plain, "Arakan Army")]) is None


HEADED = "Communiqué of the M23\n\nWe hold Sake."
SIGNED = "Statement\n\nWe hold Sake.\n\nM23"


def signed_in(text: str) -> ActorRef:
    start = text.index("M23")
    return ActorRef("m23", "M23", start, start + 3)


@pytest.mark.parametrize(
    ("outlet", "text", "given"),
    [
        ("Kivu Wire", HEADED, True),
        (None, SIGNED, True),
        ("Press Office of the Front", SIGNED, False),
        ("Kivu Wire", "M23, ten years on\n\nWe asked for its papers.", False),
        ("Kivu Wire", 'Communiqué of the M23\n\n"We hold Sake," it says.', False),
        ("Kivu Wire", "Communiqué of the M23\n\nThe movement holds Sake.", False),
    ],
)
def test_a_statement_is_its_bodys_where_it_says_we(outlet: str | None, text: str, given: bool) -> None:
    found = given_out_by(outlet, text, signed_in(text))
    assert (found.key if found else None) == ("m23" if given else None)


def test_nobody_gives_out_what_nobody_signed() -> None:
    assert given_out_by("Kivu Wire", "We hold Sake.", None) is None


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("Statement\n\nWe have taken Sake. The enemy left Minova.\n\nM23, military wing", "en", "m23"),
        ("Communiqué du M23\n\nNous avons pris Sake. L'ennemi a quitté Minova.", "fr", "m23"),
        (
            "Communiqué de l'état-major général des armées\n\nNos unités ont repris Djibo et Barsalogho.",
            "fr",
            "burkina_faso_armed_forces",
        ),
    ],
)
def test_the_body_speaks_and_acts(desk: Desk, text: str, language: str, body: str) -> None:
    claims = [c for c in desk.claims(text, language) if c.control.value != "none"]
    assert claims
    assert {c.speaker.key for c in claims} == {body}
    assert {c.actor.key for c in claims if c.actor and c.control.value == "gains"} == {body}


def test_a_note_below_a_statement_is_the_reports_own(desk: Desk) -> None:
    text = "Communiqué of the M23\n\nWe have taken Sake.\n\n[Desk's note. The army has retaken Minova.]"
    claims = desk.claims(text, "en")
    assert {(place_name(c.place), c.speaker.key) for c in claims} == {("Sake", "m23"), ("Minova", "narrator")}


def test_what_a_body_calls_for_it_calls_for_itself(desk: Desk) -> None:
    text = "Statement\n\nWe have taken Sake. We call on the army to leave Goma.\n\nM23"
    assert {c.speaker.key for c in desk.claims(text, "en") if c.event.value == "appeal"} == {"narrator"}
