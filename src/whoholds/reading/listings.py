"""Lists of who holds what: "Goma: M23", "Held by the army: A, B and C", "Omdurman : disputé", rows of a table.

An entry is two phrases with a colon, a dash or a bar between them. One names places and nothing else; the other a body
of fighters, with or without a word of holding, or a state of dispute or siege. What has any other word in it, before a
comma or bracket, is no entry: headlines and statements with a colon stay with those who read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Frame
from whoholds.reading.memory import Holding
from whoholds.reading.scene import FIGHTERS, Scene, named
from whoholds.reading.sites import Site
from whoholds.reading.words import words

_ENDS = re.compile(r"(?<=[.;!?])\s+|\n+|\s[•·]\s|\s/\s")
_SIGNS = re.compile(r"\s*:\s+|\s+[–—-]\s+|\s*\|\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
_TAIL = re.compile(r"\s*(?:[,(|]|\s[–—-]\s)")
_HELD, _TAKEN, _PARTS = words("listings", "held"), words("listings", "taken"), words("listings", "parts")
_STATES = (
    (Event.CLASH, words("listings", "disputed"), words("listings", "disputed_core")),
    (Event.BESIEGE, words("listings", "besieged"), words("listings", "besieged_core")),
)
_RULERS = frozenset({"state", "government", "party"})


class Listings:
    """Finds the entries of one scene."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.parsed = scene.parsed

    def find(self) -> list[Happening]:
        """One happening for each entry, its places as sites; a heading over a list of places is kept for those."""
        memory, text = self.args.memory, self.parsed.text
        start, end = self.parsed.start, self.parsed.end
        heading, memory.heading = memory.heading, None
        whole = text[start:end].rstrip()
        if whole.endswith(":"):
            memory.heading = self._holding(start, start + len(whole) - 1)
            if memory.heading is not None and not (memory.heading.sure or memory.heading.actor):
                memory.heading = None
        places = self._places(start, end) if heading is not None else []
        if heading is not None and places:
            memory.heading = heading
            return [self._happening(heading, places, self._all(start, end))]
        found = [entry for a, b in self._pieces() if (entry := self._entry(a, b)) is not None]
        several = len(found) > 1
        return [
            self._happening(holding, sites, own)
            for holding, sites, clear, own in found
            if holding.sure or (not self.scene.title and (several or clear))
        ]

    def _pieces(self) -> Iterator[tuple[int, int]]:
        at = self.parsed.start
        for sign in _ENDS.finditer(self.parsed.text, self.parsed.start, self.parsed.end):
            yield at, sign.start()
            at = sign.end()
        yield at, self.parsed.end

    def _entry(self, start: int, end: int) -> tuple[Holding, list[Token], bool, set[int]] | None:
        """What a piece says and of which places, and whether it says so beside no other entry."""
        text = self.parsed.text
        if text[start:end].lstrip().startswith("|"):
            start = text.index("|", start) + 1
        for sign in _SIGNS.finditer(text, start, end):
            left, right = (start, sign.start()), (sign.end(), self._cut(sign.end(), end))
            places, behind = self._places(*left), self._holding(*right) or self._holding(right[0], end)
            if behind is not None and places and not text[: right[1] + 1].endswith("?"):
                return behind, places, True, self._all(start, end)
            before = self._holding(*left)
            listed = self._places(sign.end(), end) if before is not None else []
            if before is not None and listed and not text[:end].endswith("?"):
                return before, listed, len(listed) > 1 and not self._country(*left), self._all(start, end)
        return None

    def _cut(self, start: int, end: int) -> int:
        """Where a phrase ends: at a comma, a bracket, the next cell."""
        tail = _TAIL.search(self.parsed.text, start, end)
        return tail.start() if tail is not None and tail.start() > start else end

    def _tokens(self, start: int, end: int) -> list[Token]:
        """The words of a phrase, what stands in brackets left out."""
        inside = [m.span() for m in _BRACKETS.finditer(self.parsed.text, start, end)]
        tokens = [t for t in self.parsed.tokens_in(start, end) if not t.is_punct and not t.is_space]
        return [t for t in tokens if not any(a <= self.scene.offsets(t)[0] < b for a, b in inside)]

    def _all(self, start: int, end: int) -> set[int]:
        return {t.i for t in self.parsed.tokens_in(start, end)}

    def _words(self, token: Token) -> set[str]:
        return {self.parsed.word(token).lower().strip(".,;"), self.scene.grammar.word(token)}

    def _dated(self, token: Token) -> bool:
        at = self.scene.offsets(token)[0]
        return any(t.start <= at < t.end for t in self.scene.times)

    def _places(self, start: int, end: int) -> list[Token]:
        """The heads of a phrase that names places and parts of them; nothing where it says anything else."""
        heads: dict[int, Token] = {}
        for token in self._tokens(start, end):
            mention = self.scene.place_at(token)
            if mention is not None:
                heads.setdefault(mention.start, self.parsed.head_in(mention.start, mention.end) or token)
            elif not self._words(token) & _PARTS:
                return []
        return list(heads.values())

    def _country(self, start: int, end: int) -> bool:
        return any(self.scene.place_at(t) is not None for t in self._tokens(start, end))

    def _holding(self, start: int, end: int) -> Holding | None:
        """Who a phrase says holds something, or in what state it is; None where it says anything else."""
        tokens = [t for t in self._tokens(start, end) if not self._dated(t)]
        if not tokens or len(tokens) > 9:
            return None
        for event, allowed, core in _STATES:
            spoken = [self._words(t) for t in tokens]
            if all(w & allowed for w in spoken) and any(w & core for w in spoken):
                return Holding(event, None, True)
        actors: dict[int, Token] = {}
        sure, event = False, Event.HOLD
        for token in tokens:
            mention = self.scene.actor_at(token) or self.scene.people_at(token)
            said = self._words(token)
            if mention is not None:
                actors.setdefault(mention.start, self.parsed.head_in(mention.start, mention.end) or token)
            elif said & _TAKEN:
                sure, event = True, Event.CAPTURE
            elif said & _HELD:
                sure = sure or len(tokens) > 2
            else:
                return None
        found = [a for t in actors.values() if (a := self.args.actor(t) or self.args.people(t)) is not None]
        if not found or found[0].key is None:
            return None  # of several that hold it together the first
        if found[0].kind not in FIGHTERS and found[0].kind not in _RULERS:
            return None
        return Holding(event, found[0], sure)

    def _happening(self, holding: Holding, places: Sequence[Token], own: set[int]) -> Happening:
        sites: list[tuple[Site, PlaceRole | None]] = []
        for token in places:
            site = self.args.site(token)
            if site is not None and named(site.ref):
                sites.append((site, site.role or PlaceRole.AT))
        frame = Frame(f"{holding.event.value}/listing", holding.event, ("listing",), (), (), ())
        return Happening(frame, holding.event, places[0], holding.actor, None, sites, consumed=own, listed=True)


__all__ = ["Listings"]
