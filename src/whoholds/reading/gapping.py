"""What a second clause leaves out because the first has said it: "The army took Sake and the militia Minova"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from whoholds.model import PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening
from whoholds.reading.scene import FIGHTERS, Scene, named

_DO = frozenset({"do", "have", "be"})
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
        out: list[Happening] = []
        for first in happenings:
            out.extend(self._likewise(first))
            if first.nominal or first.actor is None or not any(s.source == "object" for s in first.frame.place):
                continue
            for place in self._behind(first.trigger):
                before = self.g.doc[place.i - (2 if self.g.doc[place.i - 1].text == "," else 1)]
                actor, site = self.args.actor(before), self.args.site(place)
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
            set_off = doc[token.i - 1].text == ","  # "the army holds Sennar; the militia, Dinder"
            mention = self.scene.actor_at(doc[token.i - 2 if set_off else token.i - 1])
            if self.scene.place_at(token) is None or mention is None or self.scene.actor_at(token) is not None:
                continue
            start = self.scene.parsed.tokens_in(mention.start, mention.end)[0].i
            while start > verb.i and doc[start - 1].pos_ == "DET":
                start -= 1
            joins = _JOINS - {","} if set_off else _JOINS
            if self.g.word(doc[start - 1]) in joins and self.scene.place_at(doc[token.i - 1]) is None:
                yield token

    def _likewise(self, first: Happening) -> Iterator[Happening]:
        """As in "X remains with the army, and so does Y", "the army has left, and so have the militias"."""
        for verb in self.g.children(first.trigger):
            if self.g.lemma(verb) not in _DO or verb.i < first.trigger.i:
                continue
            below = self.g.children(verb)
            other = next((c for c in below if c.dep_.startswith(("nsubj", "dobj")) and c.i > verb.i), None)
            if other is None or not any(self.g.word(c) == "so" and c.i < verb.i for c in below):
                continue
            said = self.g.surface_subject(first.trigger)
            role = next((r for s, r in first.sites if said is not None and s.token.i == said.i), None)
            site = self.args.site(other) if role is not None else None
            if role is not None and site is not None and named(site.ref):
                yield replace(first, trigger=verb, sites=[(site, role)])
            elif role is None and (actor := self.args.actor(other)) is not None and actor.kind in FIGHTERS:
                yield replace(first, trigger=verb, actor=actor)
