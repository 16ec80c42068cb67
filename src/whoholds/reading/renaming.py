"""What somebody calls a withdrawal that was told: "described the move as a redeployment", "called it a rout"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from whoholds.model import Event
from whoholds.reading.grammar import Grammar
from whoholds.reading.lexicon import Lexicon

_LEAVING = frozenset({Event.WITHDRAW, Event.REDEPLOY, Event.FLEE, Event.LOSS, Event.SURRENDER})
_TAKING = frozenset({Event.CAPTURE, Event.HANDOVER, Event.ENTER})
_AS = frozenset({"as", "comme"})


class Renamed:
    """Finds such words in one block.

    Args:
        grammar: of the block.
        lexicon: what nouns tell which event.
        classes: word classes of the cue file: "call", "move" and "back".
    """

    def __init__(self, grammar: Grammar, lexicon: Lexicon, classes: Mapping[str, frozenset[str]]) -> None:
        self.g = grammar
        self.lex = lexicon
        self.classes = classes

    def noun(self, verb: Token) -> Token | None:
        """The noun that a verb of calling gives to what was told before; None where it does nothing of the kind."""
        if self.g.lemma(verb) not in self.classes["call"] or self.g.negated(verb):
            return None
        thing = next((c for c in self.g.children(verb) if c.dep_ in ("dobj", "nsubj") and self._taken_up(c)), None)
        link = self.g.link(verb)
        if thing is None and link.kind == "relative" and self.g.word(link.head) in self.classes["thing"]:
            thing = link.head  # "something they describe as a retreat"
        if thing is None:
            return None
        near = [c for c in self.g.children(verb) if c.i > thing.i]
        for as_ in (c for t in (verb, thing) for c in self.g.children(t) if self.g.word(c) in _AS):
            near += self.g.children(as_)
        names = [n for n in near if n.pos_ in ("NOUN", "PROPN", "VERB") and n.i != thing.i]
        return next((n for n in names if self.event(n) is not None), None)

    def _taken_up(self, noun: Token) -> bool:
        return self.g.word(noun) in self.classes["back"] or self.g.lemma(noun) in self.classes["move"]

    def event(self, noun: Token) -> Event | None:
        """What a noun tells, where it is of leaving or of taking."""
        events = [f.event for f in self.lex.nouns.get(self.g.lemma(noun), ())]
        return events[-1] if events and events[-1] in _LEAVING | _TAKING else None

    @staticmethod
    def fits(said: Event, told: Event) -> bool:
        """Can what is called so be what was told: leaving for leaving, taking for taking?"""
        return any(said in kind and told in kind for kind in (_LEAVING, _TAKING))
