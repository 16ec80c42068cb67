"""Names that no list knows, where the words around them say that they are places: "a camp at Meewa", "left for Mokolo".

War zones are thin in every gazetteer. A claim about a village that nobody has coordinates for is still a claim about
that village, and not about the town named last: such a name becomes a mention with the reason "unknown name".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from whoholds.model import PlaceMention, Unplaced
from whoholds.reading.scene import FIGHTERS, UNKNOWN
from whoholds.reading.words import ordered, words
from whoholds.reference.folding import fold
from whoholds.reference.mention import ActorMention
from whoholds.reference.words import stop_words

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zà-öø-ÿ](?:['’-][^\W\d_]+)*"
_NAME = rf"(?:(?:[Aa]l|[Ee]l|[Aa]d|[Aa]s|[Aa]r|[Aa]z)-)?{_CAPITAL}(?: (?:(?:al|el|de|la|sur|ad)[ -])?{_CAPITAL}){{0,2}}"


def _pattern(before: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, before))})[ ]({_NAME})(?![\w-])")


_SURE = {lang: _pattern(ordered("strangers", f"{lang}_sure")) for lang in ("en", "fr")}
_SINGLE = {lang: _pattern(ordered("strangers", f"{lang}_single")) for lang in ("en", "fr")}
_AFTER = re.compile(rf"({_NAME}) (?:{'|'.join(ordered('strangers', 'after'))})\b")
_AND = re.compile(rf"(?:,| and| et| or| ou) ({_NAME})(?![\w-])")
_HEADED = re.compile(rf"(?m)^(?:[•*–-] ?)?((?:[A-ZÀ-Þ]{{4,}})(?:[ -][A-ZÀ-Þ]{{3,}}){{0,2}}|{_CAPITAL})(?=[.:] )")
_ENTRY = re.compile(rf"(?:(?m:^)|(?<=[.;!?•] )|(?<=  )|(?<=\| ))({_NAME}) ?[:|–—] (?:l'|les? |la |the )?")
_HELD = re.compile(rf"(?:{'|'.join(map(re.escape, ordered('strangers', 'held')))})\b")
_NO_PLACES = frozenset(map(fold, words("strangers", "no_places")))
_TITLES = frozenset(map(fold, words("strangers", "titles")))


def strangers(
    text: str,
    language: str,
    places: Sequence[PlaceMention],
    actors: Collection[ActorMention],
    known: Callable[[str], bool],
) -> list[PlaceMention]:
    """Mentions of unknown places in a text, without overlap with what is already found.

    Args:
        text: the report.
        language: "en" or "fr"; another has none.
        places: toponyms that the lists found.
        actors: actors that the lists found.
        known: is a folded word a nationality or another word that is no name of a place?
    """
    if language not in _SURE:
        return []
    taken = [(p.start, p.end) for p in places] + [(a.start, a.end) for a in actors]

    def free(start: int, end: int) -> bool:
        return not any(s < end and start < e for s, e in taken)

    found = [*_candidates(text, language, places), *_listed(text, actors)]
    spans = [s for s in found if free(*s) and _fit(text, *s, known)]
    names = {text[s:e] for s, e in spans}
    out: dict[int, tuple[int, int]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            if free(*match.span()) and not _titled(text, match.start()) and not _longer(text, match.end()):
                out[match.start()] = match.span()
                taken.append(match.span())
    return [PlaceMention(s, e, Unplaced(text[s:e], UNKNOWN)) for s, e in sorted(out.values())]


def _candidates(text: str, language: str, places: Sequence[PlaceMention]) -> Iterator[tuple[int, int]]:
    ends = {p.end for p in places}
    found: list[tuple[int, int]] = [m.span(1) for m in _SURE[language].finditer(text)]
    found += [m.span(1) for m in _SINGLE[language].finditer(text) if " " not in m[1]]
    found += [m.span(1) for m in _AFTER.finditer(text)]
    found += [m.span(1) for m in _HEADED.finditer(text)]
    todo = [e for _, e in found] + sorted(ends)
    while todo:  # what is coordinated with a place is a place
        match = _AND.match(text, todo.pop())
        if match is not None and " " not in match[1] and match.span(1) not in found:
            found.append(match.span(1))
            todo.append(match.end(1))
    yield from found


def _listed(text: str, actors: Collection[ActorMention]) -> Iterator[tuple[int, int]]:
    """What heads an entry that says who holds it: "Hinche: police.", "Saut-d'Eau : aux mains des gangs"."""
    bodies = {at: m.end for m in actors if m.kind in FIGHTERS for at in (m.start, m.head)}
    for match in _ENTRY.finditer(text):
        alone = match.end() in bodies and re.match(r"\s*(?:$|[.,;(|])", text[bodies[match.end()] :])
        if alone or _HELD.match(text, match.end()):
            yield match.span(1)


def _fit(text: str, start: int, end: int, known: Callable[[str], bool]) -> bool:
    parts = [fold(w) for w in re.split(r"[ -]", text[start:end])]
    if any(p in stop_words() or p in _NO_PLACES or known(p) for p in parts) or len(fold(text[start:end])) < 4:
        return False
    return not _titled(text, start) and not _longer(text, end)


def _titled(text: str, start: int) -> bool:
    before = text[max(0, start - 24) : start].split()
    return bool(before) and text[start - 1] == " " and fold(before[-1]) in _TITLES


def _longer(text: str, end: int) -> bool:
    """Does the name go on: "Amnesty International", "Smith's"?"""
    after = text[end : end + 3]
    return bool(re.match(r" [A-ZÀ-Þ]", after)) and not re.match(r" [A-Z]\W", after)


__all__ = ["strangers"]
