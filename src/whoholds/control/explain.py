"""Why: the exact waterfall of log-odds in order of publication, and what each origin is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.control.case import Case, answer_probability, logit
from whoholds.control.evidence import PARTY_VOICE, Evidence
from whoholds.control.grade import Grade, grades
from whoholds.control.needs import StartLike
from whoholds.control.sentences import Sentences, english, say
from whoholds.model import Clause, Holding, Reason

COPY = say("note.copy")


@dataclass(frozen=True, slots=True)
class Step:
    """A claim's part in an answer.

    Attributes:
        log_odds: by how much the answer's log-odds moved when the claim came, in order of publication.
        total: running total after it; the last one is logit(probability).
        origin: number of the voice behind it, from 1.
        story: number of its story, from 1: a statement with all its copies.
        copy: whether another statement of its story counts instead.
        without: log-odds that the answer would lose if this claim's whole story had not been told.
        grade: how reliable the speaker, how credible the statement (see `grade`).
    """

    evidence: Evidence
    log_odds: float
    total: float
    origin: int
    story: int
    copy: bool
    without: float
    grade: Grade


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with its waterfall: `prior + sum(step.log_odds) == logit(holding.probability)` to 1e-9.

    Attributes:
        origins: how many voices stand behind the claims; what one voice says, twice or of two things, has one origin.
        independent: those of them that are no party to the fight.
        reports: how many reports the claims are from.
        start: who held the place at the start, where the theatre's data say so; `prior` has it in it.
    """

    holding: Holding
    prior: float
    steps: tuple[Step, ...]
    origins: int
    independent: int
    reports: int
    start: StartLike | None = None

    @property
    def begun(self) -> Clause | None:
        """Who held the place at the start, and who says so, for any language; None where nothing is known of it."""
        start = self.start
        return say("rule.started", who=start.side, day=start.on, source=start.source) if start else None

    @property
    def total(self) -> float:
        """Log-odds of the answer."""
        return logit(self.holding.probability)


def waterfall(case: Case, holder: str) -> tuple[float, list[float]]:
    """Log-odds of an answer before any claim, and each claim's step, in order of publication.

    Each step is the difference between the answer from the claims published so far with and without the claim, so the
    sum is exact whatever the filter does inside.
    """
    last = logit(answer_probability(case.state_of(()), holder, case.filter))
    prior, steps = last, []
    for n in range(1, len(case.evidence) + 1):
        now = logit(answer_probability(case.state_of(case.evidence[:n]), holder, case.filter))
        steps.append(now - last)
        last = now
    return prior, steps


def reasons(case: Case, steps: Sequence[float]) -> tuple[Reason, ...]:
    """The steps as the records that a holding carries."""
    copy, origin = copies(case), voices(case)
    out = []
    for i, (e, step) in enumerate(zip(case.evidence, steps, strict=True)):
        why = (COPY, *e.notes) if copy[i] else e.notes
        out.append(Reason(e.claim_id, step, english(why), why, copy[i], origin[i]))
    return tuple(out)


def explained(case: Case, holding: Holding) -> Explanation:
    """The full explanation of a holding that was answered from this case."""
    prior, steps = holding.prior, [reason.log_odds for reason in holding.because]
    copy, story, origin = copies(case), [0] * len(case.evidence), voices(case)
    without = [0.0] * len(case.evidence)
    neutral: set[int] = set()
    for k, group in enumerate(case.groups, 1):
        left = [e for i, e in enumerate(case.evidence) if i not in group.members]
        loss = logit(holding.probability) - logit(answer_probability(case.state_of(left), holding.holder, case.filter))
        if not case.evidence[group.counts(case.evidence)].voice.startswith(PARTY_VOICE):
            neutral.add(origin[group.first])
        for i in group.members:
            story[i], without[i] = k, loss
    total, out, grade = prior, [], grades(case)
    for i, (e, step) in enumerate(zip(case.evidence, steps, strict=True)):
        total += step
        out.append(Step(e, step, total, origin[i], story[i], copy[i], without[i], grade[i]))
    reports = len({e.report_id for e in case.evidence})
    return Explanation(holding, prior, tuple(out), len(set(origin)), len(neutral), reports, case.start)


def counted(why: Explanation, words: Sentences) -> str:
    """How many reports and claims there are, how few independent origins, and how many of those are parties."""
    parties = why.origins - why.independent
    said = [words("answer.reports", n=why.reports), words("answer.claims", n=len(why.steps))]
    said.append(words("answer.origins", n=why.origins))
    return ", ".join([*said, words("answer.parties", n=parties)] if parties else said)


def voices(case: Case) -> list[int]:
    """Number of the voice behind each statement, from 1, in order of publication."""
    behind = [""] * len(case.evidence)
    for group in case.groups:
        voice = case.evidence[group.counts(case.evidence)].voice
        for i in group.members:
            behind[i] = voice
    order = list(dict.fromkeys(behind))
    return [order.index(voice) + 1 for voice in behind]


def copies(case: Case) -> list[bool]:
    """Of each statement of a case whether another one of its story counts instead."""
    counts = {group.counts(case.evidence) for group in case.groups}
    return [i not in counts for i in range(len(case.evidence))]
