"""The time words and patterns of a language, read from `<language>.toml` and `<language>.rules.toml` and checked.

The first file has `[words]` (a class and its phrases, by value), `[number]` (number words) and `[tense]`; the second
has `[[rule]]` entries:

    to     the class that the rule builds; a later stage may use it as `{class}`
    op     what the resolver does with it; "same" hands the one captured value on
    match  patterns: words, `a|b`, `a_b` for a two-word alternative, `?` for an optional element, `{class}` or
           `{name:class}` for something built before. `{FREE}` consumes nothing: no noun phrase follows.

Every other key of a rule is an argument of its operation. Only sentences that hold a trigger (`[trigger]`: classes
and words) are parsed at all, so each pattern must hold one; a rule that could never fire is refused here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from whoholds.errors import DataError
from whoholds.reading.languages import known
from whoholds.reading.time.tokens import tokenize

STAGES = ("amount", "elapsed", "clock", "dpart", "alone", "date", "day", "bare", "span", "point", "range", "expr")
LEXICAL = frozenset({"num", "dom", "hm", "year", "numdate", "FREE"})
_RULE_KEYS = {"to", "op", "match"}


@dataclass(frozen=True, slots=True)
class Atom:
    """One step of a pattern: a literal key, or a class (then `name` is where its value goes)."""

    key: str
    name: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it stands for something built before."""
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its patterns expanded to plain sequences."""

    to: str
    op: str
    args: Mapping[str, Any]
    sequences: tuple[tuple[Atom, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the grammar of one language knows.

    Attributes:
        words: class to the key sequences of its phrases and their values.
        numbers: number word to value.
        joiners: words that join number words ("et", "-").
        ordinals: endings written onto a day's number ("27th", "1er").
        cased: classes whose words must be capitalised, as English weekdays.
        rules: by stage.
        trigger_classes: lexical classes that mark a sentence as worth parsing.
        trigger_words: words that do.
        tense: word lists and endings for the guess at a clause's tense.
    """

    language: str
    words: Mapping[str, tuple[tuple[tuple[str, ...], Any], ...]]
    numbers: Mapping[str, int]
    joiners: frozenset[str]
    ordinals: frozenset[str]
    cased: frozenset[str]
    rules: Mapping[str, tuple[Rule, ...]]
    tense: Mapping[str, tuple[str, ...]]
    trigger_classes: frozenset[str] = frozenset()
    trigger_words: frozenset[str] = frozenset()


def timed() -> frozenset[str]:
    """The languages that have time words."""
    return frozenset(code for code, language in known().items() if language.files.times)


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language.

    Raises:
        DataError: the language has no file, or its file breaks the schema.
    """
    if language not in timed():
        raise DataError(
            "time.language",
            f"no time words for language {language!r}",
            hint="known: " + ", ".join(sorted(timed())),
            subject=language,
        )
    data: dict[str, Any] = {}
    for file in known()[language].files.times:
        data |= tomllib.loads(file.read_text(encoding="utf-8"))
    return parse(language, data)


def parse(language: str, data: Mapping[str, Any]) -> Lexicon:
    """A lexicon from the data of its file.

    Raises:
        DataError: a rule names an unknown stage or class, or lacks a key.
    """
    words = {name: _phrases(language, entries) for name, entries in data.get("words", {}).items()}
    trigger = data.get("trigger", {})
    classes = frozenset(trigger.get("classes", ()))
    marks = frozenset(key for word in trigger.get("words", ()) for key in _keys(language, word))
    marks |= {keys[0] for name in classes for keys, _ in words.get(name, ()) if len(keys) == 1}
    rules: dict[str, list[Rule]] = {stage: [] for stage in STAGES}
    for index, entry in enumerate(data.get("rule", [])):
        if not entry.keys() >= _RULE_KEYS or entry["to"] not in rules:
            raise _broken(language, index, f"needs to, op and match, and a stage out of {', '.join(STAGES)}")
        known = LEXICAL | words.keys() | set(STAGES)
        sequences = tuple(s for pattern in entry["match"] for s in _expand(language, pattern, known, index))
        untold = [s for s in sequences if not any(a.key in (classes | set(STAGES) if a.is_class else marks) for a in s)]
        if untold:
            raise _broken(language, index, f"no trigger in {' '.join(atom.key for atom in untold[0])!r}")
        args = {k: v for k, v in entry.items() if k not in _RULE_KEYS}
        rules[entry["to"]].append(Rule(entry["to"], entry["op"], args, sequences))
    number = data.get("number", {})
    return Lexicon(
        language=language,
        words=words,
        numbers=number.get("words", {}),
        joiners=frozenset(number.get("joiners", ())),
        ordinals=frozenset(number.get("ordinals", ())),
        cased=frozenset(data.get("cased", ())),
        rules={stage: tuple(found) for stage, found in rules.items()},
        tense={name: tuple(values) for name, values in data.get("tense", {}).items()},
        trigger_classes=classes,
        trigger_words=marks,
    )


def _broken(language: str, index: int, what: str) -> DataError:
    return DataError(
        "time.rule", f"rule {index + 1}: {what}", hint="see the head of lexicon.py", subject=f"{language}.rules.toml"
    )


def _keys(language: str, phrase: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokenize(phrase, 0, len(phrase), language))


def _phrases(language: str, entries: Sequence[Mapping[str, Any]]) -> tuple[tuple[tuple[str, ...], Any], ...]:
    return tuple((_keys(language, form), entry["value"]) for entry in entries for form in entry["forms"])


def _expand(language: str, pattern: str, known: frozenset[str] | set[str], index: int) -> Iterator[tuple[Atom, ...]]:
    choices: list[list[tuple[Atom, ...]]] = []
    for element in pattern.split():
        optional = element.endswith("?")
        element = element.removesuffix("?")
        if element.startswith("{"):
            name, _, kind = element.strip("{}").rpartition(":")
            if kind not in known:
                raise _broken(language, index, f"unknown class {kind!r} in {pattern!r}")
            found: list[tuple[Atom, ...]] = [(Atom(kind, name or kind),)]
        else:
            found = [tuple(Atom(k) for k in _keys(language, a.replace("_", " "))) for a in element.split("|")]
        choices.append([*found, ()] if optional else found)
    for combination in product(*choices):
        sequence = tuple(atom for part in combination for atom in part)
        if not sequence:
            raise _broken(language, index, f"pattern {pattern!r} can be empty")
        yield sequence
