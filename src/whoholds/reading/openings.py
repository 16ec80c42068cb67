"""Which place a sentence speaks of: the one that is its subject, or that opens it ("In Malakal both sides …")."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from whoholds.model import Place, PlaceRef
from whoholds.reading.scene import Scene
from whoholds.reading.words import words

_AT = frozenset({"in", "at", "inside", "à"})
_TELLING = words("pointing", "telling")
_LOCALS = frozenset({"residents", "witnesses", "civilians", "families", "health_workers", "rescuers", "object"})
_COMMAS = 2  # how many tokens may stand before the preposition ("But in X", "Meanwhile, in X")


def spoken_of(scene: Scene, lands: Collection[str]) -> list[tuple[int, PlaceRef]]:
    """The places that sentences of a paragraph speak of, by token: "X is all but deserted.", "In X, people …".

    Args:
        scene: the paragraph.
        lands: ISO codes of the countries of the war, none where they are not known; talks are held in others.
    """
    g = scene.grammar
    out: list[tuple[int, PlaceRef]] = []
    labels = g.subject_labels | g.passive_subject_labels
    for index, mention in sorted(scene.places.items()):
        token = g.doc[index]
        if not isinstance(mention.place, Place) or (out and out[-1][1] is mention.place):
            continue
        main = token.dep_ in labels and token.head.dep_ == "ROOT" and scene.actor_at(token) is None
        if main or (mention.place.country in lands and _opens(scene, token)):
            out.append((index, mention.place))
    return out


def _opens(scene: Scene, token: Token) -> bool:
    """Does the sentence open with it, and is more told than that somebody speaks there ("In Paris, officials …")?"""
    g, first = scene.grammar, token.sent.start
    before = g.doc[token.i - 1] if token.i > first else None
    if before is None or g.word(before) not in _AT or before.i - first > _COMMAS or scene.title:
        return False
    for after in g.doc[token.i + 1 : token.sent.end]:
        if g.is_verb(after) and g.finite(after):
            break
        mention = scene.actor_at(after)
        if g.word(after) in _TELLING or (mention is not None and mention.kind not in _LOCALS):
            return False
    behind = g.doc[token.i + 1] if token.i + 1 < len(g.doc) else token
    return behind.pos_ != "PART" and g.word(behind) not in ("'s", "'")


__all__ = ["spoken_of"]
