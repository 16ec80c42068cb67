"""Sentences without a verb that say of a place what was last said of another: "Rastan too, around six"."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Frame
from whoholds.reading.scene import FIGHTERS, Scene

_FRAME = Frame("capture/likewise", Event.CAPTURE, ("likewise",), (), (), (), echo=True)

_INSIDE_FRAME = Frame("enter/inside", Event.ENTER, ("inside",), (), (), ())
_INSIDE = frozenset({"inside", "à l'intérieur de", "à le intérieur de", "à intérieur de", "dans"})


class Echoes:
    """Finds such sentences in one scene."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.g = scene.grammar

    def find(self) -> list[Happening]:
        """One happening for each sentence of a name and "too"; what happened is filled in from the context."""
        out = []
        for sentence in self.g.doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not tokens or any(self.g.is_verb(t) or t.pos_ == "AUX" for t in tokens):
                continue
            likewise = next((t for t in tokens[:8] if self.scene.lexicon.is_in(self.g.word(t), "likewise")), None)
            named = [t for t in tokens if self.scene.place_at(t) is not None]
            if likewise is None or not named or not self._at_edge(named, tokens, likewise):
                continue
            sites = [(site, PlaceRole.AT) for t in self._heads(named) if (site := self.args.site(t)) is not None]
            out.append(Happening(_FRAME, _FRAME.event, named[0], None, None, list(sites)))
        return out

    def inside(self) -> list[Happening]:
        """Verbless headlines: "Rebels inside Aleppo"."""
        out = []
        for sentence in self.g.doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if any(self.g.is_verb(t) or t.pos_ == "AUX" for t in tokens):
                continue
            for token in tokens:
                actor = self.args.actor(token) if self.scene.actor_at(token) is not None else None
                if actor is None or actor.kind not in FIGHTERS:
                    continue
                for oblique in self.g.obliques(token):
                    site = self.args.site(oblique.noun) if oblique.prep in _INSIDE else None
                    if site is not None and self.scene.place_at(oblique.noun) is not None:
                        out.append(Happening(_INSIDE_FRAME, Event.ENTER, token, actor, None, [(site, PlaceRole.AT)]))
        return out

    def _at_edge(self, named: list[Token], tokens: list[Token], likewise: Token) -> bool:
        """The name opens the sentence and "too" follows it, or "Idem à X" is all there is."""
        opening = [t for t in tokens if t.i < named[0].i and not t.is_punct]
        return len(opening) <= 2 and (likewise.i > named[0].i or likewise.i == tokens[0].i)

    def _heads(self, named: list[Token]) -> list[Token]:
        """One token for each place."""
        seen: set[int] = set()
        out = []
        for token in named:
            place = self.scene.place_at(token)
            if place is not None and place.start not in seen:
                seen.add(place.start)
                out.append(token)
        return out
