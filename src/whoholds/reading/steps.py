"""Steps that declare what they need and give; a wrong order fails when the reader is built, not in mid-report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from whoholds.errors import SetupError
from whoholds.model import ActorRef, Attribution, Claim, PlaceMention, Report
from whoholds.reading.claims import Draft
from whoholds.reading.happenings import Rejected
from whoholds.reading.interviews import Interview
from whoholds.reading.memory import Memory
from whoholds.reading.parse import Parsed
from whoholds.reading.scan import Relevance
from whoholds.reading.scene import Scene
from whoholds.reading.time.expressions import TimeExpression
from whoholds.reference.mention import ActorMention
from whoholds.reference.theatres import Theatre


@dataclass(slots=True)
class Work:
    """A report on its way through the steps. Each field is given by the step that its comment names."""

    report: Report
    text: str = ""  # normalise
    relevance: Relevance = Relevance.WAR  # scan, and actors where the words promised more than there is
    theatre: Theatre | None = None  # theatre
    actors: list[ActorMention] = field(default_factory=list)  # actors
    signed: ActorRef | None = None  # scenes
    interview: Interview | None = None  # scenes
    peoples: list[ActorMention] = field(default_factory=list)  # actors
    places: list[PlaceMention] = field(default_factory=list)  # places
    times: list[TimeExpression] = field(default_factory=list)  # times
    days: dict[int, date] = field(default_factory=dict)  # times: start of a block -> the day that heads it
    parsed: list[Parsed] = field(default_factory=list)  # parse
    scenes: list[Scene] = field(default_factory=list)  # scenes
    memory: Memory = field(default_factory=Memory)
    drafts: list[list[Draft]] = field(default_factory=list)  # events
    answers: list[Claim] = field(default_factory=list)  # events
    attributions: list[Attribution] = field(default_factory=list)  # events
    rejected: list[Rejected] = field(default_factory=list)  # events
    claims: list[Claim] = field(default_factory=list)  # assemble

    @property
    def anchor(self) -> date | None:
        """The report's day, None where it is not known."""
        return self.report.published.date() if self.report.published is not None else None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[[Work], None]


def check(steps: Sequence[Step]) -> None:
    """Does every step find what it needs?

    Raises:
        SetupError: `reader.order`, naming the step and what it lacks.
    """
    have: set[str] = {"report"}
    for step in steps:
        missing = step.needs - have
        if missing:
            raise SetupError(
                "reader.order",
                f"step {step.name} needs {', '.join(sorted(missing))}",
                hint="put the step that gives it before",
                subject=step.name,
            )
        have |= step.gives
