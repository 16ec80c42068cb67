"""A text in blocks: title, headings, list items, timed entries, paragraphs, each with exact offsets.

A parser that is given a heading and the paragraph after it as one sentence reads both wrongly, so they are told apart
here, by how lines are set: no grammar is involved. Offsets are into the text as it is; nothing is rewritten.

A block's span has no white space at either end. A list marker (`- `, `• `, `# `) is outside the span; a clock time or
a sign that opens an entry ("19:40 - ", "❌ FAUX : ") is inside, because it says something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from whoholds.model import BlockKind

TITLE_CHARACTERS = 200
HEADING_CHARACTERS = 100
HEADING_WORDS = 14
WRAP_COLUMNS = 120

_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-–—*•‣◦▪▫●○■□►▶→·➤➢✓✔]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\))[ \t\u00a0\u202f]+(?=\S)")
_HASH = re.compile(r"#{1,6}[ \t]+(?=\S)")
_RULE = re.compile(r"(?:[-=_*~#]\s?){3,}")
_CLOCK = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-4])(?:\s?[hH]\s?(?:[0-5]\d)?|[:.][0-5]\d(?::[0-5]\d)?)"
    r"(?:\s?(?:[ap]\.?m\.?|GMT|UTC|CET|EST|ET))?[\])]?\s?(?:[-–—:.|,•]\s?(?=\S)|(?=\s[A-ZÀ-Ý«\"“]))"
)
# A line that holds a time and nothing else heads the entry below it: "7 p.m.", "19 h 40", "19:40 GMT".
_CLOCK_ALONE = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-4])(?:\s?[hH]\s?(?:[0-5]\d)?|[:.][0-5]\d|(?=\s?[ap]\.?m))(?:\s?(?:[ap]\.?m\.?|[A-Z]{2,4}))?[\])]?[.:]?"
)
_DATELINE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{2,40}(?:, [^()\n—–―]{1,30})?(?: ?\([^()\n]{2,20}\))?\s?[-–—―]\s")
_FINAL = ".!?…;,"
_CLOSING = "\"'»”’)]}\u00a0\u202f "
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and as at by for from in into of off on or over the to under up via vs with "
        "à au aux avec chez contre d dans de des du en et l la le les ou par pour sans sous sur un une vers",
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """A block without its language."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    blank_before: bool
    blank_after: bool


def _lines(text: str) -> list[_Line]:
    """Lines with something on them, trimmed, and whether they stand apart from the line before and after."""
    spans: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        content = match.group()
        start = match.start() + len(content) - len(content.lstrip())
        end = match.start() + len(content.rstrip())
        if start < end and _visible(text[start:end]):
            spans.append((start, end))
    lines = []
    for index, (start, end) in enumerate(spans):
        before = index == 0 or _apart(text, spans[index - 1][1], start)
        after = index == len(spans) - 1 or _apart(text, end, spans[index + 1][0])
        lines.append(_Line(start, end, before, after))
    return lines


def _visible(text: str) -> bool:
    """Whether anything of it can be seen; zero-width characters and controls of direction cannot."""
    return any(not c.isspace() and unicodedata.category(c) != "Cf" for c in text)


def _apart(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(_BREAK.findall(gap)) > 1 or "\f" in gap or "\u2029" in gap


def split(
    text: str,
    title: str | None = None,
    *,
    headings: Collection[int] = (),
    items: Collection[int] = (),
) -> tuple[Span, ...]:
    """The blocks of a text, in order and without overlap; everything visible but list markers lies in one of them.

    Args:
        text: the whole report.
        title: the report's title; the first line is a title block where it says the same.
        headings: offsets at which the source format says that a heading begins.
        items: the same for list items.
    """
    lines = _lines(text)
    spans: list[Span] = []
    group: list[_Line] = []
    for line in lines:
        if not spans and not group and title is not None and same_words(text[line.start : line.end], title):
            spans.append(Span(line.start, line.end, BlockKind.TITLE))
            continue
        group.append(line)
        if line.blank_after:
            spans.extend(_group(text, group, last=line is lines[-1], first=not spans, headings=headings, items=items))
            group = []
    if group:
        spans.extend(_group(text, group, last=True, first=not spans, headings=headings, items=items))
    return tuple(span for span in spans if span.start < span.end)


def _group(
    text: str,
    lines: list[_Line],
    *,
    last: bool,
    first: bool,
    headings: Collection[int],
    items: Collection[int],
) -> Iterator[Span]:
    """Blocks of lines that no blank line parts."""
    alone = len(lines) == 1
    wrapped = _is_wrapped(text, lines)
    current: Span | None = None
    previous = ""
    for index, line in enumerate(lines):
        content = text[line.start : line.end]
        nothing_after = index == len(lines) - 1 and last
        if _RULE.fullmatch(content):
            if current is not None:
                yield current
            current = None
            continue
        made = _marked(content, line.start, line.end, headings, items)
        if made is None and _is_heading(content, alone=alone, nothing_after=nothing_after, first=first and index == 0):
            made = Span(line.start, line.end, BlockKind.HEADING)
        if made is None and current is not None and _continues(current, previous, content, wrapped):
            current = Span(current.start, line.end, current.kind)
        else:
            if current is not None:
                yield current
            current = made or Span(line.start, line.end, BlockKind.PARAGRAPH)
        previous = content
    if current is not None:
        yield current


def _marked(content: str, start: int, end: int, headings: Collection[int], items: Collection[int]) -> Span | None:
    """A line that says by a mark of its own what it is."""
    if match := _HASH.match(content):
        return Span(start + match.end(), end, BlockKind.HEADING)
    if start in headings or _CLOCK_ALONE.fullmatch(content):
        return Span(start, end, BlockKind.HEADING)
    if match := _BULLET.match(content):
        return Span(start + match.end(), end, BlockKind.ITEM)
    if start in items or _CLOCK.match(content) or _opens_with_sign(content):
        return Span(start, end, BlockKind.ITEM)
    return None


def _opens_with_sign(content: str) -> bool:
    """Emoji and other pictures at the head of a post."""
    first = content[0]
    return ord(first) > 0xFF and unicodedata.category(first) == "So"


def _continues(current: Span, previous: str, content: str, wrapped: bool) -> bool:
    """Whether a line goes on with the block before it (hard-wrapped text)."""
    if current.kind is BlockKind.HEADING:
        return False
    if content[0].islower():
        return not _ends_sentence(previous) or wrapped
    return wrapped


def _is_wrapped(text: str, lines: list[_Line]) -> bool:
    """Whether line ends are a typewriter's: no line could have taken the first word of the next one."""
    if len(lines) < 2:
        return False
    lengths = [line.end - line.start for line in lines]
    width = max(lengths)
    if width > WRAP_COLUMNS or width < 40:
        return False
    loose = 0
    for here, after in pairwise(lines):
        word = text[after.start : after.end].split(maxsplit=1)[0]
        if here.end - here.start + 1 + len(word) <= width:
            loose += 1
    return loose <= (len(lines) - 1) // 8


def _ends_sentence(content: str) -> bool:
    tail = content.rstrip(_CLOSING)
    return bool(tail) and tail[-1] in ".!?…"


def _is_heading(content: str, *, alone: bool, nothing_after: bool, first: bool) -> bool:
    """A short line without final punctuation that stands alone before something, or is set in capitals."""
    if nothing_after or len(content) > HEADING_CHARACTERS:
        return False
    words = content.split()
    tail = content.rstrip(_CLOSING)
    if len(words) > HEADING_WORDS or not tail or tail[-1] in _FINAL or not any(c.isalpha() for c in content):
        return False
    if " | " in content:  # the cells of a table
        return False
    if tail[-1] == ":":
        return alone and (is_upper(content) or is_title_case(words))
    if is_upper(content):
        return True
    if not alone:
        return not first and is_title_case(words) and len(words) > 1
    return content[0].isupper() or content[0].isdigit() or not content[0].isalpha()


def is_upper(content: str) -> bool:
    """Set in capitals: four letters or more, none of them small."""
    found = [c for c in content if c.isalpha()]
    return len(found) >= 4 and all(not c.islower() for c in found) and any(c.isupper() for c in found)


def is_title_case(words: list[str]) -> bool:
    """Every word but the small ones has a capital."""
    heads = [re.split(r"['’]", word.strip("\"'«»“”()[]:-"))[-1] for word in words]
    telling = [head for head in heads if head and head[0].isalpha() and head.lower() not in _SMALL]
    return bool(telling) and all(head[0].isupper() for head in telling)


def same_words(one: str, other: str) -> bool:
    """Equal but for quotes, spaces, case and a final full stop: how a title is repeated."""
    return _folded(one) == _folded(other) != ""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().translate(_QUOTES)
    return " ".join(plain.split()).rstrip(" .")


_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def _set_as_title(first: str, second: str) -> bool:
    """Whether a sentence at the head of a text is set like a title: Every Word Capital, or before a dateline."""
    words = first.split()
    return (len(words) >= 4 and is_title_case(words)) or _DATELINE.match(second) is not None


def title_line(text: str) -> str | None:
    """The first line of a text where it looks like a title: one line of modest length, then a blank line, then more.

    A line with a full stop at its end is a sentence, and a title only if the text begins by saying it again, if it is
    set Like a Title, or if a dateline ("BEIRUT (AFP) —") comes after it.
    """
    lines = _lines(text)
    if len(lines) < 2 or not lines[0].blank_after:
        return None
    first = text[lines[0].start : lines[0].end]
    if len(first) > TITLE_CHARACTERS or _marked(first, 0, len(first), (), ()) is not None or first[0].islower():
        return None
    if not any(c.isalpha() for c in first):
        return None
    if same_words(first, text[lines[1].start : lines[1].end]):
        return first
    tail = first.rstrip(_CLOSING)
    if not tail or tail[-1] in ";,:…":
        return None
    if tail[-1] == "." and not _set_as_title(first, text[lines[1].start : lines[1].end]):
        return None
    # "What now? Nobody knows, says the mayor" is running text: a title is one sentence.
    if re.search(r"[.!?…]\s+\S+\s+\S+\s+\S+", first) and len(first) > HEADING_CHARACTERS:
        return None
    return first
