"""Tense, voice, denial and another place, over templates and over every plain sentence of the minimal pairs.

What a change does to a claim is known without reading the sentence: each changes one thing and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.reading import pairs_score
from tests.reading.desk import Brief, Desk, brief
from tests.reading.pairs_score import Row
from whoholds.model import Effect

ARMY = "armed_forces_of_the_democratic_republic_of_the_congo"
SAID = [
    ("en", "{a} captured {p}.", "CT+"),
    ("en", "{a} has captured {p}.", "CT+"),
    ("en", "{a} had captured {p}.", "CT+"),
    ("en", "{a} is capturing {p}.", "CT+"),
    ("en", "{a} may have captured {p}.", "PS+"),
    ("en", "{a} could capture {p}.", "PS+"),
    ("en", "{a} seems to have captured {p}.", "PR+"),
    ("en", "{a} has not captured {p}.", "CT-"),
    ("en", "{a} has yet to capture {p}.", "CT-"),
    ("en", "{a} plans to capture {p}.", "U"),
    ("en", "{p} was captured by {a}.", "CT+"),
    ("en", "{p} has been captured by {a}.", "CT+"),
    ("en", "{p} could be captured by {a}.", "PS+"),
    ("en", "{p} was not captured by {a}.", "CT-"),
    ("fr", "{a} a pris {p}.", "CT+"),
    ("fr", "{a} avait pris {p}.", "CT+"),
    ("fr", "{a} vient de prendre {p}.", "CT+"),
    ("fr", "{a} pourrait prendre {p}.", "PS+"),
    ("fr", "{a} semble avoir pris {p}.", "PR+"),
    ("fr", "{a} n'a pas pris {p}.", "CT-"),
    ("fr", "{a} n'est pas parvenu à prendre {p}.", "CT-"),
    ("fr", "{a} prévoit de prendre {p}.", "U"),
    ("fr", "{p} a été prise par {a}.", "CT+"),
    ("fr", "{p} avait été prise par {a}.", "CT+"),
    ("fr", "{p} pourrait être prise par {a}.", "PS+"),
    ("fr", "{p} n'a pas été prise par {a}.", "CT-"),
]
NAMES = {"en": [("the M23", "m23"), ("the Congolese army", ARMY)], "fr": [("le M23", "m23")]}


def upper(text: str) -> str:
    return text[0].upper() + text[1:]


@pytest.mark.parametrize(("language", "template", "factuality"), SAID)
def test_tense_mood_and_voice_change_how_sure_it_is_alone(
    desk: Desk, language: str, template: str, factuality: str
) -> None:
    for name, key in NAMES[language]:
        for place in ("Goma", "Walikale"):
            text = upper(template.format(a=name, p=place))
            assert [brief(c) for c in desk.claims(text, language)] == [("capture", key, place, factuality, "narrator")]


# -- the sentences of the minimal pairs -------------------------------------------------------------------------------


def plain() -> list[Row]:
    """Rows of one certain claim of control by the narrator, with its place in the sentence once."""
    out = []
    for row in pairs_score.load():
        if len(row["claims"]) != 1 or re.search(r"[,;:?\"«“]", row["text"]):
            continue
        (claim,) = row["claims"]
        stated = claim["factuality"] == "CT+" and claim["speaker"] == "narrator" and claim["control"] != "none"
        if stated and claim["place"] and claim["actor"] and row["text"].count(claim["place"]) == 1:
            out.append(row)
    return out


PLAIN = plain()


def read(desk: Desk, text: str, language: str) -> list[Brief]:
    return [brief(c) for c in desk.claims(text, language, published=None) if c.control is not Effect.NONE]


def inside(text: str, language: str) -> str:
    """A sentence as it stands behind "that"."""
    articles = r"(?:The|A|An) " if language == "en" else r"(?:Le|La|Les|Des|Un|Une) |L'"
    return text[0].lower() + text[1:] if re.match(articles, text) else text


def test_there_are_enough_plain_sentences_in_both_languages() -> None:
    count = {language: sum(row["lang"] == language for row in PLAIN) for language in ("en", "fr")}
    assert min(count.values()) >= 25, count


@pytest.mark.quality
@pytest.mark.parametrize(("language", "floor"), [("en", 0.8), ("fr", 0.7)])
def test_a_denial_turns_a_claim_and_gives_it_a_speaker(desk: Desk, language: str, floor: float) -> None:
    denial = {"en": "Residents deny that {s}", "fr": "Des habitants démentent que {s}"}[language]
    total, wrong = 0, []
    for row in PLAIN:
        before = read(desk, row["text"], row["lang"]) if row["lang"] == language else []
        if len(before) != 1:
            continue
        (was,) = before
        total += 1
        text = denial.format(s=inside(row["text"], language))
        if (*was[:3], "CT-", "residents") not in read(desk, text, language):
            wrong.append(text)
    assert total >= 20
    assert 1 - len(wrong) / total >= floor, wrong


@pytest.mark.quality
@pytest.mark.parametrize(("language", "floor"), [("en", 0.85), ("fr", 0.8)])
def test_another_place_of_the_same_war_changes_the_place_alone(desk: Desk, language: str, floor: float) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for row in PLAIN:
        (claim,) = row["claims"]
        if row["lang"] == language and claim["place"] not in places[claim["actor"]]:
            places[claim["actor"]].append(claim["place"])
    total, wrong = 0, []
    for row in PLAIN:
        (claim,) = row["claims"]
        other = next((p for p in places[claim["actor"]] if p != claim["place"]), None)
        before = read(desk, row["text"], language) if row["lang"] == language and other else []
        if len(before) != 1 or other is None or before[0][2] != claim["place"]:
            continue
        total += 1
        text = row["text"].replace(claim["place"], other)
        if read(desk, text, language) != [(*before[0][:2], other, *before[0][3:])]:
            wrong.append(text)
    assert total >= 12
    assert 1 - len(wrong) / total >= floor, wrong
