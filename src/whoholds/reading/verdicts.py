"""What a fact-checker's one word says of the sentence beside it: « Kati a été prise. » FAUX, FALSE: "X has fallen"."""

from __future__ import annotations

import re
from functools import lru_cache

_SENTENCE = r"[^.!?…:;\n]*?"
_CLOSED = r"(?:[.!?…]\s*[»\"”’]?|[»\"”]\s*[.:]?|:)\s*[–—-]?\s*"


@lru_cache(maxsize=8)
def _patterns(words: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    any_of = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    behind = re.compile(rf"{_SENTENCE}{_CLOSED}(?:{any_of})\s*(?:[.!:,;(–—\n]|$)", re.IGNORECASE)
    before = re.compile(rf"(?:^|[.!?…\n]\s*)(?:{any_of})\s*[:.!–—]\s*[«\"“]\s*[^.!?…:;\n]*$", re.IGNORECASE)
    shouted = "|".join(re.escape(w.upper()) for w in sorted(words, key=len, reverse=True))
    label = re.compile(rf"(?:^|[.!?…\n]\s*)(?:{shouted})\s*:\s*[^.!?…:;«\"“\n]*$")
    return behind, before, label


def verdict(text: str, start: int, end: int, block: tuple[int, int], words: frozenset[str]) -> bool:
    """Does one of the words stand alone right behind the sentence around `text[start:end]`, or alone before it?

    Args:
        text: the report.
        start: where what is judged begins.
        end: where it ends.
        block: the paragraph that the words must be in.
        words: verdicts of one kind, lower case.
    """
    if not words:
        return False
    behind, before, _ = _patterns(words)
    return bool(behind.match(text, end, block[1])) or bool(before.search(text[block[0] : start]))


def labelled(text: str, start: int, block: tuple[int, int], words: frozenset[str]) -> bool:
    """Does one of the words stand in capitals, with a colon, before the sentence: "FAUX : Goma est tombée."?

    What stands there may also be the correction ("FAUX : Goma n'est pas tombée"): callers ask of affirmed ones only.

    Args:
        text: the report.
        start: where what is judged begins.
        block: the paragraph that the words must be in.
        words: verdicts of one kind, lower case.
    """
    return bool(words) and bool(_patterns(words)[2].search(text[block[0] : start]))
