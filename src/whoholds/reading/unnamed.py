"""People whom a text brings in as unknown, and the words by which it shows that it knows them."""

from __future__ import annotations

from whoholds.reading.claims import Draft

RESUMED = frozenset({"the", "this", "that", "le", "la", "l'", "du", "ce", "cette", "cet", "au"})
KNOWN = RESUMED | {"les", "these", "those", "ces", "its", "their", "ses", "leurs"}


def some_men(draft: Draft) -> bool:
    """Is it said of people whom the text brings in as unknown ("des hommes à moto", "several men")?"""
    actor, g = draft.happening.actor, draft.scene.grammar
    if actor is None or actor.key is not None or actor.own or actor.token.pos_ != "NOUN":
        return False
    men = draft.scene.lexicon.is_in(g.lemma(actor.token), "persons")
    return men and not KNOWN & {g.word(c) for c in g.children(actor.token)}


__all__ = ["KNOWN", "RESUMED", "some_men"]
