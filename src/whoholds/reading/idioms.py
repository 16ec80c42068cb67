"""Idioms of possession: "in the hands of", "sous le contrôle de".

Capture after a verb of becoming, hold after a verb of being.
"""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.happenings import Happening, Rejected
from whoholds.reading.lexicon import Frame
from whoholds.reading.scene import Scene
from whoholds.reading.slots import Slots
from whoholds.reading.words import words

_OWN = words("actors", "own")
_THEIRS = words("actors", "possessives")


class Hands:
    """Finds the idioms of one scene; `rejected` is the caller's list."""

    def __init__(self, scene: Scene, args: Arguments, slots: Slots, rejected: list[Rejected]) -> None:
        self.scene = scene
        self.args = args
        self.slots = slots
        self.g = scene.grammar
        self.lex = scene.lexicon
        self.rejected = rejected

    def find(self, noun: Token) -> Happening | None:
        """What an idiom around `noun` says; None where there is none."""
        lemma, word = self.g.lemma(noun), self.g.word(noun)
        tables = (self.lex.hands, self.lex.hands_lost)
        if not any(lemma in table or word in table for table in tables):
            return None
        preps, lost = (t.get(lemma) or t.get(word) or frozenset() for t in tables)
        if not preps and not lost:
            return None
        verb, prep = self._governor(noun)
        back = prep.startswith("back ")
        prep = prep.removeprefix("back ")
        if verb is None or prep not in preps | lost:
            return None
        governor = (
            self.g.lemma(verb)
            if verb.i != noun.i and not self._predicate(verb)
            else ("être" if self.scene.parsed.language == "fr" else "be")
        )
        bare = self.args.site(verb) is not None and not self.g.is_verb(verb)
        if prep in lost:
            event = Event.LOSS
        elif back or self.lex.is_in(governor, "become"):
            event = Event.CAPTURE
        elif self.lex.is_in(governor, "stay") or bare:
            event = Event.HOLD
        else:
            return None
        place = self.g.object(verb) if self.g.passive(verb) and self.g.agent(verb) else self.g.surface_subject(verb)
        if bare:
            place = verb
        elif verb.i == noun.i:
            place = self.g.own_subject(noun)
        if place is None:
            place = self.g.object(verb)
        sites = [
            (s, s.role or PlaceRole.AT)
            for first in ([place, *self.slots.afterthoughts(place, verb)] if place is not None else [])
            for t in self.slots.spread(first)
            for s in self.args.places(t)
        ]
        holder = next(
            (a for o in self.g.obliques(noun) if o.prep in ("of", "de") and (a := self.args.actor(o.noun)) is not None),
            None,
        )
        if holder is None:
            for child in self.g.children(noun):
                mention = self.scene.actor_at(child) or self.scene.people_at(child)
                if mention is not None or self.g.word(child) in _OWN or child.dep_ == "poss":
                    holder = self.args.actor(child)
                elif self.g.word(child) in _THEIRS:
                    holder = self.args.pronoun(child)  # "demeure en leur pouvoir"
        beside = self.g.doc[noun.i - 1] if holder is None and noun.i else None
        if beside is not None and beside.pos_ == "PROPN" and self.scene.actor_at(beside) is not None:
            holder = self.args.actor(beside)  # "in RSF hands", whatever the tree says
        if not sites or holder is None or not holder.can_fight:
            start, end = self.scene.offsets(noun)
            self.rejected.append(Rejected(start, end, f"{event.value}/{lemma}", "no_place_or_no_holder"))
            return None
        frame = Frame(f"{event.value}/{governor} {prep} {lemma}", event, (lemma,), (), (), ())
        found = Happening(frame, event, verb, holder, None, list(sites))
        found.consumed |= {noun.i, verb.i}
        return found

    def _governor(self, noun: Token) -> tuple[Token | None, str]:
        preposition = getattr(self.g, "preposition", None)
        inserted = self._set_off(noun)
        behind = self.g.doc[noun.i + 1 : noun.i + 6]
        if inserted is not None and any(t.text == "," for t in behind):
            return inserted  # "X, in rebel hands since May, went to the army"
        if preposition is not None and noun.dep_ == "conj" and self._predicate(noun.head):
            return noun.head, preposition(noun)  # "est calme et aux mains de"
        for above in self.g.ancestors(noun)[:4]:
            if (
                self.g.is_verb(above)
                or above.pos_ == "AUX"
                or self._predicate(above)
                or (self.scene.place_at(above) is not None and above.i < noun.i)
            ):
                for oblique in self.g.obliques(above):
                    if oblique.noun.i == noun.i:
                        return above, oblique.prep
        if inserted is not None:
            return inserted
        if preposition is not None and any(c.dep_ == "cop" for c in self.g.children(noun)):
            return noun, preposition(noun)
        return None, ""

    def _set_off(self, noun: Token) -> tuple[Token, str] | None:
        """The name that it stands behind, whatever the tree says: "the mayor of X, still under rebel control"."""
        doc = self.g.doc
        prep = next((t for t in reversed(doc[max(0, noun.i - 4) : noun.i]) if t.pos_ == "ADP"), None)
        at = prep.i - 1 if prep is not None else 0
        while at > 0 and doc[at].pos_ == "ADV":
            at -= 1
        if prep is None or at < 1 or doc[at].text != "," or self.scene.place_at(doc[at - 1]) is None:
            return None
        return doc[at - 1], self.g.word(prep)

    def _predicate(self, token: Token) -> bool:
        return token.pos_ == "ADJ" and any(c.dep_ == "cop" for c in self.g.children(token))
