"""Reports and rumours that their own sentence calls false: "Reports that X fell are baseless", "no truth in"."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.reading.attribution import Cues
from whoholds.reading.grammar import Grammar

_REACH = 6  # steps from the event up to the noun that tells of it
_CLAUSE = frozenset({"subject", "adverbial", "conjunct", "parataxis"})


def dismissed(g: Grammar, trigger: Token, words: Cues) -> bool:
    """Is the event only what a rumour tells that is called false here?"""
    noun = _told_by(g, trigger, words)
    if noun is None:
        return False
    own = set(g.below(noun))
    predicate = noun.head
    if noun.dep_.startswith("nsubj"):
        here = [t for t in g.subtree(predicate) if t.i not in own and predicate.i - 6 <= t.i <= predicate.i + 6]
        return any(g.word(t) in words.classes["false"] for t in here) and not g.negated(predicate)
    later = [t for t in g.doc[trigger.i + 1 : trigger.sent.end] if t.pos_ in ("ADJ", "NOUN")]
    if any(g.word(t) in words.classes["false"] and any(c.dep_ == "cop" for c in g.children(t)) for t in later):
        return True  # "l'information selon laquelle X est tombée est fausse"
    near = g.doc[max(0, noun.i - 5) : noun.i]
    nothing = any(g.word(t) in words.classes["nothing"] for t in near)
    return nothing and any(g.word(t) in words.classes["truth"] for t in near)


def _told_by(g: Grammar, trigger: Token, words: Cues) -> Token | None:
    """The noun of telling that the event completes, with no other clause between."""
    below = trigger
    for above in g.ancestors(trigger)[:_REACH]:
        if above.pos_ == "NOUN" and g.lemma(above) in words.nouns and above.i < below.i:
            return above
        if g.is_verb(above) and g.link(below).kind in _CLAUSE:
            return None
        below = above
    return None
