"""Places that a text describes by a country alone: "the Sudanese capital", "la frontière rwandaise"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whoholds.reference.countries import by_iso
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer, Row
from whoholds.reference.spans import Span

CAPITAL, BORDER = "capital:", "border:"
"""How the hints of such spans begin; the country's ISO code follows."""
_UP = r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,2}"
_WITH = r"(?:the |la |le |l['’]|les )?"
_PHRASES = (
    (CAPITAL, re.compile(rf"\b(?P<who>{_UP}) capital\b(?! (?:city )?of\b)")),
    (CAPITAL, re.compile(r"\b[Cc]apitale (?P<who>[a-zà-ÿ-]{3,})\b")),
    (BORDER, re.compile(rf"\b(?P<who>{_UP}) border\b")),
    (BORDER, re.compile(r"\b[Ff]rontière (?P<who>[a-zà-ÿ-]{3,})\b")),
    (BORDER, re.compile(rf"\b(?:[Bb]order with|[Ff]rontière avec) {_WITH}(?P<who>{_UP})")),
)
_WHOLE = re.compile(
    rf"(?:(?:[Tt]he )?[Cc]apital (?:city )?of {_WITH}|(?:[Ll]a )?[Cc]apitale (?:de la |de l['’]|du |des |de |d['’]))"
    rf"(?P<who>{_UP})"
)
"""A capital as a name of its own, with its country behind it."""
_ARTICLES = frozenset({"", "the", "la"})
_NAMED_NEXT = re.compile(rf",? (?:(?:de|of) )?(?P<name>{_UP})")


def described(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Such phrases with a hint that says whose capital or border they mean.

    A capital whose name follows ("the Ukrainian capital, Kyiv") is left to its name.
    """
    for what, pattern in _PHRASES:
        for match in pattern.finditer(text):
            if what == BORDER and (at := _both_sides(match, gazetteer)) >= 0:
                yield Span(at, match.end(), text[at : match.end()], "border")
                continue
            code, start = _country(match["who"], match.start("who"), gazetteer)
            if not code:
                continue
            if what == CAPITAL and _is_named(text, match.end(), code, gazetteer):
                continue
            start = min(start, match.start()) if match.start() != match.start("who") else start
            yield Span(start, match.end(), text[start : match.end()], f"{what}{code}")


def meant_by(name: str, gazetteer: Gazetteer) -> Row | None:
    """The capital that a name describes ("the Sudanese capital", "la capitale du Soudan"); None for other names."""
    found = _WHOLE.fullmatch(name)
    if found is not None:
        code, start = _country(found["who"], 0, gazetteer)
        return capital(gazetteer, code) if code and start == 0 else None
    for span in described(name, gazetteer):
        before = name[: span.start].strip().lower()
        if (span.hint or "").startswith(CAPITAL) and span.end == len(name) and before in _ARTICLES:
            return capital(gazetteer, (span.hint or "").rpartition(":")[2])
    return None


def capital(gazetteer: Gazetteer, code: str) -> Row | None:
    """The city that a country's government sits in; None where our tables do not say."""
    country = by_iso().get(code)
    names = country.capitals["en"] if country is not None else ()
    rows = [h.row for name in names for h in gazetteer.exact(name) if h.row.country == code]
    return next((row for row in rows if row.kind == "settlement"), None)


def borders(gazetteer: Gazetteer, code: str) -> list[tuple[str, Row]]:
    """The borders of a country that we know, each with the country on the other side."""
    found = []
    for row in gazetteer.of_kind("border"):
        sides = row.id.rpartition(":")[2].upper().split("-")
        if code in sides and len(sides) == 2:
            found.append((sides[1 - sides.index(code)], row))
    return found


def _country(words: str, start: int, gazetteer: Gazetteer) -> tuple[str, int]:
    """The country that the last words before the noun name, and where its name begins."""
    parts = words.split(" ")
    for first in range(len(parts)):
        name = " ".join(parts[first:])
        at = start + len(words) - len(name)
        key = fold(name.removesuffix("'s").removesuffix("’s"))
        if code := gazetteer.demonyms().get(key):
            return code, at
        hits = gazetteer.exact(key)
        if hits and hits[0].row.kind == "country":
            return hits[0].row.country, at
    return "", start


def _both_sides(match: re.Match[str], gazetteer: Gazetteer) -> int:
    """Where a border begins that is known by the very words ("the Syrian-Turkish border"); -1 where it is not."""
    start = match.start()
    while start >= 0:
        words = match.string[start : match.end()]
        if any(h.row.kind == "border" for h in gazetteer.exact(words)):
            return start
        start = match.string.find(" ", start, match.end()) + 1 or -1
    return -1


def _is_named(text: str, end: int, code: str, gazetteer: Gazetteer) -> bool:
    match = _NAMED_NEXT.match(text, end)
    row = capital(gazetteer, code)
    if match is None or row is None:
        return False
    words = match["name"].rstrip(".").split(" ")
    return any(h.row.id == row.id for n in range(1, len(words) + 1) for h in gazetteer.exact(" ".join(words[:n])))
