"""The first lines of a dossier: who says what of the place, and who disagrees, put together from its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whoholds.control.evidence import NARRATOR, Evidence
from whoholds.control.explain import Step
from whoholds.control.filter import CONTESTED, UNKNOWN
from whoholds.control.sentences import Name, sentences
from whoholds.views.words import Words
from whoholds.web.asked import Asked
from whoholds.web.desk import Desk, Dossier
from whoholds.web.stretch import stretch

RECENT = timedelta(days=7)
"""How far back voices are told of: from the day asked for where nobody is known to hold the place, else from the day
since which the answer holds."""
DENIALS = timedelta(days=2)
"""How long before the answer holds somebody may have denied it: what is denied is often believed a day later."""
MOST_VOICES, MOST_LINES, MOST_OPEN = 3, 3, 5
_SAID = {"in": "held", "out": "lost", "enter": "entered", "not_enter": "not_entered", "clash": "fighting"}
_DENIED = {"in": "not_lost", "out": "not_held"}
_STAYS = ("held", "not_lost")
_GOES = ("lost", "not_held", "not_entered")
_DENIALS = ("not_lost", "not_held", "not_entered")

Told = tuple[str, str | None]
"""What is said, as the key of its sentence, and the side that it is said of."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on what some voices say, and the id of the latest claim that says so."""

    text: str
    claim: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says what of a place.

    Attributes:
        agree: those who say what the answer says; empty where it names no holder.
        differ: those who say otherwise.
        open: all of late, where the answer names no holder.
    """

    agree: tuple[Line, ...] = ()
    differ: tuple[Line, ...] = ()
    open: tuple[Line, ...] = ()


def voices_of(desk: Desk, dossier: Dossier, view: Asked) -> Voices:
    """Who says what of the place since the answer holds, or of late where it names no holder.

    Args:
        desk: what answers.
        dossier: of the place.
        view: the reader's.
    """
    holding, on = dossier.answer.holding, dossier.board.on
    tell = _Teller(desk.say(dossier.board.theatre, view.language), view.words)
    holder, steps = holding.holder, dossier.answer.steps
    if holder in (UNKNOWN, CONTESTED):
        return Voices(open=tell.lines(_grouped(steps, on - RECENT), MOST_OPEN))
    since = holding.valid_from
    said = _grouped(steps, since - RECENT if since else date.min)
    agree = {told: some for told, some in said.items() if _agrees(told, holder, ("held", "not_lost", "entered"), ())}
    gone = {told: some for told, some in said.items() if _agrees(told, holder, (), ("lost",))}
    now, before = (_grouped(steps, day) for day in (since or date.min, since - DENIALS if since else date.min))
    differ = {told: some for told, some in (before | now).items() if _agrees(told, holder, _GOES, _STAYS)}
    differ = {told: some for told, some in differ.items() if told in now or told[0] in _DENIALS}
    first = {told: some for told, some in agree.items() if told[0] != "entered"}
    return Voices(
        agree=tell.lines(first or agree, 1) + tell.lines(gone, 1),
        differ=tell.lines(differ, MOST_LINES),
    )


def _agrees(told: Told, holder: str, of_holder: Sequence[str], of_others: Sequence[str]) -> bool:
    key, side = told
    return side is not None and key in (of_holder if side == holder else of_others)


def _grouped(steps: Iterable[Step], since: date) -> dict[Told, list[Evidence]]:
    """Statements from a day on by what they say, in order of publication.

    Copies repeat what is there already; a denial is told all the same, whatever story it belongs to.
    """
    groups: dict[Told, list[Evidence]] = {}
    for step in steps:
        evidence = step.evidence
        kind, side = evidence.proposition
        key = (_DENIED if evidence.denies else _SAID).get(kind) or _SAID.get(kind)
        if key and evidence.day >= since and (evidence.denies or not step.copy) and (side or key == "fighting"):
            groups.setdefault((key, side if key != "fighting" else None), []).append(evidence)
    return groups


@dataclass(frozen=True, slots=True)
class _Teller:
    name: Name
    words: Words

    def lines(self, groups: Mapping[Told, Sequence[Evidence]], most: int) -> tuple[Line, ...]:
        """A line for each thing said, the latest first."""
        latest = sorted(groups.items(), key=lambda item: item[1][-1].order, reverse=True)[:most]
        return tuple(self._line(key, side, some) for (key, side), some in latest)

    def _line(self, key: str, side: str | None, some: Sequence[Evidence]) -> Line:
        names = list(dict.fromkeys(self.name(_voice(evidence)) for evidence in reversed(some)))
        if len(names) > MOST_VOICES:
            names = [*names[: MOST_VOICES - 1], self.words("said_others")]
        days = sorted({evidence.said.date() for evidence in some})
        span = stretch(days[0], days[-1], self.words)
        who = {"who": self.name(side)} if side else {}
        return Line(sentences(self.words.language)(f"said.{key}", **who, voices=names, days=span), some[-1].claim_id)


def _voice(evidence: Evidence) -> str:
    """Who speaks, as a key that sentences can name; a report itself by its outlet."""
    return evidence.voice if evidence.speaker == NARRATOR else evidence.speaker
