"""Records as what a page prints: words in the reader's language, links, small drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from whoholds.control.answered import told as told_at
from whoholds.control.answered import verdict
from whoholds.control.dossier import EVEN, stance
from whoholds.control.explain import Explanation, Step
from whoholds.control.explain import counted as count_of
from whoholds.control.glance import Answer
from whoholds.control.sentences import sentences
from whoholds.ledger import StoredClaim, StoredReport
from whoholds.model import Area, Claim, Factuality, Place, PlaceRef, Standing, When
from whoholds.reference.actors import Actors
from whoholds.reference.folding import fold
from whoholds.views.charts import bar
from whoholds.views.legend import Entry
from whoholds.views.markup import Markup as Xml
from whoholds.views.markup import el
from whoholds.views.patterns import Mark, SideStyle, definitions, symbol
from whoholds.views.words import Words
from whoholds.web.context import Quoted, quoted
from whoholds.web.desk import Board, Dossier

PREFIX = "wh-"
_STANDING_ORDER = {standing: i for i, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the table."""

    id: str
    name: str
    holder: str
    holder_key: str
    standing: Standing
    standing_name: str
    threatened: bool
    probability: float
    sure: str
    percent: str
    since: date | None
    since_text: str
    symbol: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """A claim on a page.

    Attributes:
        step: its part in the answer; None where it has none.
        number: its number on a report's page.
        place: where, as people call it in the reader's language; None where no place is named.
        because: why it counts what it counts; empty without a step.
        answers: what claim it answers, in words; empty where it answers none. `answered` is that claim's id.
    """

    stored: StoredClaim
    event: str
    actor: str | None
    speaker: str
    outlet: str | None
    chain: tuple[str, ...]
    factuality: str
    factuality_key: str
    when: str
    published: str | None
    quote: Quoted | None
    step: Step | None = None
    bar: Markup | None = None
    number: int = 0
    place: str | None = None
    because: str = ""
    answers: str = ""
    answered: str = ""

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.stored.claim


def safe(xml: Xml) -> Markup:
    """XML of ours, for a template."""
    return Markup(xml.xml)


def sure_words(probability: float, words: Words) -> str:
    """A probability in words (after ICD 203 of the US intelligence community, 2015)."""
    return sentences(words.language).sure(probability)


def counted(why: Explanation, words: Words) -> str:
    """How many reports and claims bear on an answer, and how many independent origins they have."""
    return count_of(why, sentences(words.language))


def swatch(parts: Sequence[Xml], *, wide: bool = False) -> Markup:
    """A drawing beside a line of text."""
    box = "-15 -14 30 28" if wide else "-14 -14 28 28"
    return safe(el("svg", parts, class_="wh-map swatch", viewBox=box, aria_hidden="true"))


def shared_definitions(sides: Sequence[SideStyle]) -> Markup:
    """The hatchings that a page's drawings refer to, where it has no map."""
    return safe(el("svg", definitions(sides, PREFIX), class_="wh-map defs", aria_hidden="true"))


def legend_rows(entries: Sequence[Entry]) -> list[tuple[Markup, str]]:
    """Drawings and texts of a legend."""
    return [(swatch(entry.drawing, wide=entry.kind == "dispute"), entry.text) for entry in entries]


def mark_symbol(mark: Mark, sides: Sequence[SideStyle]) -> Markup:
    """A place's mark as on the map."""
    by_key = {side.key: side for side in sides}
    others = [by_key[key] for key in mark.contenders if key in by_key]
    holding = mark.holding
    parts = symbol(mark.standing, by_key.get(mark.colour_of), others, PREFIX, threatened=holding.threatened)
    return swatch(parts)


def place_rows(board: Board, words: Words) -> list[PlaceRow]:
    """The board as rows, by name."""
    name = board.side_name(words.language, short=True)
    rows = [place_row(mark, board, words, name(mark.holding.holder)) for mark in board.marks]
    return sorted(rows, key=lambda row: (fold(row.name), row.id))


def place_row(mark: Mark, board: Board, words: Words, holder: str) -> PlaceRow:
    """A place as a row."""
    h = mark.holding
    known = h.holder != "unknown"
    return PlaceRow(
        id=h.place_id,
        name=h.place,
        holder=holder,
        holder_key=h.holder,
        standing=mark.standing,
        standing_name=words(f"standing.{mark.standing.value}"),
        threatened=h.threatened,
        probability=h.probability if known else 0.0,
        sure=sure_words(h.probability, words) if known else "–",
        percent=words.percent(h.probability) if known else "",
        since=h.valid_from if known else None,
        since_text=words.day(h.valid_from) if known and h.valid_from else "–",
        symbol=mark_symbol(mark, board.sides),
    )


def chosen(rows: Sequence[PlaceRow], text: str, side: str, standing: str) -> list[PlaceRow]:
    """The rows that a filter lets through; empty parts let all."""
    wanted = text.casefold().strip()
    return [
        row
        for row in rows
        if (not wanted or wanted in row.name.casefold())
        and (not side or row.holder_key == side)
        and (not standing or row.standing.value == standing or (standing == "threatened" and row.threatened))
    ]


def ordered(rows: Sequence[PlaceRow], sort: str) -> list[PlaceRow]:
    """Rows by a column, "-" before its name for the reverse; an unknown column leaves them by name."""
    column = sort.removeprefix("-")
    keys = {
        "place": lambda r: (fold(r.name),),
        "holder": lambda r: (fold(r.holder), fold(r.name)),
        "sure": lambda r: (r.probability, fold(r.name)),
        "standing": lambda r: (_STANDING_ORDER[r.standing], fold(r.name)),
        "since": lambda r: (r.since or date.min, fold(r.name)),
    }
    if column not in keys:
        return list(rows)
    return sorted(rows, key=keys[column], reverse=sort.startswith("-"))


def when_text(when: When, words: Words) -> str:
    """A claim's time in words."""
    start, end = when.start, when.end
    if start and end and start == end:
        return words("time_of_event", day=words.day(start))
    if start and end:
        return words("time_between", start=words.day(start), end=words.day(end))
    if end:
        return words("time_until", day=words.day(end))
    if start:
        return words("time_from", day=words.day(start))
    return words("time_unknown")


def card(
    stored: StoredClaim,
    report: StoredReport | None,
    actors: Actors,
    words: Words,
    *,
    step: Step | None = None,
    largest: float = 0.0,
    number: int = 0,
    called: Mapping[str, str] | None = None,
    answered: StoredClaim | None = None,
) -> Card:
    """A claim as a card; without its report it has no paragraph.

    `called` has names of places by id, `answered` is the claim that this one answers.
    """
    claim, language = stored.claim, words.language
    told = sentences(language)
    middle = [k for k in claim.chain if k not in ("outlet", "narrator", claim.speaker.key)]
    return Card(
        stored=stored,
        event=words(f"event.{claim.event.value}"),
        actor=actors.label(claim.actor.key, language) if claim.actor else None,
        speaker=speaker_of(stored, actors, language),
        outlet=stored.outlet,
        chain=tuple(actors.label(key, language) for key in middle),
        factuality=words(f"factuality.{factuality_key(claim.factuality)}"),
        factuality_key=factuality_key(claim.factuality),
        when=when_text(claim.when, words),
        published=words.moment(stored.published) if stored.published else None,
        quote=quoted(report.report, claim) if report else None,
        step=step,
        bar=safe(bar(step.log_odds, largest)) if step else None,
        number=number,
        place=place_of(claim.place, called or {}),
        because=told.notes(step.evidence.notes) if step else "",
        answers=answers_text(claim, answered, actors, words) if answered else "",
        answered=answered.claim.id if answered else "",
    )


def speaker_of(stored: StoredClaim, actors: Actors, language: str) -> str:
    """Who says it, as people call them; a report itself by its outlet."""
    told = sentences(language)
    if stored.claim.speaker.key != "narrator":
        return actors.label(stored.claim.speaker.key, language)
    return told("voice.outlet", outlet=stored.outlet) if stored.outlet else told("voice.narrator")


def answers_text(claim: Claim, answered: StoredClaim, actors: Actors, words: Words) -> str:
    """What the claim answers, in words: whose claim, and told when."""
    speaker = speaker_of(answered, actors, words.language)
    return words(f"answers_{verdict(claim)}", speaker=speaker, day=words.day(told_at(answered).date()))


def place_of(place: PlaceRef, called: Mapping[str, str]) -> str | None:
    """Where a claim is: the place's name in the reader's language, or the words of the report for what has none."""
    if isinstance(place, (Place, Area)):
        return called.get(place.id or "", place.label)
    return place.name


def place_ids(claims: Iterable[StoredClaim]) -> list[str]:
    """Ids of the places that claims name."""
    places = (stored.claim.place for stored in claims)
    return [place.id for place in places if isinstance(place, (Place, Area)) and place.id]


def factuality_key(value: Factuality) -> str:
    """The key of a factuality's word and style: `CT+` is `ct_plus`."""
    return value.value.lower().replace("+", "_plus").replace("-", "_minus")


@dataclass(frozen=True, slots=True)
class Sides:
    """A dossier's claims.

    Attributes:
        columns: two headed columns, for the answer and against it; where no side is the answer, for the one side and
            for the other. The weightiest come first.
        beside: what counts in the answer and speaks for neither column, by publication.
        other: what does not count in it, by publication.
        steps: what bears on the answer, by publication, for the waterfall.
    """

    columns: tuple[tuple[str, list[Card]], ...]
    beside: list[Card]
    other: list[Card]
    steps: list[Card]


def split(dossier: Dossier, actors: Actors, words: Words, called: Mapping[str, str] | None = None) -> Sides:
    """A dossier's claims by what they are to the answer."""
    steps = dossier.answer.steps
    largest = max((abs(step.log_odds) for step in steps), default=0.0)
    in_order = []
    for step in steps:
        stored = dossier.claims[step.evidence.claim_id]
        report = dossier.reports.get(stored.report_id)
        other = dossier.answer.answers.get(stored.claim.id)
        in_order.append(card(stored, report, actors, words, step=step, largest=largest, called=called, answered=other))
    heads, of = _columns(dossier, words)
    columns: dict[str, list[Card]] = {head: [] for head in heads}
    beside: list[Card] = []
    rest: list[Card] = []
    for one in sorted(in_order, key=lambda c: -_weight(c)):
        key = of(one.step) if one.step else None
        counts = one.step is not None and abs(one.step.log_odds) > EVEN
        (columns[heads[key]] if key is not None else beside if counts else rest).append(one)
    seen = {step.evidence.claim_id for step in steps}
    rest += [
        card(
            stored,
            dossier.reports.get(stored.report_id),
            actors,
            words,
            called=called,
            answered=dossier.answer.answers.get(key),
        )
        for key, stored in dossier.claims.items()
        if key not in seen
    ]
    for some in (beside, rest):
        some.sort(key=lambda c: (c.stored.published or c.stored.known_from, c.claim.start))
    return Sides(tuple(columns.items()), beside, rest, in_order)


def _weight(one: Card) -> float:
    return max(abs(one.step.log_odds), abs(one.step.without)) if one.step else 0.0


def _columns(dossier: Dossier, words: Words) -> tuple[tuple[str, ...], Callable[[Step], int | None]]:
    """The heads of the two columns, and which of them a step belongs to (None: neither)."""
    holder = dossier.answer.holding.holder
    rivals = dossier.rivals
    if holder not in ("unknown", "contested") or not rivals:
        return (words("speaks_for"), words("speaks_against")), lambda step: {"for": 0, "against": 1}.get(
            stance(step, holder)
        )
    name = dossier.board.side_name(words.language, short=True)
    heads = tuple(words("speaks_for_side", side=name(side)) for side in rivals)

    def of(step: Step) -> int | None:
        kind, side = step.evidence.proposition
        if side not in rivals or kind not in ("in", "out"):
            threat = step.evidence.threat
            return rivals.index(threat) if threat in rivals else None
        at = rivals.index(side)
        if kind == "in":
            return at
        return 1 - at if len(rivals) > 1 else None

    return heads, of


def strip_range(dossier: Dossier) -> tuple[date, date]:
    """First and last day of a history band: at least two weeks up to the day shown."""
    last = dossier.board.on
    starts = [h.valid_from for h in dossier.answer.history if h.valid_from]
    ends = [h.valid_to for h in dossier.answer.history if h.valid_to]
    first = min([*starts, *ends, last - timedelta(days=13)])
    return first, last


def headline_of(holding: Answer, name: str, words: Words) -> str:
    """The dossier's answer in a few words."""
    if holding.holder == "unknown":
        return words("who_unknown")
    if holding.holder == "contested":
        return words("who_contested")
    return words("held_by" if holding.probability >= 0.5 else "held_perhaps", holder=name)
