"""Attributions by a verb: clause, infinitive, inserted or final speech verb, object, prepositional phrase."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from whoholds.reading.attribution.draft import Draft, Trees
from whoholds.reading.attribution.lexicon import Cues, Wide
from whoholds.reading.grammar import Grammar

_SET_OFF = frozenset({",", "»", '"', "''", "—", "–", "-", "(", ";", ":", "--"})
_INSERTED = frozenset(
    {"parataxis", "conj", "dep", "advcl", "acl:relcl", "acl", "ccomp", "relcl", "obl:mod", "appos", "xcomp", "nmod"}
)
_MENTAL = frozenset({"know", "think", "fear"})  # their bare object is a thing, not something said


class Verbs(Trees):
    """Finds them in one block. Without `wide`, only the verbs of speech that the claim reader asks for."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide | None) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide

    def find(self) -> Iterator[Draft]:
        """Drafts in the order of their verbs."""
        for token in self.g.doc:
            if not self.g.is_verb(token):
                continue
            known = self._known(token)
            found = self._speech(token, known) if known is not None else None
            if found is None and self.wide is not None:
                found = self._attitude(token, known, self.wide)
            if found is None:
                continue
            kind, content = found
            cue_class = known or self._attitude_class(token)
            yield self._draft(token, cue_class, kind, content)

    # -- which verb -----------------------------------------------------------------------------------------------

    def keys(self, verb: Token) -> list[str]:
        """Forms under which the verb may be listed, the most special first."""
        lemma = self.g.lemma(verb)
        particle = getattr(self.g, "particle", lambda _: "")(verb)
        reflexive = getattr(self.g, "reflexive", lambda _: False)(verb)
        keys = [f"{lemma} {particle}"] if particle else []
        if reflexive:
            keys += [f"se {lemma}", f"s'{lemma}"]
        if lemma == "faire":
            keys += [f"faire {self.g.lemma(child)}" for child in self.g.children(verb)]
        return [*keys, lemma]

    def _known(self, verb: Token) -> str | None:
        for key in self.keys(verb):
            if key in self.words.verbs:
                return self.words.verbs[key]
        return None

    def _attitude_class(self, verb: Token) -> str:
        assert self.wide is not None
        return next((self.wide.verbs[k] for k in self.keys(verb) if k in self.wide.verbs), "other")

    # -- verbs of speech ------------------------------------------------------------------------------------------

    def _speech(self, verb: Token, cue_class: str) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        for child in self.clauses(verb):
            return ("clause" if child.i > verb.i else "parenthesis"), self.under(child) - own
        for child in self.infinitives(verb):
            if self.g.passive(verb) or cue_class != "fear":
                return "infinitive", self._infinitive(verb, child, cue_class) - own
        outer = self._outer(verb)
        if outer is not None:
            return "parenthesis", outer
        for child in self.g.children(verb):
            inner = (
                child if child.dep_ == "pcomp" else next((c for c in self.g.children(child) if c.dep_ == "pcomp"), None)
            )
            if child.dep_ in ("pcomp", "prep") and inner is not None:
                return "clause", self.under(inner) - own
            if child.dep_ in ("advcl", "acl") and child.i > verb.i and cue_class in ("claim", "deny", "admit"):
                if self.g.mood(child) in ("infinitive", "participle"):
                    return "infinitive", self.under(child) - own
        return self._object(verb, cue_class)

    def _infinitive(self, verb: Token, child: Token, cue_class: str) -> set[int]:
        """The infinitive; with its subject where that is no part of the cue ("is said to …", "urged them to …")."""
        content = self.under(child)
        if self.wide is None:
            return content
        subject, thing = self.subject_child(verb), self.object_child(verb)
        if self.g.passive(verb) and subject is not None:
            return content | self.under(subject)
        if cue_class in ("ask", "rule", "want") and thing is not None and verb.i < thing.i < child.i:
            return content | self.under(thing)
        return content

    def _object(self, verb: Token, cue_class: str) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        lemma = self.g.lemma(verb)
        refused = self.wide is not None and lemma in (self.wide.no_objects | _WIDE_NO_OBJECT)
        thing = self.g.object(verb)
        if thing is not None and thing.i not in own and cue_class not in _MENTAL and not refused:
            if self.g.passive(verb) and thing.i < verb.i:
                return "passive", self.under(thing) - own
            if thing.i > verb.i or cue_class == "deny":
                return "noun", self.under(thing) - own
        for oblique in self.g.obliques(verb):
            if lemma in _ABOUT and oblique.prep in ("de", "of", "about"):
                return "noun", self.under(oblique.noun) - own
        return None

    def _outer(self, verb: Token) -> set[int] | None:
        """An inserted or final speech verb: "…, a annoncé le général", "…, it maintained, …"."""
        subject = self.subject_child(verb)
        if verb.head.i == verb.i or subject is None or verb.dep_ not in _INSERTED:
            return None
        mine = self.under(verb)
        first = min(mine)
        if (
            first == 0
            or self.g.doc[first - 1].text not in _SET_OFF
            or not (subject.i > verb.i or verb.dep_ == "parataxis")
        ):
            return None
        if any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(verb)):
            return None
        root = verb.head
        while root.head.i != root.i and not (self.g.is_verb(root) and self.g.own_subject(root) is not None):
            root = root.head
        return self.under(root) - mine

    # -- other attitudes ------------------------------------------------------------------------------------------

    def _attitude(self, verb: Token, known: str | None, wide: Wide) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        keys = self.keys(verb)
        listed = next((wide.verbs[k] for k in keys if k in wide.verbs), None)
        never = any(k in wide.never for k in keys) and listed is None
        subject = self.subject_child(verb)
        for child in self.clauses(verb):
            if never or (listed is None and self.g.own_subject(child) is None):
                continue
            content = self.under(child) - own
            if child.dep_.startswith("csubj"):
                continue
            return ("clause" if child.i > verb.i else "parenthesis"), content
        for child in self.infinitives(verb):
            if self.g.lemma(verb) in wide.raising:
                return "infinitive", (self.under(child) | (self.under(subject) if subject is not None else set())) - own
            if listed is not None:
                return "infinitive", self._infinitive(verb, child, listed) - own
        return self._phrases(verb, keys, wide) or self._things(verb, keys, wide)

    def _phrases(self, verb: Token, keys: list[str], wide: Wide) -> tuple[str, set[int]] | None:
        thing = self.object_child(verb)
        if thing is None and self.g.passive(verb):
            thing = self.subject_child(verb)
        for prep, _, content in self.prepositional(verb):
            names = [f"{key} {prep}" for key in keys]
            if any(name in wide.prepositions for name in names):
                return "noun", content - self.own(verb)
            found = next((wide.object_prepositions[n] for n in names if n in wide.object_prepositions), None)
            if found is not None and thing is not None:
                both = found in ("discuss", "support")
                return "noun", (content | (self.under(thing) if both else set())) - self.own(verb)
        return None

    def _things(self, verb: Token, keys: list[str], wide: Wide) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        thing = self.object_child(verb)
        if any(key in wide.predicative for key in keys):
            predicate = next((c for c in self.g.children(verb) if c.dep_ in ("oprd", "xcomp")), None)
            target = thing if thing is not None else self.subject_child(verb) if self.g.passive(verb) else None
            if predicate is not None and target is not None:
                return "noun", (self.under(target) | self.under(predicate)) - own
        if any(key in wide.bare_objects for key in keys):
            thing = self.g.object(verb)
            if thing is not None and thing.i not in own and thing.pos_ != "PRON":
                return ("passive" if thing.i < verb.i else "noun"), self.under(thing) - own
        return None

    # -- the draft ------------------------------------------------------------------------------------------------

    def _draft(self, verb: Token, cue_class: str, kind: str, content: set[int]) -> Draft:
        own = self.own(verb)
        source = self.g.agent(verb) if self.g.passive(verb) else self.g.surface_subject(verb)
        if self.wide is not None and self.g.lemma(verb) in self.wide.raising:
            source = None
        phrase = set() if source is None else {i for i in self.under(source) if i not in content and i not in own}
        return Draft(verb, self.g.lemma(verb), cue_class, kind, content - own, own, source, phrase)


_ABOUT = frozenset({"dater", "parler", "évoquer", "speak", "talk", "boast", "tell", "vanter", "faire"})
# Listed for claims ("put the toll at", "own up"), but whose bare object is mostly a thing.
_WIDE_NO_OBJECT = frozenset(
    {
        "tell",
        "put",
        "carry",
        "own",
        "read",
        "continue",
        "maintain",
        "find",
        "establish",
        "write",
        "answer",
        "warn",
        "assure",
        "inform",
        "convince",
        "remind",
        "prove",
        "publish",
        "post",
        "list",
        "date",
        "count",
        "document",
        "record",
        "question",
        "recall",
        "hold",
        "lancer",
        "poursuivre",
        "informer",
        "assurer",
        "avertir",
        "prévenir",
        "diffuser",
        "dater",
    }
)
