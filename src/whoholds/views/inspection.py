"""One page that shows a reading: the text with its claims, what fired, and what was seen and refused.

The page stands alone: no script, no address, its style inside and allowed by its hash, so that it can be opened from a
disk, sent by mail and printed. Whatever a report holds is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whoholds.model import (
    Area,
    Attribution,
    Basis,
    Block,
    Candidate,
    Claim,
    Described,
    Factuality,
    Place,
    PlaceRef,
    Unplaced,
    When,
)
from whoholds.reading.happenings import Rejected
from whoholds.reading.steps import Work
from whoholds.reference.actors import Actors
from whoholds.reference.mention import ActorMention
from whoholds.views import fired
from whoholds.views.marked import Mark, Stretch, stretches
from whoholds.views.markup import clean
from whoholds.views.words import Words

AROUND = 45  # characters of the sentence on each side of a word that was refused


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a claim: what it is called and what it says; `detail` is said smaller."""

    name: str
    value: str
    detail: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate for a place, in words."""

    name: str
    what: str
    kind: str
    score: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A word that frames know, between the words around it; of each frame its event, its name, why it was refused."""

    number: int
    before: str
    word: str
    after: str
    whys: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside the text; `link` is an anchor that stays the same as long as the claim does."""

    number: int
    claim: Claim
    event: str
    factuality: str
    tone: str
    fields: tuple[Field, ...]
    fired: tuple[fired.Part, ...]
    candidates: tuple[Weighed, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text in stretches."""

    block: Block
    language: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Section:
    """One report on the page; `id` begins every anchor of it."""

    id: str
    work: Work
    name: str
    facts: str
    theatre: str
    relevance: str
    claims: str
    paragraphs: Sequence[Paragraph]
    cards: Sequence[Card]
    rejected: Sequence[Refusal]
    attributions: Sequence[tuple[str, str, str]]
    times: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str, str, str]]
    actors: Sequence[tuple[str, str, str, str]]


def page(works: Iterable[Work], actors: Actors, language: str, version: str) -> str:
    """The page, as HTML.

    Args:
        works: what was found on the way through each report.
        actors: for what to call them.
        language: of the page, "en" or "fr"; texts stay in theirs.
        version: of the reader.

    Raises:
        UsageError: the page does not speak that language.
    """
    words = Words.of(language)
    taken: set[str] = set()
    sections = [_Writer(work, actors, words, f"r{number}", taken).section() for number, work in enumerate(works, 1)]
    css = _style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        _environment()
        .get_template("inspection.html")
        .render(w=words, lang=language, css=Markup(css), digest=digest, sections=sections, version=version)
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("whoholds.views"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: Any) -> Any:
    """Text without what would reverse or hide the text around it; what is markup already stays."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _style() -> str:
    return resources.files("whoholds.views").joinpath("templates/inspection.css").read_text("utf-8")


class _Writer:
    """Writes one report's section."""

    def __init__(self, work: Work, actors: Actors, words: Words, id: str, taken: set[str]) -> None:
        self.work = work
        self.report = work.report
        self.actors = actors
        self.w = words
        self.id = id
        self.taken = taken  # permanent anchors on the page so far: a report may be given twice
        self.numbers = {claim.id: number for number, claim in enumerate(work.claims, 1)}

    def say(self, key: str, **values: object) -> str:
        return self.w(f"inspect.{key}", **values)

    def section(self) -> Section:
        report, work = self.report, self.work
        moment = report.published
        when = self.say("published", moment=self.w.moment(moment)) if moment else self.say("unpublished")
        count = len(work.claims)
        many = self.say("claims_one" if count == 1 else "claims_many", count=count)
        marks = list(self._marks())
        blocks = report.blocks or (Block(0, len(report.text), report.language),)
        return Section(
            id=self.id,
            work=work,
            name=report.title or report.name,
            facts=" · ".join([report.name, report.outlet or self.say("outlet_unknown"), when]),
            theatre=work.theatre.name[self.w.language] if work.theatre else self.say("no_theatre"),
            relevance=self.say(f"relevance_{work.relevance.value}"),
            claims=many,
            paragraphs=[
                Paragraph(
                    b,
                    b.language if b.language != "und" else report.language,
                    stretches(report.text, b.start, b.end, marks),
                )
                for b in blocks
            ],
            cards=[self._card(number, claim) for number, claim in enumerate(work.claims, 1)],
            rejected=[self._refused(number, start, end, some) for number, (start, end, some) in self._seen()],
            attributions=[self._attribution(a) for a in work.attributions],
            times=[(report.text[t.start : t.end], self._days(t.mention().when)) for t in work.times],
            places=[self._mention(p.start, p.end, p.place) for p in work.places],
            actors=[
                (
                    report.text[a.start : a.end],
                    self.actors.label(a.as_actor, self.w.language),
                    a.key,
                    self._kind(a.kind),
                )
                for a in work.actors
            ],
        )

    def _marks(self) -> Iterable[Mark]:
        for number, claim in enumerate(self.work.claims, 1):
            yield Mark(claim.start, claim.end, "claim", number)
            for start, end in claim.mentions:
                yield Mark(start, end, "again", number)
        for number, (start, end, _) in self._seen():
            yield Mark(start, end, "refused", number)
        for number, span in enumerate(self.work.attributions, 1):
            for kind, runs in (("source", span.source), ("cue", span.cue), ("content", span.content)):
                for start, end in runs:
                    yield Mark(start, end, kind, number)
        for kind, mentions in (("time", self.work.times), ("place", self.work.places), ("actor", self.work.actors)):
            for mention in mentions:
                yield Mark(mention.start, mention.end, kind)

    def _seen(self) -> Iterable[tuple[int, tuple[int, int, Sequence[Rejected]]]]:
        """The words that frames refused, in the order of the text, numbered; each with all its refusals."""
        words: dict[tuple[int, int], list[Rejected]] = {}
        for refused in self.work.rejected:
            words.setdefault((refused.start, refused.end), []).append(refused)
        return enumerate(((start, end, words[start, end]) for start, end in sorted(words)), 1)

    def _card(self, number: int, claim: Claim) -> Card:
        return Card(
            number,
            claim,
            self.w(f"event.{claim.event.value}"),
            self.w(f"factuality.{factuality_key(claim.factuality)}"),
            {1: "said", 0: "open", -1: "denied"}[claim.factuality.polarity],
            tuple(self._fields(claim)),
            tuple(fired.parts(claim.rule, self.w)),
            tuple(map(self._weighed, _candidates(claim.place))),
            self._link(claim),
        )

    def _link(self, claim: Claim) -> str:
        """A claim's own id as an anchor, once on a page."""
        link = claim.id if claim.id not in self.taken else f"{claim.id}-{self.id}"
        self.taken.add(link)
        return link

    def _weighed(self, candidate: Candidate) -> Weighed:
        reasons = [self.w(f"evidence.{why}") if self.w.has(f"evidence.{why}") else why for why in candidate.reasons]
        return Weighed(
            candidate.name,
            f"{candidate.country} · {candidate.id}",
            self._kind(candidate.kind),
            self.w.number(candidate.score, 2),
            ", ".join(reasons),
        )

    def _kind(self, kind: str) -> str:
        return self.w(f"kind.{kind}") if self.w.has(f"kind.{kind}") else kind.replace("_", " ")

    def _fields(self, claim: Claim) -> Iterable[Field]:
        label = self.actors.label
        language = self.w.language
        yield Field(self.say("field_speaker"), label(claim.speaker.key, language), claim.speaker.key)
        if len(claim.chain) > 1:
            yield Field(self.say("field_chain"), " → ".join(label(key, language) for key in claim.chain))
        for name, ref in (("field_actor", claim.actor), ("field_target", claim.target)):
            if ref is not None:
                more = f"{ref.key} · {self.say('provisional')}" if ref.provisional else ref.key
                yield Field(self.say(name), label(ref.key, language), more)
        yield self._where(claim)
        yield Field(self.say("field_when"), self._days(claim.when), self._basis(claim.when))
        if claim.quantity is not None:
            value = self.w.number(claim.quantity.value)
            number = self.say("approximate", value=value) if claim.quantity.approx else value
            yield Field(self.say("field_quantity"), f"{number} {claim.quantity.unit}".strip())
        yield Field(self.say("field_control"), self.w(f"effect.{claim.control.value}"))
        yield Field(self.say("field_confidence"), self.w.number(claim.confidence, 2))
        if claim.answers in self.numbers:
            other = self.numbers[claim.answers]
            yield Field(self.say("field_answers"), self.say("claim", number=other), link=f"#{self.id}-c{other}")
        if claim.mentions:
            quotes = " · ".join(self.say("quoted", text=self.report.text[a:b]) for a, b in claim.mentions)
            yield Field(self.say("field_mentions"), quotes)

    def _where(self, claim: Claim) -> Field:
        role = self.w(f"place_role.{claim.place_role.value}") if claim.place_role else ""
        text, detail = self._place(claim.place)
        return Field(self.say("field_place"), f"{role} {text}".strip() if role else text, detail)

    def _place(self, ref: PlaceRef) -> tuple[str, str]:
        """A place in words, and its id, point and score."""
        if isinstance(ref, Unplaced):
            if ref.name is None:
                return self.say("no_place"), ""
            return self.say("unplaced", name=ref.name, reason=fired.unplaced(ref.reason, self.w)), ""
        if isinstance(ref, Described):
            anchor, detail = self._place(ref.anchor)
            return self.say("described", name=ref.name, anchor=anchor), detail
        point = f"{self.w.number(ref.lat, 3)}; {self.w.number(ref.lon, 3)}"
        return ref.label, f"{ref.id or '–'} · {point} · {self.say('score').lower()} {self.w.number(ref.score, 2)}"

    def _days(self, when: When) -> str:
        if when.start is None and when.end is None:
            return self.say("time_unknown")
        if when.start is None or when.end is None:
            if when.end is not None:
                return self.say("until", end=self.w.day(when.end))
            return self.say("since", start=self.w.day(when.start)) if when.start else self.say("time_unknown")
        if when.start == when.end:
            return self.w.day(when.start)
        return self.say("from_to", start=self.w.day(when.start), end=self.w.day(when.end))

    def _basis(self, when: When) -> str:
        if when.basis is Basis.STATED:
            return self.say("basis_stated", text=when.text) if when.text else self.say("basis_stated_plain")
        return self.say(f"basis_{when.basis.value}")

    def _refused(self, number: int, start: int, end: int, refused: Sequence[Rejected]) -> Refusal:
        text = self.report.text
        line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        stop = stop if stop >= 0 else len(text)
        low, high = max(line, start - AROUND), min(stop, end + AROUND)
        low = low if low == line else max(text.find(" ", low, start) + 1, low)  # whole words
        high = high if high == stop else max(text.rfind(" ", end, high), end)
        whys = dict.fromkeys((self._event(r.frame), r.frame, fired.refusal(r.reason, self.w)) for r in refused)
        return Refusal(number, text[low:start], text[start:end], text[end:high], tuple(whys))

    def _event(self, frame: str) -> str:
        event = frame.partition("/")[0]
        return self.w(f"event.{event}") if self.w.has(f"event.{event}") else event

    def _attribution(self, span: Attribution) -> tuple[str, str, str]:
        def of(runs: Sequence[tuple[int, int]]) -> str:
            return " … ".join(self.report.text[a:b] for a, b in runs) or "–"

        return of(span.source), of(span.cue), of(span.content)

    def _mention(self, start: int, end: int, ref: PlaceRef) -> tuple[str, str, str, str]:
        text, detail = self._place(ref)
        return self.report.text[start:end], text, detail, self._candidates_text(ref)

    def _actor(self, mention: ActorMention) -> tuple[str, str, str, str]:
        label = self.actors.label(mention.as_actor, self.w.language)
        return self.report.text[mention.start : mention.end], label, mention.key, self._kind(mention.kind)

    def _candidates_text(self, ref: PlaceRef) -> str:
        rows = _candidates(ref)
        return ", ".join(f"{c.name} ({c.country}) {self.w.number(c.score, 2)}" for c in rows[:4])


def factuality_key(value: Factuality) -> str:
    """FactBank's value as a key of the words: `CT+` is `ct_plus`."""
    return value.value.lower().replace("+", "_plus").replace("-", "_minus")


def _candidates(ref: PlaceRef) -> tuple[Candidate, ...]:
    if isinstance(ref, Described):
        return _candidates(ref.anchor)
    return ref.candidates if isinstance(ref, (Place, Area)) else ()
