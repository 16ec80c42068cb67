"""What is known of one time expression."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whoholds.model import UNKNOWN_WHEN, Basis, Precision, TimeMention, When

_WEEKS = 31  # days around publication that tell what day a report is about


class Relation(StrEnum):
    """How an event lies to the days that an expression names."""

    AT = "at"
    SINCE = "since"
    FROM = "from"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    DURATION = "duration"
    EVERY = "every"


@dataclass(frozen=True, slots=True, order=True)
class TimeExpression:
    """A time expression; ordered by where it stands.

    Attributes:
        start: offset of its first character, a governing preposition included.
        end: offset behind its last character.
        core: offset of the first character behind the governing preposition.
        relation: how the event lies to the days named.
        when: the days named; without days for a duration, a habit, or where they cannot be told.
        amount: number and unit of a duration ("hour", "day", "week", "month", "year" …).
        background: it says what the event is compared with ("the first since 2016"), not when it was.
        ahead: the clause looks into the future.
        standalone: it names a day; False for a bare part of the day or clock time, whose day is inferred.
    """

    start: int
    end: int
    core: int
    relation: Relation
    when: When
    amount: tuple[float, str] | None = None
    background: bool = False
    ahead: bool = False
    standalone: bool = True

    @property
    def resolved(self) -> bool:
        """Whether any day is known."""
        return self.when.start is not None or self.when.end is not None

    def recent(self, anchor: date) -> bool:
        """Does it name days of the weeks around `anchor`, rather than a year, an epoch or a far day?"""
        first, last = self.when.start or self.when.end, self.when.end or self.when.start
        if first is None or last is None or (last - first).days > _WEEKS:
            return False
        return abs((anchor - last).days) <= _WEEKS

    def mention(self) -> TimeMention:
        """As the project's record."""
        return TimeMention(self.start, self.end, self.when)

    def row(self) -> dict[str, int | str | None]:
        """As plain data: `{"start", "end", "from", "to"}` with ISO days."""
        first, last = self.when.start, self.when.end
        return {
            "start": self.start,
            "end": self.end,
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
        }

    def during(self, anchor: date | None) -> When:
        """The days that an event so dated can fall in, not after `anchor` for what is already so.

        "since 26 November" runs to the anchor, "until Monday" has no beginning, "by Monday" none when it lies ahead.
        Background and durations say nothing: unknown.
        """
        first, last = self.when.start, self.when.end
        if self.background or not self.resolved or self.relation in (Relation.DURATION, Relation.EVERY):
            return UNKNOWN_WHEN
        if self.relation is Relation.SINCE or (self.relation in (Relation.AFTER, Relation.FROM) and not self.ahead):
            if first and anchor and anchor >= first and self.standalone:
                return self._when(first, anchor)
            return self.when
        if self.relation in (Relation.UNTIL, Relation.BEFORE) and self.standalone:
            return self._when(None, last)
        if self.relation is Relation.BY and self.ahead and last != anchor:
            return self._when(None, last)
        if first and last and anchor and first <= anchor < last:
            return self._when(anchor, last) if self.ahead else self._when(first, anchor)
        return self.when

    def _when(self, first: date | None, last: date | None) -> When:
        precision = Precision.DAY if first is not None and first == last else Precision.INTERVAL
        return When(first, last, precision, Basis.STATED, self.when.text)


def next_focus(expressions: list[TimeExpression], focus: date | None) -> date | None:
    """The day that the text after these expressions counts from: the last single day named, else `focus`."""
    for expression in reversed(expressions):
        if expression.when.precision is Precision.DAY and expression.standalone and not expression.background:
            return expression.when.start
    return focus
