"""One place asked of the ledger: holder, history and the claims behind them. Command line and page both print this."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from whoholds.control.answered import links
from whoholds.control.case import by_place, case_of
from whoholds.control.evidence import NARRATOR
from whoholds.control.explain import Explanation, Step, explained
from whoholds.control.filter import CONTESTED, UNKNOWN, Filter
from whoholds.control.history import history_of, namer
from whoholds.control.needs import World
from whoholds.control.neighbours import tilts
from whoholds.control.sentences import Name, sentences
from whoholds.control.standing import UNSAID
from whoholds.control.turning import Turning, turnings
from whoholds.control.viewpoints import Viewpoint
from whoholds.control.weights import Weights
from whoholds.errors import NotFound
from whoholds.ledger import ClaimFilter, KnownPlace, Ledger, StoredClaim
from whoholds.model import Holding, Standing
from whoholds.reference.actors import Actors
from whoholds.reference.theatres import Theatre

EVEN = 0.005  # log-odds; a claim that moves the answer by less speaks neither for nor against it


@dataclass(frozen=True, slots=True)
class Dossier:
    """A place on a day.

    Attributes:
        on: the day that is asked about, in the world.
        as_known: the instant that is asked as of, in the ledger; None for all that it knows.
        explanation: None where no claim bears on who holds the place.
        began: whether a claim says that the holder took it on `holding.valid_from`; else it may have held it before.
        claims: every claim of the explanation, by id.
        answers: the claim that one of them answers, of its own report or an earlier one, by the id of the answer.
        language: of `names` and of what `name` gives.
        names: labels of the sides and speakers that occur in it, by key.
        name: what sentences call a side, speaker or voice, by its key.
        viewpoint: which claims count; None for all.
    """

    place: KnownPlace
    theatre: Theatre
    on: date
    as_known: datetime | None
    holding: Holding
    explanation: Explanation | None
    began: bool
    history: tuple[Holding, ...]
    claims: Mapping[str, StoredClaim]
    language: str
    names: Mapping[str, str]
    name: Name
    viewpoint: Viewpoint | None = None
    turns: tuple[Turning, ...] = ()
    answers: Mapping[str, StoredClaim] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """The sentence that says why the answer has its standing, in the dossier's language."""
        return sentences(self.language).tell(self.holding.why, self.name)

    @property
    def begun(self) -> str:
        """Who held the place at the start and who says so, in the dossier's language; empty where that is not known."""
        told = self.explanation.begun if self.explanation else None
        return sentences(self.language).clause(told, self.name) if told else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The claims' parts in the answer, in order of publication."""
        return self.explanation.steps if self.explanation else ()


def dossier(
    ledger: Ledger,
    actors: Actors,
    theatre: Theatre,
    weights: Weights,
    place: KnownPlace,
    *,
    on: date | None = None,
    as_known: datetime | None = None,
    outlets: Mapping[str, str] | None = None,
    language: str = "en",
    viewpoint: Viewpoint | None = None,
    answer_days: int = 7,
) -> Dossier:
    """Ask the ledger who holds a place.

    Args:
        ledger: open for reading.
        actors: who fights for whom.
        theatre: the conflict that the place is in.
        weights: what a claim counts.
        place: one that the ledger has claims about.
        on: the day in the world; by default that of the latest report known.
        as_known: answer as the ledger knew it then; by default now.
        outlets: side or actor that the outlets speak for that speak for one, by outlet name.
        language: of names and of the rule.
        viewpoint: which claims count, and how much; None for all as `weights` say.
        answer_days: how far apart a claim and its answer in another report may lie.

    Raises:
        NotFound: nothing was known yet at that instant.
        StorageError: the ledger cannot be read.
        UsageError: there are no sentences in the language.
    """
    day, theatre = on or latest_day(ledger, as_known), theatre.as_known(as_known)
    found = list(ledger.claims(ClaimFilter(place_id=place.id, described=True, as_known=as_known)))
    world = World(actors, theatre, outlets or {}, viewpoint=viewpoint)
    weights = viewpoint.weigh(weights) if viewpoint else weights
    name = namer(world, language)
    evidence = by_place(found, world, weights).get(place.id, [])
    past, why = [nobody_knows(place)], None
    turns: tuple[Turning, ...] = ()
    if evidence:
        filter = Filter(world.sides, weights)
        tilt = None
        if weights.neighbours.influence:
            every = ledger.claims(ClaimFilter(as_known=as_known))
            tilt = tilts(by_place(every, world, weights), filter, day, world.initial).get(place.id)
        case = case_of(evidence, day, filter, tilt=tilt)
        if case.evidence:
            past = history_of(evidence, world, filter, day, namer(world), tilt)
            why = explained(case, past[-1])
            turns = tuple(turnings(case, past[-1].holder))
    holding = past[-1]
    by_id = {stored.claim.id: stored for stored in found}
    answered = {id: one.claim.answers for id, one in by_id.items()} | links(found, answer_days)
    steps = why.steps if why else ()
    keys = {holding.holder, *(h.holder for h in past), *(s.evidence.voice.removeprefix("side:") for s in steps)}
    keys |= {by_id[s.evidence.claim_id].claim.speaker.key for s in steps}
    answers = {id: by_id[other] for id, other in answered.items() if other in by_id}
    keys |= {other.claim.speaker.key for other in answers.values()}
    return Dossier(
        place=place,
        theatre=theatre,
        on=day,
        as_known=as_known,
        holding=holding,
        explanation=why,
        began=any(
            p.shape == "gains" and p.side == holding.holder and p.day == holding.valid_from
            for step in steps
            for p in step.evidence.parts
        ),
        history=tuple(past) if why else (),
        claims={s.evidence.claim_id: by_id[s.evidence.claim_id] for s in steps},
        language=language,
        names={key: _label(key, world, language) for key in sorted(keys)},
        name=name,
        viewpoint=viewpoint,
        answers=answers,
        turns=turns,
    )


def _label(key: str, world: World, language: str) -> str:
    """What a table calls a holder or a speaker; the narrator by its outlet."""
    if key in (CONTESTED, UNKNOWN):
        return sentences(language)(f"standing.{key}")
    if key.startswith(NARRATOR) and "@" in key:
        return key.partition("@")[2]
    return next(
        (side.short[language] for side in world.theatre.sides if side.key == key), world.actors.label(key, language)
    )


def nobody_knows(place: KnownPlace) -> Holding:
    """The answer for a place that is mentioned while no claim says anything of its control."""
    return Holding(
        place_id=place.id,
        place=place.label,
        lat=place.lat,
        lon=place.lon,
        valid_from=None,
        valid_to=None,
        holder=UNKNOWN,
        probability=1.0,
        standing=Standing.UNKNOWN,
        rule=sentences("en").tell((UNSAID,)),
        why=(UNSAID,),
    )


def latest_day(ledger: Ledger, as_known: datetime | None = None) -> date:
    """Day of the latest report that was known.

    Raises:
        NotFound: none was.
    """
    return ledger.latest_published(as_known).date()


def theatre_for(theatres: Collection[Theatre], country: str, on: date | None = None) -> Theatre:
    """The theatre that a country belongs to on a day; its own before one that only borders on it.

    Raises:
        NotFound: no theatre file covers the country.
    """
    own = [t for t in theatres if country in t.countries]
    beside = [t for t in theatres if country in t.near]
    for some in (own, beside):
        for theatre in sorted(some, key=lambda t: (not t.active(on), t.key)):
            return theatre
    known = ", ".join(sorted(t.key for t in theatres))
    raise NotFound(
        "theatre.none",
        f"no theatre covers the country {country or 'of this place'}",
        hint=f"theatres known: {known}; a theatre is one file in reference/data/theatres",
        subject=country,
    )


def stance(step: Step, holder: str) -> str:
    """What a claim is to the answer: "for", "against", or "neither" where the answer does not turn on it.

    Its own words decide, whatever else the voices of its story say; where they name no holder, the way that it moves
    the answer.

    Args:
        step: the claim among those that bear on the place.
        holder: the answer.
    """
    if max(abs(step.without), abs(step.log_odds)) <= EVEN:
        return "neither"
    kind, side = step.evidence.proposition
    if side is not None and kind in ("in", "enter", "out", "not_enter"):
        return "for" if (side == holder) is (kind in ("in", "enter")) else "against"
    weight = step.log_odds if abs(step.log_odds) > EVEN else step.without
    return "for" if weight > 0 else "against"
