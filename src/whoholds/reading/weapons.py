"""Whose weapons did it: "une frappe israélienne a tué", "rockets fired by Hezbollah hit", "les tirs de l'armée"."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.reading.arguments import Arguments
from whoholds.reading.scene import Actor


def wielders(args: Arguments, means: Token) -> list[Token]:
    """The words beside a noun of violence that say whose it is; none beside any other noun."""
    grammar = args.g
    if not args.lex.is_in(grammar.lemma(means), "violence_subjects"):
        return []
    beside = grammar.children(means)
    found = [c for c in beside if c.dep_ in ("amod", "compound") and args.scene.people_at(c)]
    found += [o.noun for o in grammar.obliques(means) if o.prep in ("of", "de", "by", "par")]
    found += [a for v in beside if grammar.is_verb(v) and (a := grammar.agent(v)) is not None]
    return [t for t in found if args.scene.place_at(t) is None]


def wielder(args: Arguments, means: Token) -> Actor | None:
    """Who they are; None where no fighters or state are named."""
    found = [args.people(t) or args.actor(t) for t in wielders(args, means)]
    return next((a for a in found if a is not None and a.key is not None and a.can_fight), None)


__all__ = ["wielder", "wielders"]
