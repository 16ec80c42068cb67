"""Whose something is said to be, or who is said to be there, by the predicate of a verb of being."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from whoholds.reading.scene import Scene
from whoholds.reading.words import words

_OWNED = words("actors", "owned_by")
_OF = frozenset({"of", "de", "for"})


def owners(scene: Scene, verb: Token) -> Iterator[Token]:
    """Whose a place is ("is ours", "remains a Houthi stronghold", "is the capital of the rebels")."""
    g = scene.grammar
    for said in (c for c in g.children(verb) if c.dep_ in ("attr", "oprd", "xcomp", "acomp")):
        if g.word(said) in _OWNED:
            yield said
        if said.dep_ == "acomp":
            continue
        yield from (c for c in g.children(said) if scene.actor_at(c) or scene.people_at(c))
        yield from (o.noun for o in g.obliques(said) if o.prep in _OF)


def nations(scene: Scene, verb: Token) -> Iterator[Token]:
    """Whose a place is by an adjective of nationality ("the town is Croat again", "the bank is still Ukrainian")."""
    for said in scene.grammar.children(verb):
        if said.dep_ in ("acomp", "attr", "oprd") and scene.people_at(said) is not None:
            yield said


def those_there(scene: Scene, verb: Token) -> Iterator[Token]:
    """Who is there, or is not ("there is not a soldier in X", "there was no sign of the army in X")."""
    g = scene.grammar
    if not any(c.dep_ == "expl" for c in g.children(verb)):
        return
    for said in (c for c in g.children(verb) if c.dep_ == "attr"):
        if scene.lexicon.is_in(g.lemma(said), "traces"):
            yield from (o.noun for o in g.obliques(said) if o.prep in _OF)
        yield said


__all__ = ["nations", "owners", "those_there"]
