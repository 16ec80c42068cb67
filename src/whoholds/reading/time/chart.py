"""Longest-match parsing of time expressions: a trie a stage over tokens and what earlier stages built.

Each stage looks at every position once and each step consumes a token, so the time is linear in the text for a given
lexicon; there is no backtracking regular expression to blow up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from whoholds.reading.time import lexicon as lexicons
from whoholds.reading.time.lexicon import STAGES, Lexicon, Rule
from whoholds.reading.time.tokens import Token


@dataclass(frozen=True, slots=True)
class Node:
    """What an expression means before any date is known: an operation and its arguments."""

    op: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A class found at a token position; `end` is the index behind its last token."""

    end: int
    value: Any


@dataclass(slots=True)
class _Trie:
    literals: dict[str, _Trie] = field(default_factory=dict)
    classes: dict[tuple[str, str], _Trie] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()  # of the classes
    accepts: list[Any] = field(default_factory=list)  # rules, or (class, value) of a word


Chart = list[dict[str, list[Match]]]


@cache
def _stage_tries(language: str) -> tuple[_Trie, dict[str, _Trie]]:
    return _tries(lexicons.load(language))


def _tries(lexicon: Lexicon) -> tuple[_Trie, dict[str, _Trie]]:
    words = _Trie()
    for kind, phrases in lexicon.words.items():
        for keys, value in phrases:
            node = words
            for key in keys:
                node = node.literals.setdefault(key, _Trie())
            node.accepts.append((kind, value))
    stages = {}
    for stage in STAGES:
        root = stages[stage] = _Trie()
        for rule in lexicon.rules[stage]:
            for sequence in rule.sequences:
                node = root
                for atom in sequence:
                    if atom.is_class:
                        node = node.classes.setdefault((atom.key, atom.name), _Trie())
                    else:
                        node = node.literals.setdefault(atom.key, _Trie())
                node.accepts.append(rule)
        _note_kinds(root)
    return words, stages


def _note_kinds(node: _Trie) -> None:
    node.kinds = frozenset(kind for kind, _ in node.classes)
    for child in (*node.literals.values(), *node.classes.values()):
        _note_kinds(child)


def parse(tokens: Sequence[Token], language: str) -> Chart:
    """All classes found at all positions.

    Raises:
        DataError: the language has no lexicon.
    """
    lexicon = lexicons.load(language)
    words, stages = _stage_tries(language)
    chart: Chart = [{} for _ in tokens]
    for at in range(len(tokens)):
        _words_at(tokens, at, words, lexicon, chart)
        _numbers_at(tokens, at, lexicon, chart)
        _dates_at(tokens, at, chart)
    active = [at for stretch in _worth_parsing(tokens, chart, lexicon) for at in stretch]
    for stage in STAGES:
        root = stages[stage]
        for at in reversed(active):  # from the right, so that a stage may use itself further on
            if chart[at] or tokens[at].key in root.literals:
                _walk(tokens, at, root, chart)
    return chart


def _worth_parsing(tokens: Sequence[Token], chart: Chart, lexicon: Lexicon) -> Iterator[range]:
    """Sentences (roughly) that hold a trigger; most sentences of a report name no time."""
    begin, triggered = 0, False
    for at, token in enumerate(tokens):
        if not triggered:
            triggered = token.key in lexicon.trigger_words or not lexicon.trigger_classes.isdisjoint(chart[at])
        if _ends_sentence(tokens, chart, at):
            if triggered:
                yield range(begin, at + 1)
            begin, triggered = at + 1, False
    if triggered:
        yield range(begin, len(tokens))


def _ends_sentence(tokens: Sequence[Token], chart: Chart, at: int) -> bool:
    """A full stop counts where a capital follows and no abbreviation ("Dec. 6", "2 p.m. Friday") stands before."""
    if tokens[at].key != ".":
        return tokens[at].key in "!?;"
    follows = at + 1 < len(tokens) and tokens[at + 1].capital
    return follows and at > 0 and len(tokens[at - 1].key) > 2 and not {"abbreviated", "shortday"} & chart[at - 1].keys()


def _add(chart: Chart, at: int, kind: str, end: int, value: Any) -> None:
    found = chart[at].setdefault(kind, [])
    if all(match.end != end for match in found):
        found.append(Match(end, value))


def _words_at(tokens: Sequence[Token], at: int, root: _Trie, lexicon: Lexicon, chart: Chart) -> None:
    node, index = root, at
    while index < len(tokens) and (child := node.literals.get(tokens[index].key)) is not None:
        node, index = child, index + 1
        for kind, value in node.accepts:
            if kind not in lexicon.cased or tokens[at].capital:
                _add(chart, at, kind, index, value)


def _numbers_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, chart: Chart) -> None:
    token = tokens[at]
    if token.number is not None:
        if token.digits in (1, 2) and token.number < 60:
            _add(chart, at, "hm", at + 1, token.number)
        if not token.glued:
            _add(chart, at, "num", at + 1, token.number)
            if token.digits == 4 and 1900 <= token.number <= 2099:
                _add(chart, at, "year", at + 1, token.number)
        if token.digits in (1, 2) and not token.glued and 1 <= token.number <= 31:
            suffixed = at + 1 < len(tokens) and tokens[at + 1].start == token.end
            if suffixed and tokens[at + 1].key in lexicon.ordinals:
                _add(chart, at, "dom", at + 2, token.number)
            elif not suffixed or not tokens[at + 1].key.isalpha():
                _add(chart, at, "dom", at + 1, token.number)
        return
    total, index = -1, at
    while index < len(tokens):
        value = lexicon.numbers.get(tokens[index].key)
        if value is not None:
            total = _joined(total, value)
            if total < 0:
                break
            _add(chart, at, "num", index + 1, total)
        elif index == at or tokens[index].key not in lexicon.joiners:
            break
        index += 1


def _joined(total: int, value: int) -> int:
    """A number word after those that made `total` (-1: none yet); -1 where they make no number together."""
    rest = total % 100
    if total < 0:
        return value
    if value in (100, 1000):
        return total * value if 0 < total < 100 else -1
    if value == 20 and total == 4:  # quatre-vingts
        return 80
    tail = (
        (value < 10 and rest >= 20 and rest % 10 == 0)
        or (10 <= value < 20 and rest in (60, 80))  # soixante-dix
        or (7 <= value < 10 and rest in (10, 70, 90))  # dix-sept
        or (value < 100 and rest == 0 and total > 0)
    )
    return total + value if tail else -1


def _dates_at(tokens: Sequence[Token], at: int, chart: Chart) -> None:
    """Dates in digits: 2024-11-27, 27/11/2024, 27.11.2024, 27/11/24."""
    if at + 4 >= len(tokens):
        return
    a, s1, b, s2, c = tokens[at : at + 5]
    if s1.key != s2.key or s1.key not in "-/." or any(t.number is None for t in (a, b, c)):
        return
    if any(left.end != right.start for left, right in zip(tokens[at : at + 4], tokens[at + 1 : at + 5], strict=True)):
        return
    if at and tokens[at - 1].end == a.start and (tokens[at - 1].key.isalnum() or tokens[at - 1].key in "-/."):
        return
    sizes = (a.digits, b.digits, c.digits)
    if sizes == (4, 2, 2) and s1.key in "-/":
        _add(chart, at, "numdate", at + 5, Node("date", {"year": a.number, "month": b.number, "dom": c.number}))
    elif sizes[0] in (1, 2) and sizes[1] in (1, 2) and (sizes[2] == 4 or (sizes == (2, 2, 2) and s1.key == "/")):
        century = 0 if c.digits == 4 else 2000
        _add(
            chart,
            at,
            "numdate",
            at + 5,
            Node("slashed", {"a": a.number, "b": b.number, "year": century + (c.number or 0)}),
        )


def _walk(tokens: Sequence[Token], at: int, root: _Trie, chart: Chart) -> None:
    todo: list[tuple[_Trie, int, dict[str, Any]]] = [(root, at, {})]
    while todo:
        node, index, captured = todo.pop()
        for rule in node.accepts:
            _add(chart, at, rule.to, index, _build(rule, captured))
        here = chart[index] if index < len(tokens) else {}
        if index < len(tokens) and (child := node.literals.get(tokens[index].key)) is not None:
            todo.append((child, index + 1, captured))
        if node.kinds.isdisjoint(here) and "FREE" not in node.kinds:
            continue
        for (kind, name), child in node.classes.items():
            if kind == "FREE":
                if "np" not in here and not (index < len(tokens) and tokens[index].capital):
                    todo.append((child, index, captured))
                continue
            for match in here.get(kind, ()):
                core = {"core": index} if isinstance(match.value, Node) and "core" not in captured else {}
                todo.append((child, match.end, {**captured, **core, name: match.value}))


def _build(rule: Rule, captured: Mapping[str, Any]) -> Any:
    if rule.op == "same":
        value = next(v for v in captured.values() if isinstance(v, Node))
        return Node(value.op, {**value.args, **rule.args}) if rule.args else value
    return Node(rule.op, {**rule.args, **captured})
