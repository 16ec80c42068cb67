"""What made a claim, in words: its rule taken apart, and why other words made none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whoholds.model import Event
from whoholds.readers import Readers
from whoholds.views.words import Words

_ANSWER = "answer"
_NOT = "not "
_EVENTS = frozenset(event.value for event in Event)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule.

    Attributes:
        kind: "frame", "cue", "step" or "word" (a word of the text that moved how sure it is).
        label: what it is, in the page's language; empty where the code says it.
        code: as it stands in the rule and, for frames and cues, in the data files; empty for steps.
    """

    kind: str
    label: str
    code: str


def key_of(text: str) -> str:
    """A reason or step as a key of the words: "no longer" is `no_longer`, "unknown name" is `unknown_name`."""
    return re.sub(r"[^a-z]+", "_", text.lower()).strip("_")


def parts(rule: str, words: Words) -> Iterator[Part]:
    """A claim's rule in parts: the frame first, then each cue, step and word in the order in which it counted."""
    for at, code in enumerate(rule.split("+") if rule else ()):
        yield _frame(code, words) if at == 0 else _later(code, words)


def _frame(code: str, words: Words) -> Part:
    reader, _, rest = code.partition(":")
    event = rest.partition("/")[0]
    label = words(f"event.{event}") if event in _EVENTS else ""
    if event == _ANSWER:
        label = words("inspect.frame_answer")
    if reader == Readers.MODEL.value:
        label = f"{label}, {words('inspect.by_model')}".strip(", ")
    return Part("frame", label, code)


def _later(code: str, words: Words) -> Part:
    head, slash, _ = code.partition("/")
    if slash and words.has(f"cue_class.{head}"):
        return Part("cue", words(f"cue_class.{head}"), code)
    if slash and head in _EVENTS:
        return Part("frame", words(f"event.{head}"), code)
    key = key_of(code)
    if key.isascii() and words.has(f"step.{key}"):
        return Part("step", words(f"step.{key}"), "")
    if code.startswith(_NOT):
        return Part("word", words("inspect.not_word", word=code.removeprefix(_NOT)), "")
    return Part("word", "", code)


def refusal(reason: str, words: Words) -> str:
    """Why a frame was refused: the words of its key, with what stands behind the colon filled in.

    A key without words (of a language's own conditions) is shown as it is.
    """
    key, _, what = reason.partition(": ")
    return words(f"refused.{key}", what=what) if words.has(f"refused.{key}") else reason.replace("_", " ")


def unplaced(reason: str, words: Words) -> str:
    """Why a place was not found; as the reader gave it where there are no words for it."""
    key = key_of(reason.partition(":")[0])
    return words(f"unplaced.{key}") if words.has(f"unplaced.{key}") else reason
