"""Which time expression belongs to which event of its sentence: by the tree, and by position where the tree errs."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from whoholds.reading.grammar import Grammar
from whoholds.reading.happenings import Happening
from whoholds.reading.words import words

STOPS = frozenset({".", "!", "?", "…"})
_STOPS = STOPS | {";"}
_NEAR = 12  # tokens between an event and the expression beside it
_OPENERS = words("times", "clause_openers")
_LEADING = ("ADP", "DET", "PUNCT", "CCONJ", "ADV", "ADJ")


def sentence(g: Grammar, token: Token, stops: frozenset[str] = _STOPS) -> tuple[int, int]:
    """The sentence by its punctuation: the parser cuts behind a day that opens it ("Mardi, …")."""
    start, end = token.i, token.i + 1
    while start > 0 and g.doc[start - 1].text not in stops:
        start -= 1
    while end < len(g.doc) and g.doc[end - 1].text not in stops:
        end += 1
    return start, end


class Timing:
    """Answers for the events of one scene."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar
        self.verbs: frozenset[int] = frozenset()  # tokens of the scene's events, once they are known
        self.nouns: frozenset[int] = frozenset()

    def meet(self, happenings: Sequence[Happening]) -> None:
        """Note the scene's events: an expression beside one of them dates no other."""
        self.verbs = frozenset(h.trigger.i for h in happenings if not h.nominal)
        self.nouns = frozenset(h.trigger.i for h in happenings if h.nominal)

    def belongs(self, token: Token, happening: Happening, stop: int | None) -> int | None:
        """How far the expression stands from the event that it dates; None where it dates another."""
        trigger, verb = happening.trigger, happening.support or happening.trigger
        start, end = sentence(self.g, trigger)
        if not start <= token.i < end:
            return None
        mine = self._beside(token, trigger if happening.nominal else verb, nominal=happening.nominal)
        if mine:
            return 0
        if self._taken(token, verb):
            return None
        distance = self._distance(token, trigger, verb, stop)
        if distance is None and self._opens(token, start) and self._main(verb, start):
            return 12
        return distance

    def _beside(self, token: Token, trigger: Token, *, nominal: bool) -> bool:
        """Does the expression stand behind the event with no other verb, noun of an event or clause between?"""
        if token.i <= trigger.i or token.i - trigger.i > _NEAR:
            return False
        between = self.g.doc[trigger.i + 1 : token.i]
        if any(self._verbal(t) or t.i in self.nouns or self.g.word(t) in _OPENERS for t in between):
            return False
        before = self.g.doc[token.i - 1]
        if nominal:
            return before.pos_ != "CCONJ"
        return before.pos_ not in ("CCONJ", "PUNCT")

    def _taken(self, token: Token, verb: Token) -> bool:
        """Stands the expression behind another event and before this verb ("after the fall of X on Monday, Y left")?"""
        if token.i >= verb.i:
            return False
        for other in self.g.doc[max(0, token.i - _NEAR) : token.i]:
            event = other.i in self.nouns or (other.i in self.verbs and other.i != verb.i)
            if event and self._beside(token, other, nominal=other.i in self.nouns):
                return True
        return False

    def _verbal(self, token: Token) -> bool:
        return token.pos_ in ("VERB", "AUX")

    def _opens(self, token: Token, start: int) -> bool:
        """Does the expression open the sentence?"""
        return all(t.pos_ in _LEADING for t in self.g.doc[start : token.i])

    def _main(self, verb: Token, start: int) -> bool:
        """Stands the verb in the main clause, in one beside it, or in what that clause says or manages?"""
        for token in [verb, *self.g.ancestors(verb)]:
            if token.i < start or token.head.i == token.i:
                return True
            if self._verbal(token) and self.g.link(token).kind in ("relative", "participle", "adverbial"):
                return self.g.mood(token) == "participle" and self.g.link(token).kind == "adverbial"
        return True

    def _distance(self, token: Token, trigger: Token, verb: Token, stop: int | None) -> int | None:
        """Steps from the expression up to the event's clause; None where it belongs to another one."""
        for steps, above in enumerate([token, *self.g.ancestors(token)]):
            if above.i in (trigger.i, verb.i):
                return steps
            if above.i == stop or (self.g.is_verb(above) and above.i != token.i):
                # A time on the governing verb dates what it governs: "managed on Monday to take X".
                chain = [a.i for a in self.g.ancestors(trigger)[:3]]
                if (
                    above.i in chain
                    and above.i != stop
                    and self.g.link(trigger).kind in ("infinitive", "conjunct", "participle", "adverbial")
                ):
                    return steps + 5
                if above.i in chain and above.i == stop:
                    return steps + 8
                if above.i in chain and self.g.lemma(above) in ("be", "être") and "that" in self.g.marks(trigger):
                    return steps + 3  # "it was on Tuesday that …"
                return None
        return None
