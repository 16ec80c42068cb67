"""Frames files: their schema, and that what is shipped keeps to it."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.model import Effect, Event, PlaceRole
from whoholds.reading.conditions import CONDITIONS
from whoholds.reading.factuality import Certainty
from whoholds.reading.lexicon import Frame, effects, lexicon, parse_lexicon

LANGUAGES = ("en", "fr")
OPERATIONS = {"keep", "fail", "negate", "PR", "PS", "U", "PR-not", "hearsay", "not", "drop"}
VERB = {"event": "capture", "verbs": ["seize"], "place": ["object>at"]}
NOUN = {"event": "capture", "nouns": ["seizure"], "place": ["of>at"]}


def data(**tables: Any) -> dict[str, Any]:
    return {"verb": [VERB], **tables}


def fails(tables: dict[str, Any], code: str) -> DataError:
    with pytest.raises(DataError) as caught:
        parse_lexicon(tables, "en", "test.toml")
    assert caught.value.code == code
    assert caught.value.hint and "test.toml" in caught.value.subject
    return caught.value


def frames_of(language: str) -> list[Frame]:
    lex = lexicon(language)
    return list({id(f): f for fs in (*lex.verbs.values(), *lex.nouns.values()) for f in fs}.values())


# -- schema -----------------------------------------------------------------------------------------------------------


def test_a_small_lexicon() -> None:
    lex = parse_lexicon(
        {
            "verb": [VERB | {"needs": ["place"], "target": ["from"]}],
            "noun": [NOUN | {"of": ["actor"]}],
            "hands": [{"nouns": ["hand"], "preps": ["in"]}],
            "signature": [{"words": ["manage"], "affirmed": "keep"}],
            "classes": {"soldiers": ["soldier"]},
            "adverbs": {"PR": ["probably"]},
            "modals": {"PS": ["may"]},
            "marks": {"U": ["if"]},
            "respell": {"retook": ["took", "retake"]},
        },
        "en",
    )
    (frame,) = lex.verbs["seize"]
    assert (frame.event, frame.needs, frame.place[0].role) == (Event.CAPTURE, frozenset({"place"}), PlaceRole.AT)
    assert frame.target[0].preps == {"from"}
    assert lex.nouns["seizure"][0].of == ("actor",)
    assert lex.hands["hand"] == {"in"}
    assert (lex.signatures["manage"].affirmed, lex.signatures["manage"].negated) == ("keep", "negate")
    assert lex.is_in("soldier", "soldiers") and not lex.is_in("soldier", "nothing")
    assert (lex.adverbs["probably"], lex.modals["may"], lex.marks["if"]) == ("PR", "PS", "U")
    assert lex.respell["retook"] == ("took", "retake")


def test_an_empty_file_is_an_empty_lexicon() -> None:
    lex = parse_lexicon({}, "en")
    assert not lex.verbs and not lex.nouns and not lex.signatures


def test_a_key_that_is_not_known_names_the_entry() -> None:
    error = fails(data(verb=[VERB, VERB | {"evnt": "x"}]), "frames.unknown_key")
    assert "evnt" in error.message and "2" in error.subject
    fails({"noun": [NOUN | {"object": ["x"]}]}, "frames.unknown_key")
    fails({"hands": [{"nouns": ["hand"], "preps": ["in"], "x": 1}]}, "frames.unknown_key")


def test_a_need_that_no_condition_knows() -> None:
    assert "nobody" in fails(data(verb=[VERB | {"needs": ["nobody"]}]), "frames.unknown_need").message


@pytest.mark.parametrize("missing", ["event", "verbs"])
def test_a_key_that_is_missing(missing: str) -> None:
    assert missing in fails({"verb": [{k: v for k, v in VERB.items() if k != missing}]}, "frames.missing_key").message


@pytest.mark.parametrize("wrong", [{"event": "conquer"}, {"place": ["object>inside"]}, {"control": "wins"}])
def test_a_value_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    fails(data(verb=[VERB | wrong]), "frames.bad_value")


@given(st.text(min_size=1, max_size=12).filter(lambda k: k.isidentifier()))
def test_no_key_outside_the_schema_is_taken(key: str) -> None:
    known = set(
        "event verbs actor target place needs all object control note role quantity negated echo subject".split()
    )
    if key not in known:
        with pytest.raises(DataError):
            parse_lexicon({"verb": [VERB | {key: "x"}]}, "en")


# -- what is shipped --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_of_a_shipped_frame_has_a_condition(language: str) -> None:
    needed = {need for frame in frames_of(language) for need in frame.needs}
    assert needed
    assert needed - set(CONDITIONS) == set()


def test_every_condition_is_needed_by_some_frame() -> None:
    needed = {need for language in LANGUAGES for frame in frames_of(language) for need in frame.needs}
    unused = set(CONDITIONS) - needed
    assert len(unused) <= 4, unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_a_frame(language: str) -> None:
    assert {f.event for f in frames_of(language)} | {Event.ATTACK} >= set(Event) - {Event.ACCUSE} or {
        f.event for f in frames_of(language)
    } == set(Event)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lemmas_are_lower_case_and_not_empty(language: str) -> None:
    lex = lexicon(language)
    for lemma in (*lex.verbs, *lex.nouns, *lex.signatures, *lex.adverbs, *lex.modals):
        assert lemma == lemma.lower() == lemma.strip() != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_operations_of_signatures_are_known(language: str) -> None:
    lex = lexicon(language)
    used = {op for s in lex.signatures.values() for op in (s.affirmed, s.negated)}
    used |= {*lex.adverbs.values(), *lex.modals.values()}
    assert used <= OPERATIONS
    for operation in used - {"not", "drop"}:
        Certainty().apply(operation, "test")  # each is one that the walk can apply


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_are_alike_in_size(language: str) -> None:
    sizes = {code: (len(lexicon(code).verbs), len(lexicon(code).nouns)) for code in LANGUAGES}
    assert min(s[0] for s in sizes.values()) / max(s[0] for s in sizes.values()) > 0.6
    assert len(lexicon(language).classes) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_know_the_same_word_classes(language: str) -> None:
    here, there = (set(lexicon(code).classes) for code in (language, "fr" if language == "en" else "en"))
    assert len(here ^ there) <= 6, here ^ there


@pytest.mark.parametrize("language", LANGUAGES)
def test_light_verbs_have_objects_and_their_objects_are_lemmas(language: str) -> None:
    light = [f for f in frames_of(language) if f.objects]
    assert len(light) > 10
    assert all(o == o.lower() for f in light for o in f.objects)


@pytest.mark.parametrize("name", ["en.toml", "fr.toml", "cues.en.toml", "cues.fr.toml", "events.toml"])
def test_shipped_files_are_toml_and_say_what_they_are(name: str) -> None:
    text = resources.files("whoholds.reading.frames").joinpath(name).read_text(encoding="utf-8")
    assert tomllib.loads(text)
    assert text.startswith("#")


# -- what events say of control ---------------------------------------------------------------------------------------


def test_every_event_has_an_effect_at_every_role() -> None:
    table = effects()
    for event in Event:
        for role in (None, *PlaceRole):
            assert isinstance(table[event, role], Effect)


@pytest.mark.parametrize(
    ("event", "role", "effect"),
    [
        ("hold", None, "holds"),
        ("capture", "at", "gains"),
        ("handover", "at", "gains"),
        ("withdraw", "from", "loses"),
        ("withdraw", "at", "loses"),
        ("withdraw", "near", "loses"),
        ("withdraw", "to", "none"),
        ("withdraw", "toward", "none"),
        ("loss", "at", "loses"),
        ("enter", "at", "contests"),
        ("advance", "toward", "none"),
        ("advance", "near", "contests"),
        ("advance", "at", "contests"),
        ("besiege", "at", "contests"),
        ("repel", "at", "holds"),
        ("offensive", "at", "contests"),
        ("clash", "at", "contests"),
        ("destroy", "at", "none"),
        ("flee", "to", "none"),
        ("appeal", None, "none"),
    ],
)
def test_effects_are_those_of_the_annotation_guide(event: str, role: str | None, effect: str) -> None:
    assert effects()[Event(event), PlaceRole(role) if role else None] == Effect(effect)


def test_violence_and_talk_say_nothing_of_control() -> None:
    silent = "air_strike shelling bombing attack kill injure detain release redeploy reinforce flee defect surrender"
    silent += " displace protest destroy appeal agree negotiate accuse govern"
    for event in silent.split():
        assert {effects()[Event(event), role] for role in (None, *PlaceRole)} == {Effect.NONE}
