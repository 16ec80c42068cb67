"""From a frame's slots to the tokens that fill them: where the place stands, who acts, who is acted on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from whoholds.model import Effect, Event, PlaceRole, Unplaced
from whoholds.reading.arguments import Arguments
from whoholds.reading.grammar import Oblique
from whoholds.reading.lexicon import Frame, Slot, effects
from whoholds.reading.predicates import nations, owners, those_there
from whoholds.reading.scene import UNKNOWN, Actor, Scene, named
from whoholds.reading.sites import Site, locative, role_of
from whoholds.reading.trial import Trial
from whoholds.reading.weapons import wielder, wielders
from whoholds.reading.words import words

# Prepositions that can only belong to the movement, not to those who move: "un redéploiement de ses unités hors de X".
_MOTION = frozenset({"hors", "out", "from", "depuis", "vers", "into", "toward", "towards"})


_INTO = frozenset({"into", "through", "toward", "towards"})
_JOINS = frozenset({",", "and", "then", "et", "puis"})
_STOPS = frozenset({".", "!", "?", "…", ";", ":"})
_OWNERS = words("places", "owners")
_LISTING = words("places", "listing")
_EXAMPLES = words("places", "examples")
_POSTED = frozenset({"in", "at", "inside", "à", "dans"})  # "the garrison at Bor surrendered"
_WHERE = frozenset({"où", "y", "where", "there"})  # they stand for places
_FROM = frozenset({"of", "de", "from"})  # "residents of Bor demonstrated"
_STAKES = frozenset({Effect.GAINS, Effect.LOSES, Effect.HOLDS, Effect.CONTESTS})
_ON_PERSONS = frozenset({Event.DETAIN, Event.KILL, Event.RELEASE})


class Slots:
    """Fills the slots of one scene's frames."""

    def __init__(self, scene: Scene, args: Arguments) -> None:
        self.scene = scene
        self.args = args
        self.g = scene.grammar
        self.lex = scene.lexicon

    def spread(self, token: Token) -> list[Token]:
        """The nouns of a phrase that are places of their own: what is coordinated, and what stands for a plural."""
        out: list[Token] = []
        for noun in self.g.conjuncts(token):
            out.extend(self._members(noun) or [noun])
        return out

    def _members(self, noun: Token) -> list[Token]:
        """Places that a phrase without a name of its own lists: "towns such as X and Y", "the towns of X and Y"."""
        if self.scene.place_at(noun) is not None or self._near_noun(noun):
            return []
        found = [o.noun for o in self.g.obliques(noun) if o.prep in _EXAMPLES]
        below = [o.noun for o in self.g.obliques(noun)]
        found += [o.noun for n in below for o in self.g.obliques(n) if o.prep in _EXAMPLES]
        if self.lex.is_in(self.g.lemma(noun), "place_nouns") and "Plur" in noun.morph.get("Number", []):
            found += [o.noun for o in self.g.obliques(noun) if o.prep in ("of", "de")]
            found += [c for c in self.g.children(noun) if c.dep_ == "appos"]
        found += self._listed(noun)
        out = {t.i: t for f in found if self.scene.place_at(f) is not None for t in self.g.conjuncts(f)}
        return [t for i, t in sorted(out.items()) if self.scene.place_at(t) is not None]

    def _listed(self, noun: Token) -> list[Token]:
        """The first name of a list that a word announces: "onze localités du sud, parmi lesquelles X et Y"."""
        if "Plur" not in noun.morph.get("Number", []) or not self.lex.is_in(self.g.lemma(noun), "place_nouns"):
            return []
        announced = False
        for token in self.g.doc[noun.i + 1 : min(noun.i + 12, noun.sent.end)]:
            if self.g.is_verb(token):
                break
            announced = announced or self.g.word(token) in _LISTING
            if announced and self.scene.place_at(token) is not None:
                return [token]
        return []

    def unknown(self, frame: Frame, trial: Trial, noun: Token) -> Site | None:
        """A name that no list knows, where only a place can stand: "recaptured Adan Yabaal", "control of Bilozerka"."""
        if (
            not _STAKES & {effects()[frame.event, None]}
            or noun.pos_ != "PROPN"
            or self.scene.actor_at(noun) is not None
        ):
            return None
        parts = [t for t in self.g.subtree(noun) if t.pos_ == "PROPN" and noun.i - 3 < t.i <= noun.i]
        start, end = self.scene.offsets(parts[0])[0], self.scene.offsets(noun)[1]
        name = self.scene.parsed.text[start:end]
        captive = any(f.event in _ON_PERSONS for f in self.lex.verbs.get(self.g.lemma(trial.trigger), ()))
        opens = parts[0].i == noun.sent.start and len(parts) == 1  # any word may have a capital there
        if (
            (opens and trial.actor is None)
            or not name[:1].isupper()
            or name.isupper()
            or (captive and len(parts) > 1)
            or any(t.start < end and start < t.end for t in self.scene.times)
            or any(map(str.isdigit, name))
        ):
            return None
        return Site(Unplaced(name, UNKNOWN), None, noun)

    def nested(self, noun: Token) -> list[Oblique]:
        """Places that the parser hung on an actor: "le retrait des rebelles de Kidal"."""
        if self.scene.actor_at(noun) is None:
            return []
        return [
            o
            for o in self.g.obliques(noun)
            if self._place_only(noun, o) or (o.prep.split(" ")[0] in _MOTION and self.args.site(o.noun) is not None)
        ]

    def _place_only(self, noun: Token, oblique: Oblique) -> bool:
        """Is it a place, and none that stands for its government ("the forces of Kyiv", but "the M23 of Goma")?"""
        mention = self.scene.actor_at(oblique.noun)
        if self.scene.place_at(oblique.noun) is None:
            return False
        if mention is None or not mention.metonym:
            return mention is None
        group = self.scene.actor_at(noun)
        return oblique.prep in _POSTED or (group is not None and group.named)

    def around(
        self, slots: Iterable[Slot], trial: Trial, pool: list[Oblique], sites: list[tuple[Site, PlaceRole]]
    ) -> list[tuple[Site, PlaceRole]]:
        """Where no slot names a place: "there", "y", or where the phrase in the slot or the clause says it is."""
        receives = trial.actor.token.i if trial.actor is not None else -1
        spots = [(o.noun, o.prep) for o in pool if locative(o.prep) and o.noun.i != receives]
        if any(s.preps & _MOTION for s in slots):
            spots = [s for s in spots if s[1] not in _INTO]  # what is marched into is not left
        spots += [
            (t, "")
            for t in self.g.subtree(trial.trigger)
            if self.g.word(t) == "there" and t.dep_ != "expl" and t.pos_ in ("ADV", "PRON")
            if not any(self.g.is_verb(a) and a.i > trial.trigger.i for a in self.g.ancestors(t)[:3])
        ]
        if not sites:
            spots = [s for s in spots if self.g.word(s[0]) in ("there", "y")]
        out = []
        if not spots and any(s.source == "locative" for s in slots):
            spots = self._opening(trial.trigger)
        for token, prep in spots:
            site = self.args.site(token)
            if site is not None and named(site.ref):
                out.append((site, site.role or role_of(prep) or PlaceRole.AT))
                break
        return out

    def tokens(self, slot: Slot, trial: Trial, pool: list[Oblique], light: Token | None) -> list[tuple[Token, str]]:
        """Tokens that may fill a place slot, with their prepositions."""
        if slot.source == "subject":
            said = (
                [trial.subject, *self.afterthoughts(trial.subject, trial.trigger)] if trial.subject is not None else []
            )
            return [(t, "") for t in said]
        if slot.source == "object":
            out = [trial.object, *self._further_objects(trial)] if light is None else [light]
            return [(t, "") for t in out if t is not None]
        if slot.source == "above":  # "Lashio sous le feu de la junte"
            return [(trial.trigger.head, "")] if self.scene.place_at(trial.trigger.head) is not None else []
        if slot.source == "patient":  # beside a light noun: "has X under siege"
            first = trial.object if trial.object is not None and trial.object != light else None
            return [(first, "")] if first is not None else []
        if slot.source == "possessor":
            return [
                (c, "")
                for c in self.g.children(trial.trigger)
                if c.dep_ in ("poss", "compound", "nmod", "amod") and self.scene.place_at(c)
            ]
        if slot.source == "owner":
            return [(c, "") for c in self.g.children(trial.trigger) if self.g.word(c) in _OWNERS]
        if slot.source == "preps":
            return [(o.noun, o.prep) for o in pool if self._prep_in(o.prep, slot.preps)]
        if slot.source == "direction":
            return [(o.noun, o.prep) for o in pool if role_of(o.prep) or self._near_noun(o.noun)]
        if slot.source == "locative":
            near = [(o.noun, o.prep) for o in pool if locative(o.prep)]
            if trial.object is not None and light is None:
                near += self._inside_object(trial.object)
            if not near and trial.subject is not None:
                near = [
                    (o.noun, o.prep)
                    for o in self.g.obliques(trial.subject)
                    if (
                        o.prep in _POSTED
                        or (o.prep in _FROM and self._of_its_place(trial.subject))
                        or (locative(o.prep) and self.lex.is_in(self.g.lemma(trial.subject), "attacks"))
                    )
                    and self.scene.place_at(o.noun)
                ]
            if near and all(n.i < trial.trigger.i and self._near_noun(n) for n, _ in near):
                near = [*self._opening(trial.trigger), *near]  # "À Cabaret, au nord de la capitale, …"
            return near or self._clause_locatives(trial.trigger)
        return []

    def _of_its_place(self, subject: Token) -> bool:
        """Are they where their name says: the residents, the garrison, the defenders of a town?"""
        lemma = self.g.lemma(subject)
        return self.lex.is_in(lemma, "civilians") or self.lex.is_in(lemma, "garrisons")

    def afterthoughts(self, subject: Token | None, trigger: Token) -> list[Token]:
        """Names set off behind the verb that it is said of too: "Kunduz fell on Sunday, Taloqan a day later"."""
        if subject is None or self.g.passive(trigger):
            return []
        site = self.args.site(subject)
        if site is None or not named(site.ref):
            return []
        return [
            t
            for t in self.g.doc[trigger.i + 1 : trigger.sent.end]
            if self.scene.place_at(t) is not None
            and (self.g.doc[t.i - 1].text in (",", ";") or self._next_in_turn(t))
            and (self._next_in_turn(t) or any(when.start == self._after(t) for when in self.scene.times))
        ]

    def _next_in_turn(self, name: Token) -> bool:
        """Is it the next to which the same happened: "X fell on Sunday, then Y"?"""
        return self.g.word(self.g.doc[name.i - 1]) == "then" and self.g.doc[name.i - 2].text in (",", ";", "and")

    def _after(self, token: Token) -> int:
        """Where the token behind this one begins."""
        following = token.i + 1
        if following + 1 < len(self.g.doc) and self.g.doc[following].text == ",":
            following += 1  # "X fell in May; Y, in June"
        return self.scene.parsed.starts[following] if following < len(self.g.doc) else -1

    def _further_objects(self, trial: Trial) -> list[Token]:
        """A second object is an afterthought of the first: "ont pris Ghazni, pas Kaboul"."""
        first = trial.object
        if first is None or self.g.passive(trial.trigger):
            return []
        second = [
            c
            for c in self.g.children(trial.trigger)
            if c.dep_ in self.g.object_labels and c.i > first.i and self.scene.place_at(c) is not None
        ]
        return second or self._dated_list(first)

    def _dated_list(self, first: Token) -> list[Token]:
        """The further names of a list whose members are dated: "took X in March, Y in May and Z in June"."""
        if self.scene.place_at(first) is None:
            return []
        out, last = [], first
        for token in self.g.doc[first.i + 1 : first.sent.end]:
            after = self.g.doc[token.i + 1] if token.i + 1 < len(self.g.doc) else token
            if self.g.is_verb(token) or self.g.is_verb(after):
                break
            start = self.scene.offsets(token)[0]
            dated = any(self.scene.offsets(last)[1] <= when.start < start for when in self.scene.times)
            joined = self.g.word(self.g.doc[token.i - 1]) in _JOINS
            if dated and joined and self.scene.place_at(token) is not None and self.scene.actor_at(token) is None:
                out.append(token)
                last = token
        return out

    def _prep_in(self, prep: str, wanted: frozenset[str]) -> bool:
        return (
            prep in wanted
            or prep.split(" ")[0] in wanted
            or (prep.split(" ")[-1] in wanted and " " in prep and prep.split(" ")[0] not in ("out", "hors", "back"))
        )

    def _inside_object(self, noun: Token, depth: int = 0) -> list[tuple[Token, str]]:
        """Places that the parser hung on the object or on what hangs on it: "la tête de la statue à Jaramana"."""
        out: list[tuple[Token, str]] = []
        for oblique in self.g.obliques(noun):
            placed = self.scene.place_at(oblique.noun) is not None
            if locative(oblique.prep) and (placed or self._at_named(oblique.noun)):
                out.append((oblique.noun, oblique.prep))
            elif depth < 2:
                out.extend(self._inside_object(oblique.noun, depth + 1))
        return out

    def _at_named(self, noun: Token) -> bool:
        """Is it a site that its phrase places ("thirty people at the market of Douma")?"""
        site = self.args.site(noun) if self.lex.is_in(self.g.lemma(noun), "site_nouns") else None
        return site is not None and named(site.ref)

    def _near_noun(self, noun: Token) -> bool:
        return self.lex.is_in(self.g.lemma(noun), "near_parts")

    def _clause_locatives(self, trigger: Token) -> list[tuple[Token, str]]:
        """Places in the clauses above, nearest first: "In Homs, … and killed three"."""
        out: list[tuple[Token, str]] = []
        for above in self.g.ancestors(trigger)[:4]:
            held = self.g.object(above) if self.g.link(trigger).kind == "conjunct" and self.g.is_verb(above) else None
            if held is not None and self.scene.place_at(held) is not None and not self.g.passive(above):
                return [(held, "")]  # "entered X, 30 km from Y, and looted a shop"
            for oblique in self.g.obliques(above):
                if (
                    locative(oblique.prep)
                    and oblique.noun.i != trigger.i
                    and trigger.i not in self.g.below(oblique.noun)
                ):
                    out.append((oblique.noun, oblique.prep))
            if out:
                return out
        return out or self._opening(trigger) or self._ahead(trigger)

    def _opening(self, trigger: Token) -> list[tuple[Token, str]]:
        """The place that opens the sentence behind a preposition: "À X, où se croisent …, on se battait"."""
        start = trigger.i  # where the writer's sentence begins; the parser breaks it behind what is set off
        while start and self.g.doc[start - 1].text not in _STOPS:
            start -= 1
        for token in self.g.doc[start + 1 : min(start + 5, trigger.i)]:
            before = self.g.word(self.g.doc[start])
            if self.scene.place_at(token) is not None and before in ("à", "in", "at", "dans", "near", "près", "around"):
                return [(token, before)]
        return []

    def _ahead(self, trigger: Token) -> list[tuple[Token, str]]:
        """A place further on in the clause that the parser hung elsewhere: "la statue de X, le père de Y, à Z"."""
        for token in self.g.doc[trigger.i + 1 : trigger.sent.end]:
            if (self.g.is_verb(token) and self.g.finite(token)) or token.text in (";", ":"):
                break
            before = self.g.word(self.g.doc[token.i - 1])
            if self.scene.place_at(token) is not None and before in ("à", "in", "at", "dans"):
                return [(token, before)]
        return []

    def actor(self, slots: Iterable[Slot], trial: Trial, pool: list[Oblique]) -> Actor | None:
        """Who stands in the first slot that somebody fills."""
        for slot in slots:
            for token in self._actor_tokens(slot, trial, pool):
                if (
                    slot.source == "preps"
                    and self.scene.place_at(token) is not None
                    and self.scene.actor_at(token) is None
                ):
                    continue
                if self.g.word(token) in _WHERE:
                    continue
                people = self.args.people(token) if slot.source in ("holder", "means", "nation") else None
                actor = people or self.args.actor(token)
                if actor is not None and not actor.can_fight and slot.source == "subject":
                    actor = self.args.with_others(token) or actor
                if actor is not None and actor.kind == "lay" and slot.source == "subject":
                    actor = wielder(self.args, token) or self._above(trial) or actor
                if actor is not None:
                    trial.filled.add("actor")
                    return actor
        return None

    def _above(self, trial: Trial) -> Actor | None:
        """A verb coordinated with what somebody said, by the parser's mistake, is that somebody's own act."""
        link = self.g.link(trial.trigger)
        if link.kind != "conjunct" or self.g.link(link.head).kind != "complement":
            return None
        subject = self.g.subject(self.g.link(link.head).head)
        found = self.args.actor(subject) if subject is not None else None
        return found if found is not None and found.key is not None else None

    def _actor_tokens(self, slot: Slot, trial: Trial, pool: list[Oblique]) -> Iterator[Token]:
        if slot.source == "subject" and trial.subject is not None:
            yield trial.subject
        elif slot.source == "object" and trial.object is not None:
            yield trial.object
        elif slot.source == "possessor":
            for child in self.g.children(trial.trigger):
                if child.dep_ in ("poss", "compound", "amod", "nmod", "det") and (
                    self.scene.actor_at(child)
                    or child.dep_ == "poss"
                    or self.g.word(child) in ("leur", "leurs", "son", "sa", "ses")
                ):
                    yield child
        elif slot.source == "beside":
            yield from self._beside(trial.trigger)
        elif slot.source == "attribute":
            yield from owners(self.scene, trial.trigger)
        elif slot.source == "nation":
            yield from nations(self.scene, trial.trigger)
        elif slot.source == "predicate":
            yield from those_there(self.scene, trial.trigger)
        elif slot.source == "holder":
            for flag in (t for t in (trial.subject, trial.object) if t is not None and self._thing(t)):
                near = [c for c in self.g.children(flag) if self.scene.people_at(c) or not self._thing(c)]
                yield from [*near, *(o.noun for o in self.g.obliques(flag) if o.prep in ("of", "de"))]  # whose it is
        elif slot.source == "means" and trial.subject is not None:
            yield from wielders(self.args, trial.subject)
        elif slot.source == "preps":
            for oblique in pool:
                if self._prep_in(oblique.prep, slot.preps):
                    yield oblique.noun

    def _thing(self, token: Token) -> bool:
        """Is it nobody: no mention of an actor, or that of an object ("the Russian flag")?"""
        return getattr(self.scene.actor_at(token), "kind", "object") == "object"

    def _beside(self, noun: Token) -> Iterator[Token]:
        """Who a noun is said of without a verb: "le M23, maître de Goma", "le M23 aux portes de Goma"."""
        for token in reversed(self.g.doc[max(0, noun.i - 9) : noun.i]):
            if self.g.is_verb(token) or token.text in (";", ":", ".", "!", "?"):
                return
            mention = self.scene.actor_at(token)
            head = self.scene.parsed.head_in(mention.start, mention.end) if mention is not None else None
            if head is not None and self.scene.place_at(head) is None:
                yield head
                return
