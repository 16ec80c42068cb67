"""Attributions of one block: source, cue and content as token indices.

    spans = find_attributions(grammar)          # a Grammar over the parsed block
    inner = [s for s in spans if token.i in s.content]

`content` is what is said, without the cue and its source; the smallest content around a token is its innermost
attribution. The constructions are those of PolNeAR (Newell et al. 2018): clause, infinitive, participle and noun
complements, inverted and parenthetical verbs, "according to", passives without a source, quotations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.reading.attribution.lexicon import Cues, cues
from whoholds.reading.grammar import Grammar


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """One attribution. Indices are tokens of the block's tree.

    Attributes:
        source: tokens of the source's noun phrase, empty where none is named.
        source_head: its head, or None.
        cue: tokens of the cue; `head` the main one.
        cue_class: say, claim, deny, confirm, admit, doubt, predict, promise, think, fear, know, according.
        kind: clause, infinitive, noun, parenthesis, according, passive.
        negated: the cue itself is negated ("could not confirm").
        conditional: the cue stands in the conditional or under a modal.
    """

    source: tuple[int, ...]
    source_head: int | None
    cue: tuple[int, ...]
    head: int
    lemma: str
    cue_class: str
    kind: str
    content: frozenset[int]
    negated: bool = False
    conditional: bool = False


def find_attributions(grammar: Grammar) -> list[AttributionSpan]:
    """All attributions of a block, in the order of their cues."""
    finder = _Finder(grammar, cues(grammar.parsed.language))
    out = [*finder.verbs(), *finder.prepositions()]
    return sorted(out, key=lambda s: (s.head, -len(s.content)))


class _Finder:
    def __init__(self, grammar: Grammar, words: Cues) -> None:
        self.g = grammar
        self.words = words

    # -- verbs ----------------------------------------------------------------------------------------------------

    def verbs(self) -> Iterable[AttributionSpan]:
        for token in self.g.doc:
            if not self.g.is_verb(token):
                continue
            cue_class = self._verb_class(token)
            if cue_class is None:
                continue
            content, kind = self._content(token, cue_class)
            if not content:
                continue
            source = self._source(token, kind, content)
            yield self._span(token, cue_class, kind, content, source)

    def _verb_class(self, verb: Token) -> str | None:
        lemma = self.g.lemma(verb)
        particle = getattr(self.g, "particle", lambda _: "")(verb)
        reflexive = getattr(self.g, "reflexive", lambda _: False)(verb)
        for key in ((f"{lemma} {particle}",) if particle else ()) + ((f"se {lemma}",) if reflexive else ()) + (lemma,):
            if key in self.words.verbs:
                return self.words.verbs[key]
        if lemma == "faire":
            for child in self.g.children(verb):
                if f"faire {self.g.lemma(child)}" in self.words.verbs:
                    return self.words.verbs[f"faire {self.g.lemma(child)}"]
        return None

    def _content(self, verb: Token, cue_class: str) -> tuple[frozenset[int], str]:
        """What the verb says, and by which construction."""
        own = {verb.i, *(a.i for a in self.g.auxiliaries(verb))}
        for child in self.g.children(verb):
            link = self.g.link(child)
            if link.kind == "complement" and child.dep_ in ("ccomp", "csubj", "acl"):
                return self._minus(self._subtree(child), own), "clause" if child.i > verb.i else "parenthesis"
        for child in self.g.children(verb):
            if child.dep_ in ("xcomp",) and (self.g.is_verb(child) or self.g.auxiliaries(child)):
                if self.g.passive(verb) or cue_class not in ("fear",):
                    return self._minus(self._subtree(child), own), "infinitive"
        outer = self._outer(verb)
        if outer is not None:
            return outer, "parenthesis"
        for child in self.g.children(verb):
            if child.dep_ in ("pcomp",) or (child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in self.g.children(child))):
                inner = child if child.dep_ == "pcomp" else next(c for c in self.g.children(child) if c.dep_ == "pcomp")
                return self._minus(self._subtree(inner), own), "clause"
            if child.dep_ in ("advcl", "acl") and child.i > verb.i and cue_class in ("claim", "deny", "admit") and self.g.mood(child) in ("infinitive", "participle"):
                return self._minus(self._subtree(child), own), "infinitive"
        obj = self.g.object(verb)
        if obj is not None and obj.i not in own and cue_class not in ("know", "think", "fear"):
            if self.g.passive(verb) and obj.i < verb.i:
                return self._minus(self._subtree(obj), own), "passive"
            if obj.i > verb.i or cue_class == "deny":
                return self._minus(self._subtree(obj), own), "noun"
        for oblique in self.g.obliques(verb):
            if self.g.lemma(verb) in ("dater", "parler", "évoquer", "speak", "talk", "boast", "tell", "vanter", "faire") and oblique.prep in ("de", "of", "about"):
                return self._minus(self._subtree(oblique.noun), own), "noun"
        return frozenset(), ""

    def _outer(self, verb: Token) -> frozenset[int] | None:
        """An inserted or final speech verb: "…, a annoncé le général", "…, it maintained, …"."""
        subject = next((c for c in self.g.children(verb) if c.dep_ in self.g.subject_labels | self.g.passive_subject_labels), None)
        if verb.head.i == verb.i or subject is None:
            return None
        before = self.g.doc[min(t.i for t in self.g.subtree(verb)) - 1] if min(t.i for t in self.g.subtree(verb)) > 0 else None
        inverted = subject.i > verb.i
        set_off = before is not None and before.text in (",", "»", '"', "—", "–", "-", "(", ";", ":")
        if verb.dep_ in ("parataxis", "conj", "dep", "advcl", "acl:relcl", "acl", "ccomp", "relcl", "obl:mod", "appos", "xcomp", "nmod") and set_off and (inverted or verb.dep_ == "parataxis"):
            if any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(verb)):
                return None
            mine = {t.i for t in self.g.subtree(verb)}
            root = verb.head
            while root.head.i != root.i and self.g.link(root).kind not in ("root",) and not (self.g.is_verb(root) and self.g.own_subject(root) is not None):
                root = root.head
            return frozenset(t.i for t in self.g.subtree(root) if t.i not in mine)
        return None

    def _source(self, verb: Token, kind: str, content: frozenset[int]) -> Token | None:
        if self.g.passive(verb):
            return self.g.agent(verb)
        subject = self.g.surface_subject(verb)
        return subject if subject is not None and subject.i not in content or subject is not None and kind == "noun" else subject

    def _span(self, verb: Token, cue_class: str, kind: str, content: frozenset[int], source: Token | None) -> AttributionSpan:
        aux = self.g.auxiliaries(verb)
        modal = any(self.g.lemma(a) in ("could", "may", "might", "would", "can", "pouvoir") for a in aux) or self.g.mood(verb) in ("conditional", "future")
        phrase = () if source is None else tuple(t.i for t in self.g.subtree(source) if t.i not in content and t.i != verb.i)
        cue = tuple(sorted({verb.i, *(a.i for a in aux)}))
        return AttributionSpan(
            phrase, source.i if source is not None else None, cue, verb.i, self.g.lemma(verb), cue_class, kind, content - {verb.i} - set(cue),
            self.g.negated(verb), modal,
        )  # fmt: skip

    # -- "according to" -------------------------------------------------------------------------------------------

    def prepositions(self) -> Iterable[AttributionSpan]:
        seen: set[int] = set()
        for token in self.g.doc:
            for oblique in self.g.obliques(token):
                if oblique.prep in self.words.preps and oblique.noun.i not in seen:
                    seen.add(oblique.noun.i)
                    yield self._according(token, oblique.noun, oblique.prep)

    def _according(self, governor: Token, noun: Token, prep: str) -> AttributionSpan:
        source = {t.i for t in self.g.subtree(noun)}
        sentence = [t.i for t in noun.sent]
        first = min(source)
        cue = [i for i in range(max(0, first - len(prep.split()) - 1), noun.i) if self.g.word(self.g.doc[i]) in (*prep.split(), "d'", "après", "to")]
        content = {i for i in sentence if i not in source and i not in cue}
        # A clause after a semicolon or another full clause with its own subject is not in the scope.
        return AttributionSpan(
            tuple(sorted(source - set(cue))), noun.i, tuple(cue) or (noun.i,), cue[0] if cue else noun.i, prep, "according", "according", frozenset(content)
        )

    def _subtree(self, token: Token) -> frozenset[int]:
        return frozenset(t.i for t in self.g.subtree(token))

    def _minus(self, content: frozenset[int], own: set[int]) -> frozenset[int]:
        return content - own
