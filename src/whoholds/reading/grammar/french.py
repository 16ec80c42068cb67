"""French trees (Universal Dependencies labels of the Sequoia corpus)."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from whoholds.reading.grammar.base import Grammar, Link, Oblique

# Verbs whose compound tenses take être: "est tombée" is no passive.
_ETRE = frozenset(
    "aller arriver descendre devenir entrer monter mourir naître partir parvenir passer redescendre remonter rentrer "
    "repartir rester retomber retourner revenir sortir tomber venir survenir intervenir".split()
)
_LEMMAS = {
    "sou": "sous",
    "fui": "fuir",
    "tenaient": "tenir",
    "tienne": "tenir",
    "contrôlent": "contrôler",
    "emparés": "emparer",
}
_IRREGULAR_STEMS = frozenset(
    "ser aur fer ir pourr devr viendr tiendr verr saur voudr faudr recevr enverr courr mourr acquerr".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
# Where a noun follows another preposition, the two make one ("au sud-ouest de", "près de", "aux portes de").
_COMPOUND_PREPS = frozenset(
    "près loin autour hors proche aux abords portes environs périphérie lisière sud nord est ouest sud-ouest sud-est "
    "nord-ouest nord-est intérieur extérieur large entrée sortie centre cœur coeur".split()
)

_COMPARED = frozenset("au aux à loin tôt tard haut bas près vers en".split())
"""What follows a "plus" that compares."""


class French(Grammar):
    """See `Grammar`."""

    subject_labels = frozenset({"nsubj", "nsubj:caus", "expl:subj"})
    passive_subject_labels = frozenset({"nsubj:pass"})
    object_labels = frozenset({"obj"})
    clause_labels = frozenset({"advcl", "acl:relcl", "parataxis", "ccomp", "cc", "mark", "dep"})
    negators = frozenset({"pas", "plus", "jamais", "rien", "aucun", "aucune", "nullement", "guère", "ni", "aucunement"})
    object_control = frozenset(
        "permettre laisser obliger forcer contraindre autoriser inviter appeler inciter pousser ordonner demander "
        "exhorter sommer aider empêcher interdire voir entendre regarder apercevoir observer filmer".split()
    )
    impersonal = frozenset(
        "falloir agir avoir sembler paraître être suffire pleuvoir exister arriver convenir importer apparaître".split()
    )
    relative_pronouns = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles"})

    def lemma(self, token: Token) -> str:
        known = self.parsed.cache.get(("lemma", token.i))
        if known is not None:
            return str(known)
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma.endswith("re") and token.morph.get("VerbForm", []) == ["Fin"]:
            return lemma + "r" if lemma == self.word(token) else lemma  # no finite form is an infinitive: "resserre"
        if token.pos_ == "VERB" and not lemma.endswith(("er", "ir", "re")) and lemma not in _LEMMAS:
            for ending in ("ent", "es", "e"):
                if lemma.endswith(ending):
                    return lemma.removesuffix(ending) + "er"  # the tagger's lemma is the bare form: "reste"
        return _LEMMAS.get(lemma, lemma)

    def is_verb(self, token: Token) -> bool:
        return token.pos_ == "VERB" or (
            token.pos_ == "AUX" and token.dep_ not in ("aux", "aux:tense", "aux:pass", "cop", "aux:caus")
        )

    def negated(self, token: Token) -> bool:
        if super().negated(token):
            return True
        if not any(self.word(c) in ("ne", "n'") for a in [token, *self.auxiliaries(token)] for c in self.children(a)):
            return False
        if self.lemma(token) in ("pouvoir", "savoir", "oser", "cesser"):
            return True  # "n'a pu tenir Sake"
        nouns = [c for c in self.children(token) if c.pos_ == "NOUN" and c.i > token.i]  # "ne tient aucune position"
        return any(self.word(d) in ("aucun", "aucune", "nul", "nulle") for n in nouns for d in self.children(n))

    def only(self, negator: Token) -> bool:
        """See `Grammar.only`; also what is left to somebody: "il ne reste plus aux rebelles que deux collines"."""
        if super().only(negator):
            return True
        if self.word(negator) != "plus":
            return False
        before = {self.word(t) for t in self.doc[max(negator.sent.start, negator.i - 5) : negator.i]}
        if not before & {"ne", "n'"} and self.word(self.doc[min(negator.i + 1, len(self.doc) - 1)]) in _COMPARED:
            return True  # "Plus au nord, l'armée tient X"
        if self.lemma(negator.head) != "rester":
            return False
        ahead = takewhile(lambda t: not self.is_verb(t), self.doc[negator.i + 1 : negator.i + 9])
        return any(self.word(t) in ("que", "qu'") for t in ahead)

    def surface_object(self, verb: Token) -> Token | None:
        found = super().surface_object(verb)
        return found if found is not None else self._bare_object(verb)

    def _bare_object(self, verb: Token) -> Token | None:
        """A name right after the verb with no preposition is its object whatever its label ("ont pris Hama jeudi")."""
        if self.passive(verb) or self.reflexive(verb) or self.lemma(verb) in _ETRE:
            return None
        for token in self.doc[verb.i + 1 : verb.i + 5]:
            if token.pos_ in ("ADV", "DET") or self.word(token) in ("également", "aussi", "ensuite"):
                continue
            if (
                token.pos_ in ("PROPN", "NOUN")
                and not self.preposition(token)
                and token.dep_
                in (
                    "obl:arg",
                    "obl:mod",
                    "advmod",
                    "dep",
                    "xcomp",
                    "nmod",
                    "appos",
                    "flat:name",
                    "obj",
                    "nsubj",
                    "conj",
                )
            ):
                return (
                    token
                    if (token.head.i <= verb.i and token.pos_ == "PROPN")
                    or (token.head.i == verb.i and token.dep_ != "nsubj" and token.pos_ == "PROPN")
                    else None
                )
            return None
        return None

    def object(self, verb: Token) -> Token | None:
        """See `Grammar.object`; a participle that opens the sentence speaks of the subject behind its comma."""
        fronted = self._behind_comma(verb) if self.passive(verb) and self.own_subject(verb) is None else None
        return fronted if fronted is not None else super().object(verb)

    def _behind_comma(self, verb: Token) -> Token | None:
        """The noun that follows the first comma ("Chassés de X, les rebelles …", "Reprise hier par Y, X …")."""
        before = self.doc[verb.i - 1].text if verb.i else "."
        if self.auxiliaries(verb) or before not in (".", "!", "?", "…", ";", "»", "–"):
            return None
        comma = next((t.i for t in self.doc[verb.i + 1 : verb.i + 16] if t.text in (",", ".", ";", ":")), None)
        if comma is None or self.doc[comma].text != ",":
            return None
        for token in self.doc[comma + 1 : comma + 5]:
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                return token
            if token.pos_ not in ("DET", "ADJ", "NUM"):
                return None
        return None

    def reflexive(self, verb: Token) -> bool:
        """Has it a reflexive clitic ("se retirer")?"""
        return any(
            c.dep_.startswith("expl") or (c.pos_ == "PRON" and self.word(c) in ("se", "s'"))
            for c in self.children(verb)
        )

    def passive(self, verb: Token) -> bool:
        if self.reflexive(verb) or self.lemma(verb) in _ETRE:
            return False
        children = self.children(verb)
        if any(c.dep_ == "aux:pass" for c in children):
            return True
        if any(c.dep_ == "obj" for c in children) or any(
            c.dep_ == "aux:tense" and c.lemma_ == "avoir" for c in children
        ):
            return False
        past = "Part" in verb.morph.get("VerbForm", []) and "Past" in verb.morph.get("Tense", [])
        return past and not any(c.dep_ == "aux:tense" for c in children)

    def agent(self, verb: Token) -> Token | None:
        for oblique in self.obliques(verb):
            if oblique.prep == "par" and (oblique.noun.dep_ in ("obl:agent", "obl:arg", "obl:mod", "nmod", "obl")):
                return oblique.noun
        return None

    def obliques(self, token: Token) -> list[Oblique]:
        out = self._raised(token)
        for child in self.children(token):
            word = self.word(child)
            if word in ("dont", "où") and child.i < token.i:
                away = word == "dont" or (child.i > 0 and self.word(self.doc[child.i - 1]) == "d'")
                out.append(
                    Oblique("de", self.antecedent(child) if word == "dont" else child) if away else Oblique("à", child)
                )
                continue
            if child.dep_ == "iobj" and word in ("lui", "leur") and child.i < token.i:
                out.append(Oblique("à", child))
                continue
            if (
                word in ("y", "en")
                and child.pos_ in ("PRON", "ADV", "ADP")
                and child.dep_ not in ("mark", "case")
                and child.i < token.i
            ):
                out.append(Oblique("à" if word == "y" else "de", child))
                continue
            if child.pos_ not in _NOMINAL or child.dep_ in ("aux:tense", "aux:pass", "cop"):
                continue
            prep = self.preposition(child)
            if prep:
                for noun in self.conjuncts(child):
                    own = self.preposition(noun)
                    out.append(Oblique(own or prep, noun))
        return out

    def _raised(self, token: Token) -> list[Oblique]:
        """What "dont" before the verb above an infinitive stands for ("Goma, dont ils ont tenté de s'emparer")."""
        if token.dep_ != "xcomp" or self.link(token.head).kind != "relative":
            return []
        dont = [c for c in self.children(token.head) if self.word(c) == "dont" and c.i < token.head.i]
        return [Oblique("de", self.antecedent(c)) for c in dont if self.mood(token) == "infinitive"]

    def preposition(self, noun: Token) -> str:
        """The preposition that introduces a noun, contractions undone, or ""."""
        cases = [
            c
            for c in self.children(noun)
            if c.dep_ in ("case", "fixed", "mark") and c.i < noun.i and c.pos_ in ("ADP", "ADV", "SCONJ", "NOUN")
        ]
        words = [
            {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}.get(self.word(c), self.word(c)) for c in cases
        ]
        if not words and noun.dep_ == "nmod" and noun.head.i < noun.i:
            # the tagger takes "des" for the plural article: "aux mains des rebelles"
            words = ["de" for c in self.children(noun) if c.dep_ == "det" and self.word(c) in ("des", "du")][:1]
        return " ".join(words)

    def auxiliaries(self, verb: Token) -> list[Token]:
        return [c for c in self.children(verb) if c.dep_ in ("aux", "aux:tense", "aux:pass", "aux:caus", "cop")]

    def link(self, token: Token) -> Link:
        dep, head = token.dep_, token.head
        if head.i == token.i:
            return Link("root", token)
        finite = "Fin" in token.morph.get("VerbForm", []) or any(
            "Fin" in a.morph.get("VerbForm", []) for a in self.auxiliaries(token)
        )
        if dep == "xcomp":
            return Link("infinitive", head)
        if dep == "ccomp":
            return Link("complement", head)
        if dep == "acl:relcl":
            if self._gerund(token):
                return Link("adverbial", self._clause_above(head), "en")
            return Link("relative", head)
        if dep == "acl":
            if self._gerund(token):
                return Link("adverbial", self._clause_above(head), "en")
            infinitive = self._infinitive(token) or any(
                "Inf" in a.morph.get("VerbForm", []) for a in self.auxiliaries(token)
            )
            if infinitive:
                return Link("infinitive", head) if head.pos_ != "NOUN" else Link("complement", head)
            return Link("participle" if not finite else "relative", head)
        if dep == "advcl":
            return Link("adverbial", head, " ".join(self.marks(token)))
        if dep == "conj":
            return Link("conjunct", head)
        if dep == "appos":
            return Link("apposition", head)
        if dep == "parataxis":
            return Link("parataxis", head)
        if dep in ("obj",):
            return Link("object", head)
        if dep.startswith("nsubj"):
            return Link("subject", head)
        if dep in ("nmod", "amod"):
            return Link("participle" if self.is_verb(token) else "noun", head)
        if (dep.startswith("obl") or dep in ("iobj", "dep")) and self._infinitive(token):
            marks = self.marks(token)
            if set(marks) <= {"à", "de", "d'"}:
                return Link("infinitive", head)  # "sans parvenir à la prendre"
            return Link("adverbial", head, " ".join(marks))
        if dep.startswith("obl") or dep == "iobj":
            return Link("oblique", head, self.preposition(token))
        return Link("other", head)

    def _infinitive(self, token: Token) -> bool:
        """Is the form itself an infinitive? The tagger takes rare ones for participles ("sécuriser")."""
        forms, word = token.morph.get("VerbForm", []), self.word(token)
        same = word == token.lemma_.lower() and word.endswith(("er", "ir", "re"))
        return "Inf" in forms or (token.pos_ == "VERB" and "Fin" not in forms and same)

    def _gerund(self, token: Token) -> bool:
        marks = {self.word(c) for c in self.children(token) if c.i < token.i}
        before = self.word(self.doc[token.i - 1]) if token.i else ""
        return (
            token.morph.get("VerbForm", []) == ["Part"]
            and "Pres" in token.morph.get("Tense", [])
            and ("en" in marks or before == "en")
        )

    def _clause_above(self, token: Token) -> Token:
        for above in [token, *self.ancestors(token)]:
            if self.is_verb(above):
                return above
        return token

    def mood(self, verb: Token) -> str:
        carriers = [*self.auxiliaries(verb), verb]
        for carrier in carriers:
            mood, tense = carrier.morph.get("Mood", []), carrier.morph.get("Tense", [])
            if "Cnd" in mood or self._conditional_form(carrier):
                return "conditional"
            if "Sub" in mood:
                return "subjunctive"
            if "Imp" in mood:
                return "imperative"
            if "Ind" in mood:
                if "Fut" in tense:
                    return "future"
                if carrier.i == verb.i:
                    return "past" if "Imp" in tense or "Past" in tense else "present"
                if carrier.dep_ == "aux:tense":
                    return "pluperfect" if "Imp" in tense else "past"
                if "Pres" in tense:
                    return "present" if carrier.dep_ != "aux:pass" or self.lemma(verb) not in _ETRE else "past"
                return "past"
        forms = [f for c in carriers for f in c.morph.get("VerbForm", [])]
        return "infinitive" if "Inf" in forms or self._infinitive(verb) else "participle"

    def _conditional_form(self, verb: Token) -> bool:
        """The tagger takes some conditionals for imperfects: "changerait" is "changer" and "ait"."""
        word = self.word(verb)
        stem = word.removesuffix("aient") if word.endswith("aient") else word.removesuffix("ait")
        if stem == word or not stem.endswith("r"):
            return False
        lemma = self.lemma(verb)
        return stem in (lemma, lemma.removesuffix("e")) or stem in _IRREGULAR_STEMS

    def antecedent(self, pronoun: Token) -> Token:
        """See `Grammar.antecedent`; of two names where the verb agrees with both: "Sake et Minova, qu'il a prises"."""
        found, verb = super().antecedent(pronoun), pronoun.head
        several = found.dep_ == "conj" and found.pos_ == "PROPN" and "Part" in verb.morph.get("VerbForm", [])
        return found.head if several and "Plur" in verb.morph.get("Number", []) else found

    def relative_object(self, verb: Token) -> Token | None:
        for child in self.children(verb):
            if self.word(child) in ("que", "qu'") and child.i < verb.i:
                if (
                    verb.dep_ in ("acl:relcl", "acl", "advcl")
                    and verb.head.i < child.i
                    and verb.head.pos_ in ("NOUN", "PROPN")
                ):
                    return verb.head
                before = self.doc[max(0, child.i - 2) : child.i]
                names = [t for t in before if t.pos_ in ("NOUN", "PROPN")]
                if names and (before[-1].i == names[-1].i or before[-1].text == ","):
                    return names[-1]
        return None
