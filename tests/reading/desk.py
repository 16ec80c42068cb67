"""What tests of the reader share: sentences in, claims out, with the real gazetteer, actors and language models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from whoholds.model import Block, BlockKind, Claim, Described, PlaceRef, Reading, Report, Unplaced
from whoholds.reading import Reader
from whoholds.reading.grammar import Grammar, grammar_for
from whoholds.reading.parse import Parsed, parse
from whoholds.reading.steps import Work
from whoholds.reports.drafts import Draft
from whoholds.reports.intake import build
from whoholds.settings import ReportLimits

DAY = datetime(2024, 12, 5, 18, tzinfo=UTC)
NOW = datetime(2025, 6, 1, tzinfo=UTC)

Brief = tuple[str, str | None, str | None, str, str]
"""Event, actor, place, factuality, speaker: what a claim comes down to."""


def report_of(text: str, language: str, *, published: datetime | None = DAY, title: str | None = None) -> Report:
    """A report as intake makes it, the title first in its text where there is one."""
    whole = f"{title}\n\n{text}" if title else text
    draft = Draft(text=whole, name="test", title=title, published=published, language=language)
    return build(draft, "0" * 64, NOW, ReportLimits(), "test")


def bare_report(text: str, language: str, *, published: datetime | None = DAY) -> Report:
    """A report that intake would refuse or change: one block over the whole text, whatever is in it."""
    blocks = (Block(0, len(text), language, BlockKind.PARAGRAPH),) if text else ()
    return Report("r-" + "0" * 20, "0" * 64, "test", text, blocks, language=language, published=published)


def place_name(ref: PlaceRef) -> str | None:
    """The place as the text names it; of a described place its anchor."""
    if isinstance(ref, Unplaced):
        return None
    return ref.anchor.name if isinstance(ref, Described) else ref.name


def brief(claim: Claim) -> Brief:
    return (
        claim.event.value,
        claim.actor.key if claim.actor else None,
        place_name(claim.place),
        claim.factuality.value,
        claim.speaker.key,
    )


def parsed(text: str, language: str) -> Parsed:
    """A text as one block, without names known."""
    return parse([(text, 0, len(text), language, ())])[0]


def grammar(text: str, language: str) -> Grammar:
    return grammar_for(parsed(text, language))


class Desk:
    """A reader that remembers what it has read in this session, because readings depend on nothing but the report."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._known: dict[str, Reading] = {}

    def read(self, report: Report) -> Reading:
        if report.id not in self._known or report.id.endswith("0" * 20):
            self._known[report.id] = self.reader.read(report)
        return self._known[report.id]

    def work(self, text: str, language: str, *, published: datetime | None = DAY, title: str | None = None) -> Work:
        return self.reader.work(report_of(text, language, published=published, title=title))

    def claims(
        self, text: str, language: str, *, published: datetime | None = DAY, title: str | None = None
    ) -> tuple[Claim, ...]:
        return self.read(report_of(text, language, published=published, title=title)).claims

    def only(self, text: str, language: str, *, event: str | None = None, published: datetime | None = DAY) -> Claim:
        """The one claim of a text (or the one of an event)."""
        claims = self.claims(text, language, published=published)
        found = [c for c in claims if event in (None, c.event.value)]
        assert len(found) == 1, f"{text!r} was read as {[brief(c) for c in claims]}"
        return found[0]

    def briefs(self, text: str, language: str, *, title: str | None = None) -> list[Brief]:
        return [brief(c) for c in self.claims(text, language, title=title)]

    def events(self, text: str, language: str) -> list[str]:
        return [c.event.value for c in self.claims(text, language)]


def about(claims: Sequence[Claim], place: str) -> list[Claim]:
    """The claims at one place, by the name in the text."""
    return [c for c in claims if place_name(c.place) == place]
