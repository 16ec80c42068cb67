"""A frame on trial: a trigger with the arguments found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from whoholds.model import PlaceRole
from whoholds.reading.grammar import Grammar
from whoholds.reading.lexicon import Lexicon
from whoholds.reading.scene import Actor, Scene
from whoholds.reading.sites import Site


@dataclass(slots=True)
class Trial:
    """A frame being tried on a trigger, with the arguments found so far."""

    scene: Scene
    trigger: Token
    subject: Token | None
    object: Token | None
    actor: Actor | None
    object_actor: Actor | None
    sites: list[tuple[Site, PlaceRole]] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)  # slots that an argument filled
    nominal: bool = False
    supported: bool = False
    needs: frozenset[str] = frozenset()

    @property
    def g(self) -> Grammar:
        """The scene's grammar."""
        return self.scene.grammar

    @property
    def lex(self) -> Lexicon:
        """The scene's lexicon."""
        return self.scene.lexicon

    def is_in(self, token: Token | None, name: str) -> bool:
        """Is the token's lemma (or form) in a word class?"""
        return token is not None and (
            self.lex.is_in(self.g.lemma(token), name) or self.lex.is_in(self.g.word(token), name)
        )

    def object_site(self) -> bool:
        """Is the object itself a place?"""
        if self.object is None:
            return False
        return (
            self.scene.place_at(self.object) is not None
            or self.is_in(self.object, "place_nouns")
            or self.is_in(self.object, "site_nouns")
            or self.is_in(self.object, "at_parts")
            or self.is_in(self.object, "near_parts")
            or self.is_in(self.object, "place_pronouns")
        )
