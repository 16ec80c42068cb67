"""Which names are shown to the parser as something more familiar (see `parse`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from whoholds.model import PlaceMention
from whoholds.reading.parse import Shield
from whoholds.reference.mention import ActorMention

# A run of capitalised words with the particles that may stand inside a name.
_NAME = re.compile(r"(?:\b(?:al|el|ad|as|ash|an|ar|at|az|ul)[- ])?[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:[ -](?:al|el|ad|as|ash|an|ar|at|az|de|la|sur|abu|[A-ZÀ-ÖØ-Þ0-9][\w'’.-]*)(?=[ -]|\b))*")
_GENERIC = frozenset(
    "province governorate oblast district airport base camp region state county road highway river prison crossing university hospital "
    "gouvernorat région aéroport route autoroute fleuve passage université hôpital forces force army front armée command room movement "
    "council council's operations party brigade brigades division mouvement conseil salle commandement parti general général".split()
)


def shields(text: str, start: int, end: int, places: Iterable[PlaceMention], actors: Iterable[ActorMention]) -> list[Shield]:
    """Names in `text[start:end]` to merge and mask, without overlap."""
    out: list[Shield] = []
    for place in places:
        if start <= place.start and place.end <= end:
            name = _name_in(text, place.start, place.end)
            if name is not None:
                out.append(Shield(*name, "place"))
    for actor in actors:
        if not (start <= actor.start and actor.end <= end):
            continue
        if actor.metonym:
            out.append(Shield(actor.start, actor.end, "place"))
        elif actor.named:
            kind = _actor_kind(text, actor)
            if kind is not None:
                out.append(Shield(*kind[1], kind[0]))
    out.sort(key=lambda s: (s.start, -s.end))
    kept: list[Shield] = []
    for shield in out:
        if not kept or shield.start >= kept[-1].end:
            kept.append(shield)
    return kept


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    for match in _NAME.finditer(text[start:end]):
        words = match[0].split()
        while words and words[-1].lower() in _GENERIC:
            words.pop()
        while words and words[0].lower() in _GENERIC:
            words.pop(0)
        if not words:
            continue
        inner = " ".join(words)
        at = start + match.start() + match[0].find(inner)
        if best is None or len(inner) > best[1] - best[0]:
            best = (at, at + len(inner))
    return best


def _actor_kind(text: str, actor: ActorMention) -> tuple[str, tuple[int, int]] | None:
    name = _name_in(text, actor.start, actor.end)
    if name is None:
        return None
    words = text[name[0] : name[1]].lower().split()
    if any(w in _GENERIC for w in words):
        return None
    if actor.kind == "person":
        return "person", name
    return ("groups" if actor.number == "plur" else "group"), name


def respell(text: str, start: int, end: int, names: Sequence[Shield], table: Mapping[str, tuple[str, str]]) -> list[Shield]:
    """Add the verb forms that the parser takes for nouns, shown as a common verb of the same form."""
    if not table:
        return list(names)
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")\b", re.IGNORECASE)
    out = list(names)
    for match in pattern.finditer(text, start, end):
        if not any(s.start < match.end() and match.start() < s.end for s in names):
            shown, lemma = table[match[0].lower()]
            out.append(Shield(match.start(), match.end(), None, shown, lemma))
    return sorted(out, key=lambda s: s.start)
