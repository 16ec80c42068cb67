"""Places said to belong to a people: "Lyman is still Russian", "Lyman est redevenue ukrainienne"."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Frame
from whoholds.reading.scene import Scene, named

_PREDICATES = frozenset({"acomp", "attr", "oprd", "xcomp"})


class Belonging:
    """Finds them in one scene; only adjectives that stand for somebody's forces are looked at."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.g = scene.grammar
        self.lex = scene.lexicon

    def find(self) -> list[Happening]:
        """One happening for each adjective that says whose a named place is."""
        out = []
        for index in sorted(self.scene.peoples):
            found = self._said(self.g.doc[index])
            if found is not None:
                out.append(found)
        return out

    def _said(self, people: Token) -> Happening | None:
        copula = next((c for c in self.g.children(people) if c.dep_ == "cop"), None)
        verb = people if copula is not None else people.head
        if people.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB") or (copula is None and people.dep_ not in _PREDICATES):
            return None
        event = self._event(verb, copula)
        subject = self.g.surface_subject(verb)
        site = self.args.site(subject) if event is not None else None
        actor = self.args.people(people) if site is not None and named(site.ref) else None
        if event is None or site is None or actor is None or not actor.can_fight:
            return None
        frame = Frame(f"{event.value}/{self.g.lemma(copula or verb)} (people)", event, (), (), (), ())
        found = Happening(frame, event, verb, actor, None, [(site, site.role or PlaceRole.AT)])
        found.consumed |= {verb.i, people.i}
        return found

    def _event(self, verb: Token, copula: Token | None) -> Event | None:
        """Becoming is taking; remaining, or being with a word that says that it could have changed, is holding."""
        lemma = self.g.lemma(copula or verb)
        beside = {self.g.word(c) for c in self.g.children(verb)} | {
            self.g.word(c) for c in self.g.children(copula or verb)
        }
        if self.lex.is_in(lemma, "turn") or any(self.lex.is_in(w, "again") for w in beside):
            return Event.CAPTURE
        if self.lex.is_in(lemma, "remain") or any(self.lex.is_in(w, "as_before") for w in beside):
            return Event.HOLD
        return None
