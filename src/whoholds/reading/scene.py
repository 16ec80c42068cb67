"""What is known about one block before events are looked for: its tree and the mentions on its tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from whoholds.model import Area, Described, Place, PlaceMention, PlaceRef, TimeMention, Unplaced
from whoholds.reading.grammar import Grammar
from whoholds.reading.lexicon import Lexicon
from whoholds.reading.parse import Parsed
from whoholds.reference.folding import fold
from whoholds.reference.mention import ActorMention

# Kinds of actor (`reference.mention`) by what they can do.
FIGHTERS = frozenset({
    "armed_group", "army", "soldiers", "paramilitary", "militia", "coalition", "command", "police", "security_forces",
    "border_guards", "peacekeepers", "company", "tribe", "fighters",
})  # fmt: skip
STATES = frozenset({"government", "state", "ministry", "person", "officials", "party"})
LAY = frozenset({
    "residents", "civilians", "witnesses", "protesters", "students", "prisoners", "families", "refugees",
    "health_workers", "rescuers", "journalists", "humanitarian", "analysts", "diplomats", "object",
    "social_media", "supporters",
})  # fmt: skip

_MARKS = ("«“„", "»”")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in an argument slot. `key` is None where the phrase names nobody in particular."""

    token: Token
    key: str | None
    kind: str
    start: int
    end: int
    text: str
    plural: bool = False
    named: bool = False
    provisional: bool = False
    own: bool = False  # "our forces": whoever tells the report

    @property
    def can_fight(self) -> bool:
        """Could it take or hold ground?"""
        return self.kind in FIGHTERS or self.kind in STATES or self.kind in ("unknown", "anaphor")


@dataclass(slots=True)
class Scene:
    """A block with its mentions. `actors` and `places` are by token index."""

    parsed: Parsed
    grammar: Grammar
    lexicon: Lexicon
    actors: dict[int, ActorMention] = field(default_factory=dict)
    places: dict[int, PlaceMention] = field(default_factory=dict)
    peoples: dict[int, ActorMention] = field(default_factory=dict)
    times: list[TimeMention] = field(default_factory=list)
    title: bool = False
    index: int = 0

    def actor_at(self, token: Token) -> ActorMention | None:
        """The actor mention that the token heads or is part of."""
        return self.actors.get(token.i)

    def people_at(self, token: Token) -> ActorMention | None:
        """The army that the token, an adjective of nationality, may stand for."""
        return self.peoples.get(token.i)

    def place_at(self, token: Token) -> PlaceMention | None:
        """The toponym that the token heads or is part of."""
        return self.places.get(token.i)

    def in_quotes(self, token: Token) -> bool:
        """Does the token stand between quotation marks of its paragraph?"""
        before = self.parsed.text[self.parsed.start : self.parsed.starts[token.i]]
        opened, closed = (sum(before.count(mark) for mark in marks) for marks in _MARKS)
        return opened > closed or before.count('"') % 2 == 1

    def offsets(self, token: Token) -> tuple[int, int]:
        """The token's span in the report."""
        return self.parsed.starts[token.i], self.parsed.ends[token.i]


def build(
    parsed: Parsed,
    grammar: Grammar,
    lexicon: Lexicon,
    actors: Iterable[ActorMention],
    places: Iterable[PlaceMention],
    times: Sequence[TimeMention],
    peoples: Iterable[ActorMention] = (),
) -> Scene:
    """Lay the block's mentions on its tokens; where a place and an actor overlap, the longer wins."""
    scene = Scene(parsed, grammar, lexicon, times=list(times))
    for mention in actors:
        if mention.start < parsed.end and parsed.start < mention.end:
            for token in parsed.tokens_in(mention.start, mention.end):
                scene.actors[token.i] = mention
    for people in peoples:
        if people.start < parsed.end and parsed.start < people.end:
            scene.peoples.update((t.i, people) for t in parsed.tokens_in(people.start, people.end))
    for place in places:
        if place.start < parsed.end and parsed.start < place.end:
            for token in parsed.tokens_in(place.start, place.end):
                scene.places[token.i] = place
    return scene


UNKNOWN = "unknown name"
"""Why a name has no place: no gazetteer knows it. It is a place all the same."""


def named(ref: PlaceRef) -> bool:
    """Is it a place by its own name, be it one without coordinates?"""
    return point_of(ref) is not None or (isinstance(ref, Unplaced) and ref.reason == UNKNOWN)


def spot_of(ref: PlaceRef) -> str | None:
    """What tells one named place from another: its id, or its folded name; None where there is neither."""
    point = point_of(ref)
    if point is not None:
        return point.id
    return fold(ref.name) if named(ref) and ref.name else None


def point_of(ref: PlaceRef) -> Place | Area | None:
    """The gazetteer row behind a reference, if any."""
    if isinstance(ref, Described):
        return ref.anchor
    if isinstance(ref, (Place, Area)):
        return ref
    return None
