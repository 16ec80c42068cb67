"""Names to keys: one spelling of a name for all its typographic dresses.

`fold` ignores case, accents, apostrophes of every kind (’ ʿ ` '), dots, hyphens and spacing, unifies Arabic letters
that are written one for another (أ إ آ ا, ى ي, ة ه) and drops what cannot be seen (bidirectional controls, zero-width
characters). It never guesses: two names with one key are the same name in other type. Guessing is `translit`'s part.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MAX_NAME = 120
"""Names longer than this are no names. Unit: characters."""

_DROPPED = "'’‘ʼʻʿʾ`´ʹ′‛ˈ.\u0640"
_SPACED = '-‐‑‒–—―_/,;:()[]{}"«»“”„·•\u00a0\u202f\u2009|+*!?&'
_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "e",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك",
}  # fmt: skip


class _Table(dict[int, str]):
    """What each character becomes; characters not met before are worked out once by their decomposition."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        kept = "".join(self._plain(c) for c in decomposed)
        if len(self) < 20_000:
            self[code] = kept
        return kept

    def _plain(self, char: str) -> str:
        if char in _DROPPED:
            return ""
        if char in _SPACED:
            return " "
        kind = unicodedata.category(char)[0]
        if kind in "MC":
            return " " if char in "\t\n\r" else ""
        return _LETTERS.get(char, char)


_TABLE = _Table()


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """The key of a name; empty where nothing of it can be seen or it is too long to be one."""
    if len(name) > MAX_NAME:
        return ""
    if name.isascii() and name.replace(" ", "").isalnum():
        return " ".join(name.lower().split())  # most names; the table would say the same
    return " ".join(name.translate(_TABLE).split())


def is_latin(key: str) -> bool:
    """Whether a folded name is written in Latin letters."""
    return key.isascii() and any("a" <= c <= "z" for c in key)
