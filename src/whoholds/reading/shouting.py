"""Lines in capital letters, set in ordinary type: "REBELS SEIZE GOMA" is parsed as "Rebels seize Goma".

Taggers take every word of such a line for a name. What stays in capitals are acronyms and what holds a digit; places,
named actors and (in English) peoples keep their first capital. One character stays one character, so that offsets hold;
quotes are cut from the report itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from whoholds.reading.words import words
from whoholds.reference.folding import fold

LEAST = 3
"""Words that a line must have to be set in other type: a lone acronym is none. Unit: words."""
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*|\w+")
_HEAD = re.compile(
    r"^[^\W\d_][^\W\d_]*(?:[ '/-]{1,3}[^\W\d_]+){0,5}"
    r"(?:,[^.;\n—–]{1,40}|\s?\([^)\n]{1,40}\)){0,2}\s(?P<dash>[—–-])\s",
    re.MULTILINE,
)
_OPENS = re.compile(r"(?:[!?:\n–—/]|\w\w\.)[\s«\"'(\[]*$")
_WINDOW = 12  # characters before a word that say whether it opens a sentence


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line in capital letters."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.isupper() and sum(1 for word in _WORD.findall(line) if len(word) > 1) >= LEAST:
            yield at, at + len(line)
        at += len(line)


def heads(text: str) -> str:
    """The text with a full stop for the dash behind the place that heads an entry: "GOMA — …", "Goma (Wire X) – …".

    A parser takes the place for the one who acts.
    """
    out = text
    for match in _HEAD.finditer(text):
        place = re.split(r"[,(—–]| - ", match[0])[0]
        if place.isupper() or ")" in match[0]:
            at = match.start("dash")
            out = f"{out[:at]}.{out[at + 1 :]}"
    return out


def calm(
    text: str,
    language: str,
    names: Iterable[tuple[int, int]],
    acronyms: Collection[str],
    peoples: Collection[str] = frozenset(),
) -> str:
    """The text with its shouted lines in ordinary type; as long as before.

    Args:
        text: a normalised text.
        language: "fr" or "en"; only English writes peoples with a capital.
        names: (start, end) of places and named actors.
        acronyms: folded abbreviations of organisations.
        peoples: folded adjectives and names of peoples.
    """
    shouted = list(lines(text))
    if not shouted:
        return text
    named = [span for span in names if text[span[0] : span[1]].isupper()]
    firsts = {first for first, _ in named}
    covered = {at for first, last in named for at in range(first, last)}
    plain = words("shouting", f"plain_{language}") if language in ("en", "fr") else frozenset()
    kept = (frozenset(acronyms) | words("shouting", "kept")) - plain
    out = list(text)
    for start, end in shouted:
        for word in _WORD.finditer(text, start, end):
            raw, key = word[0], fold(word[0])
            if any(c.isdigit() for c in raw) or "." in raw or (key in kept and len(key) > 1):
                continue
            at = word.start()
            capital = (
                at in firsts
                or (at in covered and key not in words("shouting", "inner"))
                or (language == "en" and key in peoples)
                or not any(map(str.isalnum, text[start : min(at, start + _WINDOW)]))
                or _OPENS.search(text[max(start, at - _WINDOW) : at]) is not None
            )
            for i in range(at + capital, word.end()):
                lower = text[i].lower()
                out[i] = lower if len(lower) == 1 else text[i]
    return "".join(out)
