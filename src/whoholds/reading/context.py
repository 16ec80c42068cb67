"""What a clause leaves to its context: where it happened, and which of the report's belligerents acts or loses.

A sentence like "the soldiers walked out" goes on about the place before; "Sake had fallen" leaves open who lost it, but
the report as a whole tells. What is filled in is marked in the claim's rule ("+place from context") and trusted less.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from whoholds.model import ActorRef, Area, Claim, Described, Effect, Event, Place, PlaceRef, PlaceRole, Unplaced
from whoholds.reading.belligerents import GAIN, LOSE, Belligerents, belligerents
from whoholds.reading.claims import Draft
from whoholds.reading.openings import spoken_of
from whoholds.reading.scene import FIGHTERS, Scene, named, point_of
from whoholds.reading.sites import PART
from whoholds.reading.speakers import NARRATOR
from whoholds.reading.unnamed import KNOWN, RESUMED, some_men
from whoholds.reading.words import words
from whoholds.reference.actors import Actors
from whoholds.reference.theatres import Theatre

_ENEMY = words("actors", "enemy")
# Events told in passing go on about the place in focus; taking and holding name their place or leave it open.
_LOCAL = frozenset({
    Event.WITHDRAW, Event.REPEL, Event.CLASH, Event.KILL, Event.INJURE, Event.DETAIN, Event.SHELLING, Event.BOMBING,
    Event.DESTROY, Event.ENTER, Event.SURRENDER, Event.ATTACK, Event.PROTEST, Event.HOLD,
})  # fmt: skip
# Of these only what the same sentence or the head of the entry names: in focus is the right place in one of five.
_BESIDE = frozenset({
    Event.DETAIN, Event.SHELLING, Event.BOMBING, Event.DESTROY, Event.SURRENDER, Event.ATTACK, Event.PROTEST,
})  # fmt: skip
_TOPIC = re.compile(r"\s*(?:\([^)]*\)\s*)?[:–—]|(?:\s+\([^)]*\))?\s+-\s|,\s+\w+day\.|(?:\s+\w+)?\.\s+(?=[A-ZÀ-Þ0-9])")
_CLOCK = re.compile(r"^\d{1,2}\s?[hH:.]\s?(?:\d{2})?\b")  # an entry of a live page
_WHOLE = re.compile(r"[.!?…:][\s\"'»”’)\]]*$")
_CHANGE = frozenset({Effect.GAINS, Effect.LOSES})
_HARMED = frozenset({Event.KILL, Event.INJURE, Event.DETAIN})
_AGAINST = frozenset({Event.CAPTURE, Event.OFFENSIVE, Event.REPEL})
_SETTLED = frozenset({PlaceRole.AT, PlaceRole.FROM, PlaceRole.NEAR})
_DESTINATIONS = frozenset({PlaceRole.TOWARD, PlaceRole.TO})
_IN_WORDS = frozenset({Event.APPEAL, Event.ACCUSE, Event.AGREE, Event.NEGOTIATE, Event.GOVERN})
_TOWNSPEOPLE = frozenset({"officials", "residents", "witnesses", "health_workers", "civilians", "police", "rescuers"})
_ANY_GROUP = frozenset({"rebels", "jihadists", "militias", "fighters", "armed_groups"})
_TIMES = frozenset({"since", "after", "before", "when", "until", "depuis", "après", "avant", "quand", "lorsque"})
_TIMES_OVER = frozenset({"twice", "times", "fois", "repeatedly", "again", "thrice"})
_LESS = 0.8


def complete(
    groups: Sequence[Sequence[Draft]],
    theatre: Theatre | None,
    actors: Actors,
    signed: ActorRef | None = None,
    scenes: Sequence[Scene] = (),
    on: date | None = None,
) -> list[list[Draft]]:
    """Drafts with what their context supplies, paragraph by paragraph.

    Args:
        groups: the drafts of each paragraph.
        theatre: whose sides they are.
        actors: who is who.
        signed: who says "we" below the text.
        scenes: the paragraphs themselves, where those without drafts are to be heard too (a place that heads a list).
        on: day of the report, which decides who is on which side.
    """
    sides = belligerents([d for g in groups for d in g], theatre, actors, signed, on)
    out: list[list[Draft]] = []
    focus: PlaceRef | None = None
    for number, group in enumerate(groups):
        scene = scenes[number] if number < len(scenes) else group[0].scene if group else None
        done: list[Draft] = []
        if scene is not None and (scene.title or not _WHOLE.search(_text(scene))):
            focus = None  # a headline goes on about nothing
        sentence, depth = -1, 0
        topic = _topic(scene) if scene is not None else None
        focus = topic or focus
        spoken = spoken_of(scene, theatre.countries if theatre is not None else ()) if scene is not None else []
        for draft in group:
            claim = draft.claim
            while spoken and spoken[0][0] < draft.happening.trigger.sent.start:
                focus, sentence = spoken.pop(0)[1], -1
            if draft.happening.frame.echo:
                last = next(
                    (c for c in reversed([d.claim for g in [*out, done] for d in g]) if c.control in _CHANGE), None
                )
                if last is None:
                    continue
                claim = replace(
                    claim,
                    event=last.event,
                    actor=last.actor,
                    target=last.target,
                    control=last.control,
                    rule=claim.rule + "+event from context",
                    confidence=round(claim.confidence * _LESS, 3),
                )
            if _resumes(draft, [d for g in [*out, done] for d in g]):
                continue
            where = point_of(claim.place)
            this = draft.happening.trigger.sent.start
            part = isinstance(claim.place, Unplaced) and claim.place.reason == PART
            refs = [s.ref for s, _ in draft.happening.sites]
            if part and any(isinstance(r, Unplaced) and r.reason != PART for r in refs):
                part = False  # "21 villages and positions"
            if part and claim.control is Effect.GAINS and any(_several(s.token) for s, _ in draft.happening.sites):
                part = False  # "handed over its smaller bases"
            headed = topic is not None and claim.control is not Effect.NONE
            if where is None and _silent(claim) and (claim.event in _LOCAL or part or headed):
                near = (
                    _beside(draft, group)
                    or _of_the_speaker(draft)
                    or (topic if claim.event in _BESIDE and not part else focus)
                )
                if near is not None and not (isinstance(near, Area) and claim.control is not Effect.NONE):
                    claim = _placed(claim, near)  # a country in the sentence is not what its army held
            elif (isinstance(where, Place) or (where is None and named(claim.place))) and (
                claim.place_role not in _DESTINATIONS or sentence != this
            ):
                below = _depth(draft)
                aside = below > 0 and focus is not None and _before_that(draft)
                aside = aside or (claim.event is Event.DISPLACE and claim.place_role in _DESTINATIONS)
                if not aside and (
                    sentence != this or below <= depth
                ):  # the main clause says what the text goes on about
                    focus, depth = where or claim.place, below
                sentence = this
            claim = _targeted(_forces(_acted(claim, sides, draft), sides, theatre, actors), sides, draft)
            done.append(replace_claim(draft, claim))
        out.append(done)
    # What was filled in shows more clearly who attacks; it may tell who lost what only "fell".
    sides = belligerents([d for g in out for d in g], theatre, actors, signed, on)
    return [[replace_claim(d, _told_apart(_acted(d.claim, sides, d), sides, d)) for d in group] for group in out]


def _told_apart(claim: Claim, sides: Belligerents, draft: Draft) -> Claim:
    """Which of a war's groups "the fighters" are, where only one has come to the place that they hold or leave."""
    actor = draft.happening.actor
    general = claim.actor is not None and claim.actor.key.partition(":")[0] in _ANY_GROUP and ":" in claim.actor.key
    if not general or actor is None or actor.named:
        return claim
    g = draft.scene.grammar
    if KNOWN.isdisjoint(g.word(c) for c in g.children(actor.token)):
        return claim
    return _named(claim, sides.who_was_there(claim))


def _resumes(draft: Draft, before: Sequence[Draft]) -> bool:
    """Only speaks a noun again of what was told, with no place, person or voice of its own ("the withdrawal came")?"""
    h, claim = draft.happening, draft.claim
    if not h.nominal or h.actor is not None or not _silent(claim) or claim.quantity is not None:
        return False
    g = draft.scene.grammar
    known = any(g.word(c) in RESUMED for c in g.children(h.trigger))
    known = known or (h.trigger.i > 0 and g.word(g.doc[h.trigger.i - 1]) in RESUMED)
    alike = {Event.LOSS, Event.WITHDRAW} if claim.event is Event.WITHDRAW else {claim.event}
    told = any(d.claim.event in alike and d.claim.speaker.key in (claim.speaker.key, NARRATOR) for d in before)
    return (known and told) or (claim.event is Event.WITHDRAW and claim.speaker.key == NARRATOR and h.support is None)


def _depth(draft: Draft) -> int:
    """How many clauses stand above that of the event. Unit: clauses."""
    g, node, found = draft.scene.grammar, draft.happening.trigger, 0
    for above in g.ancestors(node):
        if g.is_verb(above):
            found += g.link(node).kind not in ("conjunct", "parataxis", "complement")
            node = above
    return found


def _text(scene: Scene) -> str:
    return scene.parsed.text[scene.parsed.start : scene.parsed.end]


def _topic(scene: Scene) -> PlaceRef | None:
    """The place that opens a title or an entry: "Hama : l'armée annonce son retrait", "KHARTOUM — …"."""
    for mention in scene.places.values():
        before = _CLOCK.sub("", scene.parsed.text[scene.parsed.start : mention.start].strip())
        if (isinstance(mention.place, Place) or named(mention.place)) and (
            (not re.search(r"[^\W\d]", before) or before.endswith((".", ":")))
            and len(before) < 24
            and (
                _TOPIC.match(scene.parsed.text, mention.end)
                or not _text(scene)[mention.end - scene.parsed.start :].strip(" .:–—-*#")
            )
        ):
            return mention.place
    return None


def _before_that(draft: Draft) -> bool:
    """Does a clause of time tell of it ("the biggest prize since X was captured")? The text goes on elsewhere."""
    link = draft.scene.grammar.link(draft.happening.trigger)
    return link.kind == "adverbial" and not _TIMES.isdisjoint(link.mark.split())


def _beside(draft: Draft, group: Sequence[Draft]) -> PlaceRef | None:
    """The place that the rest of the sentence names: "four people died when shells hit X"."""
    here = draft.happening.trigger.sent.start
    for other in group:
        settled = isinstance(other.claim.place, (Place, Described)) and other.claim.place_role in _SETTLED
        if other is not draft and settled and other.happening.trigger.sent.start == here:
            return other.claim.place
    return None


def _of_the_speaker(draft: Draft) -> PlaceRef | None:
    """The town whose council, mayor or residents speak: "the mayor of X denied that troops had left"."""
    span, voice = draft.voice.span, draft.voice.actor
    if span is None or voice is None or voice.kind not in _TOWNSPEOPLE:
        return None
    for index in span.source:
        mention = draft.scene.places.get(index)
        if mention is not None and isinstance(mention.place, Place):
            return mention.place
    return None


def _silent(claim: Claim) -> bool:
    """Names the clause no place at all, not even "several towns"?"""
    return isinstance(claim.place, Unplaced) and (claim.place.name is None or claim.place.reason == PART)


def _placed(claim: Claim, focus: PlaceRef) -> Claim:
    role = PlaceRole.FROM if claim.event is Event.WITHDRAW else PlaceRole.AT
    return replace(
        claim,
        place=focus,
        place_role=role,
        rule=claim.rule + "+place from context",
        confidence=round(claim.confidence * _LESS, 3),
    )


def _acted(claim: Claim, sides: Belligerents, draft: Draft) -> Claim:
    """Who acts, where the clause leaves it open: a side that speaks claims its own gains and denies its own losses."""
    caller = sides.side(claim.speaker.key)
    if caller is not None and _called_enemy(draft):  # by whom, and so never its own side
        hostile = claim.actor is not None and sides.side(claim.actor.key) != caller
        return claim if hostile else _named(replace(claim, actor=None), sides.foe(caller))
    if claim.actor is not None:
        return claim
    denier = draft.voice.actor
    if claim.event is Event.LOSS and claim.factuality.polarity < 0 and denier is not None and denier.kind in FIGHTERS:
        return _named(
            claim, ActorRef(denier.key) if denier.key is not None else None
        )  # who denies a loss denies its own
    cue = draft.voice.span.cue_class if draft.voice.span is not None else ""
    admitted = cue == "admit"
    if claim.event is Event.LOSS and (admitted or cue == "confirm") and claim.factuality.polarity > 0:
        own_loss = _speakers_forces(claim, sides, draft)
        if own_loss is not None:
            return _named(claim, own_loss)  # who admits a loss admits its own
    if claim.event in _HARMED and claim.target is not None and cue in ("claim", "say"):
        party, hit = sides.side(claim.speaker.key), sides.side(claim.target.key)
        if denier is not None and denier.kind in FIGHTERS and denier.key and party and hit and party != hit:
            return _named(claim, ActorRef(denier.key))  # who counts the enemy's dead killed them
    withstood = claim.event is Event.REPEL and claim.factuality.polarity > 0 and not admitted
    if withstood and denier is not None and denier.kind in FIGHTERS and denier.key:
        return _named(claim, ActorRef(denier.key))  # who says that an attack failed withstood it
    ministry = denier is not None and (denier.key or "").startswith("ministry_of_defence:")
    if withstood and ministry and (forces := _speakers_forces(claim, sides, draft)) is not None:
        return _named(claim, forces)  # or its forces did
    if draft.happening.actor is not None and draft.happening.actor.own:
        if denier is not None and denier.key is not None and denier.kind in FIGHTERS:
            return _named(claim, ActorRef(denier.key))
        told = sides.led_by(denier.key) if denier is not None and denier.key is not None else None
        if told is None and denier is not None and denier.key is not None and ":" in denier.key:
            told = ActorRef(denier.key.removeprefix("officials:"))  # an officer says "X is ours"
        return _named(claim, told or sides.own())
    if not named(claim.place) or some_men(draft):
        return claim
    if sides.first_person and claim.speaker.key == NARRATOR and claim.event in GAIN:
        return _named(claim, sides.own())  # who says "our men" and "X is liberated" liberated it
    frame = draft.happening.frame
    if frame.objects & {"hand", "hands", "main", "mains"} or "of-hands" in frame.needs:
        told = sides.on_the_spot(claim, regained=False)  # "changed hands": only the report itself says whose
        return claim if told is None or _counted(draft) else _named(claim, told)
    speaker = sides.side(claim.speaker.key)
    positive = claim.factuality.polarity >= 0
    there = None if speaker is not None else sides.on_the_spot(claim, regained=_regained(draft))
    if there is not None:
        return _named(claim, there)
    victor = sides.victor(claim, draft.happening.target)
    if victor is not None:
        return _named(claim, victor)
    if claim.event in GAIN:
        voice = draft.voice.actor
        if (positive or admitted) and voice is not None and voice.kind in FIGHTERS and voice.key is not None:
            found: ActorRef | None = ActorRef(voice.key)  # who claims it, or admits to have failed, is who did it
        elif positive and speaker is not None:
            found = sides.attacker(with_side=speaker) or sides.forces(speaker)  # a side's own voice tells of its gains
        else:
            found = sides.attacker(without=speaker) or sides.attacker()
            if found is not None and _regained(draft) and speaker is None:
                found = sides.opponent(sides.side(found.key)) or found  # taken back from who attacks
    elif claim.event in LOSE:
        own = speaker is not None and not positive
        found = sides.defender(with_side=speaker if own else None) or sides.defender()
    else:
        return claim
    return _named(claim, found)


def _speakers_forces(claim: Claim, sides: Belligerents, draft: Draft) -> ActorRef | None:
    """The forces of a party to the war that speaks for itself; None where somebody else speaks."""
    speaker, party = draft.voice.actor, sides.side(claim.speaker.key)
    if speaker is None or speaker.key is None or party is None:
        return None
    return ActorRef(speaker.key) if speaker.kind in FIGHTERS else sides.forces(party)


def _called_enemy(draft: Draft) -> bool:
    """Is it "the enemy" who acts, or "enemy troops", "units of the enemy"?"""
    doer, g = draft.happening.actor, draft.scene.grammar
    if doer is None:
        return False
    near = [doer.token, *g.children(doer.token), *(o.noun for o in g.obliques(doer.token) if o.prep in ("of", "de"))]
    return any(g.word(t) in _ENEMY or g.lemma(t) in _ENEMY for t in near)


def _several(noun: Token) -> bool:
    return "Plur" in noun.morph.get("Number", [])


def _counted(draft: Draft) -> bool:
    """Did it happen more than once ("changed hands three times")?"""
    g, trigger = draft.scene.grammar, draft.happening.trigger
    return any(g.word(t) in _TIMES_OVER for t in g.doc[trigger.i : trigger.i + 7])


def _regained(draft: Draft) -> bool:
    """Is a place taken again: by who lost it, from who took it?"""
    return draft.scene.lexicon.is_in(draft.scene.grammar.lemma(draft.happening.trigger), "taken_again")


def _forces(claim: Claim, sides: Belligerents, theatre: Theatre | None, actors: Actors) -> Claim:
    """Ground is taken and held by forces: the group that a person leads, the army of a ministry."""
    kind, _, country = claim.actor.key.partition(":") if claim.actor is not None else ("", "", "")
    if claim.actor is None or (claim.control is Effect.NONE and kind != "ministry_of_defence"):
        return claim
    if claim.event in _IN_WORDS:
        return claim
    known = actors.actors.get(claim.actor.key)
    key = known.leads if known is not None and known.kind == "person" else ""
    led = sides.led_by(claim.actor.key) if known is not None and known.kind == "person" else None
    key = led.key if led is not None else key
    if theatre is not None and (kind == "ministry_of_defence" or (not country and kind in theatre.generic)):
        key = theatre.role(country or kind, "army") or ""
    if key not in actors.actors or actors.actors[key].kind in ("government", "state", "ministry"):
        return claim
    return replace(claim, actor=replace(claim.actor, key=key))


def _targeted(claim: Claim, sides: Belligerents, draft: Draft) -> Claim:
    """Who loses or is attacked, where the same or the neighbouring sentence names somebody of another side."""
    told = claim.factuality.polarity > 0 and claim.event in _AGAINST
    if claim.target is not None or claim.actor is None or not told:
        return claim
    mine = sides.side(claim.actor.key)
    if mine is None:
        return claim
    here = draft.happening.trigger.sent
    best: tuple[int, ActorRef] | None = None
    for index, mention in draft.scene.actors.items():
        if mention.kind not in FIGHTERS and mention.kind not in ("government", "state"):
            continue
        key = mention.as_actor
        other = sides.side(key)
        far = 0 if here.start <= index < here.end else 1 if here.start - 40 <= index < here.end + 25 else 2
        if far < 2 and other is not None and other != mine and (best is None or far < best[0]):
            best = (far, ActorRef(key, mention.text, mention.start, mention.end))
    return claim if best is None else replace(claim, target=best[1], rule=claim.rule + "+target from context")


def _named(claim: Claim, found: ActorRef | None) -> Claim:
    if found is None:
        return claim
    named = replace(found, text="", start=None, end=None)
    return replace(
        claim, actor=named, rule=claim.rule + "+actor from context", confidence=round(claim.confidence * _LESS, 3)
    )


def replace_claim(draft: Draft, claim: Claim) -> Draft:
    """The draft with another claim."""
    return draft if claim is draft.claim else Draft(claim, draft.happening, draft.voice, draft.sure, draft.scene)


__all__ = ["Belligerents", "belligerents", "complete", "replace_claim"]
