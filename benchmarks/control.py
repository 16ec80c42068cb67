"""How well control comes out of contradicting, biased and copied claims, on real trajectories of real places.

    python benchmarks/control.py FOLDER [--seeds 5] [--days 300] [--start 2022-07-01] [--json FILE]

FOLDER (or the variable WHOHOLDS_BENCH_CONTROL) holds `places.csv` (pid, name, lat, lon, …) and
`changes_2022_2023.csv` (day, pid, frm, to with UA, RU, CONTESTED), which the project does not ship. Trajectories are
real, claims about them are simulated: official claims of both sides (some too early, some false), partisans that echo
them, monitors, wires, aggregators that copy, trolls; late, without a date (40 %), about the wrong place (3 %), of the
wrong polarity (2 %). Everything is asked online: from claims published by the day, on place-days with a claim in the
last 60 days. Baselines are tuned on the true states of the first half; the weights file is used as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from control_claims import (
    ATTACK,
    CONTESTED,
    HOLD,
    LOST,
    NOT_TAKEN,
    PLAN,
    SIDES,
    TAKE,
    Panel,
    Said,
    load_panel,
    simulate,
)

from whoholds.control.case import by_place, case_of
from whoholds.control.filter import Filter
from whoholds.control.history import spans
from whoholds.control.needs import World
from whoholds.control.weights import Weights
from whoholds.model import (
    ActorRef,
    Basis,
    Claim,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRole,
    Precision,
    When,
)

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the benchmark's theatre."""

    key: str
    short: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Theatre:
    """The benchmark's theatre."""

    key: str = "benchmark"
    sides: tuple[Side, ...] = tuple(Side(key) for key in SIDES)


class Actors:
    """Keys are "side:voice"."""

    def side(self, key: str, theatre: Any, on: date | None = None) -> str | None:
        """The side before the colon."""
        return key.partition(":")[0] if key.partition(":")[0] in SIDES else None

    def label(self, key: str, language: str) -> str:
        """The key itself."""
        return key


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim as the ledger would give it back."""

    claim: Claim
    report_id: str
    outlet: str | None
    published: datetime
    known_from: datetime
    story: str | None = None
    alone: bool = False


def as_claim(i: int, said: Said, start: date) -> Stored:
    """A simulated statement as a claim."""
    event, effect, factuality = {
        TAKE: (Event.CAPTURE, Effect.GAINS, Factuality.CERTAIN),
        HOLD: (Event.HOLD, Effect.HOLDS, Factuality.CERTAIN),
        LOST: (Event.LOSS, Effect.LOSES, Factuality.CERTAIN),
        NOT_TAKEN: (Event.CAPTURE, Effect.GAINS, Factuality.CERTAIN_NOT),
        ATTACK: (Event.OFFENSIVE, Effect.CONTESTS, Factuality.CERTAIN),
        PLAN: (Event.CAPTURE, Effect.GAINS, Factuality.UNCOMMITTED),
    }[said.kind]
    narrates = said.voice.startswith(("wire", "aggregator"))
    key = f"{SIDES[said.party]}:{said.voice}" if said.party >= 0 else said.voice
    key = "narrator" if narrates else "social_media" if said.voice.startswith("troll") else key
    day = start + timedelta(days=said.event)
    when = When(day, day, Precision.DAY, Basis.STATED) if said.dated else When()
    published = datetime.combine(start + timedelta(days=said.published), datetime.min.time(), UTC) + timedelta(hours=12)
    claim = Claim(
        id=f"c{i:06d}",
        report_id=f"r{i:06d}",
        start=0,
        end=len(said.words),
        quote=said.words,
        event=event,
        actor=ActorRef(f"{SIDES[said.side]}:forces"),
        target=None,
        place=Place(str(said.place), str(said.place), str(said.place), 0.0, 0.0, "settlement", "", 1.0),
        place_role=PlaceRole.AT,
        speaker=ActorRef(key),
        chain=(key,),
        factuality=factuality,
        when=when,
        quantity=None,
        control=effect,
    )
    return Stored(claim, claim.report_id, said.voice if narrates else None, published, published)


def vote(said: Said) -> int:
    """The state that a statement votes for, -1 for none."""
    if said.kind in (TAKE, HOLD):
        return said.side
    if said.kind == ATTACK:
        return CONTESTED
    if said.kind in (NOT_TAKEN, LOST):
        return 1 - said.side
    return -1


def majority(by: dict[int, list[Said]], panel: Panel, t: int, window: int) -> Array:
    """Share of the votes in the last `window` days before the last vote. Shape: (places, 3)."""
    out = np.eye(3)[panel.states[0]] * 0.9 + 0.1 / 3
    for p, all_said in by.items():
        some = [s for s in all_said if s.published <= t and vote(s) >= 0]
        if some:
            count = np.full(3, 0.25)
            for s in some:
                if s.published > some[-1].published - window:
                    count[vote(s)] += 1
            out[p] = count / count.sum()
    return out


def latest(by: dict[int, list[Said]], panel: Panel, t: int, slack: float) -> Array:
    """The last vote wins. Shape: (places, 3)."""
    out = np.eye(3)[panel.states[0]] * 0.9 + 0.1 / 3
    for p, all_said in by.items():
        some = [s for s in all_said if s.published <= t and vote(s) >= 0]
        if some:
            out[p] = np.eye(3)[vote(some[-1])] * (1 - slack) + slack / 3
    return out


class Ours:
    """The project's filter on the same statements."""

    def __init__(self, said: list[Said], panel: Panel, weights: Weights) -> None:
        names = (*SIDES, None)
        initial = {str(p): names[z] for p, z in enumerate(panel.states[0]) if names[z]}
        self.world = World(Actors(), Theatre(), {}, initial)
        self.filter = Filter(SIDES, weights)
        self.panel = panel
        stored = [as_claim(i, s, panel.start) for i, s in enumerate(said)]
        self.evidence = by_place(stored, self.world, weights)

    def _known(self, p: str, t: int) -> list[Any]:
        limit = datetime.combine(self.panel.start + timedelta(days=t + 1), datetime.min.time(), UTC)
        return [e for e in self.evidence[p] if e.said < limit]

    def at(self, t: int) -> Array:
        """Probabilities of the three states from claims published by day t. Shape: (places, 3)."""
        out = np.eye(3)[self.panel.states[0]] * 0.9 + 0.1 / 3
        on = self.panel.start + timedelta(days=t)
        for p in self.evidence:
            known = self._known(p, t)
            if known:
                state = np.array(case_of(known, on, self.filter, self.world.initial.get(p)).state()[:3])
                out[int(p)] = state / state.sum()
        return out

    def flips(self) -> tuple[int, int]:
        """Changes of holder in the histories, and true changes of the same places."""
        until = self.panel.start + timedelta(days=len(self.panel.states) - 1)
        mine = sum(
            len(spans(case_of(e, until, self.filter, self.world.initial.get(p)))) - 1 for p, e in self.evidence.items()
        )
        columns = [int(p) for p in self.evidence]
        true = int((self.panel.states[1:, columns] != self.panel.states[:-1, columns]).sum())
        return mine, true


def score(p: Array, truth: Array) -> dict[str, float]:
    """Accuracy, multi-class Brier score, log-loss and expected calibration error (ten bins of the top probability)."""
    p = np.clip(p, 1e-6, 1)
    p = p / p.sum(1, keepdims=True)
    top, sure = p.argmax(1), p.max(1)
    right = top == truth
    ece = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (sure > low) & (sure <= low + 0.1)
        if inside.any():
            ece += float(inside.mean() * abs(right[inside].mean() - sure[inside].mean()))
    brier = float(((p - np.eye(3)[truth]) ** 2).sum(1).mean())
    logloss = float(-np.log(p[np.arange(len(truth)), truth]).mean())
    return {"accuracy": float(right.mean()), "brier": brier, "log-loss": logloss, "ece": ece}


def recently(by: dict[int, list[Said]], places: int, t: int) -> Array:
    """Places with a statement in the last 60 days. Shape: (places,)."""
    out = np.zeros(places, bool)
    for p, some in by.items():
        out[p] = any(t - 60 < s.published <= t for s in some)
    return out


def run(panel: Panel, seed: int, weights: Weights) -> Iterator[tuple[str, dict[str, float]]]:
    """One seed: each method's scores."""
    said = simulate(panel, seed)
    by: dict[int, list[Said]] = {}
    for s in said:
        by.setdefault(s.place, []).append(s)
    days, places = panel.states.shape
    asked = range(days // 2, days - 5, 10)
    tuning = range(days // 4, days // 2, 15)

    def over(method: Any, when: range) -> dict[str, float]:
        pairs = [
            (method(t)[active], panel.states[t][active]) for t in when if (active := recently(by, places, t)).any()
        ]
        return score(np.concatenate([p for p, _ in pairs]), np.concatenate([z for _, z in pairs]))

    window = min((7, 14, 30, 60), key=lambda w: over(lambda t: majority(by, panel, t, w), tuning)["log-loss"])
    slack = min((0.15, 0.3, 0.45), key=lambda e: over(lambda t: latest(by, panel, t, e), tuning)["log-loss"])
    yield "majority vote", over(lambda t: majority(by, panel, t, window), asked)
    yield "latest report", over(lambda t: latest(by, panel, t, slack), asked)
    ours = Ours(said, panel, weights)
    began = time.perf_counter()
    result = over(ours.at, asked)
    mine, true = ours.flips()
    yield (
        "whoholds",
        result | {"flips": mine / true, "claims": float(len(said)), "seconds": time.perf_counter() - began},
    )


def main() -> int:
    """Run the benchmark, or say why it does not run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.environ.get("WHOHOLDS_BENCH_CONTROL"))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--start", type=date.fromisoformat, default=date(2022, 7, 1))
    parser.add_argument("--days", type=int, default=300)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    needed = ("places.csv", "changes_2022_2023.csv")
    if args.folder is None or not all((Path(args.folder) / name).is_file() for name in needed):
        print(f"skipped: no folder with {' and '.join(needed)}; the trajectories are not part of the project")
        return 0
    weights = Weights.load(args.weights)
    panel = load_panel(Path(args.folder), args.start, args.days)
    print(f"{panel.states.shape[1]} places, {panel.states.shape[0]} days, {len(panel.changes)} changes")
    results: dict[str, list[dict[str, float]]] = {}
    for seed in range(args.seeds):
        for method, scores in run(panel, seed, weights):
            results.setdefault(method, []).append(scores)
    mean = {m: {k: float(np.mean([r[k] for r in rows])) for k in rows[0]} for m, rows in results.items()}
    for method, row in mean.items():
        print(f"{method:15s} " + "  ".join(f"{k} {v:.3f}" for k, v in row.items()))
    if args.json:
        args.json.write_text(json.dumps(mean, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
