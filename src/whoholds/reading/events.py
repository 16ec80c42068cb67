"""Events: frames laid over the tree. Each trigger gives at most one happening, with its arguments."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from whoholds.model import Event, PlaceRole
from whoholds.reading.arguments import Arguments
from whoholds.reading.belonging import Belonging
from whoholds.reading.conditions import CONDITIONS
from whoholds.reading.echoes import Echoes
from whoholds.reading.gapping import Gaps
from whoholds.reading.grammar import Oblique
from whoholds.reading.happenings import Happening, Rejected
from whoholds.reading.idioms import Hands
from whoholds.reading.lexicon import Frame
from whoholds.reading.listings import Listings
from whoholds.reading.memory import Memory
from whoholds.reading.nominal import Nominal
from whoholds.reading.scene import FIGHTERS, LAY, Actor, Scene, named
from whoholds.reading.senses import other_sense
from whoholds.reading.sites import Site, role_of
from whoholds.reading.slots import Slots
from whoholds.reading.standing_in import OF_SITES, stands_in
from whoholds.reading.trial import Trial

_HARM = frozenset({Event.KILL, Event.INJURE})
_VIOLENCE = frozenset({Event.AIR_STRIKE, Event.SHELLING, Event.BOMBING, Event.ATTACK})
_MEANS = frozenset({"in", "by", "during", "dans", "par", "lors de", "sous", "lors"})
_WARLIKE = _VIOLENCE | {
    Event.CAPTURE, Event.HOLD, Event.BESIEGE, Event.REPEL, Event.OFFENSIVE, Event.CLASH, Event.ADVANCE, Event.ENTER,
    Event.REDEPLOY, Event.REINFORCE, Event.WITHDRAW,
}  # fmt: skip
_TELLERS = LAY - {"object", "social_media"} | {"officials"}
_DESTINATIONS = frozenset({PlaceRole.TO, PlaceRole.TOWARD})
_STANDING = frozenset({"à", "en", "dans", "in", "at"})
_SAID_OF = frozenset({"xcomp", "attr", "acomp", "oprd", "obl:mod", "advmod"})
_ITS = frozenset({"its", "their", "sa", "son", "ses", "leur", "leurs"})
_LASTING = frozenset({"since", "for", "depuis", "until", "throughout"})


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
        self.hands = Hands(scene, self.args, self.slots, self.rejected)
        self.belonging = Belonging(scene, self.args)
        self.gaps = Gaps(scene, self.args)
        self.listings = Listings(scene, self.args)
        self.nominal = Nominal(scene, self.args, self.slots, self._fill, self._keys)

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
                self._reached(found)
        for found in self.belonging.find():
            if not any(h.trigger.i in found.consumed for h in out):
                consumed |= found.consumed
                out.append(found)
        for found in self.listings.find():
            told = range(found.trigger.i - 2, found.trigger.i + 6)
            if found.sites and not any(h.trigger.i in told and h.event is found.event for h in out):
                consumed |= found.consumed
                out = [h for h in out if not self._same_nowhere(h, found)]
                out.append(found)
        out += self.gaps.find(out)
        for happening in out:
            consumed |= self._by_means(happening)
        for token in self.scene.grammar.doc:
            if (
                token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
                and token.i not in consumed
                and self.scene.place_at(token) is None
            ):
                if any(h.trigger.i == token.i for h in out):
                    continue
                noun = self.nominal.find(token)
                if noun is not None:
                    consumed |= self._by_means(noun)
                    out.append(noun)
        echoes = Echoes(self.scene, self.args)
        return self._said_outright(sorted([*out, *echoes.find(), *echoes.bare()], key=lambda h: h.trigger.i))

    @staticmethod
    def _same_nowhere(happening: Happening, entry: Happening) -> bool:
        """Is it the word of an entry read by itself, without the entry's places ("A, B : cantons pris par X")?"""
        inside = happening.trigger.i in entry.consumed and happening.event is entry.event
        return inside and not any(named(s.ref) for s, _ in happening.sites)

    def _by_means(self, happening: Happening) -> set[int]:
        """The violence that harmed somebody is no event beside it ("killed in shelling"); its place is theirs."""
        if happening.event not in _HARM:
            return set()
        means = set()
        nouns = [o.noun for o in self.g.obliques(happening.trigger) if o.prep in _MEANS]
        subject = None if happening.nominal else self.g.subject(happening.trigger)
        if subject is not None and subject.head.i == happening.trigger.i:  # a verb of its own would tell of it
            nouns.append(subject)
        for noun in nouns:
            keys = self.nominal.keys_of(noun)
            weapons = noun.i == getattr(subject, "i", -1) and self.lex.is_in(self.g.lemma(noun), "violence_subjects")
            if not weapons and not any(f.event in _VIOLENCE for key in keys for f in self.lex.nouns.get(key, ())):
                continue
            means.add(noun.i)
            if not any(named(s.ref) for s, _ in happening.sites):
                near = [(s, o.prep) for o in self.g.obliques(noun) if (s := self.args.site(o.noun)) is not None]
                sites = [(s, s.role or role_of(prep) or PlaceRole.AT) for s, prep in near if named(s.ref)]
                happening.sites = list(sites[:1]) or happening.sites
        return means

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

    def _reached(self, happening: Happening) -> None:
        """Note where people only flee to: what is told next of "the town" is told of where they came from."""
        if happening.event is Event.DISPLACE:
            towns = [self.scene.place_at(s.token) for s, role in happening.sites if role in _DESTINATIONS]
            self.memory.fled |= {town.start for town in towns if town is not None}

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
        listed = token.pos_ == "ADJ" or (token.pos_ == "NOUN" and token.lemma_ in self.lex.verbs)  # "est de retour à"
        predicate = listed and any(c.dep_ == "cop" for c in self.g.children(token))
        predicate = predicate or (
            listed and token.dep_ == "xcomp" and self.lex.is_in(self.g.lemma(token.head), "remain")
        )
        return predicate or self.g.is_verb(token) or ("lemma", token.i) in self.scene.parsed.cache

    def _keys(self, verb: Token) -> list[str]:
        lemma = self.g.lemma(verb)
        particle = getattr(self.g, "particle", lambda _: "")(verb)
        keys = [f"{lemma} {particle}"] if particle else []
        following = self.g.doc[verb.i + 1] if verb.i + 1 < len(self.g.doc) else None
        if following is not None and following.pos_ in ("ADP", "ADV", "PART", "SCONJ", "ADJ"):
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
        objects += [c for c in self.g.children(verb) if c.dep_ == "obj" and c.i > verb.i and c not in objects]
        preps = ("to", "into", "in", "on") if not objects else ()
        objects += [
            o.noun
            for o in self.g.obliques(verb)
            if o.prep in ("à", "sous", "under", "en", "de", "as") or o.prep in preps
        ]
        objects += [
            c for c in self.g.children(verb) if c.dep_ in _SAID_OF and c.pos_ in ("NOUN", "ADJ", "PRON", "PROPN")
        ]
        objects += [c for c in self.g.children(verb) if self._taken_for_a_verb(c, verb)]
        for candidate in objects:
            for noun in [candidate, *(o.noun for o in self.g.obliques(candidate) if o.prep in ("of", "de"))]:
                if self.g.lemma(noun) in frame.objects or self.g.word(noun) in frame.objects:
                    return noun
        return None

    def _taken_for_a_verb(self, token: Token, verb: Token) -> bool:
        """Is it the object, which the parser took for a clause of its own ("threw back a rebel push on X")?"""
        clause = token.dep_ == "ccomp" and token.i > verb.i and token.tag_ in ("VB", "VBP", "VBD")
        return clause and self.g.word(token) == self.g.lemma(token) and not self.g.auxiliaries(token)

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
            own = self.g.obliques(light)
            pool = [*own, *(n for o in own for n in self.slots.nested(o.noun)), *pool]
            if obj is not None and obj.i != light.i:
                beside = self.g.obliques(obj)
                pool = [*beside, *(n for o in beside for n in self.slots.nested(o.noun)), *pool]
        if any(slot.source == "predicate" for slot in frame.actor):
            said = [c for c in self.g.children(verb) if c.dep_ == "attr"]
            said += [c for noun in said for c in self.g.children(noun) if c.dep_ == "acl"]  # "no soldiers left in X"
            pool.extend(o for noun in said for o in self.g.obliques(noun))
        if subject is not None and "attack-subject" in frame.needs:
            pool.extend(self.g.obliques(subject))  # "l'attaque contre X a échoué"
        if frame.event is Event.HANDOVER and obj is not None:
            pool.extend(self.g.obliques(obj))  # "ont remis la base de X aux Maliens"
            pool.extend(o for n in self.g.obliques(obj) for o in self.g.obliques(n.noun))  # "les clés du camp de X aux"
        happening = self._fill(frame, trial, pool, light)
        if happening is None:
            return None
        if light is not None:
            happening.consumed.add(light.i)
        if subject is not None and (
            "attack-subject" in frame.needs or (frame.subjects and self._same_event(frame, subject))
        ):
            happening.consumed.add(subject.i)  # "l'assaut s'est brisé", "des renforts sont en route"
        told = light is not None or (obj is not None and self._same_event(frame, obj))
        if obj is not None and told:
            happening.consumed.add(obj.i)
        return happening

    def _same_event(self, frame: Frame, noun: Token) -> bool:
        """Does the object tell of the verb's event itself ("envoyer des renforts")?"""
        keys = self.nominal.keys_of(noun)
        return any(f.event is frame.event for key in keys for f in self.lex.nouns.get(key, ()))

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
        trial.actor = self._fighting(frame, self.slots.actor(frame.actor, trial, pool) or trial.actor)
        excluded: set[int] = set()
        sites: list[tuple[Site, PlaceRole]] = []
        for slot in frame.place:
            tokens = self.slots.tokens(slot, trial, pool, light)
            for token, prep in tokens:
                for noun in self.slots.spread(token):
                    if noun.i != token.i and self._its_own(noun, token):
                        continue
                    both = self.args.sites.both(noun)
                    if both:
                        sites.extend((s, slot.role or PlaceRole.AT) for s in both)
                        continue
                    site = self.args.site(noun) or self.slots.unknown(frame, trial, noun)
                    if site is None:
                        continue
                    if self.g.excluded(noun) and noun.i != tokens[0][0].i:
                        excluded.add(len(sites))
                    role = site.role or role_of(prep) or slot.role or PlaceRole.AT
                    if frame.event in OF_SITES and stands_in(trial, noun, site):
                        role = PlaceRole.NEAR  # "seized the central bank in Khartoum"
                    if (
                        frame.event is Event.WITHDRAW
                        and role is PlaceRole.TO
                        and prep in _STANDING
                        and token.i < trigger.i
                    ):
                        role = PlaceRole.AT  # "À Zalingei, la garnison s'est retirée"
                    known = slot.source == "locative" and any(s.ref == site.ref for s, _ in sites)
                    if not known and not any(s.ref == site.ref and r == role for s, r in sites):
                        sites.append((site, role))
            if any(named(s.ref) for s, _ in sites) and not frame.every:
                break
        if not any(named(s.ref) for s, _ in sites):
            sites.extend(self.slots.around(frame.place, trial, pool, sites))
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
        reason = other_sense(frame.event, frame.lemmas, trial)
        if reason:
            self.rejected.append(Rejected(*self.scene.offsets(trigger), frame.name, reason))
            return None
        kept = [i for i, (s, _) in enumerate(sites) if named(s.ref)]
        if kept and len(kept) < len(sites):
            excluded = {kept.index(i) for i in excluded if i in kept}
            sites = [sites[i] for i in kept]
        target = self.slots.actor(frame.target, trial, pool)
        event = Event.CAPTURE if self._inchoative(frame, trial) else frame.event
        if event is Event.CAPTURE and "force-object" in frame.needs and trial.actor is None and target is not None:
            event, trial.actor, target = Event.LOSS, target, None  # "were driven out of X": who lost it is all it says
        if target is not None and (target.kind == "lay" or (trial.actor is not None and target.key == trial.actor.key)):
            target = None
        return Happening(frame, event, trigger, trial.actor, target, list(sites), excluded, nominal=trial.nominal)

    def _its_own(self, noun: Token, first: Token) -> bool:
        """Is it a part of the place that it is coordinated with ("Senaki and its base")?"""
        if self.scene.place_at(noun) is not None or self.scene.place_at(first) is None:
            return False
        return any(self.g.word(c) in _ITS for c in self.g.children(noun))

    def _fighting(self, frame: Frame, actor: Actor | None) -> Actor | None:
        """Those who fight, where a pronoun seems to mean those who tell of it ("They shell us, people said")."""
        if frame.event not in _WARLIKE or actor is None or actor.token.pos_ != "PRON" or actor.kind not in _TELLERS:
            return actor
        found = self.memory.who(self.g.word(actor.token), actor.start, fighters=True, without=actor.key)
        if found is None or found.kind not in FIGHTERS:
            return actor
        return replace(found, token=actor.token, start=actor.start, end=actor.end, text=actor.text)

    def _inchoative(self, frame: Frame, trial: Trial) -> bool:
        """Does a verb of holding tell how it began: "les FDS s'y sont installées", "units occupied it on Saturday"?"""
        if frame.event is not Event.HOLD or not self.lex.is_in(self.g.lemma(trial.trigger), "inchoative"):
            return False
        around = [t for t in self.g.children(trial.trigger) if self.g.word(t) in _LASTING]
        around += [t for t in self.g.children(trial.trigger) if self.scene.parsed.word(t).lower().startswith("for ")]
        if around or self.g.passive(trial.trigger) or trial.actor is None:
            return False
        compound = any(self.g.lemma(a) in ("avoir", "être") for a in self.g.auxiliaries(trial.trigger))
        if self.scene.parsed.language == "fr":
            own = getattr(self.g, "reflexive", lambda _: False)(trial.trigger)
            return compound and (own or self.g.mood(trial.trigger) in ("past", "pluperfect", "conditional"))
        perfect = [a.tag_ for a in self.g.auxiliaries(trial.trigger)] in (["VBP"], ["VBZ"])  # "have occupied X"
        return trial.trigger.tag_ == "VBD" or (trial.trigger.tag_ == "VBN" and perfect)
