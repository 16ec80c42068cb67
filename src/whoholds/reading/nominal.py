"""Events that a noun tells: "the capture of X", "le retrait de Y", with the verb that carries them."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from whoholds.model import Effect, Event
from whoholds.reading.arguments import Arguments
from whoholds.reading.grammar import Oblique
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import Frame, at_stake, effects
from whoholds.reading.scene import Actor, Scene
from whoholds.reading.slots import Slots
from whoholds.reading.trial import Trial

_VIOLENCE = frozenset({Event.AIR_STRIKE, Event.SHELLING, Event.BOMBING, Event.ATTACK})
_CALLING = frozenset({"call", "label", "brand", "term", "describe", "portray", "present", "dismiss"})
_PEOPLES = _VIOLENCE | {Event.REINFORCE, Event.REDEPLOY}
_OF = frozenset({"de", "of", "par", "by"})
Fill = Callable[[Frame, Trial, list[Oblique], Token | None], Happening | None]


class Nominal:
    """Finds them in one scene.

    Args:
        scene: the block.
        args: its noun phrases.
        slots: what fills its frames' slots.
        fill: lays a frame over a trial, as for verbs.
        keys: what a verb is listed under.
    """

    def __init__(
        self, scene: Scene, args: Arguments, slots: Slots, fill: Fill, keys: Callable[[Token], list[str]]
    ) -> None:
        self.scene = scene
        self.g = scene.grammar
        self.lex = scene.lexicon
        self.args = args
        self.slots = slots
        self._fill = fill
        self._keys = keys

    def find(self, noun: Token) -> Happening | None:
        """What a noun tells; None where it tells nothing."""
        frames: list[Frame] = []
        if self._only_called(noun):
            return None
        for key in self.keys_of(noun):
            frames.extend(f for f in self.lex.nouns.get(key, ()) if f not in frames)
        if not frames or (noun.pos_ == "VERB" and noun.dep_ not in ("dobj", "obj", "nsubj", "pobj", "nmod")):
            return None
        for frame in frames:
            found = self._try_noun(frame, noun)
            if found is not None:
                return found
        return None

    def _only_called(self, noun: Token) -> bool:
        """Is it what somebody calls what was told: "called it a retreat", "described the move as a retreat"?"""
        above = self.g.ancestors(noun)[:3]
        if noun.dep_ == "pobj" and above and self.g.word(above[0]) == "as":
            return any(self.g.lemma(verb) in _CALLING for verb in above[1:])
        called = bool(above) and self.g.lemma(above[0]) in _CALLING
        own = {o.prep.split(" ")[0] for o in self.g.obliques(noun)} - {"as"}
        return called and (noun.dep_ == "oprd" or (noun.dep_ == "dobj" and not own))

    def keys_of(self, noun: Token) -> list[str]:
        """What a noun is listed under, with what stands beside it first ("air strike")."""
        lemma = self.g.lemma(noun)
        keys = []
        for child in self.g.children(noun):
            if child.dep_ in ("compound", "amod") and child.i == noun.i - 1:
                keys.append(f"{self.g.lemma(child)} {lemma}")
            if child.dep_ == "amod" and child.i == noun.i + 1:
                keys.append(f"{lemma} {self.g.word(child)}")
        return [*keys, lemma, self.g.word(noun)]

    def _try_noun(self, frame: Frame, noun: Token) -> Happening | None:
        if noun.i and self.g.word(self.g.doc[noun.i - 1 - (self.g.doc[noun.i - 1].pos_ == "DET")]) in (
            "without",
            "sans",
        ):
            return None  # "without a fight"
        support, role = self._support(noun)
        pool = list(self.g.obliques(noun))
        for oblique in list(pool):
            pool.extend(self.slots.nested(oblique.noun))
        actor = self._of_actor(frame, noun, pool) or self._claimant(frame, noun)
        known = actor if at_stake(frame.event) else None
        trial = Trial(self.scene, noun, None, None, known, None, nominal=True, supported=support is not None)
        if support is not None:
            own = [o for o in self.g.obliques(support) if o.noun.i != noun.i]
            pool = [*pool, *own]
            if role == "object":
                trial.subject = self.g.subject(support)
            elif role == "subject":
                hit = self.g.object(support)
                if hit is not None and self.args.site(hit) is not None:
                    pool = [Oblique("in" if self.scene.parsed.language == "en" else "à", hit), *pool]
        happening = self._fill(frame, trial, pool, None)
        if happening is None:
            return None
        if happening.actor is None:
            happening.actor = actor
        if happening.actor is None and trial.subject is not None and frame.event not in (Event.LOSS, Event.KILL):
            subject = self.args.actor(trial.subject)
            fit = subject is not None and subject.kind not in ("lay", "object", "document")
            if fit and subject is not None and (subject.can_fight or effects()[frame.event, None] is Effect.NONE):
                happening.actor = subject
        if "armed" in frame.needs and happening.actor is not None and not happening.actor.can_fight:
            return None
        if "actor" in frame.needs and happening.actor is None:
            return None
        happening.support = support
        happening.nominal = True
        return happening

    def _of_actor(self, frame: Frame, noun: Token, pool: list[Oblique]) -> Actor | None:
        """Who acts in a nominal event: "the army's withdrawal", "Russian withdrawal", "retrait des forces"."""
        preps = {o.noun.i: o.prep for o in self.g.obliques(noun)}
        for child in self.g.children(noun):
            if "target" in frame.of and preps.get(child.i) == "de":
                continue  # "la mort de deux soldats" has them for its victims
            if child.dep_ == "nmod" and preps.get(child.i, "de") not in _OF:
                continue  # "un attentat à Mogadiscio" is no act of the government there
            possessive = child.dep_ == "poss" or self.g.word(child) in ("leur", "leurs", "son", "sa", "ses")
            if "place" in frame.of and self.scene.place_at(child) is not None:
                continue  # "la libération de Damas" has Damas for its place, not for its author
            people = self.scene.people_at(child) is not None and (at_stake(frame.event) or frame.event in _PEOPLES)
            if child.dep_ in ("compound", "amod", "nmod", "poss", "det") and (
                self.scene.actor_at(child) is not None or people or possessive
            ):
                if possessive and any(s.source == "owner" for s in frame.place) and self.scene.actor_at(child) is None:
                    continue
                actor = (
                    self.args.actor(child) if not possessive or self.scene.actor_at(child) else self._possessor(child)
                )
                if actor is not None and actor.kind != "lay":
                    return actor
        if "actor" in frame.of:
            for oblique in pool:
                if oblique.prep in ("of", "de", "by", "par", "mené par", "led by"):
                    actor = self.args.actor(oblique.noun)
                    if (
                        actor is not None
                        and actor.kind != "lay"
                        and (self.scene.place_at(oblique.noun) is None or self.scene.actor_at(oblique.noun) is not None)
                    ):
                        return actor
        return None

    def _claimant(self, frame: Frame, noun: Token) -> Actor | None:
        """Who claims to hold a place holds it by that claim ("the RSF claimed control of Bara")."""
        verb = noun.head
        if (
            frame.event not in (Event.HOLD, Event.KILL)
            or not self.g.is_verb(verb)
            or not self.lex.is_in(self.g.lemma(verb), "claiming")
        ):
            return None
        owner, thing = self.g.subject(verb), self.g.object(verb)
        return self.args.actor(owner) if owner is not None and thing is not None and thing.i == noun.i else None

    def _possessor(self, token: Token) -> Actor | None:
        return self.args.actor(token) if token.pos_ in ("NOUN", "PROPN") else self.args.pronoun(token)

    def _support(self, noun: Token) -> tuple[Token | None, str]:
        """The verb that carries a nominal event, and the noun's part in it."""
        node = noun
        for _ in range(3):
            head = node.head
            if head.i == node.i:
                return None, ""
            if self.g.is_verb(head):
                lemma = self.g.lemma(head)
                keys = set(self._keys(head)) | {lemma}
                if node.dep_ in (
                    "dobj",
                    "obj",
                    "nsubjpass",
                    "nsubj:pass",
                    "attr",
                    "obl:arg",
                    "obl:mod",
                    "pobj",
                ) and any(self.lex.is_in(k, "support_verbs") for k in keys):
                    return head, "object"
                if (
                    node.dep_ == "attr"
                    and lemma == "be"
                    and any(self.g.word(c) == "there" for c in self.g.children(head))
                ):
                    return head, "subject"
                if node.dep_ in ("nsubj", "csubj", "nsubjpass", "nsubj:pass") and any(
                    self.lex.is_in(k, "happen_verbs") for k in keys
                ):
                    return head, "subject"
                return None, ""
            if head.pos_ in ("NOUN", "ADP", "PROPN", "NUM", "ADJ"):
                node = head
                continue
            return None, ""
        return None, ""
