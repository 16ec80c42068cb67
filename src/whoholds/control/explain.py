"""Why: the exact waterfall of log-odds in order of publication, and what each origin is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whoholds.control.case import Case, answer_probability, logit
from whoholds.control.evidence import Evidence
from whoholds.control.sentences import english, say
from whoholds.model import Holding, Reason

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
    """

    evidence: Evidence
    log_odds: float
    total: float
    origin: int
    story: int
    copy: bool
    without: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with its waterfall: `prior + sum(step.log_odds) == logit(holding.probability)` to 1e-9.

    Attributes:
        origins: how many voices stand behind the claims; what one voice says, twice or of two things, has one origin.
        independent: those of them that are no party to the fight.
    """

    holding: Holding
    prior: float
    steps: tuple[Step, ...]
    origins: int
    independent: int

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
    copy = _copies(case)
    out = []
    for e, step, copied in zip(case.evidence, steps, copy, strict=True):
        why = (COPY, *e.notes) if copied else e.notes
        out.append(Reason(e.claim_id, step, english(why), why, copied))
    return tuple(out)


def explained(case: Case, holding: Holding) -> Explanation:
    """The full explanation of a holding that was answered from this case."""
    prior, steps = holding.prior, [reason.log_odds for reason in holding.because]
    copy, story = _copies(case), [0] * len(case.evidence)
    without, behind = [0.0] * len(case.evidence), [""] * len(case.evidence)
    for k, group in enumerate(case.groups, 1):
        left = [e for i, e in enumerate(case.evidence) if i not in group.members]
        loss = logit(holding.probability) - logit(answer_probability(case.state_of(left), holding.holder, case.filter))
        voice = case.evidence[group.counts(case.evidence)].voice
        for i in group.members:
            story[i], without[i], behind[i] = k, loss, voice
    voices = list(dict.fromkeys(behind))
    total, out = prior, []
    for i, (e, step) in enumerate(zip(case.evidence, steps, strict=True)):
        total += step
        out.append(Step(e, step, total, voices.index(behind[i]) + 1, story[i], copy[i], without[i]))
    independent = sum(1 for voice in voices if not voice.startswith("side:"))
    return Explanation(holding, prior, tuple(out), len(voices), independent)


def _copies(case: Case) -> list[bool]:
    counts = {group.counts(case.evidence) for group in case.groups}
    return [i not in counts for i in range(len(case.evidence))]
