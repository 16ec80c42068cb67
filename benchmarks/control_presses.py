"""Worse presses than the one of `control_claims`: few voices, one side only, copies, silence, late, with wrong days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from control_claims import HOLD, TAKE, Panel, Said

Press = Callable[[Panel, list[Said], int], list[Said]]


def _chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed + 1000)


def few(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """One monitor, one agency and the two ministries; a third of what they say."""
    kept, rng = ("monitor:a", "wire 0", "official"), _chance(seed)
    return [s for s in said if s.voice.startswith(kept) and rng.random() < 0.35]


def one_sided(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Nobody of the second side is heard, monitors rarely, and half the agencies' word is the first side's."""
    rng, out = _chance(seed), []
    for s in said:
        if s.party == 1 or (s.voice.startswith("monitor") and rng.random() < 0.7):
            continue
        if s.voice.startswith("wire") and s.kind in (TAKE, HOLD) and s.side == 1 and rng.random() < 0.5:
            continue
        out.append(s)
    return out


def copies(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Everything that a party or an agency says is printed six more times, half of them in words of their own."""
    rng, out = _chance(seed), list(said)
    for s in said:
        if s.voice.startswith(("official", "partisan", "wire")):
            for k in range(6):
                words = s.words if rng.random() < 0.5 else f"{s.words} as {k} has it, retold at some length"
                late = s.published + int(rng.geometric(0.6)) - 1
                copy = replace(s, voice=f"aggregator of {k}", party=-1, published=late, words=words)
                out.append(copy)
    return _within(panel, out)


def silence(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Of each place nothing is heard for half of the days, in stretches of forty."""
    rng = _chance(seed)
    begins = rng.integers(0, 80, panel.states.shape[1])
    return [s for s in said if (s.published + begins[s.place]) % 80 >= 40]


def late(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Half of everything comes a week or two later."""
    rng = _chance(seed)
    moved = [replace(s, published=s.published + int(rng.integers(5, 15))) if rng.random() < 0.5 else s for s in said]
    return _within(panel, moved)


def wrong_days(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Three in ten dated statements are of a day up to a week off, and two in three have no day at all."""
    rng, out = _chance(seed), []
    for s in said:
        off = int(rng.integers(-7, 8)) if rng.random() < 0.3 else 0
        event = min(max(s.event + off, 0), s.published)
        out.append(replace(s, event=event, dated=s.dated and rng.random() < 0.55))
    return out


def boasts(panel: Panel, said: list[Said], seed: int) -> list[Said]:
    """Both sides claim a fifth more towns than they have, and trolls are three times as many."""
    rng, out = _chance(seed), list(said)
    for s in said:
        if s.voice == "official" and s.kind in (TAKE, HOLD) and rng.random() < 0.2:
            where = int(panel.near[s.place, rng.integers(panel.near.shape[1])])
            words = f"{s.words} and the next town too, whatever is there"
            out += [replace(s, place=where, kind=TAKE, words=words)]
        if s.voice.startswith("troll"):
            out += [replace(s, voice=f"{s.voice} {k}", side=int(rng.integers(2)), words=f"{s.words} {k}") for k in "ab"]
    return out


def _within(panel: Panel, said: list[Said]) -> list[Said]:
    return sorted((s for s in said if s.published < len(panel.states)), key=lambda s: s.published)


VARIANTS: dict[str, Press] = {
    "few": few,
    "one-sided": one_sided,
    "copies": copies,
    "silence": silence,
    "late": late,
    "wrong-days": wrong_days,
    "boasts": boasts,
}
