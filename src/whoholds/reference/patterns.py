"""A small language for noun phrases, so that what a phrase means stays in data files.

A pattern is a row of elements between blanks; words are folded before they are compared:

    word            that word                       a|b|c     one of several (`pro_government` is two words in a row)
    @set            a word of a named set           x?        may be missing
    <nat>           a nationality: adjective, demonym, or "Kyiv's"; binds the country
    <country>       a country's name or capital; binds the country
    <mod>           one of the language's free modifiers ("armed", "du sud")
    x!              the head: what the phrase is a kind of (otherwise the first element in French, the last in English)

Around every pattern the language's usual modifiers are taken in as well ("the three heavily armed Malian soldiers").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from whoholds.errors import DataError
from whoholds.reference.tokens import Words, fold_word

MAX_MODIFIERS = 8
"""Modifiers taken in on either side of a phrase; more than that is no language."""

Slot = Callable[[Words, int, int], Iterator[tuple[int, tuple[str, ...]]]]
"""A slot looks at the words from an index in a direction (+1, -1) and yields (words taken, countries bound)."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: fixed words, runs of words, or a slot's name."""

    words: frozenset[str]
    runs: tuple[tuple[str, ...], ...]
    slot: str
    optional: bool
    head: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `head` is the index of its head element, `data` what the owner wants back."""

    elements: tuple[Element, ...]
    head: int
    data: object
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` … `last` (included) matched; `head` is the index of the head word.

    `words` counts those of the pattern itself, without the modifiers around it.
    """

    first: int
    last: int
    head: int
    countries: tuple[str, ...]
    data: object
    words: int = 0


def compile_pattern(
    source: str, sets: Mapping[str, Sequence[str]], data: object, *, head: Literal["first", "last"], where: str
) -> Pattern:
    """Compile a pattern.

    Raises:
        DataError: an unknown set or slot, an empty pattern, or a head that is not a fixed word.
    """
    elements = tuple(_element(item, sets, source, where) for item in source.split())
    if not elements:
        raise DataError("pattern.empty", "a phrase pattern is empty", subject=where)
    marked = [i for i, e in enumerate(elements) if e.head]
    if marked:
        at = marked[0]
    else:
        fixed = [i for i, e in enumerate(elements) if not e.slot and not e.optional]
        if not fixed:
            raise DataError("pattern.headless", f"pattern {source!r} has no fixed word to be its head", subject=where)
        at = fixed[0] if head == "first" else fixed[-1]
    if elements[at].slot:
        raise DataError("pattern.headless", f"the head of {source!r} is a slot", subject=where)
    return Pattern(elements, at, data, source)


def _element(item: str, sets: Mapping[str, Sequence[str]], source: str, where: str) -> Element:
    head = "!" in item
    optional = item.rstrip("!").endswith("?")
    item = item.replace("!", "").replace("?", "")
    if item.startswith("<"):
        if item not in ("<nat>", "<country>", "<mod>", "<num>"):
            raise DataError("pattern.slot", f"unknown slot {item} in {source!r}", subject=where)
        return Element(frozenset(), (), item[1:-1], optional, head)
    single: set[str] = set()
    runs: list[tuple[str, ...]] = []
    for alternative in item.split("|"):
        members: Sequence[str] = (alternative,)
        if alternative.startswith("@"):
            if alternative[1:] not in sets:
                raise DataError("pattern.set", f"unknown set {alternative} in {source!r}", subject=where)
            members = sets[alternative[1:]]
        for member in members:
            folded = tuple(fold_word(part) for part in member.split("_") if part)
            if len(folded) == 1:
                single.add(folded[0])
            elif folded:
                runs.append(folded)
    return Element(frozenset(single), tuple(runs), "", optional, head)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A pattern under one form of its head, with the words that must stand beside it (None: any)."""

    pattern: Pattern
    run: tuple[str, ...]
    before: frozenset[str] | None
    after: frozenset[str] | None


def _nearest(element: Element, end: int) -> frozenset[str] | None:
    if element.slot or element.optional:
        return None
    return element.words | {run[end] for run in element.runs}


@dataclass(slots=True)
class Matcher:
    """Finds patterns in a text by their head words.

    Args:
        patterns: what to look for.
        slots: what the slots of this language take.
        before, after: slots whose material may surround any phrase, repeatedly.
    """

    patterns: Iterable[Pattern]
    slots: Mapping[str, Slot]
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    _heads: dict[str, list[_Entry]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for pattern in self.patterns:
            element = pattern.elements[pattern.head]
            before = _nearest(pattern.elements[pattern.head - 1], -1) if pattern.head else None
            after = (
                _nearest(pattern.elements[pattern.head + 1], 0) if pattern.head + 1 < len(pattern.elements) else None
            )
            for run in (*((word,) for word in element.words), *element.runs):
                self._heads.setdefault(run[0], []).append(_Entry(pattern, run, before, after))

    def heads(self) -> frozenset[str]:
        """The folded words of which a text must have one for anything to match."""
        return frozenset(self._heads)

    def may(self, folds: Sequence[str]) -> bool:
        """May something match? A quick look at folded words: has a head the words beside it that its pattern asks for?

        It may say yes where `find` then finds nothing, never the other way round.
        """
        return next(self._candidates(folds), None) is not None

    def find(self, text: Words) -> Iterator[Match]:
        """Every match of every pattern, each at its longest; the caller chooses among those that overlap."""
        for i, last, entry in self._candidates(text.folds):
            if last > i and not all(text.joined[i:last]):
                continue
            yield from self._around(text, entry.pattern, i, last)

    def _candidates(self, folds: Sequence[str]) -> Iterator[tuple[int, int, _Entry]]:
        """First and last word of every head that has the right words beside it, with its pattern."""
        heads, size = self._heads, len(folds)
        for i, word in enumerate(folds):
            if word not in heads:
                continue
            for entry in heads[word]:
                last = i + len(entry.run) - 1
                if entry.before is not None and (not i or folds[i - 1] not in entry.before):
                    continue
                if entry.after is not None and (last + 1 >= size or folds[last + 1] not in entry.after):
                    continue
                if last == i or tuple(folds[i : last + 1]) == entry.run:
                    yield i, last, entry

    def _around(self, text: Words, pattern: Pattern, first: int, last: int) -> Iterator[Match]:
        left = self._walk(text, first, -1, tuple(reversed(pattern.elements[: pattern.head])))
        if left is None:
            return
        right = self._walk(text, last, 1, pattern.elements[pattern.head + 1 :])
        if right is None:
            return
        left_at, left_countries = self._extend(text, left[0], -1, self.before)
        right_at, right_countries = self._extend(text, right[0], 1, self.after)
        countries = left[1] or right[1] or left_countries or right_countries
        yield Match(left_at, right_at, first, countries, pattern.data, right[0] - left[0] + 1)

    def _walk(self, text: Words, at: int, step: int, todo: tuple[Element, ...]) -> tuple[int, tuple[str, ...]] | None:
        """Match elements one after another from the word beside `at`; the farthest word reached and what was bound."""
        if not todo:
            return at, ()
        element, rest = todo[0], todo[1:]
        best: tuple[int, tuple[str, ...]] | None = None
        for size, bound in self._take(text, at, step, element):
            tail = self._walk(text, at + step * size, step, rest)
            if tail is not None and (best is None or abs(tail[0] - at) > abs(best[0] - at)):
                best = tail[0], bound or tail[1]
        if best is None and element.optional:
            return self._walk(text, at, step, rest)
        return best

    def _take(self, text: Words, at: int, step: int, element: Element) -> Iterator[tuple[int, tuple[str, ...]]]:
        following = at + step
        if not 0 <= following < len(text) or not text.joined[min(at, following)]:
            return
        if element.slot:
            yield from self.slots[element.slot](text, following, step)
            return
        if text.folds[following] in element.words:
            yield 1, ()
        for run in element.runs:
            start = following if step > 0 else following - len(run) + 1
            if start >= 0 and _run_at(text, start, run):
                yield len(run), ()

    def _extend(self, text: Words, at: int, step: int, names: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        countries: tuple[str, ...] = ()
        for _ in range(MAX_MODIFIERS):
            best: tuple[int, tuple[str, ...]] | None = None
            following = at + step
            if 0 <= following < len(text) and text.joined[min(at, following)]:
                for name in names:
                    for taken in self.slots[name](text, following, step):
                        if best is None or taken[0] > best[0] or (taken[0] == best[0] and taken[1] and not best[1]):
                            best = taken
            if best is None:
                return at, countries
            at += step * best[0]
            countries = countries or best[1]
        return at, countries


def _run_at(text: Words, start: int, run: tuple[str, ...]) -> bool:
    end = start + len(run)
    return text.folds[start:end] == run and all(text.joined[start : end - 1])
