"""The records that travel through the project: frozen, slotted, time-zone aware. Imports nothing of ours.

Unknown is a value: `None` or an explicit `unknown` member, and no code fills it with a default. Offsets are characters
of `Report.text`, half open: `text[start:end]`. Days are `date`, instants aware `datetime` in UTC, coordinates WGS 84.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Event(StrEnum):
    """What is said to have happened (types of the project's annotation guide)."""

    HOLD = "hold"
    CAPTURE = "capture"
    HANDOVER = "handover"
    WITHDRAW = "withdraw"
    LOSS = "loss"
    ENTER = "enter"
    ADVANCE = "advance"
    BESIEGE = "besiege"
    REPEL = "repel"
    OFFENSIVE = "offensive"
    CLASH = "clash"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    ATTACK = "attack"
    KILL = "kill"
    INJURE = "injure"
    DETAIN = "detain"
    RELEASE = "release"
    REDEPLOY = "redeploy"
    REINFORCE = "reinforce"
    FLEE = "flee"
    DEFECT = "defect"
    SURRENDER = "surrender"
    DISPLACE = "displace"
    PROTEST = "protest"
    DESTROY = "destroy"
    APPEAL = "appeal"
    AGREE = "agree"
    NEGOTIATE = "negotiate"
    ACCUSE = "accuse"
    GOVERN = "govern"


class Effect(StrEnum):
    """What an event type says of control, seen from its actor (`Claim.control`)."""

    GAINS = "gains"
    HOLDS = "holds"
    LOSES = "loses"
    CONTESTS = "contests"
    NONE = "none"


class Factuality(StrEnum):
    """FactBank's values, from the speaker's point of view (Saurí and Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAIN_NOT = "CT-"
    PROBABLE_NOT = "PR-"
    POSSIBLE_NOT = "PS-"
    UNCOMMITTED = "U"

    @property
    def polarity(self) -> int:
        """+1 for "it happened", -1 for "it did not happen", 0 where the speaker does not commit."""
        return {"+": 1, "-": -1}.get(self.value[-1], 0)

    @property
    def negated(self) -> Factuality:
        """The same strength with the other polarity; uncommitted stays uncommitted."""
        if self is Factuality.UNCOMMITTED:
            return self
        return Factuality(self.value[:2] + ("-" if self.value[-1] == "+" else "+"))


class PlaceRole(StrEnum):
    """How the event touches its place."""

    AT = "at"
    TOWARD = "toward"
    NEAR = "near"
    FROM = "from"
    TO = "to"


class Precision(StrEnum):
    """Grain of a `When`."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Where a `When` comes from: said in the text ("on Monday"), news of the report's day, or unknown."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """What the evidence for a holder is worth; definitions are on the method page."""

    ASSESSED = "assessed"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    DENIED = "denied"
    STALE = "stale"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a paragraph is for: a title and a heading are parsed apart from running text."""

    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"  # a bullet or a timed live-blog entry
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a report. `language` is an ISO 639-1 code or "und" where it could not be told."""

    start: int
    end: int
    language: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Report:
    """One text as published.

    Attributes:
        id: `"r-"` and 20 hex digits of the SHA-256 of the content (text, title, outlet, address, published), so that
            adding the same content twice is harmless.
        sha256: hash of the original bytes it came from (a file of JSON lines holds many reports).
        name: file stem or the row's own id; what a person would call it.
        text: the whole report as received, the title first where there is one.
        blocks: its paragraphs in order, without overlap.
        provenance: for each known field, where its value came from ("json:published", "first line", "html:meta").
    """

    id: str
    sha256: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    language: str = "und"
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    first_seen: datetime | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Who: a canonical key (Wikidata's English label in lower snake case, or a generic key like `rebels:syria`)."""

    key: str
    text: str = ""
    start: int | None = None
    end: int | None = None
    provisional: bool = False  # a named group that no list knows yet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gazetteer row that a mention may mean. `score` is 0 … 1, `reasons` name what spoke for it."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A mention resolved to a settlement, quarter, base, crossing, prison or airport."""

    name: str  # as the text says it
    id: str
    label: str  # the gazetteer's display name
    lat: float
    lon: float
    kind: str
    country: str
    score: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A country, province, region, river, road or border with a representative point. `kind` is "area" or "line"."""

    name: str
    id: str | None
    label: str
    lat: float
    lon: float
    kind: str = "area"
    country: str = ""
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A place described, not named: "an air base south-west of Damascus". Never forced to a point of its own."""

    name: str  # the describing phrase
    kind: str  # "air_base", "villages", "outskirts" …
    relation: str  # "SW", "near", "part_of", "on_road_to" …
    anchor: Place | Area
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """No place: none named, or a name that no gazetteer row deserves."""

    name: str | None
    reason: str


PlaceRef = Place | Area | Described | Unplaced


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included; either end may be unknown."""

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    text: str | None = None  # the expression it was read from


UNKNOWN_WHEN = When()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number, e.g. 2000 soldiers, `approx` for "nearly", "about"."""

    value: float
    unit: str
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One event at one place by one speaker, with the exact quote: `report.text[start:end] == quote`.

    Attributes:
        speaker: who vouches for it; key `narrator` where the report itself does.
        chain: keys from the outlet inwards ("outlet", …, speaker), for nested sources.
        control: what the event says of control seen from `actor`; doubt and negation live in `factuality` only.
        headline: the headline asserts flatly what the body attributes, hedges or contradicts.
        answers: id of the claim that this one denies, confirms or corrects.
        mentions: other spans of the report that say the same.
        rule: the frame and cues that fired, e.g. "fr:capture/s'emparer+claim/prétendre".
        confidence: 0 … 1, the reader's own, by class of rule.
    """

    id: str
    report_id: str
    start: int
    end: int
    quote: str
    event: Event
    actor: ActorRef | None
    target: ActorRef | None
    place: PlaceRef
    place_role: PlaceRole | None
    speaker: ActorRef
    chain: tuple[str, ...]
    factuality: Factuality
    when: When
    quantity: Quantity | None
    control: Effect
    headline: bool = False
    answers: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans in PolNeAR's sense; each is a tuple of half-open character spans."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and the interval it resolves to; a duration has no interval."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym used as a place."""

    start: int
    end: int
    place: PlaceRef


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version found in one report; `rejected`: what a model said that does not count, and why."""

    report_id: str
    reader: str  # name and version of the reader
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence before it is in a language: its template's key and fields (see `control.sentences`)."""

    key: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A claim's part in an answer, in natural-log odds for its holder: `note` says why in English, `why` anywhere."""

    claim_id: str
    log_odds: float
    note: str = ""
    why: tuple[Clause, ...] = ()
    copy: bool = False  # another statement of its story counts instead
    origin: int = 0  # number of the voice behind it, from 1


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place over an interval of valid time, and why.

    Attributes:
        holder: a side's key, `"contested"` or `"unknown"`.
        valid_to: None while it lasts.
        probability: 0 … 1 of `holder`.
        threatened: an advance, siege or assault on it is reported.
        because: every claim that bears on it; `prior` and the log-odds add up to logit(probability).
        rule: the sentence that says why this standing, in English.
        why: the same for any language.
    """

    place_id: str
    place: str
    lat: float
    lon: float
    valid_from: date | None
    valid_to: date | None
    holder: str
    probability: float
    standing: Standing
    threatened: bool = False
    prior: float = 0.0
    because: tuple[Reason, ...] = ()
    rule: str = ""
    why: tuple[Clause, ...] = ()
