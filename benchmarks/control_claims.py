"""Simulated claims on real trajectories: biased, late, copied, undated and sometimes wrong.

Not the filter run backwards: officials boast early and sometimes falsely, deny, and admit late; partisans echo them;
monitors and wires err now and then; aggregators copy, and 30 % of the copies are reworded.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SIDES = ("blue", "red")
CONTESTED = 2
STATE = {"UA": 0, "RU": 1, "CONTESTED": CONTESTED}
TAKE, HOLD, LOST, NOT_TAKEN, ATTACK, PLAN = range(6)
Array = npt.NDArray[Any]


@dataclass(slots=True)
class Said:
    """A simulated statement; `party` is the side of the speaker, -1 for none."""

    voice: str
    party: int
    place: int
    published: int
    event: int
    kind: int
    side: int
    copy_of: int = -1
    words: str = ""
    dated: bool = True


@dataclass(slots=True)
class Panel:
    """True states. `states` has shape (days, places); `near` the six nearest places of each."""

    start: date
    states: Array
    near: Array
    changes: list[tuple[int, int, int, int]]


def load_panel(folder: Path, start: date, days: int) -> Panel:
    """The places whose state the table of changes tells for the whole period."""
    with (folder / "places.csv").open(encoding="utf-8") as file:
        at = {row["pid"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    with (folder / "changes_2022_2023.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["pid"], row["day"]))
    pids = sorted({row["pid"] for row in rows}, key=int)
    column = {pid: i for i, pid in enumerate(pids)}
    states = np.full((days, len(pids)), -1)
    for row in rows:
        t = (date.fromisoformat(row["day"]) - start).days
        p = column[row["pid"]]
        before = states[:, p]
        before[(np.arange(days) < t) & (before < 0)] = STATE[row["frm"]]
        states[np.arange(days) >= max(t, 0), p] = STATE[row["to"]]
    where = np.array([at[pid] for pid in pids]) * [1.0, 0.65]
    distance = ((where[:, None] - where[None]) ** 2).sum(-1)
    np.fill_diagonal(distance, np.inf)
    near = np.argsort(distance, 1)[:, :6]
    changed = (states[1:] != states[:-1]).any(0)
    keep = np.flatnonzero(changed | changed[near].any(1))
    index = {int(p): i for i, p in enumerate(keep)}
    near = np.array([[index.get(int(q), index[int(p)]) for q in near[p]] for p in keep])
    states = states[:, keep]
    steps = np.argwhere(states[1:] != states[:-1])
    changes = [(int(t) + 1, int(p), int(states[t, p]), int(states[t + 1, p])) for t, p in steps]
    return Panel(start, states, near, sorted(changes))


def simulate(panel: Panel, seed: int) -> list[Said]:
    """Statements about the panel, in order of publication."""
    rng = np.random.default_rng(seed)
    days = len(panel.states)
    out: list[Said] = []
    quality = {"monitor:a": 0.95, "monitor:b": 0.92, **{f"wire {k}": rng.uniform(0.75, 0.93) for k in range(4)}}

    def late(mean: float) -> int:
        return int(rng.geometric(1 / (1 + mean)) - 1)

    def chance(p: float) -> bool:
        return bool(rng.random() < p)

    def say(voice: str, party: int, p: int, pub: int, event: int, kind: int, side: int, copy_of: int = -1) -> int:
        if not 0 <= pub < days:
            return -1
        out.append(Said(voice, party, p, pub, event, kind, side, copy_of))
        return len(out) - 1

    def echo(side: int, of: int, share: float) -> None:
        for k in range(3):
            if of >= 0 and chance(share):
                o = out[of]
                say(f"partisan {side}{k}", side, o.place, o.published + late(0.8), o.event, o.kind, o.side, of)

    attackers: dict[int, tuple[int, int]] = {}
    for t, p, old, new in panel.changes:
        if new == CONTESTED:
            attacker = 1 - old
            attackers[p] = (old, attacker)
            for voice in quality:
                if chance(0.35):
                    say(voice, -1, p, t + late(1.5), t, ATTACK, attacker)
            if chance(0.5):
                say("official", old, p, t + late(0.5), t, ATTACK, attacker)
            if chance(0.35):
                c = say("official", attacker, p, t + late(1.5), t, TAKE, attacker)
                echo(attacker, c, 0.7)
                if c >= 0 and chance(0.5):
                    echo(old, say("official", old, p, out[c].published + late(0.7), t, NOT_TAKEN, attacker), 0.5)
            if chance(0.4):
                say("official", attacker, p, t - late(4), t, PLAN, attacker)
            continue
        loser: int | None = old
        if old == CONTESTED:
            defender, attacker = attackers.get(p, (None, None))
            loser = attacker if new == defender else defender
        c = -1
        if chance(0.85):
            c = say("official", new, p, t + late(0.7), t, TAKE, new)
            echo(new, c, 0.7)
        for k in range(3):
            if chance(0.15):
                say(f"partisan {new}{k}", new, p, t + late(1), t, TAKE, new)
        if loser is not None:
            if chance(0.22):
                say("official", loser, p, t + late(6), t, LOST, loser)
            elif chance(0.4):
                echo(loser, say("official", loser, p, t + late(1.2), t, NOT_TAKEN, new), 0.5)
            if chance(0.3):
                for voice in ("official", *(f"partisan {loser}{k}" for k in range(3))):
                    if chance(0.35):
                        say(voice, loser, p, t + 1 + late(3), t + 1, HOLD, loser)
            for k in range(3):
                if chance(0.12):
                    say(f"partisan {loser}{k}", loser, p, t + late(4), t, LOST, loser)
        for voice, good in quality.items():
            if voice.startswith("monitor") and chance(0.6):
                say(voice, -1, p, t + late(2.5), t, TAKE, new if chance(good) else int(rng.integers(2)))
            elif voice.startswith("wire") and chance(0.35):
                if c >= 0 and chance(0.5):
                    say(voice, -1, p, out[c].published + late(0.6), t, TAKE, new, c)
                else:
                    say(voice, -1, p, t + late(1.5), t, TAKE, new if chance(good) else int(rng.integers(2)))
    _background(panel, rng, say, late, chance)
    _copies_and_noise(panel, rng, out, say, late)
    return sorted(out, key=lambda s: s.published)


def _background(panel: Panel, rng: np.random.Generator, say: Any, late: Any, chance: Any) -> None:
    """Statements near the front on days without change, and trolls."""
    states, near = panel.states, panel.near
    front = np.argwhere((states[:, near] != states[:, :, None]).any(2))
    voices = [("official", 0), ("official", 1), *((f"partisan {s}{k}", s) for s in (0, 1) for k in range(3))]
    voices += [("monitor:a", -1), ("monitor:b", -1), *((f"wire {k}", -1) for k in range(4))]
    for voice, side in voices:
        count = rng.binomial(len(front), 0.006 if side >= 0 else 0.004)
        for t, p in front[rng.integers(0, len(front), count)]:
            z = int(states[t, p])
            if side >= 0:
                if z == side or (z == CONTESTED and chance(0.7)) or chance(0.22):
                    say(voice, side, int(p), int(t), int(t), HOLD, side)
                elif z != CONTESTED and chance(0.3):
                    say(voice, side, int(p), int(t) + late(3), int(t), ATTACK, side)
            else:
                good = 0.93 if voice.startswith("monitor") else 0.85
                seen = z if chance(good) else int(rng.integers(2))
                kind = ATTACK if seen == CONTESTED else HOLD
                say(
                    voice,
                    -1,
                    int(p),
                    int(t) + late(3),
                    int(t),
                    kind,
                    int(rng.integers(2)) if seen == CONTESTED else seen,
                )
    for k in range(2):
        for t, p in front[rng.integers(0, len(front), len(front) // 400)]:
            say(f"troll {k}", -1, int(p), int(t), int(t), HOLD, int(rng.integers(2)))


def _copies_and_noise(panel: Panel, rng: np.random.Generator, out: list[Said], say: Any, late: Any) -> None:
    """Aggregators copy; 30 % of the copies are reworded; our own reading errs now and then."""
    for k in range(3):
        for i in range(len(out)):
            o = out[i]
            if not o.voice.startswith("aggregator") and rng.random() < 0.22:
                say(f"aggregator {k}", -1, o.place, o.published + late(1.2), o.event, o.kind, o.side, i)
    for i, s in enumerate(out):
        seen = s.copy_of >= 0 and rng.random() < 0.7
        s.words = out[s.copy_of].words if seen else f"statement number {i} in words of its own, said once"
        if rng.random() < 0.03:
            s.place = int(panel.near[s.place, rng.integers(6)])
        if rng.random() < 0.02 and s.kind in (TAKE, LOST, NOT_TAKEN):
            s.kind = LOST if s.kind == TAKE else TAKE
        s.dated = rng.random() < 0.6 and s.event <= s.published
