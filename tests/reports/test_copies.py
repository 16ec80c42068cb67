from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.reports.copies import (
    SHARED,
    THRESHOLD,
    WINDOW,
    WORDS,
    containment,
    fingerprint,
    is_copy,
    packed,
    unpacked,
    wire_credit,
)

NOUNS = "town army rebel road bridge hill river market school convoy border garrison village airport prison".split()
VERBS = "took left crossed shelled reached lost held entered denied reported announced repaired closed opened".split()


def article(seed: int, sentences: int = 40) -> list[str]:
    """Sentences of an article that nobody wrote; another seed gives another article."""
    dice = random.Random(seed)
    made = []
    for _ in range(sentences):
        words = [
            dice.choice(NOUNS if i % 2 else VERBS) + dice.choice(["", "s", "ing"]) for i in range(dice.randint(9, 18))
        ]
        made.append(" ".join(words).capitalize() + ".")
    return made


def text_of(sentences: list[str]) -> str:
    return "\n".join(sentences)


def reposted(own: list[str], other: list[str]) -> str:
    return f"Breaking news\nBy our staff\n{text_of(own)}\nSubscribe to our letter and follow us."


def cut(own: list[str], other: list[str]) -> str:
    return text_of(own[: int(0.4 * len(own))])


def embedded(own: list[str], other: list[str]) -> str:
    part = own[: int(0.35 * len(own))]
    return text_of(other[:20] + part + other[20:])


def reordered(own: list[str], other: list[str]) -> str:
    rest = own[2:]
    random.Random(1).shuffle(rest)
    return text_of(own[:2] + rest[: int(0.7 * len(rest))])


def edited(own: list[str], other: list[str]) -> str:
    dice = random.Random(2)
    return " ".join(dice.choice(NOUNS) if dice.random() < 0.1 else word for word in text_of(own).split())


@pytest.mark.parametrize("disturb", [reposted, cut, embedded, reordered, edited])
@pytest.mark.parametrize("seed", range(5))
def test_a_copy_is_found_however_it_was_cut_set_or_edited(disturb: object, seed: int) -> None:
    own, other = article(seed), article(seed + 1000)
    disturbed = disturb(own, other)
    assert is_copy(fingerprint(text_of(own)), fingerprint(disturbed))


def test_articles_on_the_same_matter_are_no_copies() -> None:
    prints = [fingerprint(text_of(article(seed))) for seed in range(30)]
    pairs = [(a, b) for i, a in enumerate(prints) for b in prints[:i]]
    assert not any(is_copy(a, b) for a, b in pairs)


def test_a_quote_that_both_carry_makes_no_copy() -> None:
    quote = "We will stay in this town until the very last of us has been carried out of it."
    one, other = text_of([*article(1, 60), quote]), text_of([quote, *article(2, 60)])
    assert containment(fingerprint(one), fingerprint(other)) > 0
    assert not is_copy(fingerprint(one), fingerprint(other))


def test_typography_and_case_do_not_hide_a_copy() -> None:
    plain = "L'armee dit tenir la ville et ses environs, ou des combats ont eu lieu toute la nuit de mardi a mercredi."
    dressed = plain.upper().replace("'", "’").replace(" ", "\u00a0\n")
    assert containment(fingerprint(plain), fingerprint(dressed)) == 1.0


@given(st.text(max_size=400))
def test_a_text_is_its_own_copy_exactly_where_it_has_words(text: str) -> None:
    made = fingerprint(text)
    assert bool(made) == is_copy(made, made) == (containment(made, made) == 1.0)
    assert all(0 <= value < 2**61 for value in made)


@given(st.lists(st.sampled_from(NOUNS + VERBS), max_size=120), st.lists(st.sampled_from(NOUNS + VERBS), max_size=120))
def test_containment_is_a_share_and_knows_no_order(one: list[str], other: list[str]) -> None:
    a, b = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    assert 0.0 <= containment(a, b) <= 1.0
    assert containment(a, b) == containment(b, a)


@given(st.lists(st.integers(0, 10**6), min_size=WORDS + WINDOW - 1, max_size=60, unique=True), st.integers(0, 30))
def test_enough_words_in_a_row_always_share_a_hash(words: list[int], before: int) -> None:
    """The guarantee of winnowing: a common run of WORDS + WINDOW - 1 words cannot be missed."""
    run = " ".join(f"w{n}" for n in words)
    longer = " ".join(f"x{n}" for n in range(before)) + " " + run + " y1 y2 y3"
    assert fingerprint(run) & fingerprint(longer)


def test_a_fingerprint_is_much_smaller_than_its_text() -> None:
    words = " ".join(article(3, 400)).split()
    assert len(fingerprint(" ".join(words))) < 0.45 * len(words)


def test_short_texts_match_only_whole() -> None:
    a, b = fingerprint("Hama has fallen"), fingerprint("Hama has not fallen")
    assert is_copy(a, fingerprint("HAMA has fallen!"))
    assert not is_copy(a, b)


def test_nothing_matches_nothing() -> None:
    empty = fingerprint("…")
    assert empty == frozenset()
    assert containment(empty, fingerprint("Hama has fallen")) == 0.0
    assert not is_copy(empty, empty)


def test_the_thresholds_are_those_that_were_measured() -> None:
    assert (WORDS, WINDOW, THRESHOLD, SHARED) == (8, 6, 0.08, 4)


def test_hashes_are_the_same_in_another_process() -> None:
    code = (
        "from whoholds.reports.copies import fingerprint; print(sorted(fingerprint('The army left the town at dawn.')))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{sorted(fingerprint('The army left the town at dawn.'))}\n".encode()}


BODY = "The army left the town on Thursday, residents said. Nobody could be reached there in the evening."


@pytest.mark.parametrize(
    ("line", "wire"),
    [
        ("(Reuters) – The army left the town.", "Reuters"),
        ("BEIRUT, Dec 7 (Reuters) - The army left the town.", "Reuters"),
        ("PARIS (AFP) — L'armée a quitté la ville.", "AFP"),
        ("BEIRUT (AP) — The army left the town.", "AP"),
        ("LONDON - Reuters - The army left.", "Reuters"),
        ("Courrier Z avec AFP", "AFP"),
        ("Par Courrier Z avec l'AFP", "AFP"),
        ("(avec AFP)", "AFP"),
        ("(Avec Reuters et AFP)", "Reuters"),
        ("Courrier Z with Reuters", "Reuters"),
        ("avec les agences", "agencies"),
        ("© AFP", "AFP"),
        ("(c) 2024 Agence France-Presse", "AFP"),
        ("© 2024 AFP. Tous droits réservés.", "AFP"),
        ("Copyright Reuters", "Reuters"),
        ("Source : AFP", "AFP"),
        ("Sources: AFP, Reuters", "AFP"),
        ("(Source: Associated Press)", "AP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Reuters contributed to this article", "Reuters"),
        ("AFP", "AFP"),
        ("Par AFP", "AFP"),
        ("By The Associated Press", "AP"),
        ("By Jane Doe, Associated Press", "AP"),
        ("Par Jeanne Dupont / AFP", "AFP"),
        ("Agence Anadolu", "Anadolu"),
        ("(Reporting by Jane Doe; Editing by John Doe)", "Reuters"),
    ],
)
@pytest.mark.parametrize("where", ["head", "foot"])
def test_a_credit_line_names_its_wire(line: str, wire: str, where: str) -> None:
    text = f"Army leaves town\n\n{line}\n\n{BODY}" if where == "head" else f"Army leaves town\n\n{BODY}\n\n{line}"
    assert wire_credit(text) == wire


@pytest.mark.parametrize(
    "line",
    [
        "A commander told Reuters that the town had fallen.",
        "Un officier a dit à l'AFP que la ville était tombée.",
        "Selon l'AFP, la ville est tombée.",
        "He spoke with Reuters about the war. Then he left.",
        "Photo: AFP",
        "(Photo by Jane Doe / AFP)",
        "Image © AFP",
        "An AFP correspondent saw tanks.",
        "AP courses are taught at the school.",
        "The map (ap) shows it.",
        "Tass, a village, was shelled.",
        "Les agences de voyage ont fermé.",
        "Sources in the town said so.",
    ],
)
def test_a_wire_that_is_only_spoken_of_is_no_credit(line: str) -> None:
    assert wire_credit(f"Army leaves town\n\n{line} {BODY}\n\n{BODY}") is None
    assert wire_credit(f"Army leaves town\n\n{BODY}\n\n{line}") is None


def test_a_byline_in_the_middle_of_a_long_text_is_no_byline() -> None:
    paragraphs = [BODY] * 12
    paragraphs[6] = "AFP"
    assert wire_credit("\n\n".join(paragraphs)) is None


def test_a_credit_at_the_end_of_a_long_paragraph_is_found() -> None:
    assert wire_credit("Army leaves town\n\n" + BODY * 20 + " © AFP") == "AFP"


@given(st.text(max_size=300))
def test_any_text_has_a_known_wire_or_none(text: str) -> None:
    found = wire_credit(text)
    assert found is None or re.fullmatch(r"[\w -]+", found)


def test_long_hostile_lines_are_no_trouble() -> None:
    for text in ("(" * 200_000, "avec " * 100_000, "AFP, " * 100_000, "By " * 100_000 + "AFP", "a\n" * 200_000):
        assert wire_credit(text) in (None, "AFP")


@given(st.frozensets(st.integers(0, (1 << 61) - 2), max_size=40))
def test_a_packed_fingerprint_comes_back(hashes: frozenset[int]) -> None:
    assert unpacked(packed(hashes)) == hashes and len(packed(hashes)) == 8 * len(hashes)
