"""Whose a generic phrase is, where the phrase itself does not say: "its ministry", "the junta in Bamako"."""

from __future__ import annotations

import re

from whoholds.reference.generic import Grammar
from whoholds.reference.patterns import Match
from whoholds.reference.theatres import Theatre
from whoholds.reference.tokens import Words

_SEATED = frozenset({"government", "junta", "state", "officials", "presidency", "parliament"})
_SEAT = {
    "en": re.compile(r" (?:(?:that is |now )?(?:based|installed|ruling|seated) )?in "),
    "fr": re.compile(r" (?:(?:basée?s?|installée?s?|au pouvoir|en place|siégeant) )?à "),
}
"""What stands between a government and the capital that it sits in."""
_POSSESSIVES = frozenset({"its", "son", "sa", "ses"})
_REACH = 14


def owner(text: Words, match: Match, rules: Grammar, theatre: Theatre | None) -> tuple[str, ...]:
    """Such as "Jordan shut its side, its interior minister said": the state that the possessive looks back to."""
    before = match.first - 1
    if before >= 2 and text.folds[before] in ("the", "le", "la", "l") and text.folds[before - 2] in ("in", "a"):
        capital = next(rules.gloss.at(text, before - 1, -1, ("capital",)), None)  # "In Moscow the defence ministry"
        if capital is not None and capital[0] == 1:
            return capital[2]
    if before < 0 or text.folds[before] not in _POSSESSIVES:
        return ()
    for i in range(before - 1, max(before - _REACH, -1), -1):
        if any(c in text.text[text.ends[i] : text.starts[i + 1]] for c in ".!?\n"):
            return ()
        found = next(rules.gloss.at(text, i, -1, ("name", "capital")), None)
        if found is not None and (theatre is None or found[2][0] not in theatre.generic):
            return found[2]
    return ()


def seat(text: Words, match: Match, role: str, rules: Grammar) -> tuple[str, ...]:
    """Such as "the junta in Bamako", "le gouvernement basé à Tripoli": the country of the capital named next.

    Only for those who govern: soldiers in a capital may be anybody's.
    """
    if role not in _SEATED or match.last + 1 >= len(text):
        return ()
    gap = _SEAT["fr" if rules.language == "fr" else "en"].match(text.text, text.ends[match.last])
    if gap is None:
        return ()
    found = next(rules.gloss.at(text, text.index_at(gap.end()), 1, ("capital",)), None)
    return found[2] if found is not None else ()
