"""Events: frames laid over the tree. Each trigger gives at most one happening, with its arguments."""

from __future__ import annotations

from spacy.tokens import Token

from whoholds.model import Effect, Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.conditions import CONDITIONS
from whoholds.reading.echoes import Echoes
from whoholds.reading.grammar import Oblique
from whoholds.reading.happenings import Happening, Rejected
from whoholds.reading.idioms import Hands
from whoholds.reading.lexicon import Frame, at_stake, effects
from whoholds.reading.memory import Memory
from whoholds.reading.scene import FIGHTERS, Actor, Scene, named
from whoholds.reading.sites import Site, role_of
from whoholds.reading.slots import Slots
from whoholds.reading.trial import Trial

_STANDING = frozenset({"à", "en", "dans", "in", "at"})


class EventFinder:
    """Finds the happenings of one scene."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene = scene
        self.g = scene.grammar
        self.lex = scene.lexicon
        self.args = Arguments(scene, memory)
        self.memory = memory
        self.rejected: list[Rejected] = []
        self.slots = Slots(scene, self.args)
        self.hands = Hands(scene, self.args, self.rejected)

    def find(self) -> list[Happening]:
        """All happenings in reading order."""
        out: list[Happening] = []
        consumed: set[int] = set()
        for token in self.scene.grammar.doc:
            self._remember(token)
            found = self.hands.find(token)
            if found is not None:
                consumed |= found.consumed
                out.append(found)
        for token in self.scene.grammar.doc:
            if self.scene.place_at(token) is not None or token.i in consumed:
                continue
            found = self._verb(token) if self._verbal(token) else None
            if found is not None:
                consumed |= found.consumed
                out.append(found)
        for token in self.scene.grammar.doc:
            if (
                token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
                and token.i not in consumed
                and self.scene.place_at(token) is None
            ):
                if any(h.trigger.i == token.i for h in out):
                    continue
                noun = self._noun(token)
                if noun is not None:
                    out.append(noun)
        echoes = Echoes(self.scene, self.args)
        return self._said_outright(sorted([*out, *echoes.find(), *echoes.bare()], key=lambda h: h.trigger.i))

    def _said_outright(self, found: list[Happening]) -> list[Happening]:
        """Without what somebody only calls for: the appeal is the event, the thing asked for is none."""
        appeals = {h.trigger.i for h in found if h.event is Event.APPEAL}
        return [h for h in found if h.trigger.i in appeals or not self._asked_for(h.trigger, appeals)]

    def _asked_for(self, token: Token, appeals: set[int]) -> bool:
        while token.head.i != token.i:
            if self.g.link(token).kind not in ("complement", "infinitive", "object", "oblique", "noun", "other"):
                return False
            token = token.head
            if token.i in appeals:
                return True
        return False

    # -- salience -------------------------------------------------------------------------------------------------

    def _remember(self, token: Token) -> None:
        mention = self.scene.actor_at(token)
        head = self.scene.parsed.head_in(mention.start, mention.end) if mention is not None else None
        if mention is not None and head is not None and head.i == token.i:
            actor = self.args.actor(token)
            if actor is not None:
                subject = token.dep_.startswith("nsubj")
                self.memory.saw(actor, 1.5 if subject else 1.0 if token.dep_ in ("dobj", "obj", "obl:agent") else 0.7)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verbal(self, token: Token) -> bool:
        predicate = token.pos_ == "ADJ" and any(c.dep_ == "cop" for c in self.g.children(token))
        return predicate or self.g.is_verb(token) or ("lemma", token.i) in self.scene.parsed.cache

    def _keys(self, verb: Token) -> list[str]:
        lemma = self.g.lemma(verb)
        particle = getattr(self.g, "particle", lambda _: "")(verb)
        keys = [f"{lemma} {particle}"] if particle else []
        following = self.g.doc[verb.i + 1] if verb.i + 1 < len(self.g.doc) else None
        if following is not None and following.pos_ in ("ADP", "ADV", "PART", "SCONJ"):
            keys.append(f"{lemma} {self.g.word(following)}")
        return [*keys, lemma]

    def _verb(self, verb: Token) -> Happening | None:
        frames: list[Frame] = []
        for key in self._keys(verb):
            frames.extend(f for f in self.lex.verbs.get(key, ()) if f not in frames)
        if self._governs(verb):
            frames = []  # "fell short of taking", "gave up trying to"
        frames.sort(key=lambda f: not (f.objects or f.subjects))
        for frame in frames:
            found = self._try_verb(frame, verb)
            if found is not None:
                return found
        return None

    def _governs(self, verb: Token) -> bool:
        """Does the verb with its particle say how sure what follows is, and nothing of its own?"""
        below = [*self.g.children(verb), *(c for p in self.g.children(verb) for c in self.g.children(p))]
        below += [c for p in below if p.dep_ == "prep" for c in self.g.children(p)]
        return any(c.dep_ in ("xcomp", "pcomp") for c in below) and any(
            " " in key and key in self.lex.signatures for key in self._keys(verb)
        )

    def _light_object(self, frame: Frame, verb: Token) -> Token | None:
        """The object that a light verb needs, looking through "a series of"."""
        objects = [o for o in [self.g.object(verb)] if o is not None]
        preps = ("to", "into", "in", "on") if not objects else ()
        objects += [o.noun for o in self.g.obliques(verb) if o.prep in ("à", "sous") or o.prep in preps]
        objects += [
            c
            for c in self.g.children(verb)
            if c.dep_ in ("xcomp", "attr", "oprd", "obl:mod", "advmod") and c.pos_ in ("NOUN", "ADJ", "PRON", "PROPN")
        ]
        for candidate in objects:
            for noun in [candidate, *(o.noun for o in self.g.obliques(candidate) if o.prep in ("of", "de"))]:
                if self.g.lemma(noun) in frame.objects or self.g.word(noun) in frame.objects:
                    return noun
        return None

    def _try_verb(self, frame: Frame, verb: Token) -> Happening | None:
        subject, obj = self.g.subject(verb), self.g.object(verb)
        if frame.subjects and (subject is None or self.g.lemma(subject) not in frame.subjects):
            return None
        bare = obj is None and self._headline_passive(frame, verb, subject)
        if bare:
            subject, obj = None, subject
        light = None
        if frame.objects:
            light = obj if bare and obj is not None and self.g.lemma(obj) in frame.objects else None
            light = light or self._light_object(frame, verb)
            if light is None:
                return None
        trial = Trial(self.scene, verb, subject, obj, None, self.args.actor(obj))
        pool = self.g.obliques(verb)
        for oblique in list(pool):
            pool.extend(self.slots.nested(oblique.noun))
        if obj is not None:
            pool.extend(self.slots.nested(obj))
        if light is not None:
            pool = [*self.g.obliques(light), *pool]
            if obj is not None and obj.i != light.i:
                pool = [*self.g.obliques(obj), *pool]
        happening = self._fill(frame, trial, pool, light)
        if happening is None:
            return None
        if light is not None:
            happening.consumed.add(light.i)
            if obj is not None:
                happening.consumed.add(obj.i)
        return happening

    def _headline_passive(self, frame: Frame, verb: Token, subject: Token | None) -> bool:
        """Is it a participle without its auxiliary ("Kherson retaken"): what it is said of is no actor but a place?"""
        if self.g.parsed.language != "en" or verb.tag_ not in ("VBN", "VBD") or self.g.auxiliaries(verb):
            return False
        if "force-object" in frame.needs and subject is not None and subject.i < verb.i:
            away = any(o.prep.split(" ")[0] in ("from", "out") for o in self.g.obliques(verb))
            driven = self.scene.actor_at(subject)
            return away and driven is not None and driven.kind in FIGHTERS  # "Russians pushed out of Robotyne"
        if subject is not None and subject.i < verb.i and self.lex.is_in(self.g.lemma(verb), "transitive"):
            return True  # "Attack on X repelled", "Mayor kidnapped"
        taken = bool(frame.place) and frame.place[0].source == "object" and "placelike-object" not in frame.needs
        named = subject is not None and subject.i < verb.i and self.scene.place_at(subject) is not None
        return taken and named and subject is not None and self.scene.actor_at(subject) is None

    def _fill(self, frame: Frame, trial: Trial, pool: list[Oblique], light: Token | None) -> Happening | None:
        trigger = trial.trigger
        trial.actor = self.slots.actor(frame.actor, trial, pool) or trial.actor
        excluded: set[int] = set()
        sites: list[tuple[Site, PlaceRole]] = []
        for slot in frame.place:
            tokens = self.slots.tokens(slot, trial, pool, light)
            for token, prep in tokens:
                for noun in self.slots.spread(token):
                    site = self.args.site(noun) or self.slots.unknown(frame, trial, noun)
                    if site is None:
                        continue
                    if self.g.excluded(noun) and noun.i != tokens[0][0].i:
                        excluded.add(len(sites))
                    role = site.role or role_of(prep) or slot.role or PlaceRole.AT
                    if (
                        frame.event is Event.WITHDRAW
                        and role is PlaceRole.TO
                        and prep in _STANDING
                        and token.i < trigger.i
                    ):
                        role = PlaceRole.AT  # "À Zalingei, la garnison s'est retirée"
                    if not any(s.ref == site.ref and r == role for s, r in sites):
                        sites.append((site, role))
            if any(named(s.ref) for s, _ in sites) and not frame.every:
                break
        if not any(named(s.ref) for s, _ in sites):
            sites.extend(self.slots.around(trial, pool, sites))
        if (
            frame.place
            and frame.place[-1].source == "locative"
            and any(r is PlaceRole.AT and named(s.ref) for s, r in sites)
        ):
            sites = [(s, r) for s, r in sites if r is not PlaceRole.NEAR]
        trial.sites, trial.needs = sites, frame.needs
        for need in sorted(frame.needs):
            reason = CONDITIONS[need](trial)
            if reason:
                start, end = self.scene.offsets(trigger)
                self.rejected.append(Rejected(start, end, frame.name, reason))
                return None
        kept = [i for i, (s, _) in enumerate(sites) if named(s.ref)]
        if kept and len(kept) < len(sites):
            excluded = {kept.index(i) for i in excluded if i in kept}
            sites = [sites[i] for i in kept]
        target = self.slots.actor(frame.target, trial, pool)
        if target is not None and (target.kind == "lay" or (trial.actor is not None and target.key == trial.actor.key)):
            target = None
        event = Event.CAPTURE if self._inchoative(frame, trial) else frame.event
        return Happening(frame, event, trigger, trial.actor, target, list(sites), excluded, nominal=trial.nominal)

    def _inchoative(self, frame: Frame, trial: Trial) -> bool:
        """Does a verb of holding tell how it began: "les FDS s'y sont installées", "units occupied it on Saturday"?"""
        if frame.event is not Event.HOLD or not self.lex.is_in(self.g.lemma(trial.trigger), "inchoative"):
            return False
        around = [t for t in self.g.children(trial.trigger) if self.g.word(t).startswith(("since", "for ", "depuis"))]
        if around or self.g.passive(trial.trigger) or trial.actor is None:
            return False
        compound = any(self.g.lemma(a) in ("avoir", "être") for a in self.g.auxiliaries(trial.trigger))
        if self.scene.parsed.language == "fr":
            own = getattr(self.g, "reflexive", lambda _: False)(trial.trigger)
            return compound and (own or self.g.mood(trial.trigger) in ("past", "pluperfect", "conditional"))
        return trial.trigger.tag_ == "VBD"

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _noun_keys(self, noun: Token) -> list[str]:
        lemma = self.g.lemma(noun)
        keys = []
        for child in self.g.children(noun):
            if child.dep_ in ("compound", "amod") and child.i == noun.i - 1:
                keys.append(f"{self.g.lemma(child)} {lemma}")
            if child.dep_ == "amod" and child.i == noun.i + 1:
                keys.append(f"{lemma} {self.g.word(child)}")
        return [*keys, lemma, self.g.word(noun)]

    def _noun(self, noun: Token) -> Happening | None:
        frames: list[Frame] = []
        for key in self._noun_keys(noun):
            frames.extend(f for f in self.lex.nouns.get(key, ()) if f not in frames)
        if not frames or (noun.pos_ == "VERB" and noun.dep_ not in ("dobj", "obj", "nsubj", "pobj", "nmod")):
            return None
        for frame in frames:
            found = self._try_noun(frame, noun)
            if found is not None:
                return found
        return None

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
        actor = self._of_actor(frame, noun, pool)
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
        for child in self.g.children(noun):
            possessive = child.dep_ == "poss" or self.g.word(child) in ("leur", "leurs", "son", "sa", "ses")
            if "place" in frame.of and self.scene.place_at(child) is not None:
                continue  # "la libération de Damas" has Damas for its place, not for its author
            people = self.scene.people_at(child) is not None and at_stake(frame.event)
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

    def _possessor(self, token: Token) -> Actor | None:
        return (
            self.args.actor(token)
            if token.pos_ in ("NOUN", "PROPN")
            else self.args._pronoun(token, self.g.word(token), False)
        )

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
