"""Named actors in a text: aliases by folded words, acronyms that the text introduces, surnames where they are safe."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from whoholds.reference.registry import COMMON, Actor
from whoholds.reference.tokens import Words, fold_words, words

_INTRODUCED = re.compile(r"\s?\(\s?[«\"“]?\s?(?P<short>[A-ZÀ-Ý][\w'’.-]{1,11})\s?[»\"”]?\s?(?:[,;)]|\))")

_PAIRS = (("defence", "defense"), ("organisation", "organization"), ("centre", "center"), ("labour", "labor"))
_OTHER_SPELLINGS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
"""British and American spellings of one word: a name counts in both."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor, as words.

    Attributes:
        acronym: must be written in capitals.
        capital: the alias has a capital, so a single word of the text must have one too.
        source: file that gives it; `weak` names count only there, or beside the actor's full name.
    """

    words: tuple[str, ...]
    key: str
    source: str
    weak: bool
    acronym: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Words `first` … `last` (included) name the actor `key`."""

    first: int
    last: int
    key: str


@dataclass(slots=True)
class NameIndex:
    """All aliases by their first word, put in order when a name is first looked for.

    Args:
        actors: by key.
    """

    actors: Mapping[str, Actor]
    _table: dict[str, list[Alias]] | None = field(init=False, default=None, repr=False)

    @property
    def _by_first(self) -> dict[str, list[Alias]]:
        if self._table is None:
            self._table = self._compiled()  # made whole before it is seen: threads may share the index
        return self._table

    def _compiled(self) -> dict[str, list[Alias]]:
        table: dict[str, list[Alias]] = {}
        for actor in self.actors.values():
            for name, source, weak in actor.aliases:
                run = fold_words(name)
                if not run:
                    continue
                bare = name.replace(".", "").replace("-", "").replace(" ", "")
                # "M23" and "HTS" are acronyms; "FAMa" only asks for its first capital.
                acronym = bare.isupper() and len(bare) <= 5 and len(run) == 1
                capital = any(c.isupper() for c in name)
                for written in {run, tuple(_OTHER_SPELLINGS.get(word, word) for word in run)}:
                    table.setdefault(written[0], []).append(Alias(written, actor.key, source, weak, acronym, capital))
        for aliases in table.values():
            aliases.sort(key=lambda alias: -len(alias.words))
        return table

    def lookup(self, name: str) -> list[str]:
        """Keys of the actors that bear exactly this name, weak or not."""
        run = fold_words(name)
        return list(dict.fromkeys(a.key for a in self._by_first.get(run[0], ()) if a.words == run)) if run else []

    def find(self, text: Words, theatre: str | None) -> list[Named]:
        """Every longest name, left to right, without overlap.

        Args:
            text: the words.
            theatre: key of the theatre that the text is about; its reading of an ambiguous name wins.
        """
        hits = dict(self._hits(text))
        strong = {alias.key for aliases in hits.values() for alias in aliases if not alias.weak}
        introduced = self._introduced(text, theatre, hits)
        found: list[Named] = []
        at = 0
        while at < len(text):
            known = hits.get(at, ())
            named = self._at(text, at, known, theatre, strong, introduced) if known or introduced else None
            if named is None:
                at += 1
                continue
            found.append(named)
            at = named.last + 1
        return found

    def acronyms(self) -> frozenset[str]:
        """Folded abbreviations that actors bear: "fsr", "m23"."""
        return frozenset(a.words[0] for aliases in self._by_first.values() for a in aliases if a.acronym)

    def capitals(self, text: Words, theatre: str | None) -> list[tuple[int, int]]:
        """Start and end of the words of named actors that their names write with a capital."""
        found = []
        for hit in self.find(text, theatre):
            run = text.folds[hit.first : hit.last + 1]
            name = next((n for n, _, _ in self.actors[hit.key].aliases if fold_words(n) == run), "")
            cut = words(name)
            if cut.folds == run:
                at = (i for i in range(len(cut)) if cut.capital(i))
                found += [(text.starts[hit.first + i], text.ends[hit.first + i]) for i in at]
        return found

    def evidence(self, text: Words) -> Iterator[Collection[str]]:
        """For each strongly named actor in the text, the theatres whose files speak of it."""
        for _, aliases in self._hits(text):
            best = len(aliases[0].words) if aliases else 0
            keys = {alias.key for alias in aliases if len(alias.words) == best and not alias.weak}
            if len(keys) == 1:
                yield self.actors[keys.pop()].theatres
            elif keys:
                yield {alias.source for alias in aliases if len(alias.words) == best and not alias.weak}

    def _hits(self, text: Words) -> Iterator[tuple[int, list[Alias]]]:
        for i, word in enumerate(text.folds):
            known = self._by_first.get(word)
            if known is not None and (aliases := [alias for alias in known if _fits(text, i, alias)]):
                yield i, aliases

    def _at(
        self,
        text: Words,
        i: int,
        hits: Sequence[Alias],
        theatre: str | None,
        strong: set[str],
        introduced: dict[str, str],
    ) -> Named | None:
        word = text.folds[i]
        by_length: dict[int, list[Alias]] = {}
        for alias in hits:
            if not alias.weak or alias.key in strong or self._belongs(alias, theatre):
                by_length.setdefault(len(alias.words), []).append(alias)
        for size in sorted(by_length, reverse=True):
            key = self._choose(by_length[size], theatre, introduced.get(word) if size == 1 else None)
            if key:
                return Named(i, i + size - 1, key)
        if word in introduced and text.raw(i)[:1].isupper():
            return Named(i, i, introduced[word])
        return None

    def _choose(self, aliases: list[Alias], theatre: str | None, introduced: str | None) -> str | None:
        if introduced:
            return introduced
        keys = {alias.key for alias in aliases}
        if len(keys) > 1:  # shared names: this theatre's own file, actors that it speaks of, what no theatre owns
            for narrower in (
                {alias.key for alias in aliases if alias.source == theatre},
                {key for key in keys if theatre in self.actors[key].theatres},
                {alias.key for alias in aliases if alias.source == COMMON},
            ):
                if len(narrower) == 1:
                    return narrower.pop()
        return keys.pop() if len(keys) == 1 else None

    def _belongs(self, alias: Alias, theatre: str | None) -> bool:
        """May a weak name be read in a text about this theatre?"""
        return theatre is not None and (alias.source in (theatre, COMMON) or theatre in self.actors[alias.key].theatres)

    def _introduced(self, text: Words, theatre: str | None, hits: Mapping[int, list[Alias]]) -> dict[str, str]:
        """Acronyms that stand in brackets after a name: "Rapid Support Forces (RSF)"."""
        table: dict[str, str] = {}
        for i, found in hits.items():
            aliases = [alias for alias in found if not alias.weak]
            if not aliases or len(aliases[0].words) < 2:
                continue
            best = [alias for alias in aliases if len(alias.words) == len(aliases[0].words)]
            key = self._choose(best, theatre, None)
            match = _INTRODUCED.match(text.text, text.ends[i + len(best[0].words) - 1])
            if key and match:
                run = fold_words(match["short"])
                capitals = sum(c.isupper() for c in match["short"])
                if len(run) == 1 and capitals >= 2:
                    table.setdefault(run[0], key)
        return table


def _fits(text: Words, i: int, alias: Alias) -> bool:
    size = len(alias.words)
    if text.folds[i : i + size] != alias.words or (size > 1 and not all(text.joined[i : i + size - 1])):
        return False
    if alias.acronym:
        raw = text.raw(i)
        return raw.isupper() or (len(raw) > 4 and raw[0].isupper())
    if alias.capital and size == 1:
        return text.capital(i)
    return not alias.capital or any(text.capital(j) for j in range(i, i + size)) or size > 2
