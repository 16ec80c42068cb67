"""English trees (ClearNLP labels)."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.reading.grammar.base import Grammar, Link, Oblique

_LEMMAS = {
    "hom": "homs",
    "basis": "base",
    "retook": "retake",
    "accord": "accord",
    "overran": "overrun",
    "withdrawn": "withdraw",
    "clashe": "clash",
    "barrack": "barracks",
    "reoccupie": "reoccupy",
    "headquarter": "headquarters",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ"})


_PREPOSITIONS = frozenset({"ADP", "SCONJ", "VERB", "ADV", "PART"})
_FALLING = frozenset({"short", "shy", "out"})
_MEASURES = frozenset({"km", "kilometre", "kilometer", "mile", "metre", "meter"})


class English(Grammar):
    """See `Grammar`."""

    subject_labels = frozenset({"nsubj", "csubj"})
    passive_subject_labels = frozenset({"nsubjpass"})
    object_labels = frozenset({"dobj"})
    clause_labels = frozenset({"advcl", "relcl", "parataxis", "ccomp", "cc", "mark", "dep"})
    negators = frozenset({"not", "n't", "never", "no", "nowhere", "neither", "hardly"})
    object_control = frozenset(
        "allow let permit force compel order urge ask tell enable leave invite encourage press push help see watch "
        "hear cause persuade warn call prevent stop keep deter bar block ban discourage".split()
    )
    relative_pronouns = frozenset({"which", "that", "who", "whom", "whose", "where"})

    def adjacent_subject(self, verb: Token) -> Token | None:
        """Also a noun that the parser compounds with its verb, as in headlines ("Sudan live: army retakes X")."""
        found = super().adjacent_subject(verb)
        if found is not None or not self.is_verb(verb) or verb.tag_ not in ("VBZ", "VBD", "VBP"):
            return found
        return next((c for c in self.children(verb) if c.dep_ == "compound" and c.pos_ in ("NOUN", "PROPN")), None)

    def lemma(self, token: Token) -> str:
        known = self.parsed.cache.get(("lemma", token.i))
        if known is not None:
            return str(known)
        lemma = token.lemma_.lower()
        return _LEMMAS.get(lemma, lemma)

    def is_verb(self, token: Token) -> bool:
        return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"))

    def particle(self, verb: Token) -> str:
        """The particle of a phrasal verb ("pull out"), or ""."""
        words = [
            self.word(c)
            for c in self.children(verb)
            if c.dep_ == "prt"
            or (c.dep_ == "advmod" and self.word(c) in ("back", "out", "over", "up", "away", "off", "down", "in"))
        ]
        return " ".join(words)

    def passive(self, verb: Token) -> bool:
        children = self.children(verb)
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in children):
            return True
        if self._compound_agent(verb) is not None:
            return True
        if verb.tag_ != "VBN" or any(c.dep_ == "aux" for c in children) or any(c.dep_ == "dobj" for c in children):
            return False
        if verb.dep_ == "conj" and self.is_verb(verb.head) and self.own_subject(verb) is None:
            return self.passive(verb.head) or any(c.dep_ == "agent" for c in children)
        return (verb.dep_ in ("acl", "advcl", "ROOT", "amod", "relcl") and self.own_subject(verb) is None) or any(
            c.dep_ == "agent" for c in children
        )

    def agent(self, verb: Token) -> Token | None:
        compound = self._compound_agent(verb)
        if compound is not None:
            return compound
        by = [o.noun for o in self.obliques(verb) if o.prep == "by" and o.noun.ent_type_ not in ("DATE", "TIME")]
        return next((n for n in by if n.i > verb.i), by[0] if by else None)  # "By nightfall X was taken by …"

    def _compound_agent(self, verb: Token) -> Token | None:
        """The holder inside a compound adjective: "rebel-held", "army-controlled", "Russian-occupied"."""
        if verb.dep_ != "amod" or verb.i < 2 or self.doc[verb.i - 1].text not in ("-", "‑", "–"):
            return None
        first = self.doc[verb.i - 2]
        return first if first.head.i == verb.i else None

    def negated(self, token: Token) -> bool:
        if super().negated(token):
            return True
        if token.lemma_ != "be":
            return False
        said = (
            c for c in self.children(token) if c.dep_ == "prep"
        )  # "was not in control", its "not" on the preposition
        return any(c.dep_ == "neg" and c.i + 1 == p.i for p in said for c in self.children(p))

    def obliques(self, token: Token) -> list[Oblique]:
        out: list[Oblique] = []
        for child in self.children(token):
            joined = child.dep_ == "conj" and child.pos_ == "ADP"  # "is calm and in the hands of"
            if joined or (child.dep_ in ("prep", "agent", "dative") and child.pos_ in _PREPOSITIONS):
                out.extend(self._nouns(child, self._label(child)))
            elif child.dep_ == "acomp" and any(c.dep_ == "conj" for c in self.children(child)):
                out.extend(self._beside(child))
            elif child.dep_ in ("oprd", "acomp") and self.word(child) in _FALLING:
                for below in self.children(child):  # "were stopped ten miles short of X"
                    if below.dep_ == "prep":
                        out.extend(self._nouns(below, f"{self.word(child)} {self.word(below)}"))
            elif self.word(child) == "where" and child.i < token.i:
                out.append(Oblique("in", child))
            elif child.dep_ in ("advmod", "npadvmod", "prt") and child.pos_ in ("ADV", "NOUN", "ADP", "ADJ", "SCONJ"):
                # "west of Aleppo", "out of Hama", "close to Homs"
                for below in self.children(child):
                    if below.dep_ == "prep":
                        out.extend(self._nouns(below, f"{self.word(child)} {self.word(below)}"))
        return out

    def _beside(self, predicate: Token) -> list[Oblique]:
        """What is coordinated with a predicate: "is quiet and under army control", "is empty and back in its hands"."""
        out: list[Oblique] = []
        for joined in (c for c in self.children(predicate) if c.dep_ == "conj"):
            if joined.pos_ == "ADP":
                out.extend(self._nouns(joined, self.word(joined)))
            for below in self.children(joined) if joined.pos_ == "ADV" else []:
                if below.dep_ == "prep":
                    out.extend(self._nouns(below, f"{self.word(joined)} {self.word(below)}"))
        return out

    def _label(self, prep: Token) -> str:
        before = self.doc[prep.i - 1] if prep.i else None
        such = before is not None and self.word(prep) == "as" and self.word(before) == "such"
        away = next((self.word(c) for c in self.children(prep) if c.dep_ == "npadvmod" and c.i < prep.i), "")
        if away.rstrip("s") in _MEASURES:
            return f"{away} {self.word(prep)}"  # "six miles from the centre of Tripoli"
        return "such as" if such else self.word(prep)

    def _nouns(self, prep: Token, label: str) -> list[Oblique]:
        out: list[Oblique] = []
        for child in self.children(prep):
            if child.dep_ in ("pobj", "dobj") and child.pos_ in _NOMINAL:
                out.extend(Oblique(label, noun) for noun in self.conjuncts(child))
            elif child.dep_ == "prep":
                out.extend(self._nouns(child, f"{label} {self.word(child)}"))
            elif child.dep_ == "conj" and child.pos_ == "ADP":
                out.extend(self._nouns(child, self.word(child)))
        return out

    def auxiliaries(self, verb: Token) -> list[Token]:
        aux = [c for c in self.children(verb) if c.dep_ in ("aux", "auxpass")]
        return aux

    def link(self, token: Token) -> Link:
        dep, head = token.dep_, token.head
        if head.i == token.i:
            return Link("root", token)
        if dep == "xcomp":
            return Link("infinitive", head)
        if dep in ("ccomp", "csubj", "csubjpass"):
            return Link("complement", head)
        if dep == "pcomp":
            return (
                Link("adverbial", self._clause_above(head), self.word(head))
                if head.dep_ != "prep" or not self._noun_above(head)
                else Link("complement", head.head)
            )
        if dep == "relcl":
            return Link("relative", head)
        if dep == "acl":
            if self.mood(token) == "infinitive" or any(c.dep_ == "mark" for c in self.children(token)):
                return Link("complement", head)
            return Link("participle", head)
        if dep == "advcl":
            return Link("adverbial", head, " ".join(self.marks(token)))
        if dep == "conj":
            return Link("conjunct", head)
        if dep == "appos":
            return Link("apposition", head)
        if dep in ("parataxis", "dep", "meta"):
            return Link("parataxis", head)
        if dep in ("dobj", "attr", "oprd"):
            return Link("object", head)
        if dep in ("nsubj", "nsubjpass"):
            return Link("subject", head)
        if dep == "pobj":
            return Link("oblique", head.head, self.word(head))
        if dep in ("compound", "poss", "amod", "nmod"):
            return Link("participle" if self.is_verb(token) else "noun", head)
        return Link("other", head)

    def _noun_above(self, prep: Token) -> bool:
        return prep.head.pos_ in ("NOUN", "PROPN")

    def _clause_above(self, token: Token) -> Token:
        for above in [token, *self.ancestors(token)]:
            if self.is_verb(above):
                return above
        return token

    def mood(self, verb: Token) -> str:
        aux = [self.word(a) for a in self.auxiliaries(verb)]
        if any(a in ("will", "'ll", "wo", "shall") for a in aux):
            return "future"
        if any(a in ("would", "'d") and "have" not in aux for a in aux):
            return "conditional"
        if "had" in aux:
            return "pluperfect"
        if any(c.dep_ == "aux" and c.tag_ == "TO" for c in self.children(verb)):
            return "infinitive"
        tag = next((a.tag_ for a in self.auxiliaries(verb) if a.tag_ in ("VBD", "VBZ", "VBP")), verb.tag_)
        if tag == "VBD" or any(a in ("has", "have", "'ve") for a in aux):
            return "past"
        if tag in ("VBZ", "VBP"):
            return "present"
        if tag == "VB" and not aux:
            return "infinitive"
        return "participle" if tag in ("VBG", "VBN") else "present"

    def object(self, verb: Token) -> Token | None:
        left = self.below(verb)[0]
        set_off = left > 1 and self.doc[left - 1].text == "," and self.doc[left - 2].dep_ == "pobj"
        if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and set_off and not self.auxiliaries(verb):
            beside = self.doc[left - 2]
            if beside.pos_ == "PROPN" and self.passive(verb):
                return beside  # "In Goma, captured on Tuesday, the rebels …"
        return super().object(verb)

    def surface_subject(self, verb: Token, depth: int = 0) -> Token | None:
        found = super().surface_subject(verb, depth)
        if found is not None or verb.dep_ != "relcl" or self.mood(verb) != "infinitive":
            return found
        noun, above = verb.head, verb.head.head  # "X was the first town to fall"
        return self.own_subject(above) or noun if noun.dep_ == "attr" and self.is_verb(above) else noun

    def surface_object(self, verb: Token) -> Token | None:
        found = super().surface_object(verb)
        if found is not None:
            return found
        particles = [c for c in self.children(verb) if c.dep_ == "prt"]
        found = next((n for p in particles for n in self.children(p) if n.dep_ == "pobj"), None)  # "take over X"
        return found or self._seen_doing(verb)

    def _seen_doing(self, verb: Token) -> Token | None:
        """The object that was taken for the subject of a participle: "pushed back troops trying to enter X"."""
        at = verb.i + 1
        while at < len(self.doc) and self.doc[at].dep_ in ("prt", "advmod") and self.doc[at].head.i == verb.i:
            at += 1
        while at < len(self.doc) and self.doc[at].pos_ in ("DET", "ADJ", "NUM") and self.doc[at].head.i > at:
            at += 1
        noun = self.doc[at] if at < len(self.doc) else verb
        doing = noun.head
        found = noun.dep_ == "nsubj" and doing.tag_ == "VBG" and doing.head.i == verb.i and not self.auxiliaries(doing)
        return noun if found else None

    def relative_object(self, verb: Token) -> Token | None:
        if verb.dep_ != "relcl" or self.passive(verb):
            return None
        subject = next((c for c in self.children(verb) if c.dep_ in self.subject_labels), None)
        if subject is None or self.word(subject) in self.relative_pronouns:
            return None
        return verb.head
