"""How well control comes out of contradicting, biased and copied claims, on real trajectories of real places.

    python benchmarks/control.py FOLDER [--seeds 3] [--quick] [--check] [--fit] [--press few] [--plot SVG] [--json FILE]

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
from calibration import calibration
from control_baselines import begun, dawid_skene, latest, majority, truthfinder
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
from control_presses import VARIANTS
from control_scores import dynamics, recently, score, told_by

from whoholds.control.case import by_place, case_of
from whoholds.control.filter import Filter
from whoholds.control.fit import fit
from whoholds.control.history import spans
from whoholds.control.needs import World
from whoholds.control.weights import Weights
from whoholds.control.whole import whole
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
FLOORS = {"accuracy": 0.93, "brier": 0.105, "ece": 0.03, "seen": 0.90, "flips": 1.4}
LESS_IS_BETTER = {"brier", "ece", "flips"}


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the benchmark's theatre."""

    key: str
    short: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """Who held a place at the start of a day."""

    side: str
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Theatre:
    """The benchmark's theatre."""

    key: str = "benchmark"
    sides: tuple[Side, ...] = tuple(Side(key) for key in SIDES)
    initial: dict[str, Any] = field(default_factory=dict)


class Actors:
    """Keys are "side:voice"."""

    def side(self, key: str, theatre: Any, on: date | None = None) -> str | None:
        """The side before the colon."""
        return key.partition(":")[0] if key.partition(":")[0] in SIDES else None

    def label(self, key: str, language: str) -> str:
        """The key itself."""
        return key

    said = label


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim as the ledger would give it back."""

    claim: Claim
    report_id: str
    outlet: str | None
    published: datetime
    known_from: datetime
    wire: str | None = None
    fingerprint: bytes = b""
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


def world(panel: Panel) -> World:
    """The theatre, with who held each place on the first day as whoever uses the program would write it down."""
    held = {str(p): Start(SIDES[z], panel.start) for p, z in enumerate(panel.states[0]) if z != CONTESTED}
    return World(Actors(), Theatre(initial=held))


class Ours:
    """The project's filter on the same statements."""

    def __init__(self, said: list[Said], panel: Panel, weights: Weights) -> None:
        self.world = world(panel)
        self.filter = Filter(SIDES, weights)
        self.panel = panel
        self.stored = [as_claim(i, s, panel.start) for i, s in enumerate(said)]
        self.evidence = by_place(self.stored, self.world, weights)

    def _known(self, p: str, t: int) -> list[Any]:
        limit = datetime.combine(self.panel.start + timedelta(days=t + 1), datetime.min.time(), UTC)
        return [e for e in self.evidence[p] if e.said < limit]

    def at(self, t: int) -> Array:
        """Probabilities of the three states from claims published by day t. Shape: (places, 3)."""
        out = begun(self.panel)
        limit = datetime.combine(self.panel.start + timedelta(days=t + 1), datetime.min.time(), UTC)
        known = [stored for stored in self.stored if stored.published < limit]
        found = whole(known, self.world, self.filter.weights, self.panel.start + timedelta(days=t))
        if found.places:
            states = found.run.last[:, :3]
            out[[int(p) for p in found.places]] = states / states.sum(1, keepdims=True)
        return out

    def told(self, p: int, t: int) -> int:
        """The state that is answered from claims published by day t: a side, or contested or unknown as 2."""
        known = self._known(str(p), t)
        if not known:
            return int(self.panel.states[0][p])
        on = self.panel.start + timedelta(days=t)
        holder = spans(case_of(known, on, self.filter))[-1].holder
        return SIDES.index(holder) if holder in SIDES else CONTESTED


def learnt(said: list[Said], panel: Panel, weights: Weights, until: int) -> Weights:
    """The weights with what is learnt from statements published before a day."""
    known = [as_claim(i, s, panel.start) for i, s in enumerate(said) if s.published < until]
    return weights.over(fit(known, world(panel), weights).weights, "fit")


def run(
    panel: Panel,
    seed: int,
    weights: Weights,
    *,
    moving: bool = True,
    fitted: bool = False,
    press: str | None = None,
    plot: list[tuple[Array, Array]] | None = None,
) -> Iterator[tuple[str, dict[str, float]]]:
    """One seed: each method's scores.

    Args:
        panel: the true states.
        seed: of the simulated statements.
        weights: what a claim counts.
        moving: also how soon changes are seen and how often answers flip, which takes a few minutes.
        fitted: with odds and sharpness learnt from what was published in the first half (`whoholds control fit`).
        press: one of `VARIANTS`, a press that is worse in some way.
        plot: gets the filter's probabilities and the true states, for a calibration plot.
    """
    said = simulate(panel, seed)
    said = VARIANTS[press](panel, said, seed) if press else said
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

    def tuned(method: Any, choices: tuple[float, ...]) -> Any:
        best = min(choices, key=lambda c: over(lambda t: method(t, c), tuning)["log-loss"])
        return lambda t: method(t, best)

    windows, begin = (7, 14, 30, 60), days // 2
    baselines = {
        "majority vote": tuned(lambda t, w: majority(by, panel, t, w), windows),
        "latest report": tuned(lambda t, e: latest(by, panel, t, e), (0.15, 0.3, 0.45)),
        "TruthFinder": tuned(lambda t, w: truthfinder(said, panel, t, w), windows),
        "Dawid-Skene": tuned(lambda t, w: dawid_skene(said, panel, t, w), windows),
    }
    for name, method in baselines.items():
        yield name, over(method, asked) | (dynamics(told_by(method), panel, by, begin) if moving else {})
    if fitted:
        weights = learnt(said, panel, weights, days // 2)
    ours = Ours(said, panel, weights)
    began = time.perf_counter()
    result = over(ours.at, asked)
    seconds = time.perf_counter() - began
    if moving:
        result |= dynamics(ours.told, panel, by, begin)
    yield "whoholds", result | {"claims": float(len(said)), "seconds": seconds}
    if plot is not None:
        plot.extend(
            (ours.at(t)[active], panel.states[t][active]) for t in asked if (active := recently(by, places, t)).any()
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
    parser.add_argument(
        "--quick", action="store_true", help="without how soon changes are seen and how often answers flip"
    )
    parser.add_argument("--press", choices=sorted(VARIANTS), help="a press that is worse in some way")
    parser.add_argument("--fit", action="store_true", help="learn odds from the first half, then ask on the second")
    parser.add_argument("--plot", type=Path, help="draw the calibration of the filter as SVG")
    parser.add_argument("--check", action="store_true", help="fail where a floor is not kept")
    args = parser.parse_args()
    needed = ("places.csv", "changes_2022_2023.csv")
    if args.folder is None or not all((Path(args.folder) / name).is_file() for name in needed):
        print(f"skipped: no folder with {' and '.join(needed)}; the trajectories are not part of the project")
        return 0
    weights = Weights.load(args.weights)
    panel = load_panel(Path(args.folder), args.start, args.days)
    print(f"{panel.states.shape[1]} places, {panel.states.shape[0]} days, {len(panel.changes)} changes")
    results: dict[str, list[dict[str, float]]] = {}
    points: list[tuple[Array, Array]] | None = [] if args.plot else None
    for seed in range(args.seeds):
        for method, scores in run(
            panel, seed, weights, moving=not args.quick, fitted=args.fit, press=args.press, plot=points
        ):
            results.setdefault(method, []).append(scores)
    mean = {m: {k: float(np.mean([r[k] for r in rows])) for k in rows[0]} for m, rows in results.items()}
    for method, row in mean.items():
        print(f"{method:15s} " + "  ".join(f"{k} {v:.3f}" for k, v in row.items()))
    if args.json:
        args.json.write_text(json.dumps(mean, indent=1) + "\n", encoding="utf-8")
    if args.plot and points:
        args.plot.write_text(calibration(points), encoding="utf-8")
    missed = below(mean["whoholds"]) + not_best(mean) if args.check else []
    for line in missed:
        print(f"floor: {line}")
    return 1 if missed else 0


def below(mine: dict[str, float]) -> list[str]:
    """Floors that are not kept."""
    out = []
    for name, floor in FLOORS.items():
        if name in mine and (mine[name] > floor if name in LESS_IS_BETTER else mine[name] < floor):
            out.append(f"{name} {mine[name]:.3f}, and not {floor}")
    return out


def not_best(mean: dict[str, dict[str, float]]) -> list[str]:
    """Methods that are more often right or have the better probabilities."""
    mine = mean["whoholds"]
    return [
        f"{method} is better"
        for method, row in mean.items()
        if method != "whoholds" and (row["accuracy"] >= mine["accuracy"] or row["brier"] <= mine["brier"])
    ]


if __name__ == "__main__":
    sys.exit(main())
