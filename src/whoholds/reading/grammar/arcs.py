"""What every repair of a tree does or asks: move an arc, is a clause finite; and the word lists that they go by."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from spacy.tokens import Token


@cache
def words(name: str) -> frozenset[str]:
    """A list of `frames/mending.fr.toml`."""
    text = resources.files("whoholds.reading.frames").joinpath("mending.fr.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[name])


def move(token: Token, head: Token, dep: str) -> None:
    """Hang a token on a new head, unless that would make a cycle."""
    above = head
    while above.head.i != above.i:
        if above.i == token.i:
            return
        above = above.head
    if above.i != token.i:
        token.head = head
        token.dep_ = dep


def cased(token: Token) -> bool:
    """Has it a preposition or a conjunction of its own before it?"""
    return any(c.dep_ in ("case", "mark") and c.i < token.i for c in token.children)


def finite(token: Token) -> bool:
    """Is it a finite form itself?"""
    return "Fin" in token.morph.get("VerbForm", [])


def finite_clause(verb: Token) -> bool:
    """Is it finite, or one of its auxiliaries?"""
    return finite(verb) or any(c.dep_.startswith("aux") and finite(c) for c in verb.children)
