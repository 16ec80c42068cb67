"""An attribution while it is being put together, and the questions about trees that all constructions ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from whoholds.reading.grammar import Grammar

# Marks that open and close direct speech; a straight quote does both.
OPENING = frozenset("«“„")
CLOSING = frozenset("»”")
STRAIGHT = frozenset({'"', "''", "``"})
_STOPS = frozenset({".", "!", "?", "…"}) | CLOSING | STRAIGHT
_INFINITIVE = ("xcomp", "acl", "advcl", "obl:arg", "ccomp")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


@dataclass(slots=True)
class Draft:
    """A cue with what it says. Sets hold token indices."""

    head: Token
    lemma: str
    cue_class: str
    kind: str
    content: set[int]
    cue: set[int]
    source_head: Token | None = None
    source: set[int] = field(default_factory=set)


class Trees:
    """The questions, over one block's grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar
        self.french = grammar.parsed.language == "fr"

    def under(self, token: Token) -> set[int]:
        """The token and all below it."""
        return set(self.g.below(token))

    def whole_name(self, noun: Token) -> set[int]:
        """The noun phrase; a first part that a hyphen cut off belongs to it ("état-major" in three tokens)."""
        out = self.under(noun)
        first = min(out)
        if first > 1 and self.g.doc[first - 1].text == "-" and not self.g.doc[first - 1].whitespace_:
            out |= {first - 1} | self.under(self.g.doc[first - 2])
        return out

    def sentence(self, token: Token) -> Span:
        """The sentence by its punctuation: the parser also cuts where it lost its way ("l'état | -major")."""
        known: dict[int, Span] = self.g.parsed.cache.setdefault("sentence", {})
        if token.i not in known:
            start, end = token.sent.start, token.sent.end
            while start > 0 and self.g.doc[start - 1].text not in _STOPS:
                start -= 1
            while end < len(self.g.doc) and self.g.doc[end - 1].text not in _STOPS:
                end += 1
            known[token.i] = self.g.parsed.doc[start:end]
        return known[token.i]

    def own(self, verb: Token) -> set[int]:
        """The verb with its auxiliaries."""
        return {verb.i, *(a.i for a in self.g.auxiliaries(verb))}

    def subject_child(self, verb: Token) -> Token | None:
        """The subject that hangs on the verb itself, relative pronouns not followed."""
        labels = self.g.subject_labels | self.g.passive_subject_labels
        return next((c for c in self.g.children(verb) if c.dep_ in labels), None)

    def object_child(self, verb: Token) -> Token | None:
        """The direct object that hangs on the verb itself."""
        return next((c for c in self.g.children(verb) if c.dep_ in self.g.object_labels), None)

    def clauses(self, verb: Token) -> Iterator[Token]:
        """Complement clauses of a verb or adjective."""
        for child in self.g.children(verb):
            if child.dep_ == "ccomp" or child.dep_.startswith("csubj"):
                yield child

    def infinitives(self, token: Token) -> Iterator[Token]:
        """Infinitive and gerund complements."""
        for child in self.g.children(token):
            verbal = self.g.is_verb(child) or bool(self.g.auxiliaries(child))
            if verbal and (
                child.dep_ == "xcomp"
                or (self.french and child.dep_ in ("obl:arg", "acl") and "Inf" in child.morph.get("VerbForm", []))
            ):
                yield child

    def prepositional(self, token: Token) -> Iterator[tuple[str, Token, set[int]]]:
        """Preposition, head and tokens of what follows it, for each prepositional phrase of a word."""
        for child in self.g.children(token):
            if self.french:
                prep = self.g.preposition(child) if hasattr(self.g, "preposition") else ""
                if child.dep_ in ("obl:arg", "obl:mod", "obl", "nmod", "iobj", "obl:agent") and prep:
                    yield prep, child, self.under(child) - {t.i for t in self.g.children(child) if t.dep_ == "case"}
                elif child.dep_ in ("xcomp", "acl", "advcl", "obl:arg", "ccomp") and "Inf" in child.morph.get(
                    "VerbForm", []
                ):
                    marks = [c for c in self.g.children(child) if c.dep_ in ("mark", "case")]
                    if marks:
                        yield (
                            {"d'": "de", "à": "à"}.get(self.g.word(marks[0]), self.g.word(marks[0])),
                            child,
                            self.under(child),
                        )
            elif child.dep_ in ("prep", "dative", "prt", "agent", "advmod"):
                for below in self.g.children(child):
                    if below.dep_ in ("pobj", "pcomp"):
                        yield self.g.word(child), below, self.under(below)
                    elif below.dep_ == "prep":
                        for inner in self.g.children(below):
                            if inner.dep_ in ("pobj", "pcomp"):
                                yield f"{self.g.word(child)} {self.g.word(below)}", inner, self.under(inner)

    def verbs_above(self, token: Token) -> Iterator[Token]:
        """Governing verbs, the nearest first."""
        return (a for a in self.g.ancestors(token) if self.g.is_verb(a))

    def nominal(self, token: Token) -> bool:
        """Is it a noun, name or pronoun?"""
        return token.pos_ in _NOMINAL


def runs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Contiguous runs of token indices, both ends included."""
    first = last = None
    for index in sorted(indices):
        if last is not None and index == last + 1:
            last = index
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = index
    if first is not None and last is not None:
        yield first, last
