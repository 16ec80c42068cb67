"""One view of a sentence for both languages: who does what to whom, under which conjunction, in which mood.

The pipelines use different label sets (Universal Dependencies for French, ClearNLP for English). `Grammar` hides them:
subjects and objects are *deep* (the agent of a passive is its subject), relative pronouns are followed to their
antecedents, missing subjects are inherited from the governing clause.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.reading.grammar.tree import Tree


@dataclass(frozen=True, slots=True)
class Oblique:
    """A prepositional argument or adjunct: `prep` is lower case ("south-west of" is one preposition)."""

    prep: str
    noun: Token


@dataclass(frozen=True, slots=True)
class Link:
    """How a token hangs on its governor.

    `kind`: complement, infinitive, object, subject, adverbial, relative, participle, conjunct, apposition, parataxis,
    oblique, noun, root.
    """

    kind: str
    head: Token
    mark: str = ""


_CLITICS = frozenset({"s'", "se", "y", "en", "ne", "n'", "l'", "le", "la", "les"})
_SET_OFF = frozenset({"ROOT", "obl:mod", "dislocated", "obl:arg"})


class Grammar(Tree, ABC):
    """Shared logic over the label sets; a subclass per language names the labels."""

    subject_labels: frozenset[str]
    passive_subject_labels: frozenset[str]
    object_labels: frozenset[str]
    clause_labels: frozenset[str]
    negators: frozenset[str]
    object_control: frozenset[str]
    relative_pronouns: frozenset[str]
    impersonal: frozenset[str] = frozenset()
    remembered = (
        *("subtree", "ancestors", "lemma", "is_verb", "passive", "agent", "obliques", "auxiliaries", "link", "mood"),
        *("negated", "adverbs", "marks", "own_subject", "adjacent_subject", "surface_subject", "surface_object"),
        *("subject", "object", "conjuncts", "question", "clause"),
    )

    # -- per language ---------------------------------------------------------------------------------------------

    @abstractmethod
    def lemma(self, token: Token) -> str:
        """Lower-case lemma, repaired where the pipeline is known to be wrong."""

    @abstractmethod
    def is_verb(self, token: Token) -> bool:
        """Is it used as a verb?"""

    @abstractmethod
    def passive(self, verb: Token) -> bool:
        """Is it a passive (not a compound tense with être, not a reflexive)?"""

    @abstractmethod
    def agent(self, verb: Token) -> Token | None:
        """The "by" phrase of a passive."""

    @abstractmethod
    def obliques(self, token: Token) -> list[Oblique]:
        """Prepositional dependents of a verb or noun."""

    @abstractmethod
    def auxiliaries(self, verb: Token) -> list[Token]:
        """Auxiliaries and modal auxiliaries of a verb, and its copula where it is a predicate."""

    @abstractmethod
    def link(self, token: Token) -> Link:
        """How the token hangs on its governor."""

    @abstractmethod
    def mood(self, verb: Token) -> str:
        """One of past, present, pluperfect, future, conditional, subjunctive, imperative, infinitive, participle."""

    @abstractmethod
    def relative_object(self, verb: Token) -> Token | None:
        """The antecedent where a relative clause leaves its object out or has it as a relative pronoun."""

    # -- shared ---------------------------------------------------------------------------------------------------

    def negated(self, token: Token) -> bool:
        """Is there a negation directly on the token or its auxiliaries?"""
        near = [*self.children(token), *(c for a in self.auxiliaries(token) for c in self.children(a))]
        if any(self.word(c) in self.negators and not self.only(c) for c in near):
            return True
        return any(self.word(c) in ("ne", "n'") for c in near) and any(
            self.word(t) == "ni" for t in self.doc[token.i : token.i + 4]
        )

    def only(self, negator: Token) -> bool:
        """Does it negate nothing ("not only", "pas seulement", "ne … plus qu'une partie")?"""
        following = self.doc[negator.i + 1] if negator.i + 1 < len(self.doc) else None
        if following is None:
            return False
        if self.word(negator) == "plus" and self.word(following) in ("que", "qu'"):
            return True
        return self.word(following) in ("only", "just", "merely", "seulement", "uniquement")

    def adverbs(self, token: Token) -> list[str]:
        """Adverbs directly on the token or its auxiliaries, lower case."""
        near = [*self.children(token), *(c for a in self.auxiliaries(token) for c in self.children(a))]
        return [
            self.word(c)
            for c in near
            if c.pos_ in ("ADV", "PART", "ADJ") and c.dep_ in ("advmod", "neg", "amod", "dep", "npadvmod")
        ]

    def marks(self, verb: Token) -> list[str]:
        """Subordinating conjunctions of a clause, lower case."""
        return [
            self.word(c)
            for c in self.children(verb)
            if c.dep_ in ("mark", "advmod", "case", "cc") and c.pos_ in ("SCONJ", "ADP", "ADV", "PART", "PRON")
        ]

    def own_subject(self, verb: Token) -> Token | None:
        """The grammatical subject that the clause itself names, relative pronouns followed."""
        labels = self.subject_labels | self.passive_subject_labels
        for child in self.children(verb):
            if child.dep_ in labels and not child.is_punct and not self.empty_subject(child, verb):
                return self.antecedent(child) if self.word(child) in self.relative_pronouns else child
        return self.adjacent_subject(verb)

    def empty_subject(self, pronoun: Token, verb: Token) -> bool:
        """Does the pronoun stand for nobody ("il faut que")? Labels of expletives are not to be trusted alone."""
        return pronoun.dep_ == "expl:subj" and pronoun.pos_ == "PRON" and self.lemma(verb) in self.impersonal

    def finite(self, verb: Token) -> bool:
        """Is it a finite verb, by itself or through an auxiliary?"""
        return self.mood(verb) not in ("infinitive", "participle", "imperative")

    def obliques_of(self, noun: Token) -> bool:
        """Does a preposition introduce the noun?"""
        return any(o.noun.i == noun.i for o in self.obliques(noun.head)) or noun.dep_ == "pobj"

    def adjacent_subject(self, verb: Token) -> Token | None:
        """A name right before a finite verb that lost its subject to an enumeration ("…, Kosti tombera")."""
        if not self.is_verb(verb) or not self.finite(verb):
            return None
        joined = self._joined_subject(verb)
        if joined is not None or verb.dep_ in ("conj", "relcl", "acl:relcl"):
            return joined
        for token in reversed(list(self.doc[max(0, verb.i - 5) : verb.i])):
            if token.pos_ in ("AUX", "ADV", "PART") or self.word(token) in ("ne", "n'", "se", "s'", "le", "la", "l'"):
                continue
            if (
                token.pos_ == "PROPN"
                and token.dep_ in ("conj", "appos", "dep", "ROOT", "nmod")
                and not any(c.dep_ in ("case", "cc") for c in self.children(token))
            ):
                comma = token.i > 0 and self.doc[token.i - 1].text == ","
                return token if comma or token.i == token.sent.start else None
            break
        return self._fronted_subject(verb)

    def _joined_subject(self, verb: Token) -> Token | None:
        """A noun that was taken into the enumeration before it ("ont quitté X et les insurgés s'y sont installés")."""
        at = verb.i - 1
        while at > 0 and (self.doc[at].pos_ == "AUX" or self.word(self.doc[at]) in _CLITICS):
            at -= 1
        noun = self.doc[at]
        if noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or "Plur" not in noun.morph.get("Number", []):
            return None
        left = min((c.i for c in self.children(noun) if c.pos_ in ("DET", "CCONJ")), default=noun.i)
        before = self.doc[left - 1] if left else noun
        conjunction = self.doc[left].pos_ == "CCONJ" or before.pos_ == "CCONJ"
        plural = "Plur" in verb.morph.get("Number", []) or any(
            "Plur" in a.morph.get("Number", []) for a in self.auxiliaries(verb)
        )
        return noun if conjunction and plural else None

    def _fronted_subject(self, verb: Token) -> Token | None:
        """A name set off at the head of the sentence whose verb lost it ("Minova, sur le lac, était passée …")."""
        first = next((t for t in self.doc[verb.sent.start : verb.i] if t.pos_ not in ("DET", "PUNCT", "SPACE")), None)
        if first is None or first.dep_ not in _SET_OFF or first.head.i not in (first.i, verb.i):
            return None
        if any(c.dep_ == "case" for c in self.children(first)):
            return None
        clause = self.word(self.doc[min(first.i + 2, verb.i)]) in self.relative_pronouns
        if self.doc[first.i + 1].text != "," or (first.pos_ != "PROPN" and not (clause and first.pos_ == "NOUN")):
            return None
        commas = [t.i for t in self.doc[first.i + 2 : verb.i] if t.text == ","]
        told = commas[-1] if clause and commas else first.i  # "Bria, que l'armée avait reprise, est retombée"
        earlier = any(self.is_verb(t) and self.finite(t) for t in self.doc[told + 1 : verb.i])
        return None if earlier else first

    def antecedent(self, pronoun: Token) -> Token:
        """What a relative pronoun stands for; the pronoun itself where that cannot be told."""
        for above in [pronoun, *self.ancestors(pronoun)]:
            if above.dep_ in ("acl:relcl", "relcl", "acl") and above.head.i < pronoun.i:
                return above.head
        before = [t for t in self.doc[max(0, pronoun.i - 6) : pronoun.i] if t.pos_ in ("NOUN", "PROPN")]
        return before[-1] if before else pronoun

    def surface_subject(self, verb: Token, depth: int = 0) -> Token | None:
        """The grammatical subject, inherited from the governing clause where the clause has none."""
        own = self.own_subject(verb)
        if own is not None or depth > 6:
            return own
        link = self.link(verb)
        head = link.head
        if (
            verb.dep_ == "acl"
            and head.pos_ in ("NOUN", "PROPN", "PRON")
            and self.lemma(head.head) in self.object_control
            and head.dep_ in (*self.object_labels, "obl:arg")
        ):
            return head  # "laissant les rebelles contrôler …"
        if link.kind == "infinitive" or (link.kind == "complement" and self.mood(verb) == "infinitive"):
            if self.lemma(head) in self.object_control:
                held = self.controlled_object(head, verb)
                if held is not None:
                    return held
            return self.surface_subject(head, depth + 1)
        if link.kind == "participle":
            return self.participle_subject(verb, head, depth)
        if (
            verb.dep_ == "pcomp"
            and self.lemma(head) in self.object_control
            and self.word(verb.head) in ("from", "into")
        ):
            return self.controlled_object(head, verb) or self.surface_subject(head, depth + 1)  # "kept X from entering"
        if link.kind in ("conjunct", "adverbial", "parataxis", "oblique") and (
            self.is_verb(head) or self.auxiliaries(head)
        ):
            return self.surface_subject(head, depth + 1)
        if link.kind in ("conjunct", "adverbial") and head.pos_ in ("NOUN", "PROPN", "ADJ"):
            return self.own_subject(head)
        if verb.dep_ == "acomp" and self.is_verb(head):
            return self.surface_subject(head, depth + 1)  # "were able to settle"
        return None

    def controlled_object(self, head: Token, verb: Token) -> Token | None:
        """The object that does what the infinitive says ("allow them to leave")."""
        for child in self.children(head):
            if child.i != verb.i and child.dep_ in ("obj", "dobj", "iobj", "dative", "obl:arg") and child.i < verb.i:
                return child
        return None

    def participle_subject(self, verb: Token, head: Token, depth: int) -> Token | None:
        """A participle after a comma speaks of the main clause's subject, one without a comma of its noun."""
        left = self.below(verb)[0]
        comma = left > 0 and self.doc[left - 1].text in (",", ";", "—", "–")
        if head.pos_ in ("NOUN", "PROPN", "PRON") and not comma:
            return head
        for above in [head, *self.ancestors(head)]:
            if self.is_verb(above):
                subject = self.surface_subject(above, depth + 1)
                return subject if subject is not None else (head if head.pos_ in ("NOUN", "PROPN") else None)
        return head if head.pos_ in ("NOUN", "PROPN") else None

    def surface_object(self, verb: Token) -> Token | None:
        """The direct object, relative pronouns followed."""
        for child in self.children(verb):
            if child.dep_ in self.object_labels:
                return self.antecedent(child) if self.word(child) in self.relative_pronouns else child
        return self.relative_object(verb)

    def subject(self, verb: Token) -> Token | None:
        """Deep subject: who does it."""
        return self.agent(verb) if self.passive(verb) else self.surface_subject(verb)

    def object(self, verb: Token) -> Token | None:
        """Deep object: to what it is done."""
        if not self.passive(verb):
            return self.surface_object(verb)
        own = self.own_subject(verb)
        if own is not None:
            return own
        link = self.link(verb)
        if link.kind == "participle" and link.head.pos_ in ("NOUN", "PROPN", "PRON"):
            left = self.below(verb)[0]
            beside = self.doc[left - 2] if left > 1 and self.doc[left - 1].text == "," else link.head
            return self._set_off(verb, beside if beside.pos_ == "PROPN" else link.head)
        if (
            link.kind == "adverbial"
            and self.is_verb(head := link.head)
            and head.i < verb.i
            and self._comma_before(verb)
        ):
            inner = self.surface_object(head)
            if inner is not None and inner.pos_ == "PROPN" and inner.i < verb.i and self.agent(verb) is not None:
                return inner  # "took X, north of Y, until then held by …"
            beside = self.doc[self.below(verb)[0] - 2]
            if beside.pos_ == "PROPN" and self.agent(verb) is not None and beside.head.i == head.i:
                return beside  # "march on X, held by …"
        return self.surface_subject(verb)

    def _comma_before(self, verb: Token) -> bool:
        left = self.below(verb)[0]
        return left > 0 and self.doc[left - 1].text == ","

    def _set_off(self, verb: Token, noun: Token) -> Token:
        """The place that a participle behind a comma speaks of: "X, au nord de Y, jusque-là tenue par …" is X."""
        left = self.below(verb)[0]
        if left == 0 or self.doc[left - 1].text != "," or noun.pos_ != "PROPN":
            return noun
        for above in self.ancestors(noun)[:4]:
            between = [t.text for t in self.doc[min(above.i, noun.i) : noun.i]]
            if above.i < noun.i and "," in between and above.pos_ == "PROPN":
                return above
            if self.is_verb(above):
                inner = self.surface_object(above)
                bridged = inner is not None and inner.i < noun.i and "," in [t.text for t in self.doc[inner.i : noun.i]]
                return inner if inner is not None and bridged and inner.pos_ == "PROPN" else noun
        return noun

    def conjuncts(self, noun: Token) -> list[Token]:
        """The noun and what is coordinated with it ("X, Y and Z")."""
        out, todo = [], [noun]
        while todo:
            current = todo.pop(0)
            out.append(current)
            inside = [
                c for a in self.children(current) if a.dep_ == "appos" for c in self.children(a) if self._resumed(c)
            ]
            todo.extend(
                c
                for c in [*self.children(current), *inside]
                if c.dep_ == "conj"
                and c.pos_ in ("NOUN", "PROPN", "ADJ", "X", "PRON", "NUM")
                and not self._opens_clause(c)
            )
        return out

    def _resumed(self, noun: Token) -> bool:
        """Does an enumeration go on behind an appositive and its comma ("X, the main base there, and Y")?"""
        before = [self.doc[i].text for i in range(max(0, noun.i - 5), noun.i)]
        cc = next((i for i in range(len(before) - 1, 0, -1) if before[i].lower() in ("and", "et")), 0)
        return noun.dep_ == "conj" and cc > 0 and before[cc - 1] == ","

    def _opens_clause(self, noun: Token) -> bool:
        """Is a conjunct behind a bare comma the subject of the verb that follows it?"""
        after = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else None
        return after is not None and self.is_verb(after) and getattr(self.adjacent_subject(after), "i", -1) == noun.i

    def excluded(self, noun: Token) -> bool:
        """Is a conjunct taken out of the enumeration ("but not Homs", "pas Kaboul", "sauf Deraa")?"""
        words = {self.word(c) for c in self.children(noun)}
        before = [self.word(t) for t in self.doc[max(0, noun.i - 2) : noun.i]]
        return bool(words & {"not", "pas", "non"}) or any(
            w in ("not", "pas", "sauf", "hormis", "except", "bar") for w in before
        )

    def question(self, token: Token) -> bool:
        """Does the sentence end in a question mark?"""
        sentence = [t for t in token.sent if not t.is_space]
        return bool(sentence) and any(t.text == "?" for t in sentence[-2:])

    def clause(self, token: Token) -> tuple[int, int]:
        """Offsets of the clause that the token heads, without subordinate clauses hanging on its edges."""
        stop = self.clause_labels
        out, todo = [], [token]
        while todo:
            current = todo.pop()
            out.append(current)
            for child in self._children[current.i]:
                if current.i == token.i and (child.dep_ in stop or (child.dep_ == "conj" and self.is_verb(child))):
                    continue
                todo.append(child)
        kept = sorted(t.i for t in out)
        # The clause is the contiguous run around its head: what lies beyond a gap belongs to another clause.
        run = [token.i]
        for i in reversed([k for k in kept if k < token.i]):
            if run[0] - i > 3:
                break
            run.insert(0, i)
        for i in [k for k in kept if k > token.i]:
            if i - run[-1] > 3:
                break
            run.append(i)
        while len(run) > 1 and self.doc[run[-1]].is_punct:
            run.pop()
        while (
            len(run) > 1
            and (self.doc[run[0]].is_punct or self.doc[run[0]].pos_ in ("SCONJ", "CCONJ"))
            and run[0] != token.i
        ):
            run.pop(0)
        return self.parsed.starts[run[0]], self.parsed.ends[run[-1]]
