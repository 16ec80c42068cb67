"""From a noun phrase to where it is: toponyms, parts of places, directions, definite phrases, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeGuard

from spacy.tokens import Token

from whoholds.model import Area, Described, Place, PlaceMention, PlaceRef, PlaceRole, Unplaced
from whoholds.reading.grammar import Grammar
from whoholds.reading.memory import Memory
from whoholds.reading.numbers import value_of
from whoholds.reading.scene import Scene, named, point_of
from whoholds.reading.words import directions, ordered, words
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import kilometres

DIRECTIONS = directions()
PART = "a part of the place in focus"
_NEAR = re.compile(rf"\b({'|'.join(ordered('places', 'near'))})\b")
_LOCATIVE = words("places", "locative")
_BOTH = {"both": 2, "two": 2, "three": 3, "deux": 2, "trois": 3}
_OF = frozenset({"of", "de"})
_THIS = frozenset({"this", "that", "ce", "cet", "cette"})
_AREA_NOUNS = words("places", "area_nouns")
_MODIFIERS = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_GATES = frozenset({"porte", "gate", "gateway"})
_OWNERS = words("places", "owners")
_WAYS = words("places", "ways")
_OVERLOOKING = words("places", "overlooking")
_LEADING = frozenset({"to", "toward", "towards", "into", "from", "vers", "à", "between", "entre"})
_SEATS = words("places", "seats")
_SEAT_KM = 250.0  # from a region's middle; the widest regions have their seats no farther
_DISTANCE = re.compile(r"(\d+(?:[.,]\d+)?|\w+)\s*(km|kilom\w+|miles?|milles?|mètres|metres|meters)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """Where: the reference, the role that the phrase itself gives it (None: as the slot says), the token."""

    ref: PlaceRef
    role: PlaceRole | None
    token: Token
    named: bool = True


_COMPASS = frozenset(DIRECTIONS.values())


class Sites:
    """Reads noun phrases of one scene as places."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene = scene
        self.memory = memory
        self.g = scene.grammar
        self.lex = scene.lexicon

    def site(self, token: Token | None, *, depth: int = 0) -> Site | None:
        """Where a noun phrase is; None where it is no place at all."""
        if token is None or depth > 4:
            return None
        mention = self.scene.place_at(token)
        if mention is not None:
            return self._named(mention, token)
        lemma, word = self.g.lemma(token), self.g.word(token)
        is_place = self.lex.is_in(lemma, "place_nouns") or self.lex.is_in(lemma, "site_nouns")
        if is_place:
            left = token.i - 1
            widen = self.scene.parsed.language == "en"  # French modifiers stand behind their noun
            while widen and left > 0 and self.g.doc[left].head.i == token.i and self.g.doc[left].pos_ in _MODIFIERS:
                left -= 1
            before = self.g.doc[left - 1] if left > 0 and self.g.doc[left].text == "," else None
            for other in (token.head if token.dep_ == "appos" else None, before):
                named = self.scene.place_at(other) if other is not None else None
                if named is not None and other is not None:
                    return self._named(named, other)  # "Khanasser, a village they had lost"
        near = (self.lex.is_in(lemma, "near_parts") or self.lex.is_in(word, "near_parts")) and word not in _GATES
        if word in _GATES:
            return None  # "la porte de Damas" is a figure of speech
        part = self.lex.is_in(lemma, "at_parts") or self.lex.is_in(word, "at_parts")
        if near or part or is_place:
            found = self._nested(token, near, depth)
            pointed = self._this(token, lemma) if found is None or isinstance(point_of(found.ref), Area) else None
            if pointed is not None or found is not None:
                return pointed or found
        several = token.tag_ == "NNS" and lemma != word  # "the towns" are no single one
        if (near or part) and not is_place and any(self.g.word(c) in _OWNERS for c in self.g.children(token)):
            return self._around_it(token, near)  # "shelled its outskirts"
        if part and not is_place:
            of = [s for o in self.g.obliques(token) if o.prep in _OF and (s := self.site(o.noun, depth=depth + 1))]
            if not of and token.head.i > 0 and self.g.word(self.g.doc[token.head.i - 1]) == "en":
                return self._pronoun_site(token)  # "en tiennent la moitié nord"
            return of[0] if of else None  # "the rest of the region"
        if is_place and definite(self.g, token) and self.lex.is_in(lemma, "definite_places") and not several:
            at = self.scene.offsets(token)[0]
            back = self.memory.place(at, lemma)
            if back is None and self.memory.place(at) is None:
                back = self.memory.place_after(at, self.scene.parsed.end)
            if back is not None:
                return Site(back.place, None, token, named=False)
        if is_place:
            reason = PART if self.lex.is_in(lemma, "inner") else "described by a common noun"
            return Site(Unplaced(self._phrase(token), reason), None, token, named=False)
        if word in ("où", "where"):
            earlier = [self.scene.places[i] for i in range(token.i) if i in self.scene.places]
            return Site(earlier[-1].place, None, token, named=False) if earlier else None
        if word in _OWNERS:
            return self._pronoun_site(token)
        if self.lex.is_in(word, "place_pronouns") and token.pos_ in ("PRON", "ADV", "DET"):
            return self._pronoun_site(token)
        return None

    def _this(self, token: Token, lemma: str) -> Site | None:
        """The town named before that "cette ville du nord du pays" means, whose region is only described."""
        shown = any(self.g.word(c) in _THIS for c in self.g.children(token))
        if not shown or lemma in _AREA_NOUNS or not self.lex.is_in(lemma, "definite_places"):
            return None
        back = self.memory.place(self.scene.offsets(token)[0], lemma)
        return Site(back.place, None, token, named=False) if back is not None else None

    def both(self, token: Token) -> list[Site]:
        """The places that "both towns", "the two cities" or "les deux villes" take up: the last so many named."""
        words_ = {self.g.word(token), *(self.g.word(c) for c in self.g.children(token))}
        count = max((_BOTH.get(w, 0) for w in words_), default=0)
        lemma = self.g.lemma(token)
        if not count or not (self.lex.is_in(lemma, "definite_places") or self.g.word(token) == "both"):
            return []
        of = [o.noun for o in self.g.obliques(token) if self.g.word(o.noun) not in ("which", "whom", "them")]
        if not (definite(self.g, token) or words_ & {"both", "les", "ces", "these"}) or of:
            return []
        back = self.memory.last_places(self.scene.offsets(token)[0], count)
        return [Site(m.place, None, token, named=False) for m in back] if len(back) == count else []

    def _named(self, mention: PlaceMention, token: Token) -> Site:
        role = None
        for child in self.g.children(token):
            if self.g.word(child) in DIRECTIONS and child.i < token.i and isinstance(mention.place, Place):
                role = PlaceRole.NEAR  # "north Hama", "southern Aleppo"
        return Site(mention.place, role, token)

    def _capital(self, token: Token, inner: Site) -> Site:
        """The town that "the capital of Gezira state" means, which is not the state: one named before, near its middle.

        A country's own capital is no capital of its parts, and where no town fits, no place is named.
        """
        area = inner.ref
        if not isinstance(area, Area) or self.g.lemma(token) not in _SEATS:
            return inner
        here = self.scene.offsets(token)[0]
        towns = [m.place for m in self.memory.places if m.start < here and self._seat(m.place, area)]
        if towns:  # the one that the report speaks of most, the last of equals
            most = max(range(len(towns)), key=lambda n: (sum(t.id == towns[n].id for t in towns), n))
            return Site(towns[most], None, token, named=False)
        return Site(Unplaced(self._phrase(token), "described by a common noun"), None, token, named=False)

    def _seat(self, town: PlaceRef, area: Area) -> TypeGuard[Place]:
        """May a town be the seat of a region?"""
        if (
            not isinstance(town, Place)
            or town.country != area.country
            or kilometres(town.lat, town.lon, area.lat, area.lon) > _SEAT_KM
        ):
            return False
        return fold(town.label) not in self.memory.capitals or area.name in (town.name, town.label)

    def _nested(self, token: Token, near: bool, depth: int) -> Site | None:
        """A place inside the phrase: "the town of X", "X airport", "suburbs of X", "a base south-west of X"."""
        for child in self.g.children(token):
            if child.dep_ in (
                "compound",
                "appos",
                "flat:name",
                "nmod",
                "poss",
                "amod",
                "nummod",
                "flat:foreign",
                "dep",
                "npadvmod",
            ):
                mention = self.scene.place_at(child)
                if mention is not None:
                    if near:
                        return self._described(token, mention.place, "part_of")
                    return self._capital(token, Site(mention.place, None, child))
        ahead = self.g.doc[token.i + 1] if token.i + 1 < len(self.g.doc) else None
        if ahead is not None and ahead.tag_ != "VBN" and self.g.lemma(ahead) in _OVERLOOKING:
            faced = self.g.surface_object(ahead)
            inner = self.site(faced, depth=depth + 1)
            if inner is not None and faced is not None and faced.i > token.i:
                return self._described(token, inner.ref, "near")  # "the hills overlooking X"
        way = self.g.lemma(token) in _WAYS
        rest = [
            v for p in self.g.children(token) for v in self.g.children(p) if v.dep_ == "pcomp"
        ]  # "what is left of X"
        rest += [
            c for c in self.g.children(token) if c.i > token.i and self.g.word(c) in DIRECTIONS
        ]  # "quartiers est de X"
        for oblique in [*self.g.obliques(token), *(o for v in rest for o in self.g.obliques(v))]:
            inner = self.site(oblique.noun, depth=depth + 1)
            if inner is None or not named(inner.ref):
                continue
            leads = way and oblique.prep in _LEADING
            if near or leads or _NEAR.search(oblique.prep) or inner.role is PlaceRole.NEAR:
                relation = self._relation(oblique.prep, token)
                if isinstance(inner.ref, Described) and inner.ref.relation in _COMPASS:
                    relation = inner.ref.relation  # "a base" keeps the "south-west of Damascus" that it hangs on
                return self._described(token, inner.ref, relation)
            if oblique.prep in _LOCATIVE or oblique.prep == "like" or oblique.prep == "comme":
                return self._capital(token, Site(inner.ref, inner.role, token))
        return None

    def _relation(self, prep: str, token: Token) -> str:
        for word in [*prep.split(), self.g.word(token)]:
            if word in DIRECTIONS:
                return DIRECTIONS[word]
        return "near" if _NEAR.search(prep) else "part_of"

    def _described(self, token: Token, ref: PlaceRef, relation: str) -> Site:
        anchor = point_of(ref)
        if anchor is None:
            return Site(ref, PlaceRole.NEAR, token, named=False)
        if isinstance(anchor, Area) and relation == "part_of":
            return Site(anchor, None, token)
        phrase = self._phrase(token)
        return Site(Described(phrase, self.g.lemma(token), relation, anchor, _distance(phrase)), PlaceRole.NEAR, token)

    def _phrase(self, token: Token) -> str:
        tokens = self.g.subtree(token)
        verbs = [t.i for t in tokens if self.g.is_verb(t) and t.i > token.i]
        stop = min(verbs) if verbs else tokens[-1].i + 1
        kept = [t for t in tokens if t.i < stop and not (t.is_punct and t.i > token.i)]
        if len(kept) > 1 and kept[0].pos_ == "DET" and self.scene.parsed.language == "en":
            kept = kept[1:]
        first, last = kept[0], kept[-1]
        return self.scene.parsed.text[self.scene.parsed.starts[first.i] : self.scene.parsed.ends[last.i]][:120]

    def _around_it(self, token: Token, near: bool) -> Site | None:
        back = self._pronoun_site(token)
        if back is None or not named(back.ref):
            return back
        return self._described(token, back.ref, "part_of") if near else Site(back.ref, None, token, named=False)

    def _pronoun_site(self, token: Token) -> Site | None:
        start = self.scene.offsets(token)[0]
        back = self.memory.place(start, skip=self._within_subject(token))
        if back is None or self._cataphoric(token):
            ahead = self.memory.place_after(start, self.scene.parsed.end)
            back = ahead or back
        if back is None:
            return Site(Unplaced(None, "pronoun without antecedent"), None, token, named=False)
        return Site(back.place, None, token, named=False)

    def _within_subject(self, token: Token) -> frozenset[int]:
        """Offsets of the places inside the subject of the pronoun's verb: it points further back."""
        verb = next((a for a in self.g.ancestors(token) if self.g.is_verb(a)), None)
        subject = self.g.own_subject(verb) if verb is not None else None
        if subject is None or subject.i > token.i or self.scene.place_at(subject) is not None:
            return frozenset()
        inside = [m for t in self.g.subtree(subject) if (m := self.scene.place_at(t)) is not None]
        return frozenset(m.start for m in inside)

    def _cataphoric(self, token: Token) -> bool:
        return token.i < 6 and not self.scene.index


def role_of(prep: str) -> PlaceRole | None:
    """The role that a preposition gives on its own, or None."""
    return PlaceRole.NEAR if _NEAR.search(prep) else None


def definite(g: Grammar, token: Token) -> bool:
    """Has the noun a definite determiner, by itself or inside a contraction, or opens a French entry without any?"""
    first = token.i == token.sent.start and token.i + 1 < len(g.doc) and g.doc[token.i + 1].tag_ == "VERB"
    if first and g.parsed.language == "fr" and token.pos_ == "NOUN":
        return True  # "Localité prise par …"
    return any(
        g.word(c) in ("the", "that", "this", "le", "la", "l'", "cette", "ce", "cet", "du", "au", "its", "sa", "son")
        for c in g.children(token)
    ) or (token.i > 0 and g.word(g.doc[token.i - 1]) in ("du", "au", "the", "la", "le", "l'"))


def _distance(phrase: str) -> float | None:
    found = _DISTANCE.search(phrase)
    if not found:
        return None
    value = value_of(found[1].replace(",", "."))
    if value is None:
        return None
    unit = found[2].lower()
    return value * 1.609 if unit.startswith("mi") else value / 1000 if unit.startswith(("mè", "me")) else value


def locative(prep: str) -> bool:
    """May a preposition introduce the place where something happens?"""
    return prep in _LOCATIVE or prep.split(" ")[0] in _LOCATIVE or bool(_NEAR.search(prep))
