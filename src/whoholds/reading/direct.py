"""Where somebody's own words end, and where a clause does.

Who is quoted in words of his own calls others "they", and himself "we".
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from whoholds.reading.scene import Scene

_MARK = re.compile(r"[\"“”«»]")
_WHOLE = re.compile(r"(?:^|[,:.!?…]\s*|[—–]\s*)[\"“«]\s*[A-ZÀ-Þ]")


def spoken_directly(scene: Scene, token: Token) -> bool:
    """Does the token stand inside a quotation of whole sentences, and not of a few words of it?"""
    text, start = scene.parsed.text, scene.parsed.start
    marks = list(_MARK.finditer(text, start, scene.offsets(token)[0]))
    if len(marks) % 2 == 0:
        return False
    opening = marks[-1].start()
    return _WHOLE.search(text[max(start, opening - 2) : opening + 3]) is not None


def parted(one: Token, other: Token) -> bool:
    """Does a semicolon part two clauses, whatever the tree says ("We hold X; the governor was not there")?"""
    first, last = sorted((one.i, other.i))
    return any(t.text == ";" for t in one.doc[first:last])


__all__ = ["parted", "spoken_directly"]
