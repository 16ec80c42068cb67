"""A cheap "no": can anybody of some kinds stand in a text at all?

A gate looks at which words a text has, and only where they would do at how they stand. It may say yes where a matcher
then finds nobody; where it says no, no matcher finds anybody. That makes it safe to leave a text unread on its word, at
a hundredth of the cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from whoholds.reference import provisional
from whoholds.reference.actors import Actors
from whoholds.reference.generic import Phrase, generic_matchers, grammar
from whoholds.reference.patterns import Pattern
from whoholds.reference.tokens import cut, fold_word, fold_words, words


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
        # by the first two words, so that "the" and "union" alone ask for nothing: the run, how it is written
        self._named: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._single: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for actor in actors.actors.values():
            for name, _, _ in actor.aliases if actor.kind in kinds else ():
                run = fold_words(name)
                if len(run) == 1:
                    self._single[run[0]].append((f" {run[0]} ", _written(name, 1)))
                elif run:
                    self._named[run[0], run[1]].append((f" {' '.join(run)} ", _written(name, len(run))))
        self._matcher = grammar(language).bare_matcher(list(self._patterns(actors, kinds, members)))
        self._heads = self._matcher.heads()

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

    def opens(self, text: str, raw: Sequence[str] | None = None) -> bool:
        """May somebody of these kinds be in the text?

        Args:
            text: any text.
            raw: its words as `tokens.cut` gives them, where that is known.
        """
        raw = cut(text) if raw is None else raw
        folds = list(map(fold_word, raw))
        known = set(folds)
        if not self._heads.isdisjoint(known) and self._some_phrase(text, folds):
            return True
        named = [one for word in self._single.keys() & known for one in self._single[word]]
        named += [one for pair in self._named.keys() & set(pairwise(folds)) for one in self._named[pair]]
        if named and self._some_name(raw, folds, named):
            return True
        return provisional.possible(text, self.language) and bool(provisional.find(text, self.language, ()))

    def _some_phrase(self, text: str, folds: Sequence[str]) -> bool:
        """Does a phrase stand in the text? The matcher is asked where its nearest words stand side by side."""
        return self._matcher.may(folds) and next(self._matcher.find(words(text)), None) is not None

    def _some_name(self, raw: Sequence[str], folds: Sequence[str], named: Collection[tuple[str, str]]) -> bool:
        """Does one of these names stand in the text?"""
        whole = f" {' '.join(folds)} "
        there = [(run, written) for run, written in named if run in whole]
        if not there or not all(written for _, written in there):
            return bool(there)
        ours = {word for run, _ in there for word in run.split()}
        capitals = {raw[i] for i, fold in enumerate(folds) if fold in ours and not raw[i][0].islower()}
        capital = set(map(fold_word, capitals))
        shouted = {fold_word(word) for word in capitals if word.isupper() or (len(word) > 4 and word[0].isupper())}
        return any(
            not capital.isdisjoint(run.split()) and (written == "capital" or run.split()[0] in shouted)
            for run, written in there
        )


def _written(name: str, words: int) -> str:
    """How a name must be written to be one (see `names`): "acronym", "capital", or "" where it does not matter."""
    bare = name.replace(".", "").replace("-", "").replace(" ", "")
    if bare.isupper() and len(bare) <= 5 and words == 1:
        return "acronym"
    return "capital" if any(c.isupper() for c in name) and words < 3 else ""
