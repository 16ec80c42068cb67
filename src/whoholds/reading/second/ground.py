"""What the text itself holds: the names, places and times that a proposed claim must stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whoholds.model import Area, Block, Place, PlaceMention, PlaceRef, Report, Unplaced
from whoholds.reading.normalise import normalise
from whoholds.reading.reader import Reader
from whoholds.reading.steps import Work
from whoholds.reading.time.expressions import TimeExpression
from whoholds.reading.toponyms import Toponyms
from whoholds.reference.mention import ActorMention
from whoholds.reference.spans import Span

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Ground:
    """A report with what the rules' first steps find in it, before anything is parsed.

    Attributes:
        text: the report's text, one character for one, with plain quotes, hyphens and spaces.
    """

    report: Report
    text: str
    work: Work
    toponyms: Toponyms

    def block_at(self, start: int, end: int) -> Block | None:
        """The paragraph that holds a span, None where it reaches over a paragraph's edge."""
        return next((b for b in self.report.blocks if b.start <= start and end <= b.end), None)

    def exact(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Where the text has these very characters, after `plain`."""
        wanted = plain(phrase).strip()
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1)

    def mentions(self, phrase: str, start: int, end: int) -> list[tuple[int, int]]:
        """Where the text has a phrase as whole words, whatever the case: in the span first, then nearest to it.

        Only the span's own paragraph and what goes before it count: what a clause leaves out, a reader knows from
        there.
        """
        wanted = plain(phrase).strip()
        if not wanted:
            return []
        block = self.block_at(start, end)
        last = block.end if block is not None else end
        pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
        found = [m.span() for m in pattern.finditer(self.text, 0, last)]

        def far(span: tuple[int, int]) -> tuple[bool, int]:
            within = start <= span[0] and span[1] <= end
            return not within, min(abs(start - span[1]), abs(span[0] - end))

        return sorted(found, key=far)

    def actor_in(self, start: int, end: int) -> ActorMention | None:
        """The first actor named in a span, None where the actors' data know nobody there."""
        inside = [a for a in self.work.actors if a.start < end and start < a.end and not a.anaphoric]
        return min(inside, key=lambda a: (a.start, a.start - a.end), default=None)

    def place_in(self, start: int, end: int) -> PlaceRef:
        """The place that a span names, resolved as the rules resolve it."""
        inside = [p for p in self.work.places if p.start < end and start < p.end]
        best: PlaceMention | None = max(inside, key=lambda p: min(p.end, end) - max(p.start, start), default=None)
        if best is not None:
            return best.place
        span = Span(start, end, self.report.text[start:end])
        return self.toponyms.resolver.resolve([span], countries=self._countries())[0]

    def names_actor_only(self, start: int, end: int) -> bool:
        """Is the span a part of somebody's name ("Hama" in "Hama Military Council")?"""
        return any(
            a.start <= start
            and end <= a.end
            and a.end - a.start > end - start
            and not (a.metonym or a.kind == "state")
            and not any(p.start < end and start < p.end for p in self.work.places)
            for a in self.work.actors
        )

    def time_in(self, start: int, end: int) -> TimeExpression | None:
        """The time expression that a span holds or lies in."""
        inside = [t for t in self.work.times if t.start < end and start < t.end]
        return max(inside, key=lambda t: min(t.end, end) - max(t.start, start), default=None)

    def _countries(self) -> dict[str, float]:
        theatre = self.work.theatre
        near = dict.fromkeys(theatre.countries, 1.0) if theatre is not None else {}
        return near | self.toponyms.countries(self.work.places)


def plain(text: str) -> str:
    """As `normalise`, and every line end a space; `len` does not change."""
    return _SPACE.sub(" ", normalise(text))


def ground_of(reader: Reader, report: Report) -> Ground:
    """The ground of a report, by the rules' own steps up to the parser."""
    work = Work(report)
    for step in reader.steps:
        if step.name == "parse":
            break
        step.run(work)
    return Ground(report, plain(report.text), work, reader.toponyms)


def placed(ref: PlaceRef) -> Place | Area | None:
    """The gazetteer's row behind a reference, None for an unknown name."""
    return ref if isinstance(ref, (Place, Area)) else None


__all__ = ["Ground", "Unplaced", "ground_of", "placed", "plain"]
