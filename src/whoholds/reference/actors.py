"""Who acts and who speaks: names and generic phrases in a text, sides, labels, and which theatre a text is about.

actors = Actors.load()
theatre = actors.theatre_of(text, "fr", {"SY": 0.9}, on=None)
for mention in actors.mentions(text, "fr", theatre):
mention.start, mention.end, mention.as_actor, mention.as_speaker
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from whoholds.errors import NotFound
from whoholds.model import ActorRef
from whoholds.reference import french, labels, overlay
from whoholds.reference.countries import countries
from whoholds.reference.names import NameIndex
from whoholds.reference.parsed import Parsed
from whoholds.reference.registry import Actor, join, read_common
from whoholds.reference.schema import at
from whoholds.reference.theatres import Theatre, read_theatres
from whoholds.reference.tokens import Words, fold_words, words

if TYPE_CHECKING:
    from whoholds.reference.mention import ActorMention

_STATE_ROLES = frozenset(
    "government army soldiers officials police security_forces border_guards media president prime_minister "
    "ministry_of_defence ministry_of_interior ministry_of_foreign_affairs ministry_of_health "
    "ministry_of_information air_force navy".split()
)
_REBEL_ROLES = frozenset({"rebels", "separatists", "jihadists", "paramilitaries", "insurgents"})
MIN_THEATRE_SCORE = 1.5


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors and theatres of the data files. Build it with `load`; it is immutable and safe to share.

    Who only asks for sides and labels pays for no matcher: names and phrases are compiled when first looked for.
    """

    actors: Mapping[str, Actor]
    by_theatre: Mapping[str, Theatre]
    index: NameIndex = field(repr=False)

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        common: Path | None = None,
        *,
        kept: Path | None = None,
        own: Path | None = None,
    ) -> Actors:
        """Read every theatre and the common actors.

        Args:
            folder: theatre files, the project's own where absent.
            common: file of common actors, the project's own where absent.
            kept: where to keep the parsed files for the next time; see `parsed`.
            own: folder of the user's theatres and additions; see `overlay`.

        Raises:
            DataError: a file breaks its schema or files disagree.
        """
        if folder is not None or common is not None:
            return _build(folder, common, kept, own)
        state = overlay.stamp(own)
        if state not in _SHIPPED:
            _SHIPPED.clear()
            _SHIPPED[state] = _build(None, None, kept, own)
        return _SHIPPED[state]

    def theatre(self, key: str) -> Theatre:
        """A theatre by its key.

        Raises:
            NotFound: there is none.
        """
        try:
            return self.by_theatre[key]
        except KeyError:
            raise NotFound(
                "theatre.unknown", f"no theatre {key!r}", hint=f"known: {', '.join(self.by_theatre)}", subject=key
            ) from None

    def theatres(self) -> tuple[Theatre, ...]:
        """Every theatre, by key."""
        return tuple(self.by_theatre[key] for key in sorted(self.by_theatre))

    def get(self, key: str) -> Actor:
        """What the files know of an actor.

        Raises:
            NotFound: they do not know it; generic keys (`rebels:mali`) are not listed.
        """
        try:
            return self.actors[key]
        except KeyError:
            raise NotFound(
                "actor.unknown", f"no actor {key!r}", hint="whoholds actors search NAME", subject=key
            ) from None

    def search(self, text: str, limit: int = 20) -> list[Actor]:
        """Actors whose key or a name holds the words of `text`, whole names first."""
        wanted = fold_words(text)
        if not wanted:
            return []
        scored: list[tuple[int, int, str]] = []
        for actor in self.actors.values():
            runs = [fold_words(name) for name, _, _ in actor.aliases] + [tuple(actor.key.replace(":", "_").split("_"))]
            best = min((_distance(run, wanted) for run in runs), default=9)
            if best < 9:
                scored.append((best, len(actor.key), actor.key))
        return [self.actors[key] for _, _, key in sorted(scored)[:limit]]

    def label(self, key: str, language: str) -> str:
        """What to call an actor in a language; a readable form of the key where no file names it."""
        actor = self.actors.get(key)
        if actor is not None:
            return actor.label.get(language) or actor.label["en"]
        return labels.generic(key, language, self.label)

    def said(self, key: str, language: str) -> str:
        """What a sentence calls an actor: in French with its article, "l'Observatoire syrien…", "des habitants"."""
        if language != "fr":
            return self.label(key, language)
        actor = self.actors.get(key)
        if actor is None:
            return labels.generic(key, language, self.said, said=True)
        return self.label(key, language) if actor.kind == "person" else french.definite(self.label(key, language))

    def side(self, key: str, theatre: Theatre, on: date | None = None) -> str | None:
        """The side that a key is on that day; None for who is no party (voices, civilians, the United Nations)."""
        if key in theatre.align:
            return at(theatre.align[key], on)
        actor = self.actors.get(key)
        if actor is not None:
            found = self._actor_side(actor, theatre, on, set())
            if found is not None or theatre.key in actor.sides:
                return found
        role, _, rest = key.partition(":")
        if role == "supporters_of" or key.startswith("supporters_of_"):
            return self.side(key.removeprefix("supporters_of_"), theatre, on)
        if not rest:  # a state by its name alone
            return at(theatre.country_sides[key].state, on) if key in theatre.country_sides else None
        if rest in self.actors and role in ("officials", "soldiers", "media"):
            return self.side(rest, theatre, on)
        if rest in theatre.country_sides:
            sides = theatre.country_sides[rest]
            if role in _STATE_ROLES:
                return at(sides.state, on)
            return at(sides.rebels if role in _REBEL_ROLES else sides.militias if role == "militias" else (), on)
        if role in _STATE_ROLES and rest in theatre.align:
            return at(theatre.align[rest], on)
        return None

    def _actor_side(self, actor: Actor, theatre: Theatre, on: date | None, seen: set[str]) -> str | None:
        if theatre.key in actor.sides:
            return at(actor.sides[theatre.key], on)
        seen.add(actor.key)
        for member in actor.member_of:
            if member.covers(on) and member.group not in seen:
                found = self._actor_side(self.actors[member.group], theatre, on, seen)
                if found:
                    return found
        if actor.leads and actor.leads not in seen:
            found = self._actor_side(self.actors[actor.leads], theatre, on, seen)
            if found:
                return found
        if actor.country and actor.kind in ("person", "army", "ministry", "media", "officials", "government"):
            return at(theatre.align.get(actor.country, ()), on)
        return None

    def mentions(self, text: str, language: str, theatre: Theatre | None, on: date | None = None) -> list[ActorMention]:
        """Every name and generic phrase that stands for an actor, in text order, longest first, without overlap.

        Args:
            text: any text; offsets count its characters.
            language: "fr" or "en"; others are read with English phrases.
            theatre: the conflict that generic phrases are resolved for; None leaves them at their own level.
            on: day of the report, for what depends on the time ("government forces" in Kabul).
        """
        from whoholds.reference import finding

        return finding.find(self, text, language, theatre, on)

    def provisional(
        self, text: str, language: str, theatre: Theatre | None = None, known: Iterable[ActorMention] | None = None
    ) -> list[ActorMention]:
        """Named armed groups that no list knows ("the Zarma Front"), by conservative patterns.

        Args:
            text: any text.
            language: "fr" or "en".
            theatre: the conflict that it is about.
            known: the text's mentions where they have been found already.
        """
        from whoholds.reference import provisional

        found = self.mentions(text, language, theatre) if known is None else known
        return provisional.find(text, language, [(m.start, m.end) for m in found if m.named])

    def theatre_of(
        self, text: str, language: str, countries: Mapping[str, float], on: date | None = None
    ) -> Theatre | None:
        """The theatre that a text is about, None where nothing points to one clearly enough.

        Args:
            text: any text.
            language: "fr" or "en".
            countries: weight by ISO 3166 code from what else is known (places found, outlet), 0 … 1 each.
            on: day of the report; theatres that were not active that day count little.
        """
        scores = self.theatre_scores(words(text), language, countries, on)
        best = max(scores, key=lambda key: (scores[key], key), default=None)
        if best is None or scores[best] < MIN_THEATRE_SCORE:
            return None
        return self.by_theatre[best]

    def theatre_scores(
        self, text: Words, language: str, countries_: Mapping[str, float], on: date | None
    ) -> dict[str, float]:
        """How much points to each theatre: countries named, actors of its own, its terms, and what the caller knows."""
        from whoholds.reference.generic import grammar

        gloss = grammar(language).gloss
        named: Counter[str] = Counter()
        for _, _, _, keys in gloss.scan(text):
            for key in keys:
                named[countries()[key].iso] += 1
        groups: defaultdict[str, float] = defaultdict(float)
        for owners in self.index.evidence(text):
            for owner in owners:
                groups[owner] += 1.0 / len(owners)
        folds = set(text.folds)
        out: dict[str, float] = {}
        for theatre in self.by_theatre.values():
            own = sum(min(named[iso], 6) * (1.0 if n == 0 else 0.8) for n, iso in enumerate(theatre.countries))
            near = sum(min(named[iso], 4) * 0.2 for iso in theatre.near)
            terms = sum(folds.issuperset(term) for term in _folded(theatre.terms))
            known = (
                sum(countries_.get(iso, 0.0) * (1.0 if n == 0 else 0.8) for n, iso in enumerate(theatre.countries)) * 3
                + sum(countries_.get(iso, 0.0) for iso in theatre.near) * 0.4
            )
            score = own + near + 1.5 * min(groups[theatre.key], 6) + 1.6 * min(terms, 4) + known
            out[theatre.key] = score * (1.0 if theatre.active(on) else 0.4)
        return out

    def ref(self, mention: ActorMention) -> ActorRef:
        """A mention as the record that claims carry."""
        return ActorRef(mention.key, mention.text, mention.start, mention.end, mention.provisional)


@lru_cache(maxsize=256)
def _folded(terms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(fold_words(term) for term in terms)


def _distance(run: Sequence[str], wanted: Sequence[str]) -> int:
    if tuple(run) == tuple(wanted):
        return 0
    if all(word in run for word in wanted):
        return 1
    return 2 if all(any(other.startswith(word) for other in run) for word in wanted) else 9


def _build(folder: Path | None, common: Path | None, kept: Path | None, own: Path | None) -> Actors:
    parsed = Parsed(kept)
    theatres = overlay.laid_over(read_theatres(folder, parsed.load), own, parsed.load)
    actors = join(read_common(common, parsed.load), theatres)
    parsed.keep()
    return Actors(actors, {theatre.key: theatre for theatre, _ in theatres}, NameIndex(actors))


_SHIPPED: dict[tuple[object, ...], Actors] = {}  # the project's own with the user's, once read, by the user's state
