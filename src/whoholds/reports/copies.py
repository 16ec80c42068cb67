"""Is one text made from another? Fingerprints by winnowing, containment, and the credit line of a news agency.

Winnowing (Schleimer, Wilkerson and Aiken 2003) over 8-word sequences keeps the smallest hash of every six neighbours,
so two texts that share thirteen words in a row share a fingerprint wherever they stand. Containment is measured
against the shorter text: a copy that was cut to a third or set into another article is still found, which resemblance
of whole texts (MinHash) misses.
"""

from __future__ import annotations

import hashlib
import re
import struct
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

WORDS = 8
WINDOW = 6
THRESHOLD = 0.08
SHARED = 4

_MODULUS = (1 << 61) - 1  # a Mersenne prime; the hashes fit SQLite's signed integers
_BASE = 1_000_003
_WORD = re.compile(r"\w+")
_DATA = Path(__file__).parent / "data" / "wires.toml"


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()) % _MODULUS


def _sequence_hashes(text: str) -> Iterator[int]:
    """A rolling polynomial hash of every run of eight words; of all words where there are fewer."""
    words = [_word_hash(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]
    if not words:
        return
    size = min(WORDS, len(words))
    top = pow(_BASE, size - 1, _MODULUS)
    value = 0
    for word in words[:size]:
        value = (value * _BASE + word) % _MODULUS
    yield value
    for out, into in zip(words, words[size:], strict=False):
        value = ((value - out * top) * _BASE + into) % _MODULUS
        yield value


def fingerprint(text: str) -> frozenset[int]:
    """The text's fingerprint: the same on every machine and in every run; empty for a text without words.

    Returns:
        Integers below 2**61, about 2 for every 7 words.
    """
    hashes = list(_sequence_hashes(text))
    if len(hashes) <= WINDOW:
        return frozenset([min(hashes)]) if hashes else frozenset()
    return frozenset(min(hashes[start : start + WINDOW]) for start in range(len(hashes) - WINDOW + 1))


def packed(hashes: frozenset[int]) -> bytes:
    """A fingerprint as bytes: its hashes in order, 8 bytes each, least significant first."""
    return struct.pack(f"<{len(hashes)}q", *sorted(hashes))


def unpacked(data: bytes) -> frozenset[int]:
    """A fingerprint from `packed` bytes."""
    return frozenset(struct.unpack(f"<{len(data) // 8}q", data))


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the smaller fingerprint that the other one holds, 0 to 1; the order does not matter."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def is_copy(a: frozenset[int], b: frozenset[int], *, threshold: float = THRESHOLD, shared: int = SHARED) -> bool:
    """Whether two texts have one origin: enough in common by share and by count (a stock phrase is not a copy).

    Short texts, with fewer hashes than `shared`, must have all of them in common.
    """
    common = len(a & b)
    return common >= max(1, min(shared, len(a), len(b))) and containment(a, b) >= threshold


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {alias: wire["name"] for wire in data["wire"] for alias in wire["aliases"]}


@lru_cache(maxsize=1)
def _credits() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Patterns of a credit, each with whether it counts only in a line at the head or foot of the text."""
    names = sorted(_names(), key=len, reverse=True)
    wire = rf"(?<!\w)(?P<wire>{'|'.join(map(re.escape, names))})(?!\w)"
    listed = rf"(?:[\w’'./&-]+(?:\s[\w’'./&-]+){{0,3}}\s?(?:,|/|\bet\b|\band\b|&)\s?){{0,3}}?{wire}"
    with_ = r"(?i:avec|with|d['’]après|from)\s(?i:l['’]|les\s|the\s)?"
    return (
        # PARIS (AFP) - …   BEIRUT, Dec 7 (Reuters) – …
        (re.compile(rf"^[^\n()]{{0,60}}\(\s?{wire}(?:\s?[/,]\s?[\w\s-]{{1,30}})?\s?\)\s*(?:[-–—―:]|$)"), True),
        (re.compile(rf"^(?:[^\n()]{{1,40}},\s)?[^\n()]{{0,40}}[-–—―]\s?\(?{wire}\)?\s[-–—―:]\s"), True),
        # (avec AFP)   Le Courrier avec AFP et Reuters
        (re.compile(rf"\(\s?(?:[^()\n]{{0,40}}\s)?{with_}{listed}[^()\n]{{0,40}}\)"), False),
        (re.compile(rf"^(?:[^\n.!?]{{0,60}}\s)?{with_}{listed}[^\n.!?]{{0,30}}\.?$", re.IGNORECASE), True),
        # © AFP   (c) 2024 Agence France-Presse   Copyright Reuters
        (re.compile(rf"(?:©|\([cC]\)|[Cc]opyright)\s?(?:\d{{4}}\s?)?{wire}"), False),
        # Source : AFP   Sources: AP, Reuters
        (re.compile(rf"^\(?[Ss]ources?\s?:\s?{listed}"), False),
        # The Associated Press contributed to this report
        (re.compile(rf"{wire}[^\n.]{{0,40}}\scontributed\sto\sthis\s(?:report|article|story)"), False),
        (re.compile(rf"{wire}\s(?:a|ont)\scontribué\sà\scet\sarticle"), False),
        # AFP   Par AFP   By The Associated Press   By Jane Doe, Associated Press
        (re.compile(rf"^(?:(?:[Pp]ar|[Bb]y)\s)?{wire}\.?$"), True),
        (re.compile(rf"^(?:[Pp]ar|[Bb]y)\s[^\n.!?]{{1,50}}[,/|–-]\s?{wire}(?:\s[^\n.!?]{{0,20}})?$"), True),
    )


_REUTERS_SIGN_OFF = re.compile(r"\(?Reporting by [^\n()]{1,300}?;?\s?(?:[Ee]diting|[Ww]riting) by ")
_PICTURE = re.compile(r"\b(?:photos?|pictures?|images?|getty|crédits?\sphoto|vidéo|video)\b", re.IGNORECASE)
_EDGE_LINES = 5
_LINE_CHARACTERS = 400


def wire_credit(text: str) -> str | None:
    """The news agency that a report is credited to, by its usual name, or None.

    A credit is a dateline, byline or note at the head or foot; "told Reuters" in a sentence is a source and not a
    credit, and "Photo: AFP" is about the picture.

    Returns:
        A name of `data/wires.toml`; "agencies" where a report names none of several.
    """
    lines = [line.strip() for line in re.split("[\n\r\u2028\u2029]+", text)]
    lines = [line for line in lines if line]
    for index, line in enumerate(lines):
        edge = index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES
        # the credit of a long paragraph stands at one of its ends
        parts = (line,) if len(line) <= _LINE_CHARACTERS else (line[:_LINE_CHARACTERS], line[-_LINE_CHARACTERS:])
        for part in parts:
            if _PICTURE.search(part) and len(part) < 120:
                continue
            found = _credit_in(part, edge)
            if found is not None:
                return found
    return None


def _credit_in(line: str, edge: bool) -> str | None:
    for pattern, only_at_edge in _credits():
        if (edge or not only_at_edge) and (match := pattern.search(line)):
            return _canonical(match["wire"])
    return "Reuters" if edge and _REUTERS_SIGN_OFF.search(line) else None


def _canonical(found: str) -> str:
    names = _names()
    if found in names:
        return names[found]
    return next(name for alias, name in names.items() if alias.casefold() == found.casefold())
