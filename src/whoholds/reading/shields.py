"""Which names are shown to the parser as something more familiar (see `parse`)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from whoholds.model import PlaceMention
from whoholds.reading.languages import language_of
from whoholds.reading.parse import Shield
from whoholds.reading.time.expressions import Relation, TimeExpression
from whoholds.reading.words import ordered, words
from whoholds.reference.mention import ActorMention

# A run of capitalised words with the particles that may stand inside a name.
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAME = re.compile(
    rf"(?:\b(?:{'|'.join(ordered('names', 'particles'))})[- ])?{_WORD}"
    rf"(?:[ -](?:{'|'.join(ordered('names', 'joints'))}|[A-ZÀ-ÖØ-Þ0-9][\w'’.-]*)(?=[ -]|\b))*"
)
_GENERIC = words("names", "generic")


def shields(
    text: str,
    start: int,
    end: int,
    language: str,
    places: Iterable[PlaceMention],
    actors: Iterable[ActorMention],
    times: Iterable[TimeExpression],
) -> list[Shield]:
    """Names and dates in `text[start:end]` to merge and mask, without overlap."""
    out = days(text, start, end, language, times)
    if language == "en":
        out += compass(text, start, end)
    for place in places:
        if start <= place.start and place.end <= end:
            name = _name_in(text, place.start, place.end)
            if name is not None:
                out.append(Shield(*name, "place"))
            elif "-" in text[place.start : place.end] and " " in text[place.start : place.end]:
                # "frontière syro-israélienne": the hyphen tears the sentence apart
                noun = text[place.start : place.end].split()[0]
                out.append(Shield(place.start, place.end, None, noun, noun.lower()))
    for actor in actors:
        if not (start <= actor.start and actor.end <= end):
            continue
        if actor.metonym or (actor.named and actor.kind == "state"):
            kind, name = _actor_kind(text, actor)
            out.append(Shield(*name, "place"))
        elif actor.named:
            kind, name = _actor_kind(text, actor)
            out.append(Shield(*name, kind))
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


_ARTICLE = re.compile(r"(?:the|le|la|les|l'|des|du|d'|de)[ ]?", re.IGNORECASE)


def _actor_kind(text: str, actor: ActorMention) -> tuple[str, tuple[int, int]]:
    """Which mask an actor's name wears, and the name without its article."""
    article = _ARTICLE.match(text, actor.start, actor.end)
    start = article.end() if article and (text[article.end() - 1] in " '") else actor.start
    name = (start, actor.end)
    if actor.kind == "person":
        return "person", name
    plural = actor.number == "plur" or text[start : actor.end].lower().split()[0] in (
        "forces",
        "troupes",
        "comités",
        "brigades",
    )
    return ("groups" if plural else "group"), name


def days(text: str, start: int, end: int, language: str, times: Iterable[TimeExpression]) -> list[Shield]:
    """Dates that interrupt a clause ("ont pris mardi à l'aube Halfaya") as one adverb; those in a noun phrase stay."""
    out, day = [], language_of(language).day
    for time in times:
        if not (start <= time.start and time.end <= end) or time.relation is not Relation.AT or not time.resolved:
            continue
        before = text[max(start, time.start - 4) : time.start].lower()
        if (
            before.rstrip().endswith((" de", " du", " of", "'s", "d'", " le", " la", " the", "-"))
            or time.start == start
        ):
            continue
        if text[time.end : time.end + 2] in ("'s", "’s"):
            continue
        out.append(Shield(time.start, time.end, None, day, day))
    return out


_COMPASS = re.compile(r"\b(north|south)-(?:east|west)(ern)?\b", re.IGNORECASE)


def compass(text: str, start: int, end: int) -> list[Shield]:
    """Hyphened directions as one word: the hyphen tears "a base north-east of X" apart."""
    return [
        Shield(m.start(), m.end(), None, m[1].lower() + (m[2] or ""), m[0].lower())
        for m in _COMPASS.finditer(text, start, end)
    ]


_BETWEEN = re.compile(r"(?:\b(?:qui|ne|n'|y|en|ils?|elles?|et|se|s'|le|la|les|l') ?)+$", re.IGNORECASE)


def respell(
    text: str, start: int, end: int, names: Sequence[Shield], table: Mapping[str, tuple[str, str]]
) -> list[Shield]:
    """Add forms that the parser mistakes, shown as a common word of the same kind.

    A form that begins with "@" counts only where a verb may stand: behind a name, or behind the pronouns of a verb.
    """
    if not table:
        return list(names)
    forms = tuple(sorted(table, key=lambda form: form.startswith("@")))
    pattern = _any_of(forms)
    ends = {s.end for s in names if s.kind}
    out = list(names)
    for match in pattern.finditer(text, start, end):
        if any(s.start < match.end() and match.start() < s.end for s in names):
            continue
        form = forms[(match.lastindex or 1) - 1]
        if form.startswith("@") and not _behind_a_name(text, start, match.start(), ends):
            continue
        shown, lemma = table[form]
        out.append(Shield(match.start(), match.end(), None, shown, lemma))
    return sorted(out, key=lambda s: s.start)


@lru_cache(maxsize=8)
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One group a form, so that a match tells which it was."""
    return re.compile(r"\b(?:" + "|".join(f"({form.removeprefix('@')})" for form in forms) + r")\b", re.IGNORECASE)


def _behind_a_name(text: str, start: int, at: int, ends: Container[int]) -> bool:
    before = text[start:at]
    bare = before.rstrip()
    if len(bare) < len(before) and start + len(bare) in ends:
        return True
    pronouns = _BETWEEN.search(before)
    if pronouns is None:
        return False
    words = pronouns[0].lower().replace("'", "' ").split()
    if words[0] in ("qui", "ne", "n'", "il", "ils", "elle", "elles"):
        return True
    return start + len(before[: pronouns.start()].rstrip()) in ends
