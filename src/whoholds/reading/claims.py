"""From happenings to claims: one a place, with speaker, factuality, time, quantity and quote."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from spacy.tokens import Token

from whoholds.model import ActorRef, Area, Claim, Effect, Event, Factuality, Place, PlaceRole, Report, Unplaced, When
from whoholds.reading.attribution import AttributionSpan, cues
from whoholds.reading.curt import curt_replies
from whoholds.reading.dating import Dating
from whoholds.reading.dismissals import dismissed
from whoholds.reading.events import EventFinder
from whoholds.reading.factuality import Certainty, Walk
from whoholds.reading.happenings import Happening
from whoholds.reading.lexicon import effects
from whoholds.reading.numbers import quantity
from whoholds.reading.scene import FIGHTERS, STATES, Actor, Scene, named, spot_of
from whoholds.reading.sites import Site
from whoholds.reading.speakers import NARRATOR, NOBODY_ELSE, UNNAMED, Speakers, Voice, commit
from whoholds.reading.verdicts import labelled, verdict
from whoholds.reading.words import words

# How far each class of rule may be trusted; measured on the example corpus.
_CONFIDENCE = {"verb": 0.85, "noun": 0.7, "unplaced": 0.6}
_OURS = words("actors", "own")
_QUOTES = frozenset({'"', "“", "«", "”"})


@dataclass(slots=True)
class Draft:
    """A claim in the making, with what later steps need: its happening, voice and certainty."""

    claim: Claim
    happening: Happening
    voice: Voice
    sure: Certainty
    scene: Scene


def claim_id(report_id: str, *parts: object) -> str:
    """`"c-"` and 20 hex digits over the report and what is said."""
    raw = "\x1f".join([report_id, *map(str, parts)])
    return "c-" + hashlib.sha256(raw.encode()).hexdigest()[:20]


def ref_of(actor: Actor | None) -> ActorRef | None:
    """An actor as the record keeps it; None where nobody in particular is named."""
    if actor is None or actor.key is None:
        return None
    return ActorRef(actor.key, actor.text, actor.start, actor.end, actor.provisional)


class ClaimMaker:
    """Makes the claims of one scene."""

    def __init__(
        self, report: Report, scene: Scene, finder: EventFinder, spans: list[AttributionSpan], dating: Dating
    ) -> None:
        self.report = report
        self.scene = scene
        self.g = scene.grammar
        self.walk = Walk(scene)
        self.finder = finder
        self.cues = cues(scene.parsed.language)
        self.speakers = Speakers(scene, finder.args, spans)
        self.dating = dating
        self.curt = list(curt_replies(scene, finder.args))

    def drafts(self, happenings: list[Happening]) -> list[Draft]:
        """One draft for each place of each happening."""
        out: list[Draft] = []
        self.dating.meet(happenings)
        for happening in happenings:
            voice = self.speakers.voice(happening.trigger.i)
            if self._told_aside(happening, voice):
                voice = NOBODY_ELSE
            voice = self._of_himself(happening) or voice
            if happening.listed and voice.span is not None and voice.span.kind == "colon":
                voice = NOBODY_ELSE  # the colon is the entry's own
            own = happening.actor is None or happening.actor.key in (None, voice.key)
            if happening.event is Event.APPEAL and voice.span is None and own:
                voice = NOBODY_ELSE  # who calls for something does so in the report's own words
            planned = self._planned(happening, voice)
            if planned:
                voice = NOBODY_ELSE
            self._own_deed(happening, voice)
            stop = voice.span.head if voice.span is not None else None
            sure = self.walk.assess(happening, stop)
            if planned:
                sure.apply("U", "planned")
            own_plan = self._own_plan(happening, voice)
            if (
                voice.key == UNNAMED
                and voice.span is not None
                and voice.span.kind == "infinitive"
                and (voice.span.source_head is not None or not self._said_of(self.g.doc[voice.span.head]))
                and happening.actor is not None
                and happening.actor.key is not None
            ):  # "dit contrôler": who says it does it
                key = happening.actor.key
                voice = Voice(key, happening.actor, (*voice.chain[:-1], key), voice.span)
            lemma = voice.span.lemma if voice.span is not None else ""
            signature = self.scene.lexicon.signatures.get(lemma)
            heard = {word for step in sure.steps for word in step.split()}  # its own predicate counts once
            told = heard.isdisjoint(self.cues.classes["false"] | self.cues.classes["truth"])
            if told and dismissed(self.g, happening.trigger, self.cues):
                sure.apply("negate", "called false")
            elif told and voice.key in (NARRATOR, UNNAMED):
                voice = self._judge(happening, sure, voice)
            if voice.span is not None and voice.span.cue_class == "deny" and self._own_words(voice.span):
                voice = replace(voice, span=replace(voice.span, cue_class="say"))
            commit(voice, sure, own_plan=own_plan, plan=signature is not None and signature.affirmed == "U")
            voice = self._hearsay(voice, sure)
            for index, (site, role) in enumerate(happening.sites or [(None, None)]):
                out.append(self._draft(happening, voice, sure, stop, site, role, index in happening.excluded))
        return out

    def _own_deed(self, happening: Happening, voice: Voice) -> None:
        """Makes "our troops" those of the fighters who say it, be it through a spokesman by name."""
        actor, speaker = happening.actor, voice.actor
        if actor is None or speaker is None or speaker.key is None:
            return
        led = self.finder.args.leads(speaker.key) if speaker.kind == "person" else ""
        if led and actor.key is None and actor.own:
            happening.actor = replace(actor, key=led, kind="army")  # "X is ours", says the president
        if speaker.kind not in FIGHTERS:
            return
        ours = _OURS.intersection(actor.text.lower().split()[:1]) or self.g.word(actor.token) in _OURS
        if ours and actor.key in self.finder.args.known:
            happening.actor = replace(actor, key=speaker.key, kind=speaker.kind)

    def _of_himself(self, happening: Happening) -> Voice | None:
        """Who says it of himself in one word: "le M23 se dit maître de X"."""
        verb, actor = happening.trigger, happening.actor
        if actor is None or actor.key is None or happening.nominal or happening.event is not Event.HOLD:
            return None
        spoken = self.cues.verbs.get(self.g.lemma(verb)) in ("say", "claim")
        if not spoken or not getattr(self.g, "reflexive", lambda _: False)(verb):
            return None
        return Voice(actor.key, actor, (NARRATOR, actor.key), None)

    def _said_of(self, verb: Token) -> bool:
        """Is it said of somebody by others ("is said to hold X"), not by himself ("dit tenir X")?"""
        return self.g.passive(verb) and bool(self.g.auxiliaries(verb))

    def _own_words(self, span: AttributionSpan) -> bool:
        """Are a denier's own words quoted ("disputed this: “We still hold X.”"), not what is denied?"""
        first = min(span.content, default=0)
        near = [t.text for t in self.g.doc[max(0, first - 2) : first + 1]]
        return ":" in near and not _QUOTES.isdisjoint(near)

    def _judge(self, happening: Happening, sure: Certainty, voice: Voice) -> Voice:
        """A verdict beside the sentence: "FALSE", "SANS PREUVE", and whose it is ("FAUX, répond l'armée")."""
        parsed = self.scene.parsed
        start, end = self.scene.offsets(happening.trigger)
        for kind, operation in (("verdict_false", "negate"), ("verdict_open", "U")):
            words = self.cues.classes.get(kind, frozenset())
            block = (parsed.start, parsed.end)
            affirmed = sure.positive and not sure.open
            if verdict(parsed.text, start, end, block, words) or (
                affirmed and labelled(parsed.text, start, block, words)
            ):
                sure.apply(operation, kind.replace("_", " "))
                return self._replying(happening) or NOBODY_ELSE
        if "question" in sure.steps and sure.value is not Factuality.UNCOMMITTED:
            return self._replying(happening) or voice  # "Has X fallen? No, says Y."
        return voice

    def _replying(self, happening: Happening) -> Voice | None:
        """Who speaks in the curt reply right behind the event's sentence."""
        said = next((c for c in self.curt if c.token.i > happening.trigger.i), None)
        if said is None or said.actor.key is None or self._between(happening.trigger, said.token):
            return None
        return Voice(said.actor.key, said.actor, (NARRATOR, said.actor.key), None)

    def _between(self, trigger: Token, reply: Token) -> bool:
        """Is there a whole sentence between an event and a reply?"""
        return sum(t.text in (".", "!", "?", "…") for t in self.g.doc[trigger.i : reply.i]) > 1

    def _told_aside(self, h: Happening, voice: Voice) -> bool:
        """A past participle beside a place is the narrator's ("Sirte, taken in May, is quiet, residents say")."""
        verb, g = h.trigger, self.g
        shown = voice.span is None or voice.span.cue_class == "know" or voice.span.kind in ("noun", "passive")
        link = g.link(verb)
        if shown or h.nominal or g.auxiliaries(verb) or not g.passive(verb) or g.mood(verb) != "participle":
            return False
        if link.kind == "participle":
            placed = self.scene.place_at(link.head) is not None or self.finder.args.site(link.head) is not None
            return placed and link.head.i < verb.i and link.head.head.i != link.head.i
        before = [t for t in g.doc[max(0, verb.i - 4) : verb.i] if t.pos_ not in ("ADV", "PUNCT", "CCONJ")]
        comma = any(t.text == "," for t in g.doc[max(0, verb.i - 3) : verb.i])
        return comma and link.kind == "adverbial" and bool(before) and self.scene.place_at(before[-1]) is not None

    def _planned(self, happening: Happening, voice: Voice) -> bool:
        """Does a deal or an army foresee what it lays down itself ("l'accord prévoit le retrait de")?"""
        span = voice.span
        own = happening.nominal or self.g.mood(happening.trigger) == "infinitive"
        if not own or span is None or span.cue_class != "predict" or span.source_head is None:
            return False
        source = self.finder.args.actor(self.g.doc[span.source_head])
        return source is None or source.kind in FIGHTERS | STATES | {"lay", "object", "document"}

    def _hearsay(self, voice: Voice, sure: Certainty) -> Voice:
        if voice.key == NARRATOR and sure.hearsay:
            return Voice(UNNAMED, None, (NARRATOR, UNNAMED), voice.span)
        return voice

    def _own_plan(self, happening: Happening, voice: Voice) -> bool:
        return happening.actor is not None and voice.actor is not None and happening.actor.key == voice.actor.key

    def _draft(
        self,
        h: Happening,
        voice: Voice,
        sure: Certainty,
        stop: int | None,
        site: Site | None,
        role: PlaceRole | None,
        excluded: bool,
    ) -> Draft:
        event, factuality = h.event, sure.value
        if sure.gone:
            event = Event.LOSS
        if excluded:
            factuality = factuality.negated
        place = site.ref if site is not None else Unplaced(None, "none named")
        if not named(place):
            role = None
        effect = h.frame.control if h.frame.control is not None and not sure.gone else effects()[event, role]
        start, end = self._quote(h)
        number = quantity(self.g, self._counted(h, site))
        spot = site.token if site is not None and len(h.sites) > 1 else None
        when = self.dating.when(h, sure, stop, effect, spot)
        actor = ref_of(h.actor)
        speaker = ActorRef(voice.key, *self._speaker_span(voice))
        claim = Claim(
            id=claim_id(self.report.id, start, end, event.value, spot_of(place) or "", voice.key, role or ""),
            report_id=self.report.id,
            start=start,
            end=end,
            quote=self.report.text[start:end],
            event=event,
            actor=actor,
            target=ref_of(h.target),
            place=place,
            place_role=role,
            speaker=speaker,
            chain=voice.chain,
            factuality=factuality,
            when=when,
            quantity=number,
            control=effect,
            headline=False,
            rule=self._rule(h, voice, sure),
            confidence=self._confidence(h, place),
        )
        return Draft(claim, h, voice, sure, self.scene)

    def _speaker_span(self, voice: Voice) -> tuple[str, int | None, int | None]:
        if voice.actor is None:
            return "", None, None
        return voice.actor.text, voice.actor.start, voice.actor.end

    def _rule(self, h: Happening, voice: Voice, sure: Certainty) -> str:
        parts = [f"{self.scene.parsed.language}:{h.frame.name}"]
        if voice.span is not None:
            parts.append(f"{voice.span.cue_class}/{voice.span.lemma}")
        return "+".join([*parts, *sure.steps])

    def _confidence(self, h: Happening, place: object) -> float:
        base = _CONFIDENCE["noun" if h.nominal else "verb"]
        if isinstance(place, (Place, Area)):
            return round(base * (0.6 + 0.4 * place.score), 3)
        return base if not isinstance(place, Unplaced) else _CONFIDENCE["unplaced"]

    def _counted(self, h: Happening, site: Site | None) -> Token | None:
        """The noun whose number counts: the dead, the displaced, the soldiers; for captures the places."""
        if h.nominal:
            return h.trigger
        obj, subject = self.g.object(h.trigger), self.g.subject(h.trigger)
        if h.event in (
            Event.KILL,
            Event.INJURE,
            Event.DETAIN,
            Event.RELEASE,
            Event.DISPLACE,
            Event.DESTROY,
            Event.CAPTURE,
            Event.REINFORCE,
        ):
            return obj if obj is not None else subject
        return subject

    def _quote(self, h: Happening) -> tuple[int, int]:
        """The shortest clause that carries the claim."""
        head = h.support if h.support is not None else h.trigger
        start, end = self.g.clause(head)
        own_start, own_end = self.scene.offsets(h.trigger)
        if not (start <= own_start and own_end <= end):
            start, end = min(start, own_start), max(end, own_end)
        text = self.report.text
        while end < len(text) and text[end] in "»\"')" and text[start:end].count(text[end]) % 2:
            end += 1
        return start, end


def known_day(when: When) -> bool:
    """Is either end known?"""
    return when.start is not None or when.end is not None


def same_matter(a: Claim, b: Claim) -> bool:
    """Do two claims of a report say the same: alike event, place, speaker, polarity, and no clash of actors?"""
    if a.event is not b.event or a.speaker.key != b.speaker.key or a.factuality.polarity != b.factuality.polarity:
        return False
    pa, pb = spot_of(a.place), spot_of(b.place)
    if pa is None or pb is None:
        # A claim without place repeats a placed one of the same actor only where control is not at stake.
        return (
            pa == pb
            and a.actor is not None
            and b.actor is not None
            and a.actor.key == b.actor.key
            and a.quantity == b.quantity
        )
    if pa != pb or (a.place_role or "") != (b.place_role or ""):
        return False
    return a.actor is None or b.actor is None or a.actor.key == b.actor.key


__all__ = ["ClaimMaker", "Draft", "Effect", "Factuality", "claim_id", "known_day", "ref_of", "same_matter"]
