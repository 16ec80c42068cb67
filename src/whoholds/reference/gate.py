"""A cheap "no": can anybody of some kinds stand in a text at all?

A gate looks at which words a text has, not at how they stand. It may say yes where a matcher then finds nobody; where
it says no, no matcher finds anybody. That makes it safe to leave a text unread on its word, at a hundredth of the cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from whoholds.reference import provisional
from whoholds.reference.actors import Actors
from whoholds.reference.generic import Phrase, generic_matchers, grammar
from whoholds.reference.patterns import Pattern
from whoholds.reference.tokens import cut, fold_word, fold_words

Needs = tuple[frozenset[str], ...]
"""Of each set a text must have one word, and it must have so many different ones at the most."""


class Gate:
    """Which words must be there for an actor of some kinds to be there.

    Args:
        actors: everybody known by name, and the theatres' phrases.
        language: "en" or "fr"; other texts are read with English phrases.
        kinds: kinds of actor (`ActorMention.kind`).
        members: nouns that make an actor of those kinds with the name beside them (`Phrase.member`).
    """

    def __init__(self, actors: Actors, language: str, kinds: Collection[str], members: Collection[str] = ()) -> None:
        self.language = language
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by first word: the run, how it is written
        self._phrases: dict[str, set[Needs]] = defaultdict(set)
        for actor in actors.actors.values():
            for name, _, _ in actor.aliases if actor.kind in kinds else ():
                run = fold_words(name)
                if run:
                    self._named[run[0]].append((f" {' '.join(run)} ", _written(name, len(run))))
        for pattern in self._patterns(actors, kinds, members):
            element = pattern.elements[pattern.head]
            others = [e for i, e in enumerate(pattern.elements) if i != pattern.head and not e.optional and not e.slot]
            needs = tuple(e.words | {_chief(run) for run in e.runs} for e in others)
            for run in (*((word,) for word in element.words), *element.runs):
                self._phrases[_chief(run)].add((*(frozenset([word]) for word in run), *needs))

    def _patterns(self, actors: Actors, kinds: Collection[str], members: Collection[str]) -> Iterator[Pattern]:
        for matcher in generic_matchers(self.language):
            for pattern in matcher.patterns:
                phrase = pattern.data
                if isinstance(phrase, Phrase) and (phrase.kind in kinds or phrase.member in members):
                    yield pattern
        rules = grammar(self.language)
        for theatre in actors.theatres():
            for entry in theatre.phrases:
                if entry.kind in kinds:
                    yield from rules.compile(entry.fr if rules.language == "fr" else entry.en, entry, theatre.key)

    def opens(self, text: str) -> bool:
        """May somebody of these kinds be in the text?"""
        raw = set(cut(text))
        folds = {fold_word(word) for word in raw}
        for word in folds & self._phrases.keys():
            if any(_met(needs, folds) for needs in self._phrases[word]):
                return True
        named = folds & self._named.keys()
        if named and self._some_name(text, raw, named):
            return True
        return provisional.possible(text, self.language) and bool(provisional.find(text, self.language, ()))

    def _some_name(self, text: str, raw: set[str], first: set[str]) -> bool:
        """Does a name stand in the text that begins with one of these words?"""
        capital = {fold_word(word) for word in raw if not word[0].islower()}
        shouted = {fold_word(word) for word in raw if word.isupper() or (len(word) > 4 and word[0].isupper())}
        whole = f" {' '.join(map(fold_word, cut(text)))} "
        for word in first:
            for run, written in self._named[word]:
                if run not in whole:
                    continue
                if not written or (not capital.isdisjoint(run.split()) and (written == "capital" or word in shouted)):
                    return True
        return False


def _written(name: str, words: int) -> str:
    """How a name must be written to be one (see `names`): "acronym", "capital", or "" where it does not matter."""
    bare = name.replace(".", "").replace("-", "").replace(" ", "")
    if bare.isupper() and len(bare) <= 5 and words == 1:
        return "acronym"
    return "capital" if any(c.isupper() for c in name) and words < 3 else ""


def _chief(run: Sequence[str]) -> str:
    """The word of a run that the fewest texts have, as far as its length tells: "armes" rather than "en"."""
    return max(run, key=len)


def _met(needs: Iterable[frozenset[str]], folds: set[str]) -> bool:
    return all(not need.isdisjoint(folds) for need in needs)
