"""Neighbouring mentions that make one, in both languages, and those that stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reference.compose import compose
from whoholds.reference.mention import ActorMention

KNOWN = {
    "M23": ("m23", "armed_group", True),
    "RSF": ("rsf", "paramilitary", True),
    "FARDC": ("fardc", "army", True),
    "army": ("army_key", "army", False),
    "armée": ("army_key", "army", False),
    "government": ("gov", "government", False),
    "gouvernement": ("gov", "government", False),
    "rebel": ("rebels", "armed_group", False),
    "rebels": ("rebels", "armed_group", False),
    "rebelles": ("rebels", "armed_group", False),
    "paramilitary": ("paras", "paramilitary", False),
    "mouvement": ("group", "armed_group", False),
    "movement": ("group", "armed_group", False),
    "Kigali": ("rwanda", "state", True),
    "Rwanda": ("rwanda", "state", True),
    "Dagalo": ("dagalo", "person", True),
    "general": ("officials", "officials", False),
    "général": ("officials", "officials", False),
    "residents": ("residents", "residents", False),
    "ministry": ("ministry:x", "ministry", False),
    "ministère": ("ministry:x", "ministry", False),
}
MEMBERS = {
    "fighters": "fighters",
    "combattants": "fighters",
    "officers": "officers",
    "officiers": "officers",
    "sources": "sources",
    "spokesman": "spokesperson",
    "porte-parole": "spokesperson",
    "leader": "leader",
    "chef": "leader",
    "supporters": "supporters",
    "partisans": "supporters",
    "units": "units",
}
LEADERS = {"m23": "sultani", "rsf": "dagalo"}


def mentions(text: str) -> list[ActorMention]:
    """Every known word of a text as a mention."""
    found = []
    for word, (key, kind, named) in KNOWN.items():
        for at in (i for i in range(len(text)) if text.startswith(word, i)):
            if text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum():
                continue
            one = ActorMention(at, at + len(word), key, kind, named, word, head=at, metonym=word == "Kigali")
            if kind in ("state", "government", "army", "ministry") and key != "fardc":
                one = replace(one, country="rwanda")
            if kind == "state":
                one = replace(one, speaker_key="officials:rwanda", actor_key="rdf")
            found.append(replace(one, individual=kind in ("person", "officials")))
    for word, member in MEMBERS.items():
        for at in (i for i in range(len(text)) if text.startswith(word, i)):
            found.append(
                ActorMention(
                    at,
                    at + len(word),
                    member,
                    "officials" if member in ("officers", "sources", "spokesperson") else "armed_group",
                    False,
                    word,
                    head=at,
                    member=member,
                    anaphoric=True,
                    individual=member in ("spokesperson", "leader"),
                    source="only" if member == "units" else "phrase",
                )
            )
    return sorted(found, key=lambda m: m.start)


def composed(text: str, language: str) -> list[tuple[str, str]]:
    made = compose(
        mentions(text),
        text,
        language,
        lambda org: LEADERS.get(org.key),
        lambda person: "rsf" if person == "dagalo" else "",
    )
    return [(m.text, m.key) for m in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M23 fighters left", [("M23 fighters", "m23")]),
        ("the M23's fighters left", [("M23's fighters", "m23")]),
        ("fighters of the M23 left", [("fighters of the M23", "m23")]),
        ("fighters loyal to the M23 left", [("fighters loyal to the M23", "m23")]),
        ("fighters linked to M23", [("fighters linked to M23", "m23")]),
        ("M23 rebels left", [("M23 rebels", "m23")]),
        ("the paramilitary RSF", [("paramilitary RSF", "rsf")]),
        ("the movement M23", [("movement M23", "m23")]),
        ("army officers", [("army officers", "officials:army_key")]),
        ("officers from the army", [("officers from the army", "officials:army_key")]),
        ("army sources", [("army sources", "officials:army_key")]),
        ("government sources", [("government sources", "officials:rwanda")]),
        ("ministry sources", [("ministry sources", "ministry:x")]),
        ("RSF sources", [("RSF sources", "officials:rsf")]),
        ("an army spokesman", [("army spokesman", "army_key")]),
        ("the army's chief spokesman", [("army's chief spokesman", "army_key")]),
        ("M23 leader", [("M23 leader", "sultani")]),
        ("the leader of the RSF", [("leader of the RSF", "dagalo")]),
        ("FARDC leader", [("FARDC leader", "fardc")]),
        ("Dagalo supporters", [("Dagalo supporters", "supporters_of_dagalo")]),
        ("supporters of Dagalo", [("supporters of Dagalo", "supporters_of_dagalo")]),
        ("Dagalo's fighters", [("Dagalo's fighters", "rsf")]),
        ("general Dagalo", [("general Dagalo", "dagalo")]),
        ("M23 fighters and RSF fighters", [("M23 fighters", "m23"), ("RSF fighters", "rsf")]),
        ("units of the army", [("units of the army", "army_key")]),
    ],
)
def test_english_neighbours(text: str, expected: list[tuple[str, str]]) -> None:
    assert composed(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("combattants du M23", [("combattants du M23", "m23")]),
        ("les combattants fidèles au M23", [("combattants fidèles au M23", "m23")]),
        ("les rebelles du M23", [("rebelles du M23", "m23")]),
        ("le mouvement M23", [("mouvement M23", "m23")]),
        ("le mouvement « M23 »", [("mouvement « M23", "m23")]),
        ("le porte-parole de l'armée", [("porte-parole de l'armée", "army_key")]),
        ("le porte-parole du gouvernement", [("porte-parole du gouvernement", "gov")]),
        ("des officiers de l’armée", [("officiers de l’armée", "officials:army_key")]),
        ("des sources au sein de l'armée", [("sources au sein de l'armée", "officials:army_key")]),
        ("des sources du ministère", [("sources du ministère", "ministry:x")]),
        ("le chef du M23", [("chef du M23", "sultani")]),
        ("le chef des FARDC", [("chef des FARDC", "fardc")]),
        ("partisans de Dagalo", [("partisans de Dagalo", "supporters_of_dagalo")]),
        ("le général Dagalo", [("général Dagalo", "dagalo")]),
        ("les combattants du général Dagalo", [("combattants du général Dagalo", "rsf")]),
    ],
)
def test_french_neighbours(text: str, expected: list[tuple[str, str]]) -> None:
    assert composed(text, "fr") == expected


@pytest.mark.parametrize(
    ("language", "text", "keys"),
    [
        ("en", "M23, fighters", ["m23", "fighters"]),
        ("en", "M23. fighters", ["m23", "fighters"]),
        ("en", "M23\n\nfighters", ["m23", "fighters"]),
        ("en", "M23 met the fighters", ["m23", "fighters"]),
        ("en", "rebels RSF residents", ["rsf", "residents"]),
        ("en", "residents of the army", ["residents", "army_key"]),
        ("en", "sources in Rwanda", ["sources", "rwanda"]),
        ("en", "leader Kigali", ["leader", "rwanda"]),
        ("fr", "combattants, M23", ["fighters", "m23"]),
        ("fr", "combattants contre le M23", ["fighters", "m23"]),
        ("fr", "M23 combattants", ["m23", "fighters"]),
        ("fr", "rebelles et M23", ["rebels", "m23"]),
    ],
)
def test_what_stays_apart(language: str, text: str, keys: list[str]) -> None:
    assert [key for _, key in composed(text, language)] == keys


def test_a_capital_speaks_and_its_state_acts() -> None:
    text = "Kigali spokesman"
    (spokesman,) = compose(mentions(text), text, "en", lambda org: None, lambda person: "")
    assert (spokesman.key, spokesman.kind) == ("officials:rwanda", "officials")
    text = "Rwanda units"
    (units,) = compose(mentions(text), text, "en", lambda org: None, lambda person: "")
    assert units.key == "rdf"


def test_what_was_joined_carries_both() -> None:
    text = "two M23 fighters"
    (one,) = compose(mentions(text), text, "en", lambda org: None, lambda person: "")
    assert (one.start, one.end, one.text) == (4, 16, "M23 fighters")
    assert one.named and one.source == "composed" and not one.anaphoric and one.member == ""


def test_nothing_and_one_stay_as_they_are() -> None:
    assert compose([], "", "en", lambda org: None, lambda person: "") == []
    (one,) = mentions("RSF")
    assert compose([one], "RSF", "en", lambda org: None, lambda person: "") == [one]


WORDS = [*KNOWN, *MEMBERS, "of the", "du", "de l'", "'s", ",", "and", "\n\n", "(", "»"]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(["en", "fr"]))
def test_any_row_of_words_gives_exact_mentions_apart(parts: list[str], language: str) -> None:
    text, last = " ".join(parts), 0
    before = [m for i, m in enumerate(mentions(text)) if not any(o.end > m.start for o in mentions(text)[:i])]
    after = compose(before, text, language, lambda org: LEADERS.get(org.key), lambda person: "")
    assert len(after) <= len(before)
    for mention in after:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
    covered = {n for m in after for n in range(m.start, m.end)}
    assert all(n in covered for m in before for n in range(m.start, m.end))
