"""How sure the speaker is: a walk from the event up to the cue that attributes it.

Each word on the way may keep, weaken, negate or suspend (signatures in the frames files, after Karttunen 1971 and the
source-introducing predicates of Saurí and Pustejovsky 2012); mood, modals, adverbs and conjunctions do the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from whoholds.model import Event, Factuality
from whoholds.reading.direct import parted
from whoholds.reading.grammar import Grammar, Link
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Lexicon
from whoholds.reading.scene import Scene

_LEVELS = {"CT": 3, "PR": 2, "PS": 1}
_HEARSAY = "hearsay"
_ARGUMENT = frozenset(
    {"from", "of", "in", "at", "on", "about", "against", "to"}
)  # they open an argument, not an adjunct


@dataclass(slots=True)
class Certainty:
    """A value on its way up, with what moved it."""

    level: str = "CT"
    positive: bool = True
    open: bool = False
    hearsay: bool = False
    gone: bool = False  # "no longer": it was so and is not
    future: bool = False
    steps: list[str] = field(default_factory=list)

    def apply(self, operation: str, why: str) -> None:
        """One operation of a signature: keep, negate, PR, PS, U, PR-not, hearsay, fail (tried "in vain")."""
        if operation == "keep":
            return
        self.steps.append(why)
        if operation == "fail":
            self.open, self.positive = False, False
            return
        if operation == "negate":
            self.positive = not self.positive
        elif operation == "U":
            self.open = True
        elif operation == "PR-not":
            self.positive = not self.positive
            self._weaken("PR")
        elif operation == _HEARSAY:
            self.hearsay = True
            self._weaken("PR")
        else:
            self._weaken(operation)

    def _weaken(self, level: str) -> None:
        if _LEVELS[level] < _LEVELS[self.level]:
            self.level = level

    @property
    def value(self) -> Factuality:
        """The FactBank value."""
        if self.open:
            return Factuality.UNCOMMITTED
        return Factuality(self.level + ("+" if self.positive else "-"))


class Walk:
    """Assesses the happenings of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.g: Grammar = scene.grammar
        self.lex: Lexicon = scene.lexicon
        self.reported = False
        self._concluded = False
        self._governors: set[int] = set()  # a word's signature works once, whatever the way leads past it twice

    def assess(self, happening: Happening, stop: int | None) -> Certainty:
        """The value of a happening; `stop` is the cue's token index, where the speaker's own words end."""
        sure = Certainty()
        self._governors.clear()
        self._concluded = happening.event is Event.AGREE
        node = happening.trigger
        if happening.frame.negated:
            sure.apply("negate", happening.frame.name)
        self.reported = stop is not None
        self._own(node, sure, happening)
        if self.g.question(node) and stop is None:
            answer = self._answered(node)
            if answer != "keep":
                sure.apply(answer, "question")
        for _ in range(8):
            link = self.g.link(node)
            if link.kind == "root" or link.head.i in (stop, node.i) or parted(node, link.head):
                break
            step = self._climb(node, link, sure, happening)
            if step is None:
                break
            node = step
        sure.gone = sure.gone and happening.event in (Event.HOLD, Event.REPEL)
        return sure

    def _answered(self, node: Token) -> str:
        """What the sentence behind a question makes of it ("Did the army lose X? Yes.")."""
        following = self.g.doc[node.sent.end] if node.sent.end < len(self.g.doc) else None
        word = self.g.word(following) if following is not None else ""
        return "keep" if word in ("yes", "oui") else "negate" if word in ("no", "non") else "U"

    # -- what stands on the word itself ---------------------------------------------------------------------------

    def _own(self, node: Token, sure: Certainty, happening: Happening | None = None, *, governor: bool = False) -> None:
        words = self.g.adverbs(node)
        if self._no_longer(node) and self._none_left(node):
            sure.apply("negate", "nobody")
        elif self._no_longer(node):
            if happening is not None and happening.event in (Event.HOLD, Event.REPEL) and not governor:
                sure.gone = True
                sure.steps.append("no longer")
            else:
                sure.apply("negate", "no longer")
        elif self.g.negated(node) or self.g.no_such(node):
            sure.apply("negate", "negation")
        before = {self.g.word(t) for t in self.g.doc[max(0, node.i - 2) : node.i]}
        if before == {"all", "but"}:
            sure.apply("negate", "all but")
        for word in words:
            operation = self.lex.adverbs.get(word)
            if operation == "not":
                if word in before:  # "almost took", not "took almost all of"
                    sure.apply("negate", word)
            elif operation:
                sure.apply(operation, word)
        subject = self.g.own_subject(node) if self.g.is_verb(node) else None
        if subject is None and any(c.dep_ == "expl" for c in self.g.children(node)):
            subject = next((c for c in self.g.children(node) if c.dep_ == "attr"), None)  # "there is no soldier in X"
        if (
            subject is not None
            and not governor
            and (
                self.g.no_such(subject)
                or any(self.g.word(c) in ("neither", "ni") for c in self.g.children(subject))
                or self.g.word(subject) in ("none", "nobody", "personne", "aucun", "aucune", "nul")
            )
            and not self.g.negated(node)
        ):
            sure.apply("negate", "nobody")
        deed = happening is not None and not happening.nominal and self.g.is_verb(node) and not self.g.passive(node)
        held = self.g.object(node) if deed and not self.g.negated(node) else None
        if held is not None and self.g.no_such(held):
            sure.apply("negate", "nothing")  # "gave up no ground", "saw no soldiers in X"
        if not governor and self._inverted_condition(node):
            sure.apply("U", "condition")
        if not governor and self._conditional(node):
            sure.apply("U", "condition")
        self._mood(node, sure, governor=governor or (happening is not None and happening.nominal), own=not governor)

    def _none_left(self, node: Token) -> bool:
        """Is nobody left to do it: "plus aucun policier ne garde X", "il n'y a plus un soldat à X"?"""
        return any(n is not None and self.g.no_such(n) for n in (self.g.own_subject(node), self.g.surface_object(node)))

    def _no_longer(self, node: Token) -> bool:
        words = [self.g.word(c) for c in self.g.children(node) if not self.g.only(c)]
        pairs = list(pairwise(words))
        after = [self.g.word(t) for t in self.g.doc[node.i : node.sent.end]]
        longer = any(w in ("longer", "anymore") for w in words) or ("no", "more") in pairs
        longer = longer or (("any", "more") in pairwise(after) and self.g.negated(node))
        french = "plus" in words and ("ne" in words or "n'" in words) and "non" not in words
        aux = [self.g.word(c) for a in self.g.auxiliaries(node) for c in self.g.children(a) if not self.g.only(c)]
        return longer or french or ("plus" in aux and "n'" in aux)

    def _mood(self, node: Token, sure: Certainty, *, governor: bool, own: bool = False) -> None:
        mood = self.g.mood(node)
        lemmas = [self.g.lemma(a) for a in self.g.auxiliaries(node)]
        for lemma in lemmas:
            operation = self.lex.modals.get(lemma)
            if lemma == "would" and "have" in lemmas:
                sure.apply("negate", "counterfactual")  # "would have fallen", but did not
            elif lemma == "would" and self.reported and not self._if_clause(node):
                sure.future = True  # "said that X would fall"
                sure.apply("PR", "future in the past")
            elif operation:
                sure.apply(operation, lemma)
        if any(lemma in ("pouvoir", "devoir") for lemma in lemmas):
            return
        if mood == "conditional" and self.g.parsed.language == "fr":
            if governor or self._if_clause(node):
                sure.apply("U", "conditional")
            elif own or self.g.lemma(node) not in self.lex.signatures:  # "seraient arrivés" is no "arriver à"
                sure.apply(_HEARSAY, "conditional mood")
        if mood == "future":
            sure.future = True
            sure.apply("U" if self._if_clause(node) else "PR", "future")
        elif self._if_clause(node) and mood in ("conditional",):
            sure.apply("U", "condition")
        if mood == "imperative":
            sure.apply("U", "imperative")

    def _if_clause(self, node: Token) -> bool:
        """Does the clause hang on a condition ("If …, X will fall")?"""
        near = [c for c in self.g.children(node) if c.dep_ == "advcl"]
        if node.dep_ in ("advmod", "parataxis", "ccomp", "conj") and self.g.is_verb(node.head):
            near.append(node.head)
        return any(self._conditional(c) for c in near)

    def _inverted_condition(self, node: Token) -> bool:
        """Does an auxiliary before its subject make a condition ("Were it encircled, …", "Should the town be lost")?"""
        if self.g.parsed.language != "en" or self.g.question(node):
            return False
        subject = self.g.own_subject(node)
        first = min((a.i for a in self.g.auxiliaries(node)), default=None)
        above = node.head
        if self.g.word(above) == "had" and node.dep_ == "ccomp" and self.g.own_subject(above) is None:
            return subject is not None and above.i < subject.i  # "would have fallen had the army not held"
        if subject is None or first is None or first >= subject.i:
            return False
        return self.g.word(self.g.doc[first]) in ("were", "should", "had") and (
            first == node.sent.start or self.g.doc[first - 1].text in (",", ";", "—", "–")
        )

    def _conditional(self, verb: Token) -> bool:
        marks = {
            self.g.word(c)
            for c in self.g.children(verb)
            if c.dep_ in ("mark", "advmod") and c.i < verb.i and not self._itself(c)
        }
        return bool(marks & ({"if", "unless"} if self.g.parsed.language == "en" else {"si", "s'"}))

    def _itself(self, token: Token) -> bool:
        """Is a French "s'" the pronoun ("s'en être emparé")? It means "if" before "il" and "ils" only."""
        after = self.g.doc[token.i + 1] if token.i + 1 < len(self.g.doc) else None
        return self.g.word(token) == "s'" and after is not None and self.g.word(after) not in ("il", "ils")

    # -- one step up ----------------------------------------------------------------------------------------------

    def _climb(self, node: Token, link: Link, sure: Certainty, happening: Happening) -> Token | None:
        head = link.head
        if link.kind in ("infinitive", "complement"):
            if head.pos_ == "NOUN" and {"pour", "afin"} & set(self.g.marks(node)):
                sure.apply("U", "purpose")  # "une opération pour reprendre X"
                return None
            self._govern(head, sure, node)
            return head
        if link.kind in ("object", "subject", "oblique", "noun", "other"):
            return self._nominal(node, link, sure, happening)
        if link.kind == "adverbial":
            return self._adverbial(node, link, sure)
        if link.kind == "conjunct":
            return self._conjunct(node, head, sure)
        return None

    def _govern(self, head: Token, sure: Certainty, node: Token, *, nominal: bool = False, word: str = "") -> None:
        """A governing verb, adjective or noun: its signature, then its own mood."""
        if head.i in self._governors:
            return
        self._governors.add(head.i)
        word = word if word in self.lex.signatures else self._signature_word(head)
        signature = self.lex.signatures.get(word) if word else None
        if nominal and self._concluded and word in ("agree", "accept"):
            signature = None  # "a truce agreed in X" is one
        if nominal and signature is not None and signature.affirmed == "U" and self.lex.is_in(word, "happen_verbs"):
            signature = None  # "des tirs ont visé la gare" aims at nothing else
        negated = self.g.negated(head) or self.g.no_such(head)
        yet = "yet" in self.g.adverbs(head) and self.g.lemma(head) in ("have", "be")
        if yet:
            sure.apply("negate", "yet to")
        elif signature is not None:
            few = any(self.g.word(c) == "peu" for c in self.g.children(head))
            operation = signature.negated if negated else "PR-not" if few else signature.affirmed
            sure.apply(operation, f"{'not ' if negated else ''}{word}")
            if signature.affirmed == "U" and self._vainly(head):
                sure.open, sure.positive = False, False
            elif operation == "negate" and sure.open and self.lex.is_in(word, "giving_up"):
                sure.open, sure.positive = False, False  # "gave up trying to take it"
        elif self.g.lemma(head) == "be" and self.g.mood(node) == "infinitive":
            sure.apply("U", "is to")
        elif self.g.word(head) == "used" and self.g.mood(node) == "infinitive":
            sure.gone = True  # "used to control"
            sure.steps.append("used to")
        elif self._about_to(head, node):
            sure.future = True
            sure.apply("PR", "going to")
            if negated:
                sure.apply("negate", "negation")
        elif self.lex.modals.get(self.g.lemma(head)):
            operation = self.lex.modals[self.g.lemma(head)]
            past = self.g.mood(head) in ("past", "pluperfect")
            sure.apply("negate" if negated and past else "keep" if past else operation, self.g.lemma(head))
            if negated and not past:
                sure.apply("negate", "not")
        elif negated and (not nominal or self.lex.is_in(self.g.lemma(head), "happen_verbs")):
            sure.apply("negate", "negation")
        predicate = next((c for c in self.g.children(head) if c.dep_ in ("acomp", "attr", "oprd")), None)
        if signature is None and predicate is not None and self._signature_word(predicate):
            self._govern(predicate, sure, node)
        for word in self.g.adverbs(head):
            operation = self.lex.adverbs.get(word, "")
            if operation and operation != "not":
                sure.apply(operation, word)
        self._mood(head, sure, governor=nominal or (signature is None and head.pos_ != "VERB"))

    def _about_to(self, head: Token, node: Token) -> bool:
        """Is it the near future ("is going to", "vont attaquer", "allait tomber", but not "sont allés prendre")?"""
        if head.tag_ == "VBG" and self.g.word(head) == "going":
            return self.g.mood(node) == "infinitive"
        if self.g.lemma(head) != "aller" or self.g.mood(node) != "infinitive":
            return False
        return not self.g.auxiliaries(head) and self.g.mood(head) in ("present", "past")

    def _vainly(self, head: Token) -> bool:
        """Was it tried without success ("tried in vain to", "a tenté en vain de")?"""
        near = {self.g.word(t) for c in self.g.children(head) for t in [c, *self.g.children(c)]}
        return bool(near & {"vain", "vainly", "unsuccessfully", "vainement"})

    def _signature_word(self, head: Token) -> str:
        lemma = self.g.lemma(head)
        particle = getattr(self.g, "particle", lambda _: "")(head)
        options = [f"{lemma} {particle}"] if particle else []
        following = self.g.doc[head.i + 1] if head.i + 1 < len(self.g.doc) else None
        if following is not None:
            options.append(f"{lemma} {self.g.word(following)}")
        return next((o for o in [*options, lemma, self.g.word(head)] if o in self.lex.signatures), "")

    def _nominal(self, node: Token, link: Link, sure: Certainty, happening: Happening) -> Token | None:
        head = link.head
        gerund = node.tag_ == "VBG" and link.kind == "subject"  # "if fighting spreads"
        if not happening.nominal and self.g.is_verb(node) and not gerund:
            return None
        if head.pos_ in ("NOUN", "PROPN"):
            word = self.g.lemma(head)
            if word in self.lex.signatures and link.kind != "subject":
                self._govern(head, sure, node)
            return head
        if head.pos_ == "ADP":
            return head
        if self.lex.is_in(self.g.lemma(head), "failing") and sure.open:
            sure.open, sure.positive = False, self.g.negated(head)
            sure.steps.append(self.g.lemma(head))
            return None
        predicate = next(
            (c for c in self.g.children(head) if c.dep_ in ("acomp", "attr", "oprd", "xcomp") and c.i != node.i), None
        )
        if predicate is not None and (self.g.lemma(predicate) in self.lex.signatures):
            self._govern(predicate, sure, node)
            if self.g.negated(head):
                sure.apply("negate", "negation")
            return None
        heard = link.kind == "object" and self.lex.is_in(self.g.lemma(head), "senses")  # "entendre prendre" intends
        self._govern(head, sure, node, nominal=link.kind == "subject" or heard)
        if link.kind == "subject" and self.g.is_verb(head) and self._conditional(head):
            sure.apply("U", "condition")
        return head

    def _adverbial(self, node: Token, link: Link, sure: Certainty) -> Token | None:
        marks = set(link.mark.split()) | set(self.g.marks(node))
        if marks & {"without", "sans", "loin"}:
            sure.apply("negate", "without")
            return None
        mood = self.g.mood(node)
        if marks & {"if", "unless", "whether", "lest", "provided"} or (
            self.g.parsed.language == "fr" and ("si" in marks or ("s'" in marks and self._conditional(node)))
        ):
            sure.apply("U", "condition")
            return None
        before = self.g.word(self.g.doc[node.head.i - 1]) if node.dep_ == "pcomp" and node.head.i else ""
        if before == "close" and self.g.word(node.head) == "to":
            sure.apply("negate", "close to")
            return None
        if node.dep_ == "pcomp" and self.g.word(node.head) in _ARGUMENT:
            prepositional = f"{self.g.lemma(link.head)} {self.g.word(node.head)}"
            if self._signature_word(link.head) or prepositional in self.lex.signatures:
                self._govern(link.head, sure, node, word=prepositional)  # "prevented from entering"
                return link.head
        infinitive = mood == "infinitive"
        if infinitive and (
            (marks & {"pour", "afin"} and not self.lex.is_in(self.g.lemma(link.head), "opportune"))
            or (self.g.parsed.language == "en" and not marks & {"after", "before"})
        ):
            sure.apply("U", "purpose")
            return None
        if mood == "subjunctive" and marks & {"que", "qu'"}:
            sure.apply("U", "subjunctive")
        if mood == "participle" and not marks - {"en"} and self.g.is_verb(link.head):
            self._mood(link.head, sure, governor=False)  # what comes with a hearsay is hearsay
        if marks & {"until", "jusque"} and mood in ("subjunctive", "infinitive", "present"):
            sure.apply("U", "until")
        return None

    def _conjunct(self, node: Token, head: Token, sure: Certainty) -> Token | None:
        """A coordinated verb shares the auxiliaries that stand before the first one."""
        if not self.g.is_verb(node) or self.g.own_subject(node) is not None:
            return head if not self.g.is_verb(node) else None
        shares = not self.g.auxiliaries(node) and self.g.mood(node) in ("participle", "infinitive")
        if shares:
            self._own(head, sure, None)
        return head
