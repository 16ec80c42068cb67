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
_TOPIC = re.compile(
    r"[ ]?(:)[ ]+(?=(?:[LlDd]'\S+|(?:[Ll]es?|la|une?|des|the|an?|its|ses|leurs?|[A-Z0-9À-Þ]\S*)[ ]\S+)[ ]+\S)"
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


def topics(
    text: str, start: int, end: int, places: Iterable[PlaceMention], actors: Iterable[ActorMention]
) -> list[Shield]:
    """The colon behind a place that heads a block ("Hama : l'armée dément tout retrait"), shown as a full stop.

    A parser makes the place the one who acts. Capitals that speak for a government keep their colon.
    """
    voices = {a.start for a in actors if a.metonym or a.kind == "state"}
    for place in places:
        if start <= place.start < end and not any(map(str.isalpha, text[start : place.start])):
            colon = _TOPIC.match(text, place.end, end)
            if colon is not None and place.start not in voices:
                return [Shield(colon.start(1), colon.end(1), None, ".", ".")]
            return []
    return []


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


_COLLECTIVE = re.compile(rf"\b(?:{'|'.join(ordered('actors', 'collectives'))}) $", re.IGNORECASE)
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
    pattern, forms = _any_of(forms)
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
def _any_of(forms: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One group a form, so that a match tells which it was, and the forms in the order of their groups.

    Forms stand together by their first letter: where a word begins otherwise none of them is tried.
    """
    by_letter: dict[str, list[str]] = {}
    for form in forms:
        by_letter.setdefault(_first_letter(form.removeprefix("@")), []).append(form)
    branches = [
        (f"(?={letter})" if letter else "") + "(?:" + "|".join(f"({f.removeprefix('@')})" for f in group) + ")"
        for letter, group in by_letter.items()
    ]
    order = tuple(form for group in by_letter.values() for form in group)
    return re.compile(r"\b(?:" + "|".join(branches) + r")\b", re.IGNORECASE), order


def _first_letter(form: str) -> str:
    """The letter that all matches of a form begin with, what it asks for before them left aside; "" where unknown."""
    depth = at = 0
    while at < len(form) and (depth or form[at] == "("):
        if not depth and not form.startswith(("(?<", "(?:(?<")):
            return ""
        depth += {"(": 1, ")": -1}.get(form[at], 0)
        at += 1
    letter, after = form[at : at + 1], form[at + 1 : at + 2]
    return letter if letter.isalpha() and after not in ("?", "*", "{") and "|" not in _outside(form) else ""


def _outside(form: str) -> str:
    """What of a form stands in no brackets."""
    out, depth = [], 0
    for char in form:
        depth += char == "("
        if not depth:
            out.append(char)
        depth -= char == ")"
    return "".join(out)


def _behind_a_name(text: str, start: int, at: int, ends: Container[int]) -> bool:
    before = text[start:at]
    bare = before.rstrip()
    if len(bare) < len(before) and start + len(bare) in ends:
        return True
    if _COLLECTIVE.search(before):
        return True
    pronouns = _BETWEEN.search(before)
    if pronouns is None:
        return False
    words = pronouns[0].lower().replace("'", "' ").split()
    if words[0] in ("qui", "ne", "n'", "il", "ils", "elle", "elles"):
        return True
    return start + len(before[: pronouns.start()].rstrip()) in ends
