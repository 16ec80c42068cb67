"""Words, numbers and signs of a text with their offsets, as the time grammar sees them.

Matching goes by `Token.key`: lower case, without accents, typographic apostrophe as a straight one. French elided
words keep their apostrophe ("l'", "d'"); a thousands group ("2 000", "2,000") is one number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = r"[^\W\d_]+"
_PATTERNS = {
    "fr": re.compile(rf"\d{{1,3}}(?:[ .\u00a0\u202f]\d{{3}})+(?!\d)|\d+|{_WORD}['’]?|[^\s\w]|_"),
    "en": re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+|{_WORD}|[^\s\w]|_"),
}
_GROUP = re.compile(r"[ ,.\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the text.

    Attributes:
        start: offset of its first character in the whole text.
        end: offset behind its last character.
        key: what the grammar compares.
        capital: it begins with a capital letter.
        number: its value where it is written in digits.
        digits: how many digits it has; 0 for words, and for grouped numbers, which are never days or years.
        glued: it touches a letter, or a sign that joins it to another number ("M5", "5.2"), so that it is no number
            of its own.
    """

    start: int
    end: int
    key: str
    capital: bool
    number: int | None
    digits: int
    glued: bool


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """The form under which a word is looked up."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokenize(text: str, start: int, end: int, language: str) -> list[Token]:
    """Tokens of `text[start:end]`, offsets counted from the beginning of `text`."""
    pattern = _PATTERNS.get(language, _PATTERNS["en"])
    return [_token(text, m.start(), m.end()) for m in pattern.finditer(text, start, end)]


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    if not word[0].isdigit():
        return Token(start, end, key_of(word), word[0].isupper(), None, 0, False)
    digits = _GROUP.sub("", word)
    number = int(digits) if digits.isascii() and len(digits) < 10 else None
    grouped = len(digits) != len(word)
    return Token(start, end, word, False, number, 0 if grouped else len(word), _glued(text, start, end))


def _glued(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    if before.isalpha() or before == "_":
        return True
    further = text[start - 2] if start > 1 else " "
    if (before in ".,:/" and further.isdigit()) or (before in "-–" and further.isalpha() and end - start < 4):
        return True
    after = text[end] if end < len(text) else " "
    return after in ".,:/" and end + 1 < len(text) and text[end + 1].isdigit()
