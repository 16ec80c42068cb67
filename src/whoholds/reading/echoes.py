"""Sentences without a verb: "Rastan too, around six", "Rebels inside Aleppo"."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.attribution import cues
from whoholds.reading.grammar import Oblique
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Frame
from whoholds.reading.scene import FIGHTERS, Actor, Scene, named
from whoholds.reading.sites import role_of

_FRAME = Frame("capture/likewise", Event.CAPTURE, ("likewise",), (), (), (), echo=True)

_NOBODY = Frame("hold/nobody", Event.HOLD, ("nobody",), (), (), ())
_THERE = frozenset({"in", "at", "inside", "on", "à", "dans", "en", "sur"})

_MARKS = frozenset({",", ":", ";", ".", "–", "—", "-", "|"})


class Echoes:
    """Finds such sentences in one scene."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.g = scene.grammar

    def find(self) -> list[Happening]:
        """One happening for each sentence of a name and "too"; what happened is filled in from the context."""
        out = []
        for sentence in self.g.doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not tokens or any(self.g.is_verb(t) or t.pos_ == "AUX" for t in tokens):
                continue
            likewise = next((t for t in tokens[:8] if self.scene.lexicon.is_in(self.g.word(t), "likewise")), None)
            named = [t for t in tokens if self.scene.place_at(t) is not None]
            if likewise is None or not named or not self._at_edge(named, tokens, likewise):
                continue
            sites = [(site, PlaceRole.AT) for t in self._heads(named) if (site := self.args.site(t)) is not None]
            out.append(Happening(_FRAME, _FRAME.event, named[0], None, None, list(sites)))
        return out

    def bare(self) -> list[Happening]:
        """Headlines without a verb: "Rebels inside Aleppo", "Army out of Kidal, rebels in control of X"."""
        out = []
        for clause in self._clauses():
            opening = list(takewhile(lambda t: self.scene.actor_at(t) is not None or t.pos_ == "ADJ", clause))
            head = self._top(opening) if opening and not self._governed(opening[-1]) else None
            actor = self.args.actor(head) if head is not None else None
            if head is None or actor is None or actor.kind not in FIGHTERS:
                continue
            found = next((h for o in self.g.obliques(head) if (h := self._placed(head, actor, o)) is not None), None)
            if found is not None:
                out.append(found)
        return out

    def _top(self, opening: list[Token]) -> Token:
        """The noun of the opening phrase, behind which its adjectives stand in French."""
        last = opening[-1]
        return last.head if last.pos_ == "ADJ" and last.head in opening and last.head.i < last.i else last

    def _clauses(self) -> list[list[Token]]:
        """Runs of tokens between marks without a verb of their own, in titles and in sentences that have none."""
        out: list[list[Token]] = []
        for sentence in self.g.doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not self.scene.title and any(self._tells(t) for t in tokens):
                continue
            run: list[Token] = []
            for token in tokens:
                if token.text in _MARKS:
                    out.append(run)
                    run = []
                elif (token.pos_ not in ("DET", "PART") and self.g.word(token) not in self.g.negators) or run:
                    run.append(token)
            out.append(run)
        return [r for r in out if r and not any(self.g.is_verb(t) or t.pos_ == "AUX" for t in r)]

    def _tells(self, token: Token) -> bool:
        """Is it a verb other than one of speech behind its words ("Pas un soldat à X, répond Y")?"""
        if not self.g.is_verb(token) and token.pos_ != "AUX":
            return False
        spoken = cues(self.scene.parsed.language).verbs.get(self.g.lemma(token)) in ("say", "claim", "confirm")
        return not (spoken and token.i and self.g.doc[token.i - 1].text in _MARKS)

    def _governed(self, token: Token) -> bool:
        """Does a verb have it for its subject or object?"""
        return token.head.i != token.i and self._tells(token.head) and token.dep_ not in ("dep", "conj", "parataxis")

    def _placed(self, head: Token, actor: Actor, oblique: Oblique) -> Happening | None:
        lemma = self.g.lemma(oblique.noun)
        if self.g.no_such(head):
            return self._nobody(head, actor, oblique)
        for row in self.scene.lexicon.bare:
            if oblique.prep not in row.preps or (row.nouns and lemma not in row.nouns):
                continue
            inner = [o.noun for o in self.g.obliques(oblique.noun)] if row.nouns else [oblique.noun]
            for noun in inner:
                site = self.args.site(noun)
                if site is None or not named(site.ref):
                    continue
                near = site.role is PlaceRole.NEAR or role_of(oblique.prep) is PlaceRole.NEAR
                if row.event is Event.ADVANCE and not near:
                    continue
                away = PlaceRole.FROM if row.event is Event.WITHDRAW else PlaceRole.AT
                frame = Frame(f"{row.event.value}/{oblique.prep}", row.event, (oblique.prep,), (), (), ())
                return Happening(frame, row.event, head, actor, None, [(site, PlaceRole.NEAR if near else away)])
        return None

    def _nobody(self, head: Token, actor: Actor, oblique: Oblique) -> Happening | None:
        """None of them is there: "Plus un seul soldat dans les rues de X"; that it is denied the walk finds itself."""
        site = self.args.site(oblique.noun) if oblique.prep.split(" ")[0] in _THERE else None
        if site is None or not named(site.ref):
            return None
        return Happening(_NOBODY, _NOBODY.event, head, actor, None, [(site, site.role or PlaceRole.AT)])

    def _at_edge(self, named: list[Token], tokens: list[Token], likewise: Token) -> bool:
        """The name opens the sentence and "too" follows it, or "Idem à X" is all there is."""
        opening = [t for t in tokens if t.i < named[0].i and not t.is_punct]
        return len(opening) <= 2 and (likewise.i > named[0].i or likewise.i == tokens[0].i)

    def _heads(self, named: list[Token]) -> list[Token]:
        """One token for each place."""
        seen: set[int] = set()
        out = []
        for token in named:
            place = self.scene.place_at(token)
            if place is not None and place.start not in seen:
                seen.add(place.start)
                out.append(token)
        return out
