"""Which toponyms a later "the town" or "there" hardly points back to, by how the text brings them in.

A place is set aside where it is only gone toward or locates another ("fled toward X", "à 20 km de X"), where only the
telling happened there ("announced in Juba", "the government in Addis Ababa"), and where it is one of a list ("near
Robotyne and Verbove … the village"): one thing is not two. What the text calls a village is
"the village" afterwards ("the village of X", "X, a village in").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from whoholds.model import PlaceMention
from whoholds.reading.words import ordered

_TELLING = re.compile(
    rf"\b(?:{'|'.join(ordered('pointing', 'telling'))})\s+(?:in|from|à|depuis|de)\s+(?:the\s+)?$", re.I
)
_SAYING = re.compile(rf"^\s+(?:{'|'.join(ordered('pointing', 'saying'))})\b", re.I)
_LISTED = re.compile(r"^\s*(?:,|,?\s*(?:and|or|et|ou))\s+(?:the\s+)?$")
_NOUNS = "|".join(ordered("pointing", "nouns"))
_CALLED_BEFORE = re.compile(rf"\b({_NOUNS})\s+(?:of|de|d')\s*$", re.I)
_CALLED_AFTER = re.compile(rf"^,\s+(?:an?|the|une?|la|le)\s+(?:[\w'-]+\s+){{0,2}}({_NOUNS})\b", re.I)
_PASSING = re.compile(rf"\b(?:{'|'.join(ordered('pointing', 'passing'))})(?: (?:the|la|le|les)| l')? ?$", re.I)
_AROUND = 60  # characters before and behind a name that are looked at


@dataclass(frozen=True, slots=True)
class Pointing:
    """Offsets of the mentions set aside, and what the text calls a place (offset → noun, lower case)."""

    aside: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()  # of these, where only the telling happened
    called: dict[int, str] = field(default_factory=dict)


def pointing(text: str, places: Sequence[PlaceMention], speakers: Iterable[int] = ()) -> Pointing:
    """How a text brings in its places.

    Args:
        text: the report.
        places: its toponyms, in reading order.
        speakers: offsets of those that stand for a government there.
    """
    told, listed, called = set(speakers), set(), {}
    for number, place in enumerate(places):
        before, behind = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
        following = places[number + 1] if number + 1 < len(places) else None
        if _TELLING.search(before) or _SAYING.match(behind):
            told.add(place.start)
        if _PASSING.search(before):
            listed.add(place.start)
        if following is not None and _LISTED.match(text[place.end : following.start]):
            listed |= {place.start, following.start}
        noun = _CALLED_BEFORE.search(before) or _CALLED_AFTER.match(behind)
        if noun is not None:
            called[place.start] = noun[1].lower()
    return Pointing(frozenset(told | listed), frozenset(told), called)
