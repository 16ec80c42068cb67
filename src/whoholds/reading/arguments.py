"""From a noun phrase to who or where it is: heads, parts of places, directions, definite phrases, pronouns."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.model import Area, Described, Place, PlaceMention, PlaceRef, PlaceRole, Unplaced
from whoholds.reading.attribution import AttributionSpan
from whoholds.reading.memory import Memory
from whoholds.reading.scene import FIGHTERS, STATES, Actor, Scene, point_of
from whoholds.reference.mention import ActorMention

DIRECTIONS = {
    "north": "N", "south": "S", "east": "E", "west": "W", "north-east": "NE", "north-west": "NW", "south-east": "SE", "south-west": "SW",
    "northeast": "NE", "northwest": "NW", "southeast": "SE", "southwest": "SW", "northern": "N", "southern": "S", "eastern": "E", "western": "W",
    "nord": "N", "sud": "S", "est": "E", "ouest": "W", "nord-est": "NE", "nord-ouest": "NW", "sud-est": "SE", "sud-ouest": "SW",
}  # fmt: skip
_NEAR = re.compile(
    r"\b(near|around|outside|close|next|off|beyond|surrounding|miles?|km|kilomet\w+|kilomètres?|north\S*|south\S*|east\S*|west\S*|"
    r"près|autour|proche|alentours|abords|portes|nord\S*|sud\S*|est|ouest|hors|environs|lisière|périphérie|limites)\b"
)
_LOCATIVE = frozenset(
    "in at inside within near around outside on across throughout of over from to into towards toward along through between off amid under "
    "à dans en sur sous près de près autour de vers chez depuis entre par de parmi au-dessus de aux abords de le long de à l'intérieur de".split()
)
_DISTANCE = re.compile(r"(\d+(?:[.,]\d+)?|\w+)\s*(km|kilom\w+|miles?|milles?|mètres|metres|meters)\b", re.IGNORECASE)
_NUMBERS = {
    w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {w: i for i, w in enumerate("zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split())}


_OWNED = frozenset({"command", "army", "soldiers", "armed_group", "officials", "security_forces"})
PART = "a part of the place in focus"
_POSSESSIVES = frozenset("its his her their ses son sa leur leurs".split())


@dataclass(frozen=True, slots=True)
class Site:
    """Where: the reference, the role that the phrase itself gives it (None: as the slot says), the token."""

    ref: PlaceRef
    role: PlaceRole | None
    token: Token
    named: bool = True


class Arguments:
    """Reads noun phrases of one scene."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene = scene
        self.memory = memory
        self.g = scene.grammar
        self.lex = scene.lexicon
        self.spans: Sequence[AttributionSpan] = ()
        self.known: Container[str] = ()  # keys of the actors that the data files name

    def _source_around(self, token: Token, word: str) -> Actor | None:
        """Who is being quoted around a pronoun, if it may stand for them: "the army said its forces …"."""
        around = sorted(
            (s for s in self.spans if token.i in s.content and s.source_head is not None and s.source_head != token.i),
            key=lambda s: len(s.content),
        )
        for span in around[:1]:
            source = self.g.doc[span.source_head or 0]
            if source.pos_ == "PRON" and self.g.word(source) == word:
                continue
            actor = self.actor(source) if source.i < token.i or source.pos_ != "PRON" else None
            if (
                actor is not None
                and actor.key is not None
                and actor.kind not in ("object", "social_media", "media", "monitor")
            ):
                return actor
        return None

    # -- who ------------------------------------------------------------------------------------------------------

    def actor(self, token: Token | None, *, speaker: bool = False) -> Actor | None:
        """Who a noun phrase is; None where nobody stands there. A lay noun gives an actor without key."""
        if token is None:
            return None
        mention = self.scene.actor_at(token)
        if mention is not None:
            return self._from_mention(token, mention, speaker)
        word = self.g.word(token)
        if (
            word in ("nobody", "none", "no-one", "nothing")
            or (word in ("personne", "aucun", "aucune", "nul", "rien")
            and not any(c.dep_ == "det" for c in self.g.children(token)))
        ):
            return None
        if token.pos_ == "PRON" or word in ("on", "ils", "elles", "they", "he", "she", "it"):
            return self._pronoun(token, word, speaker)
        inside = self._inside(token)
        lemma = self.g.lemma(token)
        group = (
            self.lex.is_in(lemma, "soldiers") or self.lex.is_in(lemma, "officials") or self.lex.is_in(lemma, "regimes")
        )
        people = self.lex.is_in(lemma, "persons") or self.lex.is_in(lemma, "civilians")
        if inside is not None and (group or people or speaker):
            return self._from_mention(token, inside, speaker)
        start, end = self.scene.offsets(token)
        text = self.scene.parsed.word(token)
        plural = "Plur" in token.morph.get("Number", [])
        before = self._known_before(token, lemma)
        if before is not None:
            return Actor(token, before.key, before.kind, start, end, text, plural, False, before.provisional)
        if group:
            return Actor(token, None, "fighters", start, end, text, plural)
        if self.lex.is_in(lemma, "civilians"):
            return Actor(token, "civilians", "civilians", start, end, text, plural)
        if token.pos_ == "PROPN" and self.scene.place_at(token) is None:
            return Actor(token, None, "unknown", start, end, text, plural)
        return Actor(token, None, "lay", start, end, text, plural)

    def _thing(self, token: Token) -> bool:
        return self.lex.is_in(self.g.lemma(token), "place_nouns") or self.lex.is_in(self.g.lemma(token), "site_nouns")

    def _from_mention(self, token: Token, m: ActorMention, speaker: bool = False) -> Actor:
        if m.anaphoric:
            back = self._owner(token, m) or self.memory.who(
                "they" if m.number == "plur" else "it", m.start, fighters=m.kind in FIGHTERS, speakers=speaker
            )
            if back is not None:
                return Actor(
                    token, back.key, back.kind, m.start, m.end, m.text, m.number == "plur", False, back.provisional
                )
        key = m.as_speaker if speaker else m.as_actor
        owner = self._owner(token, m) if not m.named and m.kind in _OWNED and not m.member else None
        if owner is not None:
            return Actor(
                token, owner.key, owner.kind, m.start, m.end, m.text, m.number == "plur", False, owner.provisional
            )
        if m.member and m.source == "phrase" and ":" not in key and key not in self.known:
            back = self._owner(token, m)
            fighters = m.kind in FIGHTERS or m.member in ("fighters", "units")
            back = back or self.memory.who(
                "they" if m.number == "plur" else "it", m.start, fighters=fighters, speakers=speaker
            )
            if back is not None and back.key is not None:
                key = (
                    f"officials:{back.key.partition(':')[2] or back.key}"
                    if m.member in ("officers", "sources")
                    else back.key
                )
        return Actor(token, key, m.kind, m.start, m.end, m.text, m.number == "plur", m.named, m.provisional)

    def _owner(self, token: Token, m: ActorMention) -> Actor | None:
        """Whose "its forces", "leur commandement" are."""
        first = next(iter(self.scene.parsed.tokens_in(m.start, m.end)), token)
        word = self.g.word(first)
        if word not in _POSSESSIVES and first.i:
            word = self.g.word(self.g.doc[first.i - 1])
        if word not in _POSSESSIVES:
            return None
        source = self._source_around(token, word)
        if source is not None and source.kind in FIGHTERS | STATES:
            return source
        return self.memory.who(word, m.start, fighters=True)

    def _known_before(self, token: Token, lemma: str) -> Actor | None:
        """A definite noun that was part of an earlier actor's name: "le ministère", "the Observatory"."""
        if not self._definite(token) or len(lemma) < 5:
            return None
        start = self.scene.offsets(token)[0]
        for seen in reversed(self.memory.actors):
            if seen.offset < start and self.g.word(token) in seen.actor.text.lower().split():
                return seen.actor
        return None

    def _inside(self, token: Token) -> ActorMention | None:
        """An actor that modifies the noun: "HTS fighters", "troupes d'Assad", "his forces"."""
        for child in self.g.children(token):
            if (
                child.dep_ in ("compound", "amod", "poss", "nmod", "flat:name", "appos", "flat:foreign")
                and abs(child.i - token.i) <= 5
            ):
                mention = self.scene.actor_at(child)
                if mention is not None and mention.kind != "object":
                    return mention
        for oblique in self.g.obliques(token):
            if oblique.prep in ("of", "de", "from"):
                mention = self.scene.actor_at(oblique.noun)
                if mention is not None and mention.kind != "object":
                    return mention
        return None

    def _pronoun(self, token: Token, word: str, speaker: bool) -> Actor | None:
        start, end = self.scene.offsets(token)
        if word in (
            "on",
            "we",
            "nous",
            "i",
            "je",
            "you",
            "vous",
            "who",
            "qui",
            "that",
            "which",
            "this",
            "cela",
            "ce",
            "c'",
            "ça",
            "there",
            "y",
            "rien",
            "tout",
            "all",
        ):
            return None
        if word in ("celui-ci", "celle-ci", "ceux-ci", "ce dernier", "others"):
            word = "ils" if word == "ceux-ci" else "il"
        quoted = self._source_around(token, word) if not speaker else None
        if quoted is not None and self.memory.fits(word, quoted):
            return Actor(
                token, quoted.key, quoted.kind, start, end, quoted.text, quoted.plural, False, quoted.provisional
            )
        found = self.memory.who(word, start, fighters=not speaker, speakers=speaker)
        if found is None:
            return Actor(
                token, None, "unknown", start, end, self.scene.parsed.word(token), word in ("they", "ils", "elles")
            )
        return Actor(token, found.key, found.kind, start, end, found.text, found.plural, False, found.provisional)

    # -- where ----------------------------------------------------------------------------------------------------

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
            before = self.g.doc[token.i - 2] if token.i > 1 and self.g.doc[token.i - 1].text == "," else None
            for other in (token.head if token.dep_ == "appos" else None, before):
                named = self.scene.place_at(other) if other is not None else None
                if named is not None and other is not None:
                    return self._named(named, other)  # "Khanasser, a village they had lost"
        near = self.lex.is_in(lemma, "near_parts") or self.lex.is_in(word, "near_parts")
        part = self.lex.is_in(lemma, "at_parts") or self.lex.is_in(word, "at_parts")
        if near or part or is_place:
            found = self._nested(token, near, depth)
            if found is not None:
                return found
        if is_place and self._definite(token) and self.lex.is_in(lemma, "definite_places"):
            at = self.scene.offsets(token)[0]
            back = self.memory.place(at, lemma) or self.memory.place_after(at, self.scene.parsed.end)
            if back is not None:
                return Site(back.place, None, token, named=False)
        if is_place:
            reason = PART if self.lex.is_in(lemma, "inner") else "described by a common noun"
            return Site(Unplaced(self._phrase(token), reason), None, token, named=False)
        if word in ("où", "where"):
            earlier = [self.scene.places[i] for i in range(token.i) if i in self.scene.places]
            return Site(earlier[-1].place, None, token, named=False) if earlier else None
        if self.lex.is_in(word, "place_pronouns") and token.pos_ in ("PRON", "ADV", "DET"):
            return self._pronoun_site(token)
        return None

    def _named(self, mention: PlaceMention, token: Token) -> Site:
        role = None
        for child in self.g.children(token):
            if self.g.word(child) in DIRECTIONS and child.i < token.i and isinstance(mention.place, Place):
                role = PlaceRole.NEAR  # "north Hama", "southern Aleppo"
        return Site(mention.place, role, token)

    def _capital(self, token: Token, inner: Site) -> Site:
        """ "the capital of Gezira state" is the town in focus, not the state."""
        if isinstance(inner.ref, Area) and self.g.lemma(token) in ("capital", "capitale", "chef-lieu"):
            back = self.memory.place(self.scene.offsets(token)[0])
            if back is not None and isinstance(back.place, Place) and back.place.country == inner.ref.country:
                return Site(back.place, None, token, named=False)
        return inner

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
                    return Site(mention.place, None, child)
        for oblique in self.g.obliques(token):
            inner = self.site(oblique.noun, depth=depth + 1)
            if inner is None or point_of(inner.ref) is None:
                continue
            if near or _NEAR.search(oblique.prep) or inner.role is PlaceRole.NEAR:
                return self._described(token, inner.ref, self._relation(oblique.prep, token))
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
        first, last = kept[0], kept[-1]
        return self.scene.parsed.text[self.scene.parsed.starts[first.i] : self.scene.parsed.ends[last.i]][:120]

    def _definite(self, token: Token) -> bool:
        return any(
            self.g.word(c)
            in ("the", "that", "this", "le", "la", "l'", "cette", "ce", "cet", "du", "au", "its", "sa", "son")
            for c in self.g.children(token)
        ) or (token.i > 0 and self.g.word(self.g.doc[token.i - 1]) in ("du", "au", "the", "la", "le", "l'"))

    def _pronoun_site(self, token: Token) -> Site | None:
        start = self.scene.offsets(token)[0]
        back = self.memory.place(start)
        if back is None or self._cataphoric(token):
            ahead = self.memory.place_after(start, self.scene.parsed.end)
            back = ahead or back
        if back is None:
            return Site(Unplaced(None, "pronoun without antecedent"), None, token, named=False)
        return Site(back.place, None, token, named=False)

    def _cataphoric(self, token: Token) -> bool:
        return token.i < 6 and not self.scene.index

    # -- how a preposition touches a place ------------------------------------------------------------------------

    def role_of(self, prep: str) -> PlaceRole | None:
        """The role that a preposition gives on its own, or None."""
        if _NEAR.search(prep):
            return PlaceRole.NEAR
        return None


def _distance(phrase: str) -> float | None:
    found = _DISTANCE.search(phrase)
    if not found:
        return None
    raw = found[1].lower().replace(",", ".")
    value = float(_NUMBERS.get(raw, -1)) if not raw[0].isdigit() else float(raw)
    if value < 0:
        return None
    unit = found[2].lower()
    return value * 1.609 if unit.startswith("mi") else value / 1000 if unit.startswith(("mè", "me")) else value


def locative(prep: str) -> bool:
    """May a preposition introduce the place where something happens?"""
    return prep in _LOCATIVE or prep.split(" ")[0] in _LOCATIVE or bool(_NEAR.search(prep))
