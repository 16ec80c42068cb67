"""Rules and refusals in words: every key that the reader gives has them, in both languages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import whoholds.reading
from whoholds.model import Event
from whoholds.readers import Readers
from whoholds.reference import evidence
from whoholds.views.fired import Part, key_of, parts, refusal, unplaced
from whoholds.views.words import LANGUAGES, Words

READING = Path(whoholds.reading.__file__).parent
EN, FR = Words.of("en"), Words.of("fr")


def texts(node: ast.expr) -> Iterator[str]:
    """Literals that an expression may come out as; what an f-string fills in is "…"."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in node.values)


def refusals() -> list[tuple[str, str]]:
    """Every reason that a condition of a frame may give."""
    out = []
    for name in ("conditions", "casting", "senses"):
        tree = ast.parse((READING / f"{name}.py").read_text("utf-8"))
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            if isinstance(function.returns, ast.Name) and function.returns.id == "str":
                returned = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]
                out += [(name, text) for value in returned for text in texts(value) if text]
    for tree in (ast.parse(p.read_text("utf-8")) for p in READING.glob("*.py")):
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "Rejected" and len(call.args) == 4:
                out += [("rejected", text) for text in texts(call.args[3])]
    return sorted(set(out))


def steps() -> list[str]:
    """Every step of factuality and of context that the code itself names."""
    out: set[str] = set()
    for path in READING.glob("*.py"):
        text = path.read_text("utf-8")
        out |= set(re.findall(r'"\+(\w+ from context)"', text))
        for call in (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in ("apply", "append") and call.args:
                named = ast.unparse(call.func.value)
                if named in ("sure", "sure.steps"):
                    out |= {t for t in texts(call.args[-1]) if "…" not in t}
    return sorted(out - {"U", "PR"})


@pytest.mark.parametrize(("module", "reason"), refusals())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_a_key_with_words(language: str, module: str, reason: str) -> None:
    key, _, _ = reason.partition(": ")
    assert re.fullmatch("[a-z_]+", key), f"{module}: write a key and give it words in views/data/words.toml"
    words = Words.of(language)
    assert words.has(f"refused.{key}"), f"{key} has no words in {language}"
    assert ("{what}" in words(f"refused.{key}", what="{what}")) == (": " in reason)


def test_there_is_no_word_for_a_refusal_that_is_never_given() -> None:
    given_keys = {reason.partition(": ")[0] for _, reason in refusals()}
    table = tomllib.loads(resources.files("whoholds.views").joinpath("data/words.toml").read_text("utf-8"))
    assert set(table["en"]["refused"]) == given_keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_that_the_code_names_has_words(language: str) -> None:
    found = steps()
    assert {"negation", "place from context", "no longer", "announced plan"} <= set(found)
    missing = [step for step in found if not Words.of(language).has(f"step.{key_of(step)}")]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_evidence_for_a_place_has_words(language: str) -> None:
    missing = [name for name in (*evidence.FIXED, "context") if not Words.of(language).has(f"evidence.{name}")]
    assert missing == []


def test_a_rule_is_taken_apart() -> None:
    rule = "fr:capture/prendre+claim/affirmer+negation+not pouvoir+peut-être+actor from context"
    assert list(parts(rule, FR)) == [
        Part("frame", "prise", "fr:capture/prendre"),
        Part("cue", "affirme", "claim/affirmer"),
        Part("step", "négation", ""),
        Part("word", "ne … pas «\u00a0pouvoir\u00a0»", ""),
        Part("word", "", "peut-être"),
        Part("step", "qui\u00a0: d’après les phrases d’avant", ""),
    ]
    assert list(parts("", EN)) == []


def test_answers_the_model_and_frames_that_negate_are_told_apart() -> None:
    assert next(parts("en:answer/deny", EN)) == Part("frame", "answer to a claim", "en:answer/deny")
    (read,) = parts(f"{Readers.MODEL.value}:capture", EN)
    assert read.kind == "frame" and read.label.endswith("read by a model")
    assert list(parts("fr:hold/échapper+hold/échapper", FR))[1].kind == "frame"


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_frame_names_its_event_in_the_pages_language(language: str, event: Event) -> None:
    words = Words.of(language)
    (part,) = parts(f"en:{event.value}/x", words)
    assert part.label == words(f"event.{event.value}")


def test_a_refusal_says_what_it_is_about() -> None:
    assert refusal("does_not_fight: le préfet", FR) == "«\u00a0le préfet\u00a0» ne combat pas"
    assert refusal("nobody_acts", EN) == "Nobody who could act does it"
    assert refusal("a_key_of_one_language_only", EN) == "a key of one language only"


def test_why_a_place_was_not_found() -> None:
    assert unplaced("none named", FR) == "Aucune localité n’est nommée."
    assert unplaced("no candidate is likely enough: Xyz scores 0.31", EN).startswith("Several places")
    assert unplaced("of a reader to come", EN) == "of a reader to come"


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_any_rule_and_any_reason_can_be_shown(text: str, language: str) -> None:
    words = Words.of(language)
    assert (
        all(part.label or part.code or not text for part in parts(text, words)) or "+" in text or text in ("", "not ")
    )
    assert isinstance(refusal(text, words), str) and isinstance(unplaced(text, words), str)


@given(st.lists(st.sampled_from(["negation", "claim/say", "peut-être", "not say"]), max_size=5))
def test_no_part_of_a_rule_is_lost(rest: list[str]) -> None:
    assert len(list(parts("+".join(["en:hold/hold", *rest]), EN))) == 1 + len(rest)
