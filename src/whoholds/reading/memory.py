"""What pronouns and definite phrases point back to: a small salience list of actors and places, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from whoholds.model import Area, Event, Place, PlaceMention, Unplaced
from whoholds.reading.pointing import Pointing
from whoholds.reading.scene import FIGHTERS, LAY, STATES, Actor, named
from whoholds.reading.words import words
from whoholds.reference.folding import fold

_PLURAL = frozenset({"they", "them", "their", "theirs", "ils", "elles", "les", "leur", "leurs", "ceux"})
_THING = frozenset({"it", "its", "itself"})
_HE = frozenset({"he", "him", "his", "she", "her", "lui"})
_LEUR = frozenset({"leur", "leurs", "ils", "elles"})
_SITES = words("places", "site_nouns")
_SITE_KINDS = words("places", "site_kinds")
_AREAS = words("places", "area_nouns")
_CITIES = frozenset({"city", "ville"})
_TOWNS = frozenset({"town", "village", "hamlet", "localité", "bourg", "bourgade"})
_REACH = 1200  # characters; "the town" seldom points farther back than to what is set aside nearby
_FRENCH_SINGULAR = frozenset({"il", "elle", "son", "sa", "ses", "celui", "celle", "lui"})
_ECHO = 400  # characters that a pronoun may stand behind the voice that it takes up
_PEOPLE = frozenset(
    {"officials", "analysts", "diplomats", "residents", "journalists", "soldiers", "spokesperson", "unnamed"}
)
_ORGANS = frozenset({"social_media", "humanitarian", "monitor"})
_ONE = words("actors", "one")


def _one(text: str) -> bool:
    """Is it a single person by its words ("a resident", "un habitant", "spokesman")?"""
    return not _ONE.isdisjoint(text.lower().replace("'", " ").split())


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor mentioned at an offset; `weight` is higher for subjects and speakers."""

    offset: int
    actor: Actor
    weight: float


@dataclass(frozen=True, slots=True)
class Holding:
    """What one side of a list's entry says of the places on its other side. `sure`: in words that mean nothing else."""

    event: Event
    actor: Actor | None
    sure: bool


@dataclass(slots=True)
class Memory:
    """Mentions so far in the report, oldest first."""

    actors: list[Seen] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    capitals: frozenset[str] = frozenset()  # folded names of the capitals of the report's countries
    epithets: frozenset[int] = frozenset()  # offsets of places that a common noun stands for ("the capital")
    pointing: Pointing = field(default_factory=Pointing)
    ours: bool = False  # does the report speak of "our forces", or is it signed by fighters?
    voices: set[str] = field(default_factory=set)  # keys of who has spoken in the report
    quoting: Actor | None = None  # whose words the paragraph at hand is as a whole
    heading: Holding | None = None  # of a list, where the block before ended in a colon
    heard: list[Actor] = field(default_factory=list)  # speakers, the last at the end
    fled: set[int] = field(default_factory=set)  # offsets of places that people fled to

    def saw(self, actor: Actor, weight: float) -> None:
        """Note an actor; only those with a key can be pointed back to."""
        if actor.key is not None and actor.kind != "object" and actor.key != "spokesperson":
            self.actors.append(Seen(actor.start, actor, weight))

    def who(
        self,
        word: str,
        offset: int,
        *,
        fighters: bool = False,
        speakers: bool = False,
        irregular: bool = False,
        without: str | None = None,
        since: int | None = None,
    ) -> Actor | None:
        """The actor a pronoun before `offset` stands for: recent, prominent, alike in number.

        Scores are recency (halved every 300 characters) times prominence; the figures are a 25-line version of
        the classic salience list (Lappin and Leass 1994). `irregular` asks for a group that is no state's army;
        `without` leaves out the key of who calls somebody an enemy; `since` is where the pronoun's sentence begins.
        """
        best: tuple[float, Actor] | None = None
        for seen in reversed(self.actors[-40:]):
            if seen.offset >= offset or (
                without is not None and seen.actor.key in (without, without.partition(":")[2])
            ):
                continue
            fit = self._fit(word, seen.actor, fighters, speakers)
            if speakers and any(a.key == seen.actor.key for a in self.heard[-2:]):
                fit *= 2.0
            if irregular and seen.actor.kind in ("army", "soldiers", "police", "government", "state"):
                fit *= 0.1  # "the group", "le mouvement" is no army
            if since is not None and seen.offset >= since:
                fit *= 1.8  # named in the pronoun's own sentence
            score = fit * seen.weight * 0.5 ** ((offset - seen.offset) / 300)
            if score > 0 and (best is None or score > best[0]):
                best = (score, seen.actor)
        return best[1] if best else None

    def hears(self, actor: Actor) -> None:
        """Note who speaks, for "he added" and "the same source"."""
        if actor.key is not None and actor.kind != "object":
            self.heard.append(actor)

    def last_voice(self, offset: int, word: str = "") -> Actor | None:
        """Who spoke last before `offset`, within reach of a pronoun and alike in number where one is given."""
        for actor in reversed(self.heard[-6:]):
            if not 0 < offset - actor.start <= (_ECHO if word else 3 * _ECHO):
                continue
            plural = actor.plural or (actor.kind in LAY and actor.kind not in _ORGANS and not _one(actor.text))
            person = actor.kind in ("person", "leader", "president") or _one(actor.text)
            if (
                not word
                or (word in ("he", "she") and (person or (not plural and actor.kind in _PEOPLE)))
                or (word == "it" and not plural and not person)
                or (word in _FRENCH_SINGULAR and not plural)
                or (word in _PLURAL and (plural or (word == "they" and not person)))
            ):
                return actor
        return None

    def single(self, offset: int) -> Actor | None:
        """The last subject before `offset` that is one person without a name ("a resident disagreed")."""
        for seen in reversed(self.actors[-6:]):
            if 0 < offset - seen.offset <= _ECHO and seen.weight >= 1.5:
                lone = seen.actor.kind in _PEOPLE and _one(seen.actor.text) and not seen.actor.plural
                return seen.actor if lone else None
        return None

    def fits(self, word: str, actor: Actor) -> bool:
        """May a pronoun stand for an actor, by number and kind?"""
        return self._fit(word, actor, False, False) >= 0.4

    def _fit(self, word: str, actor: Actor, fighters: bool, speakers: bool) -> float:
        person = actor.kind in ("person", "leader", "president")
        if word in _HE:
            fit = (
                0.05
                if actor.plural
                else 1.0
                if person
                else 0.6
                if actor.kind in ("officials", "analysts", "diplomats", "monitor", "media")
                else 0.1
            )
        elif word in _THING:
            fit = 0.0 if person else 1.0 if not actor.plural else 0.5 if actor.named and actor.kind in FIGHTERS else 0.0
        elif word in _PLURAL:
            fit = 1.0 if actor.plural or actor.kind in LAY else 0.05 if person else 0.2 if word in _LEUR else 0.45
        elif word in _FRENCH_SINGULAR:
            fit = 0.3 if actor.plural else 1.0
        else:
            fit = 0.7
        if fighters:
            fit *= 1.0 if actor.kind in FIGHTERS else 0.3 if actor.kind in STATES else 0.005
        if speakers:
            fit *= 0.2 if actor.kind == "object" else 2.0 if actor.key in self.voices else 1.0
        return fit

    def place(self, offset: int, noun: str = "", skip: frozenset[int] = frozenset()) -> PlaceMention | None:
        """The settlement that "it", "there" or "the city" before (or just after) `offset` stands for."""
        before = [p for p in self.places if p.start < offset and p.start not in skip]
        called = [p for p in before if noun and self.pointing.called.get(p.start) == noun]
        plain = [p for p in before if p.start not in self.pointing.aside and p.start not in self.fled]
        near = [p for p in plain if offset - p.start < _REACH]
        return self._last(called[-1:], noun) or self._last(near, noun) or self._last(before, noun)

    def _last(self, mentions: list[PlaceMention], noun: str) -> PlaceMention | None:
        airport = noun in _SITES
        for mention in reversed(mentions):
            ref = mention.place
            if noun in ("capital", "capitale"):
                if isinstance(ref, Place) and {fold(mention.place.name or ""), fold(ref.label)} & self.capitals:
                    return mention
                continue
            if noun in _AREAS:
                if isinstance(ref, Area):
                    return mention
                continue
            if noun and noun not in _CITIES and mention.start in self.epithets:
                continue  # "the town" is not the capital on the way to it
            if noun in _TOWNS and isinstance(ref, Place) and fold(ref.label) in self.capitals:
                continue
            if isinstance(ref, Unplaced) and named(ref) and not airport:
                return mention
            if isinstance(ref, Place):
                if airport and ref.kind not in _SITE_KINDS:
                    continue
                if noun in _CITIES | _TOWNS and ref.kind in _SITE_KINDS:
                    continue  # "the city" is not its airport
                return mention
        return None

    def last_places(self, offset: int, count: int) -> list[PlaceMention]:
        """The last distinct settlements before `offset`, in reading order."""
        out: dict[str, PlaceMention] = {}
        for mention in reversed([p for p in self.places if p.start < offset]):
            if isinstance(mention.place, Place) and mention.start not in self.pointing.told and len(out) < count:
                out.setdefault(mention.place.id, mention)
        return list(reversed(out.values()))

    def place_after(self, offset: int, limit: int) -> PlaceMention | None:
        """The first settlement named soon after, for a pronoun that points forward ("Elles l'ont quittée : Bara …")."""
        for mention in self.places:
            if offset < mention.start < limit and isinstance(mention.place, Place):
                return mention
        return None
