"""Trees with Universal Dependencies labels, for languages that bring no grammar of their own.

A subclass names the small words of its language; labels and features are those of universaldependencies.org. What a
pipeline gets wrong again and again is mended in the subclass, as `French` and `English` do for theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from whoholds.reading.grammar.base import Grammar, Link, Oblique

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
_LINKS = {
    "xcomp": "infinitive",
    "ccomp": "complement",
    "advcl": "adverbial",
    "conj": "conjunct",
    "appos": "apposition",
    "parataxis": "parataxis",
    "obj": "object",
}


class Universal(Grammar):
    """See `Grammar`.

    Attributes:
        agents: prepositions of who does it in a passive.
        passives: lemmas of auxiliaries that make a passive where the label does not say so.
        reflexives: reflexive pronouns.
        prepositions: contracted form to preposition ("al" to "a").
    """

    subject_labels = frozenset({"nsubj", "csubj"})
    passive_subject_labels = frozenset({"nsubj:pass"})
    object_labels = frozenset({"obj"})
    clause_labels = frozenset({"advcl", "acl:relcl", "parataxis", "ccomp", "cc", "mark", "dep"})
    negators: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    relative_pronouns: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    prepositions: Mapping[str, str] = {}

    def lemma(self, token: Token) -> str:
        known = self.parsed.cache.get(("lemma", token.i))
        if known is not None:
            return str(known)
        return (token.lemma_ or token.text).lower().partition(" ")[0]  # "tomar él": a verb and its clitic

    def is_verb(self, token: Token) -> bool:
        return token.pos_ == "VERB" or (token.pos_ == "AUX" and not self._helps(token))

    def reflexive(self, verb: Token) -> bool:
        """Has it a reflexive pronoun?"""
        return any(self.word(c) in self.reflexives for c in self.children(verb))

    def passive(self, verb: Token) -> bool:
        if self.reflexive(verb):
            return False
        for child in self.children(verb):
            if child.dep_ in ("aux:pass", "nsubj:pass"):
                return True
            if child.dep_ == "aux" and self.lemma(child) in self.passives and self._form(verb, "Part"):
                return True
        past = self._form(verb, "Part") and "Pres" not in verb.morph.get("Tense", [])
        return verb.dep_ == "acl" and past and not self.auxiliaries(verb)

    def surface_object(self, verb: Token) -> Token | None:
        found = super().surface_object(verb)
        return None if found is not None and self.word(found) in self.reflexives else found

    def agent(self, verb: Token) -> Token | None:
        return next((o.noun for o in self.obliques(verb) if o.prep in self.agents), None)

    def obliques(self, token: Token) -> list[Oblique]:
        return [
            Oblique(self.preposition(noun) or prep, noun)
            for child in self.children(token)
            if child.pos_ in _NOMINAL and (prep := self.preposition(child))
            for noun in self.conjuncts(child)
        ]

    def preposition(self, noun: Token) -> str:
        """The preposition that introduces a noun, contractions undone, or ""."""
        cases = [c for c in self.children(noun) if c.dep_ == "case" and c.i < noun.i]
        parts = [w for c in cases for w in [c, *(f for f in self.children(c) if f.dep_ == "fixed")]]
        return " ".join(self.prepositions.get(self.word(w), self.word(w)) for w in parts)

    def auxiliaries(self, verb: Token) -> list[Token]:
        return [c for c in self.children(verb) if self._helps(c)]

    def link(self, token: Token) -> Link:
        dep, head = token.dep_, token.head
        if head.i == token.i:
            return Link("root", token)
        if dep in ("acl", "acl:relcl"):
            return Link(self._clause_of_noun(token), head)
        if dep.startswith("nsubj"):
            return Link("subject", head)
        if dep.startswith("obl") or dep == "iobj":
            return Link("oblique", head, self.preposition(token))
        if dep in ("nmod", "amod"):
            return Link("participle" if self.is_verb(token) else "noun", head)
        kind = _LINKS.get(dep, "other")
        return Link(kind, head, " ".join(self.marks(token)) if kind == "adverbial" else "")

    def mood(self, verb: Token) -> str:
        for carrier in (*self.auxiliaries(verb), verb):
            mood, tense = carrier.morph.get("Mood", []), carrier.morph.get("Tense", [])
            for feature, name in (("Cnd", "conditional"), ("Sub", "subjunctive"), ("Imp", "imperative")):
                if feature in mood:
                    return name
            if "Ind" in mood or self._form(carrier, "Fin"):
                return self._indicative(verb, carrier, tense)
        return "infinitive" if self._form(verb, "Inf") else "participle"

    def relative_object(self, verb: Token) -> Token | None:
        return None  # languages of this kind have a relative pronoun, which is an object like any other

    def _indicative(self, verb: Token, carrier: Token, tense: list[str]) -> str:
        if "Fut" in tense:
            return "future"
        if carrier.i == verb.i or self.passive(verb):
            return "present" if "Pres" in tense or not tense else "past"
        if not self._form(verb, "Part") or carrier.dep_ == "cop":
            return "present" if "Pres" in tense else "past"
        return "pluperfect" if "Imp" in tense else "past"

    def _clause_of_noun(self, token: Token) -> str:
        if self.finite(token):
            return "relative"
        return "infinitive" if self._form(token, "Inf") else "participle"

    def _helps(self, token: Token) -> bool:
        return token.dep_ == "cop" or token.dep_.partition(":")[0] == "aux"

    def _form(self, token: Token, form: str) -> bool:
        return form in token.morph.get("VerbForm", [])
