"""From what an expression means to the days it names, given the day the report was published and the last day named.

A resolver returns None where the days cannot be told (no anchor, no such day in the calendar): nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from whoholds.reading.time import days
from whoholds.reading.time.chart import Node
from whoholds.reading.time.days import Stretch

Direction = Literal["past", "future"]
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_SOON = 45  # days; a date without a year this close ahead, far back otherwise, is taken as announced


@dataclass(frozen=True, slots=True)
class Frame:
    """What expressions are resolved against.

    Attributes:
        anchor: the day the report was published.
        focus: the last day that the text named.
        direction: tense of the clause; None where it is not known.
    """

    anchor: date | None
    focus: date | None
    direction: Direction | None = None

    @property
    def near(self) -> date | None:
        """The day that a bare part of the day belongs to: the day talked about if it is recent, else the report's."""
        if self.focus and (self.anchor is None or abs((self.anchor - self.focus).days) <= 3):
            return self.focus
        return self.anchor

    @property
    def back(self) -> date | None:
        """The day that "the day before" counts from."""
        return self.focus or self.anchor


def resolve(node: Node, frame: Frame) -> Stretch | None:
    """The days of an expression, or None."""
    return _OPS[node.op](node.args, frame)


def is_vague(node: Node) -> bool:
    """Whether the expression names no day of its own ("at dawn", "vers 18 h"): its day is inferred."""
    return node.op in ("part", "night", "clock")


def length(node: Node) -> tuple[float, str] | None:
    """Number and unit of a length of time, the middle for a vague one; None where there is none."""
    amount = node.args.get("amount")
    if not isinstance(amount, Node):
        return None
    low, high, unit = _range(amount.args)
    return (low + high) / 2, unit


def _range(args: Mapping[str, Any]) -> tuple[int, int, str]:
    unit = args.get("unit") or args.get("units") or "day"
    if "vague" in args:
        return args["vague"][0], args["vague"][1], unit
    count = args.get("num", 1)
    return count, count, unit


def _amount(args: Mapping[str, Any]) -> tuple[int, int, str]:
    if isinstance(args.get("amount"), Node):
        return _range(args["amount"].args)
    if "units" in args and "num" not in args:
        return 2, 7, args["units"]
    return _range(args)


def _shift(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    base = frame.back if args.get("base") == "focus" else frame.anchor
    day = days.plus_days(base, args["days"]) if base else None
    return days.single(day) if day else None


def _weekday(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    if frame.anchor is None:
        return None
    weekday, anchor, direction = args["weekday"], frame.anchor, args.get("direction")
    if "weeks" in args:
        monday = days.plus_days(days.week(anchor).start, 7 * args["weeks"])
        day = days.plus_days(monday, weekday) if monday else None
        return days.single(day) if day else None
    if direction == "last":
        return days.single(days.last_weekday(anchor, weekday, strict=True))
    if direction == "next" or frame.direction == "future":
        return days.single(days.next_weekday(anchor, weekday, strict=direction == "next"))
    return days.single(days.last_weekday(anchor, weekday))


def _date(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    if "year" in args:
        day = days.day_of(args["year"], args["month"], args["dom"])
        return days.single(day) if day else None
    base = frame.anchor or frame.focus
    if base is None:
        return None
    candidates = [days.day_of(base.year + i, args["month"], args["dom"]) for i in range(-8, 5)]
    known = [c for c in candidates if c]
    if "weekday" in args:  # the weekday tells the year
        known = [c for c in known if c.weekday() == args["weekday"]] or known
    return _nearest(known, base, frame.direction)


def _nearest(known: list[date], base: date, direction: Direction | None) -> Stretch | None:
    past = max((c for c in known if c <= base), default=None)
    future = min((c for c in known if c >= base), default=None)
    if past is None or future is None:
        found = past or future
        return days.single(found) if found else None
    if direction is None:
        soon = (future - base).days <= _SOON and (base - past).days > 180
        return days.single(future if soon else past)
    return days.single(future if direction == "future" else past)


def _dated(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    inner = args.get("date")
    if inner is None:  # "Friday the 13th": a day of the month in this month or the last
        if frame.anchor is None or "dom" not in args:
            return None
        this = [days.plus_months(frame.anchor.replace(day=1), shift) for shift in (-2, -1, 0, 1)]
        known = [d for m in this if m and (d := days.day_of(m.year, m.month, args["dom"]))]
        known = [d for d in known if "weekday" not in args or d.weekday() == args["weekday"]]
        return _nearest(known, frame.anchor, frame.direction) if known else None
    return resolve(Node(inner.op, {**inner.args, "weekday": args["weekday"]}), frame)


def _slashed(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    """27/11/2024. Day first; month first where only that is a date, or where only that is not in the future."""
    european = days.day_of(args["year"], args["b"], args["a"])
    american = days.day_of(args["year"], args["a"], args["b"])
    if european and american and frame.anchor and not args.get("day_first") and american <= frame.anchor < european:
        return days.single(american)
    found = european or american
    return days.single(found) if found else None


def _offset(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    base = frame.back if args.get("base") == "focus" else frame.anchor
    if base is None:
        return None
    low, high, unit = _amount(args)
    if unit == "hour":
        vague = "vague" in (args["amount"].args if "amount" in args else {}) or "units" in args
        low = high = 0 if vague else low // 24
        unit = "day"
    ends = sorted(d for n in (low, high) if (d := _moved(base, args["sign"] * n, unit)))
    if len(ends) < 2:
        return None
    if low != high:
        return days.between(ends[0], ends[1])
    if unit == "month":
        return days.month(ends[0].year, ends[0].month)
    return days.year(ends[0].year) if unit in ("year", "decade") else days.single(ends[0])


def _moved(base: date, count: int, unit: str) -> date | None:
    if unit in _MONTHS:
        return days.plus_months(base, count * _MONTHS[unit])
    return days.plus_days(base, count * _DAYS.get(unit, 0))


def _span(args: Mapping[str, Any], frame: Frame, sign: int) -> Stretch | None:
    if frame.anchor is None:
        return None
    _, high, unit = _amount(args)
    if unit == "hour":
        high, unit = max(1, -(-high // 24)) if high > 12 else 0, "day"
    other = _moved(frame.anchor, sign * high, unit)
    return days.between(*sorted((other, frame.anchor))) if other else None


def _part(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    return days.single(frame.near) if frame.near else None


def _night(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    """The night before the day, or after it where the clause looks ahead."""
    base = frame.anchor or frame.focus
    other = days.plus_days(base, 1 if frame.direction == "future" else args.get("shift", -1)) if base else None
    return days.between(*sorted((base, other))) if base and other else None


def _parted(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    stretch = resolve(args["day"], frame)
    part = args.get("dpart")
    if stretch and part is not None and part.args.get("spread"):
        end = days.plus_days(stretch.end, 1)
        return days.between(stretch.start, end) if end else stretch
    return stretch


def _nights(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    stretch = resolve(args["day"], frame)
    other = days.plus_days(stretch.start, -1 if args["back"] else 1) if stretch else None
    return days.between(*sorted((stretch.start, other))) if stretch and other else None


def _month(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    number, portion = args["month"], args.get("portion")
    if "year" in args:
        return days.portion(days.month(args["year"], number), portion)
    base = frame.anchor or frame.focus
    if base is None:
        return None
    if "years" in args:
        return days.portion(days.month(base.year + args["years"], number), portion)
    direction = args.get("direction")
    ahead = direction == "next" or (direction is None and frame.direction == "future")
    if ahead:
        year = base.year + (number < base.month or (direction == "next" and number == base.month))
    else:
        year = base.year - (number > base.month or (direction == "last" and number == base.month))
    return days.portion(days.month(year, number), portion)


def _year(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    known = [args[k] for k in ("year", "y2", "y3") if k in args]
    if len(known) > 1:
        return days.between(date(min(known), 1, 1), date(max(known), 12, 31))
    return days.portion(days.year(known[0]), args.get("portion"))


def _decade(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    start = args["year"]
    if not 1900 <= start <= 2090 or start % 10:
        return None
    return days.between(date(start, 1, 1), date(start + 9, 12, 31))


def _season(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    name = args["season"]
    if "year" in args:
        return days.season(name, args["year"])
    if frame.anchor is None:
        return None
    known = [days.season(name, frame.anchor.year + i) for i in (-1, 0, 1)]
    if args.get("direction") == "last":
        known = [s for s in known if s.end < frame.anchor]
        return known[-1] if known else None
    if frame.direction == "future":
        return next((s for s in known if s.end >= frame.anchor), None)
    return max((s for s in known if s.start <= frame.anchor), key=lambda s: s.start, default=None)


def _period(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    unit = args.get("unit") or args.get("calendar")
    if unit is None:
        return None
    base = frame.back if args.get("base") == "focus" else frame.anchor
    if base is None:
        return None
    moved = _moved(base, args["shift"], "week" if unit == "weekend" else unit)
    if moved is None:
        return None
    if unit == "weekend":
        found = days.weekend(moved)
        before = days.plus_days(moved, -7)
        if args["shift"] == 0 and frame.direction != "future" and found.start > base and before:
            found = days.weekend(before)
        return found
    whole = {"day": days.single, "week": days.week}.get(unit)
    stretch = (
        whole(moved) if whole else days.month(moved.year, moved.month) if unit == "month" else days.year(moved.year)
    )
    return days.portion(stretch, args.get("portion"))


def _between(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    """Last end first: "from Friday to Saturday" are neighbours, and an end lends its year to the beginning."""
    a, b = args["a"], args["b"]
    if isinstance(a, int) and isinstance(b, int):
        return days.between(date(a, 1, 1), date(b, 12, 31)) if a <= b else None
    end = resolve(b, frame)
    if end is None:
        return None
    start = resolve(a, replace(frame, anchor=end.start, focus=end.start, direction="past"))
    if start is None or start.start > end.end:
        start = resolve(a, frame)
    return days.between(start.start, end.end) if start and start.start <= end.end else None


def _monthdays(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    """26 to 28 November."""
    rest = {k: v for k, v in args.items() if k in ("month", "year")}
    end = _date({**rest, "dom": args["b"]}, frame)
    if end is None:
        return None
    start = days.day_of(end.start.year, args["month"], args["a"])
    return days.between(start, end.start) if start and start <= end.start else None


def _nothing(args: Mapping[str, Any], frame: Frame) -> Stretch | None:
    return None


_OPS: Mapping[str, Callable[[Mapping[str, Any], Frame], Stretch | None]] = {
    "shift": _shift,
    "weekday": _weekday,
    "date": _date,
    "dated": _dated,
    "slashed": _slashed,
    "offset": _offset,
    "past": lambda args, frame: _span(args, frame, -1),
    "ahead": lambda args, frame: _span(args, frame, 1),
    "part": _part,
    "clock": _part,
    "night": _night,
    "parted": _parted,
    "nights": _nights,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "season": _season,
    "period": _period,
    "range": _between,
    "days": _monthdays,
    "amount": _nothing,
}
