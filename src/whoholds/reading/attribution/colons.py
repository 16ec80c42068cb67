"""Statements behind a colon: "The ministry gave another account: P", "L'agence soutient le contraire : P"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from whoholds.reading.attribution.draft import CLOSING, OPENING, STRAIGHT, Draft, Trees
from whoholds.reading.attribution.lexicon import Cues, Wide
from whoholds.reading.grammar import Grammar

_SPEAKING = frozenset({"say", "claim", "deny", "confirm", "admit", "doubt", "predict"})
_STOPS = frozenset({".", ";", ":", "!", "?"})
_ISSUING = frozenset({"de", "by", "from", "of"})
_SHORT = 3  # tokens; less behind a colon is no statement
_RELATIVE = frozenset({"relative", "participle"})


class Colons(Trees):
    """What a clause of speech announces and the rest of its sentence says."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide

    def find(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Drafts in the order of the colons.

        Args:
            drafts: what is already known; a colon inside or before a quotation is theirs.
        """
        for colon in self.g.doc:
            if colon.text != ":" or not 0 < colon.i < len(self.g.doc) - _SHORT:
                continue
            content = self._behind(colon)
            if len(content) < _SHORT or any(d.kind in ("quote", "colon") and d.content & content for d in drafts):
                continue
            verb = self._announcing(colon)
            source = self.g.surface_subject(verb) if verb is not None and not self.g.passive(verb) else None
            source = source if verb is not None else self._issuer(colon)
            if source is not None and source.i < colon.i and self.g.word(source) not in self.g.relative_pronouns:
                yield Draft(colon, ":", "say", "colon", content, {colon.i}, source, self.under(source) - content)

    def _behind(self, colon: Token) -> set[int]:
        """The rest of the sentence, up to a semicolon; nothing where a quotation opens it."""
        out: set[int] = set()
        for token in self.g.doc[colon.i + 1 : self._end(colon)]:
            if token.text in OPENING | STRAIGHT and not out:
                return set()
            if token.text == ";":
                break
            out.add(token.i)
        return out if any(self.g.doc[i].pos_ in ("VERB", "AUX") for i in out) else set()

    def _end(self, colon: Token) -> int:
        return next((t.i for t in self.g.doc[colon.i :] if t.text in (".", "!", "?", "…")), len(self.g.doc))

    def _issuer(self, colon: Token) -> Token | None:
        """Whose statement it is, where a noun alone announces it: "Communiqué de X :", "Statement by X:"."""
        for token in reversed(self.g.doc[max(0, colon.i - 12) : colon.i]):
            if token.text in _STOPS or token.text == "," or self.g.is_verb(token):
                return None
            kinds = self.words.classes["document"]
            if token.i + 1 == colon.i and self.g.parsed.word(token).lower().partition(" ")[0] in kinds:
                return token  # with the body that issues it as one name
            if self.g.lemma(token) in kinds:
                return next((o.noun for o in self.g.obliques(token) if o.prep in _ISSUING and o.noun.i < colon.i), None)
        return None

    def _announcing(self, colon: Token) -> Token | None:
        """The clause's own verb of speech before the colon, or a verb whose object is a statement."""
        for token in reversed(self.g.doc[max(0, colon.i - 40) : colon.i]):
            if token.text in _STOPS or token.text in CLOSING:
                return None
            if not self.g.is_verb(token) or self.g.link(token).kind in _RELATIVE:
                continue
            if self.words.verbs.get(self.g.lemma(token)) in _SPEAKING and not self.g.negated(token):
                return token
            if any(self.g.lemma(c) in self.words.classes["statement"] for c in self.g.children(token) if c.i < colon.i):
                return token
        return None
