"""Attributions by a verb: clause, infinitive, inserted or final speech verb, object, prepositional phrase."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from whoholds.reading.attribution.draft import Draft, Trees
from whoholds.reading.attribution.inserted import Inserted
from whoholds.reading.attribution.lexicon import Cues, Wide
from whoholds.reading.grammar import Grammar

_OPENERS = frozenset("that how what why whether if who where when que qu' si comment pourquoi combien".split())
# Endings of French verb forms, the longest first.
_ENDINGS = (
    "issaient",
    "issait",
    "issent",
    "eraient",
    "erait",
    "aient",
    "èrent",
    "eront",
    "ant",
    "ait",
    "ent",
    "era",
    "ées",
    "és",
    "ée",
    "é",
    "es",
    "e",
    "it",
    "t",
    "a",
    "",
)
_MENTAL = frozenset({"know", "think", "fear"})  # their bare object is a thing, not something said


class Verbs(Trees):
    """Finds them in one block. Without `attitudes`, only the verbs of speech that the claim reader asks for."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide, attitudes: bool) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide
        self.attitudes = attitudes
        known = grammar.parsed.cache
        if "inserted" not in known:
            known["inserted"] = Inserted(grammar)
        self.inserted: Inserted = known["inserted"]
        self._forms: dict[int, list[str]] = known.setdefault("forms of verbs", {})

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
        """Forms under which the verb may be listed, the most special first; worked out once a block."""
        if verb.i not in self._forms:
            self._forms[verb.i] = self._listed(verb)
        return self._forms[verb.i]

    def _listed(self, verb: Token) -> list[str]:
        lemma = self.g.lemma(verb)
        particle = getattr(self.g, "particle", lambda _: "")(verb)
        reflexive = getattr(self.g, "reflexive", lambda _: False)(verb)
        keys = [f"{lemma} {particle}"] if particle else []
        if reflexive:
            keys += [f"se {lemma}", f"s'{lemma}"]
        if lemma == "faire":
            keys += [f"faire {self.g.lemma(child)}" for child in self.g.children(verb)]
        elif any(self.g.lemma(child) == "faire" and child.i < verb.i for child in self.g.children(verb)):
            keys.append(f"faire {lemma}")  # the parse may hang "fait" on "savoir"
        keys.append(lemma)
        if self.french and lemma not in self.words.verbs and lemma not in self.wide.verbs:
            keys += self._restored(verb)
        return keys

    def _restored(self, verb: Token) -> list[str]:
        """Listed infinitives of which the form may be a form, where the lemma is none ("estime" for estimer)."""
        word = self.g.word(verb)
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if (ending and stem == word) or len(stem) < 4:
                continue
            for infinitive in (f"{stem}er", f"{stem}ir", f"{stem}re"):
                if infinitive in self.words.verbs or infinitive in self.wide.verbs:
                    return [infinitive]
        return []

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
        turned = self.inserted.turned(verb)
        if turned is not None:
            return "parenthesis", turned.content
        amid = self.inserted.amid(verb)
        if amid:
            return "parenthesis", amid
        for child in self.clauses(verb):
            return ("clause" if child.i > verb.i else "parenthesis"), self._whole(verb, child) - own
        for child in self.infinitives(verb):
            if self.attitudes and self.g.lemma(verb) in self.wide.never:
                continue
            if self.g.passive(verb) or cue_class != "fear":
                return "infinitive", (self._infinitive(verb, child, cue_class) | self._whole(verb, child)) - own
        outer = self.inserted.content(verb)
        if outer:
            return "parenthesis", outer
        for child in self.g.children(verb):
            inner = (
                child if child.dep_ == "pcomp" else next((c for c in self.g.children(child) if c.dep_ == "pcomp"), None)
            )
            if child.dep_ in ("pcomp", "prep") and inner is not None:
                return "clause", self.under(inner) - own
            free = child.dep_ in ("advcl", "acl") and child.i > verb.i and cue_class in ("claim", "deny", "admit")
            if free and self.g.mood(child) in ("infinitive", "participle"):
                return "infinitive", self.under(child) - own
        if self.attitudes:
            keys = self.keys(verb)
            found = self._phrases(verb, keys) or self._predicate(verb, keys)
            if found is not None:
                return found
        loose = self._that(verb) if cue_class not in _MENTAL else None
        if loose:
            return "clause", loose - own
        return self._object(verb, cue_class)

    def _whole(self, verb: Token, clause: Token) -> set[int]:
        """The clause, with phrases behind it and coordinated clauses that the parse hung on the cue."""
        content = self.under(clause)
        if clause.i < verb.i:
            return content | self._resumed(verb)
        for child in self.g.children(verb):
            if child.i < max(content):
                continue
            under = self.under(child)
            adjacent = min(under) == max(content) + 1 and child.dep_ not in _APART
            if adjacent or child.dep_ in _HUNG or self._also(verb, child) or self._when(child):
                content |= under
        return content

    def _resumed(self, verb: Token) -> set[int]:
        """As in "A, he said, and B": what follows an inserted cue behind a comma, with a subject of its own."""
        out: set[int] = set()
        for child in self.g.children(verb):
            full = child.dep_ in ("conj", "ccomp", "dep", "parataxis") and self.subject_child(child) is not None
            if child.i > verb.i and (full or self._when(child)):
                under = self.under(child)
                if any(self.g.doc[i].text == "," for i in range(verb.i + 1, min(under) + 1)):
                    out |= under
        return out

    def _when(self, child: Token) -> bool:
        """A finite adverbial clause behind what is said belongs to it ("until it went bankrupt")."""
        return child.dep_ == "advcl" and self.subject_child(child) is not None and bool(self.g.marks(child))

    def _also(self, verb: Token, child: Token) -> bool:
        """As in "… and that Q", "dit avoir fait P et fait Q": the second clause hangs on the cue as its conjunct."""
        if child.dep_ != "conj" or (self.subject_child(child) is not None and not self._marked(child)):
            return False
        return self._marked(child) or (self.g.mood(child) == "infinitive" and self.g.mood(verb) != "infinitive")

    def _marked(self, clause: Token) -> bool:
        return any(c.dep_ == "mark" and self.g.word(c) in ("that", "que", "qu'") for c in self.g.children(clause))

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
        if cue_class == "know" and (shown := self._shown(verb)) is not None:
            return "noun", shown - own
        credit = self._credit(verb)
        if credit:
            return "noun", credit - own
        refused = self.attitudes and lemma in self.wide.no_objects | self.wide.things
        thing = self.g.object(verb) if lemma != "faire" else None  # "faire état de" tells of what follows
        if thing is not None and thing.i not in own and cue_class not in _MENTAL and not refused:
            if self.g.passive(verb) and thing.i < verb.i:
                return "passive", self.under(thing) - own
            if thing.i > verb.i or cue_class == "deny":
                return "noun", self.under(thing) - own
        for oblique in self.g.obliques(verb):
            if lemma in _ABOUT and oblique.prep in ("de", "of", "about"):
                return "noun", self.under(oblique.noun) - own
        return None

    def _credit(self, verb: Token) -> set[int]:
        """As in "claimed credit for the capture", "revendique la responsabilité de l'attaque"."""
        thing = self.object_child(verb)
        if thing is None or self.g.lemma(thing) not in self.words.classes["credit"]:
            return set()
        phrases = [p for word in (thing, verb) for p in self.prepositional(word)]
        return next((tokens for prep, _, tokens in phrases if prep in ("for", "de")), set())

    def _that(self, verb: Token) -> set[int] | None:
        """A that-clause that the parse hung elsewhere: "tweeted in the early hours that …"."""
        for token in self.g.doc[verb.i + 1 : verb.i + 12]:
            if token.i >= self.sentence(verb).end or self.g.is_verb(token):
                return None
            word = self.g.word(token)
            told = self.g.lemma(verb) in _TELLING
            if self.french and word in ("que", "qu'") and (token.dep_ == "mark" or told):
                return set(range(token.i, self.sentence(verb).end))
            if not self.french and word == "that" and token.dep_ != "det" and self._full(token):
                return set(range(token.i, self.sentence(verb).end))
        return None

    def _full(self, that: Token) -> bool:
        """Has the clause of this "that" a subject besides it? Else it is a relative clause."""
        subject = self.subject_child(that.head)
        return subject is not None and subject.i != that.i

    def _shown(self, verb: Token) -> set[int] | None:
        """What a document shows or somebody witnesses: "images show armoured cars", "residents heard shelling"."""
        subject, thing = self.g.surface_subject(verb), self.g.object(verb)
        if subject is None or thing is None or self.g.passive(verb) or subject.pos_ != "NOUN":
            return None
        witnessed = not self.attitudes and self.g.lemma(verb) in self.words.classes["sense"]
        return self.under(thing) if witnessed or self.g.lemma(subject) in self.wide.documents else None

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
        if self.g.passive(verb) and self.g.agent(verb) is None:
            return None  # "the released film" says nothing of anybody's mind
        return ("passive" if thing.i < verb.i else "noun"), self.under(thing) - self.own(verb)

    # -- the draft ------------------------------------------------------------------------------------------------

    def _source(self, verb: Token, kind: str) -> Token | None:
        if self.attitudes and self.g.lemma(verb) in self.wide.raising:
            return None
        quoted = self._quoted(verb)
        if quoted is not None:
            return quoted
        complement = kind in ("clause", "infinitive")
        if complement and self.g.passive(verb) and self.inserted.bare(verb):
            return self.inserted.ahead(verb)
        if self.g.passive(verb):
            return self.g.agent(verb)
        source = self.g.surface_subject(verb)
        if complement:
            return self.inserted.speaker(verb, source)
        if self.french and kind == "parenthesis" and self.subject_child(verb) is None:
            behind = self.inserted.behind(verb, True)  # "comme l'a annoncé l'armée"
            return behind if behind is not None else source
        return source

    def _quoted(self, verb: Token) -> Token | None:
        """As in "quoted residents as saying", "was quoted as saying": who is quoted is the speaker."""
        quoting = verb.head.head if verb.dep_ == "pcomp" and self.g.word(verb.head) == "as" else verb
        saying = any(
            self.g.word(c) == "as" and any(b.dep_ == "pcomp" for b in self.g.children(c))
            for c in self.g.children(quoting)
        )
        if not saying or not self.g.is_verb(quoting):
            return None
        return self.subject_child(quoting) if self.g.passive(quoting) else self.object_child(quoting)

    def _draft(self, verb: Token, cue_class: str, kind: str, content: set[int]) -> Draft:
        own = self.own(verb)
        lemma = self.g.lemma(verb)
        turned = self.inserted.turned(verb) if kind == "parenthesis" else None
        if turned is not None:
            return Draft(verb, lemma, cue_class, kind, content - own - turned.source, own, turned.head, turned.source)
        source = self._source(verb, kind)
        if source is None and kind == "parenthesis" and not self.french and not self.g.passive(verb):
            named = self.inserted.apposed(verb)
            head = next((t for t in self.g.doc if t.i in named and self.nominal(t) and t.head.i not in named), None)
            if head is not None:
                return Draft(verb, lemma, cue_class, kind, content - own - named, own, head, named)
        phrase = set() if source is None else {i for i in self.whole_name(source) if i not in content and i not in own}
        return Draft(verb, lemma, cue_class, kind, content - own, own, source, phrase)


_TELLING = frozenset({"informer", "avertir", "prévenir", "aviser", "convaincre", "persuader", "rassurer"})
_APART = frozenset({"punct", "conj", "cc", "advcl", "parataxis"})
_HUNG = frozenset({"prep", "dep", "appos", "obl:mod", "nmod"})
_ABOUT = frozenset({"dater", "parler", "évoquer", "speak", "talk", "boast", "tell", "vanter", "faire"})
