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
_OPENERS = frozenset("that how what why whether if who where when que qu' si comment pourquoi combien".split())
_MENTAL = frozenset({"know", "think", "fear"})  # their bare object is a thing, not something said


class Verbs(Trees):
    """Finds them in one block. Without `attitudes`, only the verbs of speech that the claim reader asks for."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide, attitudes: bool) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide
        self.attitudes = attitudes

    def find(self) -> Iterator[Draft]:
        """Drafts in the order of their verbs."""
        for token in self.g.doc:
            if not self.g.is_verb(token):
                continue
            known = self._known(token)
            found = self._speech(token, known) if known is not None else None
            if found is None and self.attitudes:
                found = self._attitude(token)
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
        return next((self.wide.verbs[k] for k in self.keys(verb) if k in self.wide.verbs), "other")

    # -- verbs of speech ------------------------------------------------------------------------------------------

    def _speech(self, verb: Token, cue_class: str) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        for child in self.clauses(verb):
            return ("clause" if child.i > verb.i else "parenthesis"), self._whole(verb, child) - own
        for child in self.infinitives(verb):
            if self.attitudes and self.g.lemma(verb) in self.wide.never:
                continue
            if self.g.passive(verb) or cue_class != "fear":
                return "infinitive", self._infinitive(verb, child, cue_class) - own
        outer = self._outer(verb)
        if outer is not None:
            return "parenthesis", self._near(verb, outer)
        for child in self.g.children(verb):
            inner = (
                child if child.dep_ == "pcomp" else next((c for c in self.g.children(child) if c.dep_ == "pcomp"), None)
            )
            if child.dep_ in ("pcomp", "prep") and inner is not None:
                return "clause", self.under(inner) - own
            if child.dep_ in ("advcl", "acl") and child.i > verb.i and cue_class in ("claim", "deny", "admit"):
                if self.g.mood(child) in ("infinitive", "participle"):
                    return "infinitive", self.under(child) - own
        if self.attitudes:
            keys = self.keys(verb)
            found = self._phrases(verb, keys) or self._predicate(verb, keys)
            if found is not None:
                return found
        if cue_class not in _MENTAL:
            for kind, loose in (("parenthesis", self._tag(verb)), ("clause", self._that(verb))):
                if loose:
                    return kind, loose - own
        return self._object(verb, cue_class)

    def _whole(self, verb: Token, clause: Token) -> set[int]:
        """The clause, with phrases behind it that the parse hung on the cue."""
        content = self.under(clause)
        if clause.i > verb.i:
            for child in self.g.children(verb):
                if child.i > max(content) and child.dep_ in ("prep", "dep", "appos", "obl:mod", "nmod"):
                    content |= self.under(child)
        return content

    def _infinitive(self, verb: Token, child: Token, cue_class: str) -> set[int]:
        """The infinitive; with its subject where that is no part of the cue ("is said to …", "urged them to …")."""
        content = self.under(child)
        if not self.attitudes:
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
        refused = self.attitudes and lemma in (self.wide.no_objects | _WIDE_NO_OBJECT)
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
        if not self._set_off(mine) or not (subject.i > verb.i or verb.dep_ == "parataxis"):
            return None
        if any(self.g.word(c) in self.g.relative_pronouns for c in self.g.children(verb)):
            return None
        root = verb.head
        while root.head.i != root.i and not (self.g.is_verb(root) and self.g.own_subject(root) is not None):
            root = root.head
        return self.under(root) - mine

    def _set_off(self, mine: set[int]) -> bool:
        """Does a comma, dash or quotation mark stand before the words, or first among them?"""
        first = min(mine)
        inside = self.g.doc[first].text in _SET_OFF and len(mine) > 1
        return inside or (first > 0 and self.g.doc[first - 1].text in _SET_OFF)

    def _tag(self, verb: Token) -> set[int] | None:
        """ "…, residents said": a clause, a comma, and the cue at the sentence's end, whatever the parse."""
        subject = self.subject_child(verb)
        if subject is None or self.g.passive(verb) or self.g.word(subject) in self.g.relative_pronouns:
            return None
        mine = self.under(subject) | self.own(verb)
        if max(mine) - min(mine) + 1 - len(mine) > 3 or not self._set_off(mine):
            return None
        sentence = verb.sent
        before = [t for t in self.g.doc[sentence.start : min(mine)] if not t.is_punct]
        after = [t for t in self.g.doc[max(mine) + 1 : sentence.end] if not t.is_punct]
        closed = max(mine) + 1 >= sentence.end or self.g.doc[max(mine) + 1].is_punct or len(after) <= 4
        if not closed or len(before) < 3 or not any(self.g.is_verb(t) for t in before):
            return None
        goes_on = max(mine) + 1 < sentence.end and self.g.doc[max(mine) + 1].text == ","
        return self._near(verb, {t.i for t in before} | ({t.i for t in after} if goes_on else set()))

    def _that(self, verb: Token) -> set[int] | None:
        """A that-clause that the parse hung elsewhere: "tweeted in the early hours that …"."""
        if self.french:
            return None
        for token in self.g.doc[verb.i + 1 : verb.i + 12]:
            if token.sent != verb.sent or self.g.is_verb(token):
                return None
            if self.g.word(token) == "that" and token.dep_ != "det" and self._full(token):
                return set(range(token.i, verb.sent.end))
        return None

    def _full(self, that: Token) -> bool:
        """Has the clause of this "that" a subject besides it? Else it is a relative clause."""
        subject = self.subject_child(that.head)
        return subject is not None and subject.i != that.i

    def _near(self, verb: Token, content: set[int]) -> set[int]:
        """The part of a sentence between colons or semicolons that the inserted cue stands in."""
        breaks = [t.i for t in verb.sent if t.text in (":", ";") and t.i not in self.under(verb)]
        low = max((i for i in breaks if i < verb.i - 1), default=-1)
        high = min((i for i in breaks if i > verb.i), default=len(self.g.doc))
        kept = {i for i in content if low < i < high}
        return kept if any(self.g.is_verb(self.g.doc[i]) for i in kept) else content

    # -- other attitudes ------------------------------------------------------------------------------------------

    def _attitude(self, verb: Token) -> tuple[str, set[int]] | None:
        own = self.own(verb)
        keys = self.keys(verb)
        listed = next((self.wide.verbs[k] for k in keys if k in self.wide.verbs), None)
        never = listed is None and any(k in self.wide.never for k in keys)
        for child in self.clauses(verb):
            if never or child.dep_.startswith("csubj") or (listed is None and not self._opened(verb, child)):
                continue
            return ("clause" if child.i > verb.i else "parenthesis"), self._whole(verb, child) - own
        subject = self.subject_child(verb)
        for child in self.infinitives(verb):
            if self.g.lemma(verb) in self.wide.raising:
                return "infinitive", (self.under(child) | (self.under(subject) if subject is not None else set())) - own
            if listed is not None and (listed != "know" or self.g.passive(verb)):
                return "infinitive", self._infinitive(verb, child, listed) - own
        return self._phrases(verb, keys) or self._predicate(verb, keys) or self._thing(verb, keys)

    def _opened(self, verb: Token, clause: Token) -> bool:
        """Does a conjunction or question word open a clause that follows its verb?"""
        if clause.i < verb.i or self.g.own_subject(clause) is None:
            return False
        first = self.g.word(self.g.doc[min(self.under(clause))])
        return first in _OPENERS

    def _phrases(self, verb: Token, keys: list[str]) -> tuple[str, set[int]] | None:
        thing = self.object_child(verb)
        if thing is None and self.g.passive(verb):
            thing = self.subject_child(verb)
        for prep, _, content in self.prepositional(verb):
            names = [f"{key} {prep}" for key in keys]
            if any(name in self.wide.prepositions for name in names):
                return "noun", content - self.own(verb)
            pairs = self.wide.object_prepositions
            found = next((pairs[n] for n in names if n in pairs), None)
            if found is not None and thing is not None:
                both = found in ("discuss", "support")
                return "noun", (content | (self.under(thing) if both else set())) - self.own(verb)
        return None

    def _predicate(self, verb: Token, keys: list[str]) -> tuple[str, set[int]] | None:
        if not any(key in self.wide.predicative for key in keys):
            return None
        thing = self.object_child(verb)
        predicate = next((c for c in self.g.children(verb) if c.dep_ in ("oprd", "xcomp")), None)
        target = thing if thing is not None else self.subject_child(verb) if self.g.passive(verb) else None
        if predicate is None or target is None:
            return None
        return "noun", (self.under(target) | self.under(predicate)) - self.own(verb)

    def _thing(self, verb: Token, keys: list[str]) -> tuple[str, set[int]] | None:
        if not any(key in self.wide.bare_objects for key in keys) or any(key in self.wide.no_objects for key in keys):
            return None
        thing = self.g.object(verb)
        if thing is None or thing.i in self.own(verb) or thing.pos_ == "PRON":
            return None
        return ("passive" if thing.i < verb.i else "noun"), self.under(thing) - self.own(verb)

    # -- the draft ------------------------------------------------------------------------------------------------

    def _draft(self, verb: Token, cue_class: str, kind: str, content: set[int]) -> Draft:
        own = self.own(verb)
        source = self.g.agent(verb) if self.g.passive(verb) else self.g.surface_subject(verb)
        if self.attitudes and self.g.lemma(verb) in self.wide.raising:
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
