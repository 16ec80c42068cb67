"""How long a whole theatre takes, and one new claim.

    python benchmarks/control_scale.py [--places 100000] [--days 1000] [--claims 2000000] [--check]

The whole: every place's state on every day that is spoken of, and on the last, from statements that have been weighed
(`control.mass`). One new claim: from the claim as the ledger gives it to the new answer of its place
(`control.living`), at a place with fifty claims over a thousand days, in processor time.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import date, timedelta

import numpy as np
from control_claims import HOLD, SIDES, TAKE, Said

from control import Actors, Theatre, as_claim
from whoholds.control.filter import Filter
from whoholds.control.living import Living
from whoholds.control.mass import Mass, Parts
from whoholds.control.needs import World
from whoholds.control.weights import Weights

START = date(2030, 1, 1)
LIMITS = {"whole": 60.0, "gigabytes": 4.0, "one": 0.020}
PER_RUN = 20_000  # places worked out side by side


def parts(rng: np.random.Generator, places: int, days: int, claims: int, weights: Weights) -> Parts:
    """Random weighed statements of every shape, by voices of every class, in no order."""
    names = list(type(weights.shapes).model_fields)
    rows = [getattr(weights.shapes, name) for name in names]
    shape = rng.choice(len(names), claims, p=np.array([6, 6, 2, *[1] * (len(names) - 3)]) / (11 + len(names)))
    side = rng.integers(0, len(SIDES), claims)
    factor = rng.uniform(0.3, 1.0, claims)
    return Parts(
        place=rng.integers(0, places, claims),
        day=rng.integers(0, days, claims),
        step=np.array([row.stage for row in rows])[shape],
        shape=shape,
        side=side,
        target=np.where(rng.random(claims) < 0.3, 1 - side, -1),
        strength=np.log(rng.choice([1.35, 2.0, 4.0, 12.0], claims)) * factor,
        opens=np.array([row.opens for row in rows])[shape] * factor,
        ends=np.array([row.decides for row in rows])[shape] * factor,
        contested=rng.choice([0.3, 1.0], claims),
    )


def whole(places: int, days: int, claims: int, weights: Weights) -> float:
    """Seconds for the whole theatre."""
    filter = Filter(SIDES, weights)
    all_parts = parts(np.random.default_rng(7), places, days, claims, weights)
    prior = np.array(filter.prior((), None))
    began = time.perf_counter()
    order = np.argsort(all_parts.place, kind="stable")
    told = 0
    for low in range(0, places, PER_RUN):
        high = min(low + PER_RUN, places)
        a, b = np.searchsorted(all_parts.place[order], [low, high])
        some = order[a:b]
        columns = {name: getattr(all_parts, name)[some] for name in all_parts.__dataclass_fields__}
        columns["place"] = columns["place"] - low
        run = Mass(filter, np.repeat(prior[None], high - low, 0)).run(Parts(**columns), days - 1)
        told += len(run.day)
        assert np.allclose(run.last.sum(1), 1)
    print(f"{places} places, {days} days, {claims} statements: {told} days with news, and the last")
    return time.perf_counter() - began


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

    living.add(claim(n) for n in range(claims))  # type: ignore[misc]
    taken = []
    for n in range(times):
        new = claim(claims + n)
        began = time.process_time()
        for place in living.add([new]):  # type: ignore[list-item]
            living.answer(place, until)
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
    found = {"whole": whole(args.places, args.days, args.claims, weights), "one": one(weights)}
    found["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"whole {found['whole']:.1f} s   one new claim {1000 * found['one']:.1f} ms   {found['gigabytes']:.2f} GB")
    missed = [f"{name} {found[name]:.3f}, and not {limit}" for name, limit in LIMITS.items() if found[name] > limit]
    for line in missed if args.check else []:
        print(f"limit: {line}")
    return 1 if args.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
