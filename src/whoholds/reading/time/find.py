"""Finding time expressions in running text and resolving them one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from whoholds.model import Basis, Precision, TimeMention, When
from whoholds.reading.time import tense as tenses
from whoholds.reading.time.chart import Chart, Node, parse
from whoholds.reading.time.expressions import Relation, TimeExpression, next_focus
from whoholds.reading.time.lexicon import timed
from whoholds.reading.time.resolve import Direction, Frame, is_vague, length, resolve
from whoholds.reading.time.tokens import Token, tokenize

Tense = Mapping[int, str | None] | Callable[[int], str | None]

_ENTRY = re.compile(r"[ \t\[(•*-]*(\d{1,2}\s?[:h.]\s?\d{2})(?!\d|[.,]\d)(?=\s*(?:[-–—:|)\]]|\s[A-ZÀ-Ý]|\n|$))")
_AHEAD = frozenset({"by", "until"})  # lie ahead unless the clause is in the past


def find_times(
    text: str,
    start: int,
    end: int,
    language: str,
    *,
    anchor: date | None,
    focus: date | None = None,
    tense: Tense | None = None,
) -> list[TimeMention]:
    """Time expressions of `text[start:end]` in order, as records; see `find_expressions`."""
    found = find_expressions(text, start, end, language, anchor=anchor, focus=focus, tense=tense)
    return [expression.mention() for expression in found]


def find_expressions(
    text: str,
    start: int,
    end: int,
    language: str,
    *,
    anchor: date | None,
    focus: date | None = None,
    tense: Tense | None = None,
    day: date | None = None,
) -> list[TimeExpression]:
    """Time expressions of `text[start:end]`, in order, without overlap.

    Args:
        text: the report's text; offsets refer to it.
        start: where to begin; best the beginning of a sentence or paragraph.
        end: where to stop.
        language: where it has no time words, nothing is found.
        anchor: the day the report was published, or None where it is not known: then "Monday" stays unknown.
        focus: the last day named before `start`, for "the day before" and "la veille".
        day: the day of a heading above, to which a clock time that opens an entry belongs; without it the anchor.
        tense: "past", "future" or None for the clause at an offset, from a parse; without it, or where it says None,
            the words of the clause decide.
    """
    if language not in timed():
        return []
    tokens = tokenize(text, start, end, language)
    chart = parse(tokens, language)
    found: list[TimeExpression] = []
    at = 0
    while at < len(tokens):
        entry = _entry(text, tokens[at], start, end, day or anchor)
        if entry is not None:
            found.append(entry)
            while at < len(tokens) and tokens[at].start < entry.end:
                at += 1
            continue
        best = max(chart[at].get("expr", ()), key=lambda match: match.end, default=None)
        if best is None:
            at += 1
            continue
        expression = _expression(text, tokens, chart, at, best.end, best.value, language, anchor, focus, tense)
        if expression is None:
            at += 1
            continue
        found.append(expression)
        focus = next_focus(found[-1:], focus)
        at = best.end
    return found


def _entry(text: str, token: Token, start: int, end: int, anchor: date | None) -> TimeExpression | None:
    """The clock time of a live-blog entry at the beginning of a line: news of the report's day."""
    if token.number is None or token.digits > 2:
        return None
    line = max(text.rfind("\n", 0, token.start) + 1, 0)
    match = _ENTRY.match(text, line, end)
    if match is None or match.start(1) != token.start or line < start:
        return None
    hour, minute = (int(part) for part in re.split(r"\D+", match.group(1)))
    if hour > 23 or minute > 59:
        return None
    precision, basis = (Precision.DAY, Basis.INFERRED) if anchor else (Precision.UNKNOWN, Basis.UNKNOWN)
    when = When(anchor, anchor, precision, basis, match.group(1))
    return TimeExpression(match.start(1), match.end(1), match.start(1), Relation.AT, when, standalone=False)


def _expression(
    text: str,
    tokens: list[Token],
    chart: Chart,
    at: int,
    behind: int,
    node: Node,
    language: str,
    anchor: date | None,
    focus: date | None,
    tense: Tense | None,
) -> TimeExpression | None:
    begin, finish = tokens[at].start, tokens[behind - 1].end
    relation = Relation(node.op)
    core = tokens[node.args.get("core", at)].start
    written = text[begin:finish]
    inner = next((v for k, v in node.args.items() if isinstance(v, Node)), None)
    direction = _direction(tokens, at, behind, begin, language, tense)
    if relation is Relation.DURATION and node.args.get("ahead") and direction == "future" and inner is not None:
        relation, inner = Relation.AT, Node("offset", {"amount": inner, "sign": 1})
    if relation in (Relation.DURATION, Relation.EVERY):
        blank = When(text=written)
        return TimeExpression(begin, finish, core, relation, blank, length(node), standalone=False)
    if direction is None and node.op in _AHEAD:
        direction = "future"
    inner = inner if inner is not None else Node("part" if "moment" in node.args else "dated", node.args)
    frame = Frame(anchor, focus, direction)
    stretch = resolve(inner, frame)
    if stretch is None and (anchor is not None or not _relative(inner)):
        return None  # no such day in the calendar
    vague = is_vague(inner)
    when = When(text=written)
    if stretch is not None:
        basis = Basis.INFERRED if vague else Basis.STATED
        when = When(stretch.start, stretch.end, stretch.precision, basis, written)
    background = relation is Relation.SINCE and _compares(tokens, chart, at)
    ahead = direction == "future" or bool(anchor and when.start and when.start > anchor)
    return TimeExpression(
        begin, finish, core, relation, when, length(inner), background=background, ahead=ahead, standalone=not vague
    )


def _relative(node: Node) -> bool:
    """Whether the expression could not be resolved for want of an anchor, rather than because it is no date."""
    inner = [value for value in node.args.values() if isinstance(value, Node)]
    if (node.op in ("date", "month") and "year" in node.args) or node.op in ("slashed", "year", "decade"):
        return False
    return all(_relative(value) for value in inner) if inner else True


def _direction(
    tokens: list[Token], at: int, behind: int, offset: int, language: str, tense: Tense | None
) -> Direction | None:
    told = None
    if tense is not None:
        told = tense.get(offset) if isinstance(tense, Mapping) else tense(offset)
    if told == "past":
        return "past"
    if told == "future":
        return "future"
    return tenses.guess(tokens, at, behind, language)


def _compares(tokens: list[Token], chart: Chart, at: int) -> bool:
    """Whether "since 2016" follows "the first …", "the largest …" in its clause."""
    for index in range(at - 1, -1, -1):
        if tokens[index].key in ".;!?,:":
            return False
        if "background" in chart[index]:
            return True
    return False
