"""Words of a text as the actor matchers see them: folded, with their offsets, and whether they stand side by side.

A word is a run of letters and digits; hyphens and apostrophes part words, so that "l'armée", "Ta'ang" and
"Deir-ez-Zor" match whichever way they are written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_\u02bb\u02bc]+(?:[\u0300-\u036f\u064b-\u0652]+[^\W_\u02bb\u02bc]*)*")
# What may stand between two words of one phrase: blanks with at most one line break, a hyphen, an apostrophe.
_JOIN = re.compile(
    r"(?:[ \t\xa0\u202f\u2009]*\n?[ \t\xa0\u202f\u2009]*"
    r"|[ \t]?[-\u2010\u2011/][ \t]?"
    r"|\s?['\u2019\u02bc\u2018`\u02bb\u02bf][ \t]?)"
)
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "œ": "oe", "æ": "ae", "ʼ": "", "ŋ": "n"})


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """A word without case, accents and other marks ("Échoué" -> "echoue")."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_SPECIAL))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def cut(text: str) -> list[str]:
    """The words of a text as it writes them."""
    return _WORD.findall(text)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a name or a phrase, in order."""
    return tuple(fold_word(match.group()) for match in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in parallel tuples.

    Attributes:
        text: the text itself.
        starts, ends: character offsets, half open.
        folds: the folded words.
        joined: `joined[i]` says that word i and word i + 1 may belong to one phrase (no comma or full stop between).
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    folds: tuple[str, ...]
    joined: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.folds)

    def raw(self, i: int) -> str:
        """Word i as the text writes it."""
        return self.text[self.starts[i] : self.ends[i]]

    def capital(self, i: int) -> bool:
        """Does word i begin with a capital letter, or belong to a script without case?"""
        first = self.text[self.starts[i]]
        return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())

    def index_at(self, offset: int) -> int:
        """Index of the first word that ends after `offset` (the number of words where none does)."""
        low, high = 0, len(self.ends)
        while low < high:
            mid = (low + high) // 2
            if self.ends[mid] <= offset:
                low = mid + 1
            else:
                high = mid
        return low


def words(text: str) -> Words:
    """Cut a text into words."""
    starts: list[int] = []
    ends: list[int] = []
    folds: list[str] = []
    for match in _WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        folds.append(fold_word(match.group()))
    joined = [_may_join(text, starts, ends, i) for i in range(len(starts) - 1)]
    return Words(text, tuple(starts), tuple(ends), tuple(folds), (*joined, False) if starts else ())


def _may_join(text: str, starts: list[int], ends: list[int], i: int) -> bool:
    gap_start, gap_end = ends[i], starts[i + 1]
    if gap_end - gap_start == 1 and text[gap_start] == " ":
        return True
    if gap_end - gap_start > 8:
        return False
    gap = text[gap_start:gap_end]
    if gap.startswith(".") and ends[i] - starts[i] == 1:  # initials: "U.N.", "A. Guterres"
        return gap[1:].strip(" \xa0") == ""
    return _JOIN.fullmatch(gap) is not None
