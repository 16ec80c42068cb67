"""Who held a place at the start: knowledge that stands in no report, and counts like one dated statement of a holder.

It moves the probabilities and is told with them. It is nobody's claim: it has no part in counts of reports and origins,
makes no answer `assessed`, and a place that no claim bears on stays unanswered, whoever held it at the start.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, time, timedelta

from whoholds.control.evidence import Evidence, Interest, Site
from whoholds.control.needs import StartLike
from whoholds.control.parts import Part
from whoholds.control.weights import Weights

VOICE = "at the start"


def statement(start: StartLike, site: Site, weights: Weights) -> Evidence:
    """What the filter is told: that the side held the place when the day began, at the odds `prior.initial`."""
    before = start.on - timedelta(days=1)
    odds = weights.prior.initial
    part = Part(before, "holds", start.side, None, math.log(odds), 0.0, 0.0)
    return Evidence(
        claim_id="",
        report_id="",
        site=site,
        said=datetime.combine(before, time.max, UTC),
        begins=before,
        day=before,
        start=0,
        headline=False,
        voice=VOICE,
        interest=Interest.NEUTRAL,
        proposition=("in", start.side),
        denies=False,
        odds=odds,
        weight=1.0,
        undated=1.0,
        parts=(part,),
        speaker_side=None,
        threat=None,
        quote="",
        notes=(),
    )
