"""The printable brief: what changed, what is disputed, what each side says of it, and the reports behind it.

One HTML file that loads nothing: style and map are inside, links go to the reports' own addresses only. Text from
reports is text wherever it stands; the policy in the head lets nothing run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from whoholds.control.changes import Change, Turn
from whoholds.control.glance import Answer, claims_of
from whoholds.control.needs import World
from whoholds.control.sentences import Name, Sentences, say, sentences
from whoholds.model import Factuality, Report, Standing
from whoholds.views.markup import clean
from whoholds.views.rows import StoredClaimLike
from whoholds.views.words import Words

if TYPE_CHECKING:
    from jinja2 import Template

SAID = 5
"""Claims shown of each side about a place; the others are counted."""
_DISPUTED = frozenset({Standing.CONTESTED, Standing.DENIED})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the brief is about.

    Attributes:
        since: first day on which a change may show.
        on: the day of the answers.
        as_known: the instant that it is told as of, None for now.
        viewpoint: what people call the viewpoint, None where everything counts.
    """

    since: date
    on: date
    as_known: datetime | None
    language: str
    viewpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that the brief quotes; `source` is the number of its report in the list of sources."""

    speaker: str
    quote: str
    language: str
    factuality: str
    outlet: str | None
    day: str | None
    source: int


@dataclass(frozen=True, slots=True)
class Happening:
    """A change, told: the day, the headline, the rule that decided and the sentences behind it."""

    day: str
    headline: str
    rule: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Camp:
    """What one side, or those who are no party, say of a place; `more` were left out."""

    name: str
    sayings: tuple[Saying, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place in dispute, with its answer and what each side says."""

    place: str
    answer: str
    rule: str
    camps: tuple[Camp, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report that the brief quotes. `link` is its address where that is one of the web."""

    number: int
    outlet: str | None
    title: str
    day: str | None
    link: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief's content, in its language."""

    asked: Asked
    theatre: str
    period: str
    known: str
    changes: tuple[Happening, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[Source, ...]


def brief(
    asked: Asked,
    theatre: str,
    changes: Sequence[Change],
    holdings: Mapping[str, Answer],
    claims: Iterable[StoredClaimLike],
    reports: Mapping[str, Report],
    world: World,
    name: Name,
    called: Mapping[str, str],
) -> Brief:
    """Put a brief together.

    Args:
        asked: days and language.
        theatre: its name in that language.
        changes: of the period, by day.
        holdings: answers on the day, by place id.
        claims: at least those that changes and holdings point at.
        reports: at least those of the claims quoted, by id.
        world: who fights for whom.
        name: what sentences call a side or voice.
        called: names of places in the language, by id, where they differ from the ledger's.
    """
    clerk = _Clerk(asked, {item.claim.id: item for item in claims}, reports, world, name)
    happened = tuple(clerk.happening(change, called.get(change.place_id, change.place)) for change in changes)
    disputed = sorted(
        (h for h in holdings.values() if h.standing in _DISPUTED or h.holder == "contested"),
        key=lambda h: (called.get(h.place_id, h.place), h.place_id),
    )
    told = tuple(clerk.dispute(holding, called.get(holding.place_id, holding.place)) for holding in disputed)
    w = clerk.words
    known = w("as_known", moment=w.moment(asked.as_known)) if asked.as_known else w("as_known_now")
    period = w("brief.period", since=w.day(asked.since), until=w.day(asked.on))
    return Brief(asked, theatre, period, known, happened, told, clerk.sources())


class _Clerk:
    """Looks up and words what a brief says, and numbers the reports as they are first quoted."""

    def __init__(
        self,
        asked: Asked,
        claims: Mapping[str, StoredClaimLike],
        reports: Mapping[str, Report],
        world: World,
        name: Name,
    ) -> None:
        self.asked = asked
        self.claims = claims
        self.reports = reports
        self.world = world
        self.name = name
        self.words = Words.of(asked.language)
        self.told: Sentences = sentences(asked.language)
        self.numbers: dict[str, int] = {}

    def happening(self, change: Change, place: str) -> Happening:
        sayings = tuple(self.saying(self.claims[id]) for id, _ in change.deciding if id in self.claims)
        rule = self.told.tell(change.after.why, self.name)
        return Happening(self.words.day(change.day), headline(change, place, self.told, self.name), rule, sayings)

    def dispute(self, holding: Answer, place: str) -> Dispute:
        standing = self.words(f"standing.{holding.standing.value}")
        held = holding.holder not in ("contested", "unknown")
        who = self.told("answer.held", who=self.name(holding.holder)) if held else self.told(f"answer.{holding.holder}")
        rule = self.told.tell(holding.why, self.name) or holding.rule
        return Dispute(place, f"{standing} · {who}", rule, tuple(self.camps(holding)))

    def camps(self, holding: Answer) -> Iterable[Camp]:
        """What is said, by the side of who says it, those who are no party last; newest first."""
        theatre = self.world.theatre
        by_side: dict[str | None, list[StoredClaimLike]] = {side.key: [] for side in theatre.sides} | {None: []}
        for id in claims_of(holding, copies=False):
            item = self.claims.get(id)
            if item is None:
                continue
            side = self._camp(item)
            by_side.setdefault(side, []).append(item)
        for side, items in by_side.items():
            if items:
                items.sort(key=lambda i: (i.published is None, i.published, i.claim.start), reverse=True)
                called = self.name(side) if side is not None else self.words("brief.no_party")
                sayings = tuple(self.saying(item) for item in items[:SAID])
                yield Camp(called[:1].upper() + called[1:], sayings, max(0, len(items) - SAID))

    def _camp(self, item: StoredClaimLike) -> str | None:
        """The side of who says it; where the report itself does, that of an outlet which speaks for one."""
        world, key = self.world, item.claim.speaker.key
        if key == "narrator":
            key = world.outlets.get(item.outlet or "", "")
        if key in (side.key for side in world.theatre.sides):
            return key
        return world.actors.side(key, world.theatre, self.asked.on) if key else None

    def saying(self, item: StoredClaimLike) -> Saying:
        claim, report = item.claim, self.reports[item.report_id]
        number = self.numbers.setdefault(item.report_id, len(self.numbers) + 1)
        narrator = claim.speaker.key == "narrator"
        speaker = (
            self.words("brief.report_itself")
            if narrator
            else self.world.actors.label(claim.speaker.key, self.asked.language)
        )
        block = next((b for b in report.blocks if b.start <= claim.start < b.end), None)
        return Saying(
            speaker=speaker,
            quote=claim.quote,
            language=block.language if block is not None else report.language,
            factuality=self.words(f"factuality.{_key(claim.factuality)}"),
            outlet=item.outlet,
            day=self.words.day(item.published.date()) if item.published else None,
            source=number,
        )

    def sources(self) -> tuple[Source, ...]:
        out = []
        for id, number in self.numbers.items():
            report = self.reports[id]
            web = report.url if report.url and report.url.lower().startswith(("https://", "http://")) else None
            day = self.words.day(report.published.date()) if report.published else None
            out.append(Source(number, report.outlet, report.title or report.name, day, web, id))
        return tuple(out)


def _key(factuality: Factuality) -> str:
    """A factuality value as the key of its words: CT+ is ct_plus."""
    return factuality.value.lower().replace("+", "_plus").replace("-", "_minus")


def headline(change: Change, place: str, w: Sentences, name: Name) -> str:
    """What changed, in one line."""
    key, fields = f"change.{change.turn.value}", {"place": place}
    loser = change.since if change.since != change.after.holder else None
    if change.turn in (Turn.TAKEN, Turn.KNOWN, Turn.CONFIRMED, Turn.STALE):
        fields["who"] = change.after.holder
    if change.turn is Turn.TAKEN and loser:
        key, fields["loser"] = "change.taken_from", loser
    if change.turn is Turn.CONTESTED and loser:
        key, fields["loser"] = "change.contested_of", loser
    if change.turn is Turn.LOST:
        fields["loser"] = change.since or change.before.holder
    return w.clause(say(key, **fields), name)


def html(content: Brief, map_svg: str | None = None) -> str:
    """The brief as one HTML file.

    Args:
        content: as `brief` puts it together.
        map_svg: a drawing of the day to stand at its head.
    """
    style = _file("brief.css")
    drawing = "data:image/svg+xml;base64," + base64.b64encode(map_svg.encode()).decode() if map_svg else None
    words = Words.of(content.asked.language)
    return _template().render(brief=content, w=words, style=style, digest=style_digest(), drawing=drawing)


def style_digest() -> str:
    """The hash of a brief's style sheet, as a policy names it (CSP level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(_file("brief.css").encode()).digest()).decode()


def _file(name: str) -> str:
    return resources.files("whoholds.views").joinpath("data", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    # what reports say is written with control characters left out, and always escaped
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_plain
    )
    return environment.from_string(_file("brief.html"))


def _plain(value: object) -> object:
    return clean(value) if type(value) is str else value
