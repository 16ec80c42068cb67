"""What one claim says of the control of one place: who says it about whom, how strongly, and of which day.

Nothing here compares claims with each other (see `origins`) or decides anything (see `filter` and `standing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from whoholds.control.needs import StartLike, StoredClaimLike, World
from whoholds.control.parts import Part, Told, parts_of
from whoholds.control.sentences import english, say, sentences
from whoholds.control.weights import Speaker, Weights
from whoholds.model import Area, Basis, Claim, Clause, Described, Effect, Event, Factuality, Place, PlaceRole, Precision

NARRATOR = "narrator"
PARTY_VOICE = "side:"
"""What the voices of parties begin with."""
_TO_THE_PLACE = {PlaceRole.AT, PlaceRole.FROM, None}
_THREATS = {Event.ADVANCE, Event.BESIEGE, Event.OFFENSIVE, Event.ENTER}
_NAMED_SHAPES = {Event.ENTER: "enter", Event.BESIEGE: "besiege", Event.CLASH: "clash"}
_KINDS = {"gains": "in", "holds": "in", "not_loses": "in", "loses": "out", "not_gains": "out", "not_holds": "out"}
_PLAIN = {Effect.GAINS: "gains", Effect.HOLDS: "holds", Effect.LOSES: "loses"}


class Interest(StrEnum):
    """Whom a statement serves, seen from the speaker."""

    NEUTRAL = "neutral"  # the speaker is no party
    OWN_GAIN = "own_gain"
    ENEMY_LOSS = "enemy_loss"
    DENIAL = "denial"
    ADMISSION = "admission"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True)
class Site:
    """The place or area that a claim counts for, itself or by a part of it or what lies beside it.

    `start` is who held it at the start, where the theatre's data say so.
    """

    id: str
    label: str
    lat: float
    lon: float
    area: bool = False
    beside: bool = False
    part: bool = False
    start: StartLike | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim, weighed by itself.

    Attributes:
        said: when it was published or, where that is unknown, when the ledger first knew of it.
        begins, day: first and last day that it speaks of; it counts on the last.
        voice: who vouches, with the spokesmen of one side as one voice.
        proposition: what is said, coarsely: (kind, side); equal for "took" and "holds".
        weight: 0 … 1, every discount together but `undated`; `odds` is the speaker's.
        undated: 0 … 1, weight against a dated claim of the contrary; 1 where its own day is known.
        threat: the side that threatens the place, None where the claim reports no threat.
        notes: why it counts what it counts, for any language.
        story: shared by claims that a reviewer merged into one origin.
        alone: a reviewer gave it an origin of its own.
        text: fingerprint of its report, to tell copies by.
        speaker: key of the speaker.
    """

    claim_id: str
    report_id: str
    site: Site
    said: datetime
    begins: date
    day: date
    start: int
    headline: bool
    voice: str
    interest: Interest
    proposition: tuple[str, str | None]
    denies: bool
    odds: float
    weight: float
    undated: float
    parts: tuple[Part, ...]
    speaker_side: str | None
    threat: str | None
    quote: str
    notes: tuple[Clause, ...]
    story: str | None = None
    alone: bool = False
    text: bytes = b""
    speaker: str = ""

    @property
    def because(self) -> str:
        """Why it counts what it counts, in English."""
        return english(self.notes)

    @property
    def strength(self) -> float:
        """Natural-log odds of its strongest part; 0 where it says nothing of control."""
        return max((part.strength for part in self.parts), default=0.0)

    @property
    def order(self) -> tuple[datetime, str, bool, int, str]:
        """Order of publication, the body of a report before its headline; total, so that input order never matters."""
        return (self.said, self.report_id, self.headline, self.start, self.claim_id)


def site_of(claim: Claim) -> Site | None:
    """The place that a claim counts for, None where it names none.

    A described place ("a base south-west of Damascus") counts, much reduced, for the place that describes it; a
    description hung on a region counts for nothing.
    """
    place = claim.place
    if isinstance(place, Place):
        return Site(place.id, place.label, place.lat, place.lon)
    if isinstance(place, Area):
        return Site(place.id or f"area:{place.label}", place.label, place.lat, place.lon, area=True)
    if isinstance(place, Described) and isinstance(place.anchor, Place):
        anchor, part = place.anchor, place.relation == "part_of"
        return Site(anchor.id, anchor.label, anchor.lat, anchor.lon, part=part, beside=not part)
    return None


def weigh_all(claims: Iterable[StoredClaimLike], world: World, weights: Weights) -> list[Evidence]:
    """Every claim that bears on a place, in order of publication. Claims given twice count once."""
    unique = {stored.claim.id: stored for stored in claims}
    found = []
    for stored in unique.values():
        site = site_of(stored.claim)
        if site is None:
            continue
        item = weigh(stored, site, world, weights)
        if (item.parts or item.threat) and (world.viewpoint is None or world.viewpoint.admits(stored, item)):
            found.append(item)
    return sorted(found, key=lambda e: e.order)


def weigh(stored: StoredClaimLike, site: Site, world: World, weights: Weights) -> Evidence:
    """One claim about one place.

    Returns:
        Its evidence; without parts where it says nothing of control.
    """
    claim = stored.claim
    if site.id in world.theatre.initial:
        site = replace(site, start=world.theatre.initial[site.id])
    said = stored.published or stored.known_from
    day, date_weight, date_note = _day(stored, weights)
    side = world.side(claim.actor.key if claim.actor else None, day)
    target = world.side(claim.target.key if claim.target else None, day)
    target = None if target == side else target
    speaker_side = _speaker_side(stored, world, day)
    shape, denies = _shape(claim)
    about, interest = _interest(shape, denies, side, target, speaker_side)
    voice = _voice(stored, speaker_side)
    odds, contested, opens, who = _odds(claim, interest, voice, weights)
    role, role_note = _role_weight(claim, site, shape, weights)
    commitment = getattr(weights.factuality, claim.factuality.value[:2].rstrip("+-"))
    dated = claim.when.start is not None or claim.when.end is not None
    weight = role * (date_weight if dated else 1.0) * commitment * claim.confidence
    if claim.headline:
        weight *= weights.headline.alone
    parts: tuple[Part, ...] = ()
    if shape and _says_something(shape, side, target):
        begins = claim.when.start if shape == "holds" and claim.place_role is not PlaceRole.NEAR else None
        told = Told(weight, odds, contested, opens)
        parts = parts_of(shape, day, begins, side, target, told, weights)
    parts = tuple(part for part in parts if part.strength > 0)
    headline = say("note.headline") if claim.headline else None
    notes = (who, _say(claim.factuality), date_note, role_note, headline)
    return Evidence(
        claim_id=claim.id,
        report_id=stored.report_id,
        site=site,
        said=said,
        begins=min(claim.when.start or day, day),
        day=day,
        start=claim.start,
        headline=claim.headline,
        voice=voice,
        speaker=claim.speaker.key,
        interest=interest,
        proposition=about,
        denies=denies,
        odds=odds,
        weight=weight,
        undated=1.0 if dated else date_weight,
        parts=parts,
        speaker_side=speaker_side,
        threat=_threat(claim, side),
        quote=claim.quote,
        notes=tuple(note for note in notes if note),
        story=stored.story,
        alone=stored.alone,
        text=stored.fingerprint,
    )


def spoken_of(stored: StoredClaimLike) -> tuple[date, str]:
    """The day that a claim counts on, and how it is known; "" where its text or its report's date says it."""
    when = stored.claim.when
    limit = (stored.published or stored.known_from).date()
    day = when.end or when.start
    if day is None:
        return limit, "unseen" if stored.published is None else "undated"
    if when.start is None and stored.claim.event is Event.HOLD:
        return day - timedelta(days=1), "until"
    if when.start is not None and when.start > limit:
        return day, "later"
    if when.end is None and stored.claim.control is Effect.HOLDS:
        return max(day, limit), "since"
    return min(day, limit), ""


_HOW = {"unseen": "note.unseen", "undated": "note.undated", "until": "note.until", "since": "note.since"}
"""What is said of a day that is not given outright."""


def _day(stored: StoredClaimLike, weights: Weights) -> tuple[date, float, Clause | None]:
    """Day a claim speaks of, the weight of that date, and a note where the text does not say it."""
    when, known = stored.claim.when, weights.date
    day, how = spoken_of(stored)
    if how in ("unseen", "undated"):
        return day, getattr(known, how), say(_HOW[how], day=day)
    if how == "later":
        return day, 0.0, say("note.later", day=when.start or day)
    grain = {Precision.WEEK: known.week, Precision.MONTH: known.month, Precision.YEAR: known.year}
    weight = (known.stated if when.basis is Basis.STATED else known.inferred) * grain.get(when.precision, 1.0)
    if how:
        return day, weight, say(_HOW[how], day=(when.end or when.start or day))
    return day, weight, None if when.basis is Basis.STATED else say("note.news")


def _speaker_side(stored: StoredClaimLike, world: World, day: date) -> str | None:
    key = stored.claim.speaker.key
    if key == NARRATOR:
        line = world.outlets.get(stored.outlet) if stored.outlet else None
        return line if line in world.sides else world.side(line, day)
    return world.side(key, day)


def _voice(stored: StoredClaimLike, speaker_side: str | None) -> str:
    if speaker_side is not None:
        return f"{PARTY_VOICE}{speaker_side}"
    key = stored.claim.speaker.key
    if key != NARRATOR:
        return key
    told_by = stored.wire or stored.outlet  # an agency's story is the agency's, in whichever paper and language
    return f"{NARRATOR}@{told_by}" if told_by else f"{NARRATOR}#{stored.report_id}"


def _shape(claim: Claim) -> tuple[str, bool]:
    """Name of the shape ("" where the claim says nothing of control) and whether it is told in the negative."""
    polarity = claim.factuality.polarity
    if polarity == 0 or claim.control is Effect.NONE or claim.place_role in (PlaceRole.TOWARD, PlaceRole.TO):
        return "", False
    if claim.control is Effect.CONTESTS:
        if polarity > 0:
            return _NAMED_SHAPES.get(claim.event, "offensive"), False
        return ("not_enter" if claim.event is Event.ENTER else "not_attacked"), True
    plain = _PLAIN[claim.control]
    return (plain, False) if polarity > 0 else (f"not_{plain}", True)


def _says_something(shape: str, side: str | None, target: str | None) -> bool:
    if shape in ("clash", "not_attacked"):
        return True
    return side is not None or (shape == "gains" and target is not None)


def _interest(
    shape: str, denies: bool, side: str | None, target: str | None, speaker: str | None
) -> tuple[tuple[str, str | None], Interest]:
    """What is said, coarsely, and whom that serves."""
    kind = _KINDS.get(shape, shape)
    about = (kind, side)
    if speaker is None or side is None or not shape:
        return about, Interest.NEUTRAL
    favours = kind in ("in", "enter", "offensive", "besiege")
    if speaker == side:
        served = favours or shape == "clash"
        return about, (Interest.DENIAL if denies else Interest.OWN_GAIN) if served else Interest.ADMISSION
    if target is not None and speaker != target:
        return about, Interest.THIRD_PARTY
    if shape in ("clash", "offensive"):
        return about, Interest.THIRD_PARTY  # to say that one is attacked admits no loss
    if favours:
        return about, Interest.ADMISSION
    return about, Interest.DENIAL if denies else Interest.ENEMY_LOSS


def _odds(claim: Claim, interest: Interest, voice: str, weights: Weights) -> tuple[float, float, float, Clause]:
    if interest is Interest.NEUTRAL:
        speaker = weights.speaker(claim.speaker.key)
        odds = weights.odds(f"speakers.{speaker.name}", voice, speaker.odds)
        return odds, 1.0, speaker.opens, _who(speaker, odds)
    row = getattr(weights.interest, interest.value)
    odds = weights.odds(f"interest.{interest.value}", voice, row.odds)
    return odds, row.contested, row.opens, say(f"odds.{interest.value}", odds=odds)


def _who(speaker: Speaker, odds: float) -> Clause:
    """A class of speakers and its odds; the classes of a reader's own weights are called as they call them."""
    key = f"odds.{speaker.name}"
    if key in sentences("en"):
        return say(key, odds=odds)
    return say("odds.own", name=speaker.name, odds=odds)


def _role_weight(claim: Claim, site: Site, shape: str, weights: Weights) -> tuple[float, Clause | None]:
    roles = weights.place_role
    if site.beside or claim.place_role is PlaceRole.NEAR:
        return (roles.near_holds if shape == "holds" else roles.near), say("note.near")
    if site.part:
        return roles.part, say("note.part")
    if claim.place_role is None:
        return roles.unsaid, None
    return getattr(roles, "from_" if claim.place_role is PlaceRole.FROM else claim.place_role.value), None


def _threat(claim: Claim, side: str | None) -> str | None:
    if side is None or claim.factuality.polarity <= 0 or claim.place_role in (PlaceRole.FROM, PlaceRole.TO):
        return None
    if claim.event in _THREATS:
        return side
    beside = claim.place_role is PlaceRole.NEAR or isinstance(claim.place, Described)
    return side if claim.event is Event.CAPTURE and beside else None


def _say(factuality: Factuality) -> Clause | None:
    keys = {"PR": "note.probable", "PS": "note.possible", "U": "note.not_asserted"}
    key = keys.get(factuality.value[:2].rstrip("+-"))
    return say(key) if key else None
