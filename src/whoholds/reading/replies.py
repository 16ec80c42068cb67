"""Words that take up what was said before and say what to make of it: denied, confirmed, left open."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Factuality
from whoholds.reading.attribution import Cues
from whoholds.reading.grammar import Grammar

_DEPS = frozenset({"nsubjpass", "nsubj:pass", "obl:arg", "nsubj"})
_PREDICATES = frozenset({"attr", "acomp", "xcomp", "ROOT", "conj", "ccomp", "parataxis", "advcl"})
_DENIED, _AFFIRMED, _OPEN = Factuality.CERTAIN_NOT, Factuality.CERTAIN, Factuality.UNCOMMITTED


class Replies:
    """Answers for the tokens of one block; None everywhere where a word takes up nothing."""

    def __init__(self, grammar: Grammar, words: Cues) -> None:
        self.g = grammar
        self.words = words
        self.classes = words.classes
        self.phrases: dict[str, list[tuple[str, ...]]] = {}  # by their first word
        for phrase in words.classes["nothing_of_it"]:
            run = tuple(phrase.split())
            self.phrases.setdefault(run[0], []).append(run)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def verb(self, verb: Token, events: set[int]) -> Factuality | None:
        """What the verb makes of what it refers to: "which the army denies", "a affirmé que non", "Kiev dément"."""
        lemma = self.g.lemma(verb)
        cls = self.words.verbs.get(lemma)
        negated = self.g.negated(verb) or self._withheld(verb)
        if self._calls_false(verb, lemma):
            return None if negated else _DENIED
        if self.withdrawn(verb):
            return _DENIED
        takes = self._refers(verb) or self._beside(verb, events) or self._alone(verb, cls)
        if cls == "deny" and takes:
            return _OPEN if negated else _DENIED
        if cls == "confirm" and takes:
            return _OPEN if negated else _AFFIRMED
        if cls in ("say", "claim", "confirm", "admit", "think"):
            return self._says(verb)
        return None

    def _says(self, verb: Token) -> Factuality | None:
        """As in "said the same", "affirme que non", "says they do not", "contrary to what it says"."""
        labels = (*self.g.object_labels, "advmod", "attr", "xcomp", "ccomp", "nsubj", "obl:arg")
        objects = {self.g.word(c) for c in self.g.children(verb) if c.dep_ in labels}
        if objects & (self.classes["opposite"] | self.classes["no"]) or self._ellipsis(verb):
            return _DENIED
        if objects & (self.classes["alike"] | self.classes["yes"]):
            return _AFFIRMED
        before = {self.g.word(t) for t in self.g.doc[max(0, verb.i - 6) : verb.i]}
        linked = self.g.link(verb).kind in ("adverbial", "complement", "relative", "other", "participle")
        return _DENIED if linked and before & self.classes["whatever"] else None

    def _calls_false(self, verb: Token, lemma: str) -> bool:
        """As in "called it a lie", "parlent de mensonge"."""
        if lemma not in self.classes["call"] | self.classes["speak_of"]:
            return False
        near = [t for t in self.g.subtree(verb) if t.i > verb.i or self.g.link(verb).kind == "relative"]
        false = [t for t in near if self.g.word(t) in self.classes["false"] and abs(t.i - verb.i) <= 8]
        return bool(false) and (lemma in self.classes["call"] or not any(self.g.is_verb(t) for t in near))

    def withdrawn(self, verb: Token) -> bool:
        """As in "the report was later withdrawn", "l'information a été retirée": taken back by who gave it."""
        if self.g.lemma(verb) not in self.classes["withdraw"] or not self.g.passive(verb):
            return False
        thing = self.g.surface_subject(verb)
        return thing is not None and self.g.lemma(thing) in self.words.nouns and self.g.agent(verb) is None

    def _withheld(self, verb: Token) -> bool:
        first = min([verb.i, *(a.i for a in self.g.auxiliaries(verb))])
        return any(self.g.word(t) in self.classes["unwilling"] for t in self.g.doc[max(0, first - 2) : verb.i])

    def _beside(self, verb: Token, events: set[int]) -> bool:
        """As in "la prise de Goma, démentie par l'armée": a participle on the event itself."""
        link = self.g.link(verb)
        return link.kind == "participle" and link.head.i in events and self.g.agent(verb) is not None

    def _alone(self, verb: Token, cls: str | None) -> bool:
        """As in "Kiev dément.", "l'armée nie": nothing said of what, at the end of its clause."""
        if cls not in ("deny", "confirm") or self.g.passive(verb) or self.g.mood(verb) in ("infinitive", "participle"):
            return False
        behind = [c for c in self.g.children(verb) if c.i > verb.i and c.dep_ not in ("punct", "cc", "conj", "advmod")]
        subject = self.g.surface_subject(verb)
        return not behind and subject is not None and subject.i < verb.i

    def _ellipsis(self, verb: Token) -> bool:
        """Is a bare negated auxiliary what is said ("the army says they do not")?"""
        for child in self.g.children(verb):
            bare = child.dep_ == "ccomp" and self.g.lemma(child) in ("do", "have", "be", "will")
            if bare and self.g.negated(child):
                return not any(c.dep_ in ("dobj", "attr", "acomp", "xcomp", "ccomp") for c in self.g.children(child))
        return False

    def _refers(self, verb: Token) -> bool:
        """Is its object a pronoun, a relative pronoun or a noun like "claim"?"""
        for child in self.g.children(verb):
            if child.dep_ not in self.g.object_labels | _DEPS or child.i == verb.i:
                continue
            if self.g.word(child) in self.classes["back"] and child.dep_ != "nsubj":
                return True
            if self.g.lemma(child) in self.words.nouns and child.dep_ != "nsubj" and not self._told(child):
                return True
        link = self.g.link(verb)
        noun = link.head
        nominal = self.g.lemma(noun) in self.words.nouns or self.g.word(noun) in self.classes["thing"]
        return (link.kind in ("relative", "participle", "complement") and nominal) or self.referring(verb)

    def _told(self, noun: Token) -> bool:
        """Says the noun itself of what it is ("reports that …", "l'annonce de la prise")?"""
        return any(
            c.i > noun.i and c.dep_ in ("acl", "ccomp", "prep", "nmod", "acl:relcl", "relcl")
            for c in self.g.children(noun)
        )

    def referring(self, verb: Token) -> bool:
        """Does a relative pronoun before the verb take up the clause before ("…, which the army denies")?"""
        before = self.g.doc[verb.i - 1] if verb.i else verb
        near = self.g.doc[max(0, verb.i - 6) : verb.i]
        return any(self.g.word(t) in ("which", "que", "qu'") for t in near) and before.pos_ != "PUNCT"

    # -- predicates -----------------------------------------------------------------------------------------------

    def predicate(self, word: Token) -> Factuality | None:
        """As in "this was untrue", "C'est faux", "cette information était erronée", "that is not true"."""
        false, true = self.g.word(word) in self.classes["false"], self.g.word(word) in self.classes["right"]
        if self.g.is_verb(word) and self.g.lemma(word) in self.words.verbs:
            return None  # "cette annonce a été démentie" is the verb's to answer
        if not (false or true) or word.dep_ not in _PREDICATES | {"obl:mod", "obl:arg", "oprd"}:
            return None
        copula = next((c for c in self.g.children(word) if c.dep_ in ("cop", "aux:pass")), None)
        verb = word if copula is not None else word.head
        if copula is None and self.g.lemma(verb) not in self.classes["be"]:
            return None
        subject = next((c for c in self.g.children(verb) if c.dep_.startswith(("nsubj", "expl"))), None)
        if subject is None or subject.i > word.i or not self._takes_up(subject):
            return None
        wrong = false != self.g.negated(verb)
        return _DENIED if wrong else _AFFIRMED

    def _takes_up(self, subject: Token) -> bool:
        if self.g.word(subject) in self.classes["back"] | self.classes["thing"]:
            return not any(
                c.dep_ in ("ccomp", "csubj", "advcl") for c in self.g.children(subject.head) if c.i > subject.i
            )
        return self.g.lemma(subject) in self.words.nouns and not self._told(subject)

    def phrase(self, first: Token) -> Factuality | None:
        """As in "il n'en est rien", "nothing of the sort": the set phrases of the cue file."""
        for phrase in self.phrases.get(self.g.word(first), ()):
            here = self.g.doc[first.i : first.i + len(phrase)]
            if tuple(self.g.word(t) for t in here) == phrase:
                return _DENIED
        return None
