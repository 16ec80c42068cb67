"""What a second clause leaves out because the first has said it: "The army took Sake and the militia Minova"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from whoholds.model import PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening
from whoholds.reading.scene import FIGHTERS, Scene, named

_JOINS = frozenset({"and", "et", ",", ";", "while", "tandis"})


class Gaps:
    """Finds them in one scene."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.g = scene.grammar

    def find(self, happenings: Iterable[Happening]) -> list[Happening]:
        """One happening for each further actor that a place follows at once, behind a verb that has both already.

        The parser has no arc for what is left out, so that the order of words decides.
        """
        out = []
        for first in happenings:
            if first.nominal or first.actor is None or not any(s.source == "object" for s in first.frame.place):
                continue
            for place in self._behind(first.trigger):
                actor, site = self.args.actor(self.g.doc[place.i - 1]), self.args.site(place)
                if actor is None or actor.kind not in FIGHTERS or site is None or not named(site.ref):
                    continue
                role = first.sites[0][1] if first.sites else PlaceRole.AT
                if len(first.sites) > 1:
                    first.sites = [s for s in first.sites if s[0].ref != site.ref]
                if first.target is not None and first.target.key == actor.key:
                    first.target = None
                out.append(Happening(first.frame, first.event, first.trigger, actor, None, [(site, role)]))
        return out

    def _behind(self, verb: Token) -> Iterator[Token]:
        """Places right behind an actor that a conjunction or comma introduces, before the next verb."""
        doc = self.g.doc
        for token in doc[verb.i + 1 : verb.sent.end]:
            if self.g.is_verb(token):
                return
            mention = self.scene.actor_at(doc[token.i - 1])
            if self.scene.place_at(token) is None or mention is None or self.scene.actor_at(token) is not None:
                continue
            start = self.scene.parsed.tokens_in(mention.start, mention.end)[0].i
            while start > verb.i and doc[start - 1].pos_ == "DET":
                start -= 1
            if self.g.word(doc[start - 1]) in _JOINS and self.scene.place_at(doc[token.i - 1]) is None:
                yield token
