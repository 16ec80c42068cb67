"""How long a whole theatre takes, and one new claim.

    python benchmarks/control_scale.py [--places 100000] [--days 1000] [--claims 2000000] [--check]

The whole: from claims as the ledger gives them, in no order (speaker, event, dates, copies and all), to every place's
state on every day that is spoken of and on the last (`control.whole`). One new claim: likewise to the new answer of its
place (`control.living`), at a place with fifty claims over a thousand days. Both in processor time, which does not
count what else the machine does; making the claims up is not counted.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from control_claims import ATTACK, HOLD, LOST, NOT_TAKEN, TAKE, Said

from control import Actors, Stored, Theatre, as_claim
from whoholds.control.living import Living
from whoholds.control.needs import World
from whoholds.control.weights import Weights
from whoholds.control.whole import whole

START = date(2030, 1, 1)
LIMITS = {"whole": 60.0, "gigabytes": 4.0, "one": 0.020}
VOICES = [("monitor:a", -1), ("monitor:b", -1), *((f"wire {k}", -1) for k in range(4)), ("troll 0", -1)]
VOICES += [(voice, side) for side in (0, 1) for voice in ("official", "partisan 0", "partisan 1")]
KINDS = [TAKE, HOLD, LOST, ATTACK, NOT_TAKEN]


class Made:
    """Claims made up one after the other, and the processor time that this took.

    Every other one is in the words of one before, most are dated, some late.
    """

    def __init__(self, places: int, days: int, claims: int) -> None:
        self._places, self._days, self._claims = places, days, claims
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Stored]:
        rng, batch = np.random.default_rng(7), 20_000
        for low in range(0, self._claims, batch):
            began = time.process_time()
            n = min(batch, self._claims - low)
            place, day = rng.integers(0, self._places, n).tolist(), rng.integers(0, self._days, n).tolist()
            late, voice = rng.geometric(0.4, n).tolist(), rng.integers(0, len(VOICES), n).tolist()
            kind, side = rng.integers(0, len(KINDS), n).tolist(), rng.integers(0, 2, n).tolist()
            words, dated = rng.integers(0, low + n, n).tolist(), (rng.random(n) < 0.6).tolist()
            some = [self._claim(low, i, place, day, late, voice, kind, side, words, dated) for i in range(n)]
            self.seconds += time.process_time() - began
            yield from some

    def _claim(self, low: int, i: int, *columns: list[int]) -> Stored:
        place, day, late, voice, kind, side, words, dated = (column[i] for column in columns)
        name, party = VOICES[voice]
        text = f"statement number {words} on the town and who is said to be there"
        said = Said(name, party, place, day + late - 1, day, KINDS[kind], side, words=text, dated=bool(dated))
        return as_claim(low + i, said, START)


def all_places(places: int, days: int, claims: int, weights: Weights) -> float:
    """Seconds of processor time for the whole theatre."""
    made = Made(places, days, claims)
    began = time.process_time()
    told = whole(made, World(Actors(), Theatre()), weights, START + timedelta(days=days - 1))
    spent = time.process_time() - began - made.seconds
    assert np.allclose(told.run.last.sum(1), 1)
    print(f"{len(told.places)} places, {days} days, {claims} claims: {len(told.run.day)} days with news, and the last")
    return spent


def one(weights: Weights, claims: int = 50, times: int = 20) -> float:
    """Median seconds of processor time from a new claim to the new answer of its place."""
    living = Living(World(Actors(), Theatre()), weights)
    rng = np.random.default_rng(3)
    until = START + timedelta(days=1000)

    def claim(n: int) -> object:
        voice, party = [("monitor:a", -1), ("wire 0", -1), ("official", 0), ("official", 1)][int(rng.integers(4))]
        day = int(rng.integers(0, 1000))
        kind = [TAKE, HOLD][int(rng.integers(2))]
        return as_claim(n, Said(voice, party, 0, day, day, kind, int(rng.integers(2)), words=f"words {n}"), START)

    living.add(claim(n) for n in range(claims))
    taken = []
    for n in range(times):
        new = claim(claims + n)
        began = time.process_time()
        for place in living.add([new]):
            living.now.answer(place, until)
        taken.append(time.process_time() - began)
    return float(np.median(taken))


def main() -> int:
    """Measure, and with --check fail where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--claims", type=int, default=2_000_000)
    parser.add_argument("--check", action="store_true", help="fail where a limit is not kept")
    args = parser.parse_args()
    weights = Weights.load()
    found = {"whole": all_places(args.places, args.days, args.claims, weights), "one": one(weights)}
    found["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"whole {found['whole']:.1f} s   one new claim {1000 * found['one']:.1f} ms   {found['gigabytes']:.2f} GB")
    missed = [f"{name} {found[name]:.3f}, and not {limit}" for name, limit in LIMITS.items() if found[name] > limit]
    for line in missed if args.check else []:
        print(f"limit: {line}")
    return 1 if args.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
