"""Measures the gazetteer and the resolver on one core: `make bench` runs it.

Times are processor time of this process, so that what else the machine does counts little, and the best of a few runs.
Names are drawn from the gazetteer itself, evenly over all that it has; reports are drawn up by lot: a country of a
theatre, a score of its places, a few that lie elsewhere, some of them named again.

    python benchmarks/places.py [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.resolve import Resolver
from whoholds.reference.spans import Span
from whoholds.reference.sqlite import sqlite3
from whoholds.settings import load
from whoholds.stock import gazetteer

LEAST = {"look-ups": 60_000, "mentions": 8_000}
"""What is promised of one core of a common computer. Unit: 1/s."""
MOST = {"opening": 50.0, "memory after look-ups": 80.0, "memory after resolving": 80.0}
"""What is promised. Units: ms, MB, MB."""
LOOKUPS, REPORTS, RUNS = 60_000, 588, 5
COUNTRIES = ("SY", "UA", "SD", "CD", "ML", "MM", "YE", "LY", "IQ", "AF", "ET", "SO", "NG", "SS", "CF", "MZ")


def names(path: Path, count: int, country: str | None = None) -> list[str]:
    """`count` names of the gazetteer, no two with one key, every n-th in the order of their keys."""
    where, given = ("WHERE country = ?", [country]) if country else ("", [])
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        total = db.execute(f"SELECT count(*) FROM place {where}", given).fetchone()[0]
        sql = f"SELECT name FROM place {where} ORDER BY id"
        step = max(1, total // (count + count // 4))
        rows = (name for i, (name,) in enumerate(db.execute(sql, given)) if i % step == 0)
        return list(dict.fromkeys(rows))[:count]
    finally:
        db.close()


def reports(path: Path, count: int, seed: int = 20240801) -> list[list[Span]]:
    """Mentions of `count` reports, some nine each."""
    draw = random.Random(seed)
    by_country = {country: names(path, 400, country) for country in COUNTRIES}
    abroad = names(path, 2_000)
    made = []
    for _ in range(count):
        home = by_country[draw.choice(COUNTRIES)]
        told = draw.sample(home, 4) + draw.sample(abroad, 2)
        told += draw.choices(told, k=3)
        spans, start = [], 0
        for name in told:
            spans.append(Span(start, start + len(name), name))
            start += len(name) + draw.choice((2, 30, 90))
        made.append(spans)
    return made


def rate(count: int, work: Callable[[], object], runs: int = RUNS) -> float:
    """How many a second of processor time, in the fastest of several runs."""
    took = []
    for _ in range(runs):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return count / min(took)


def resident() -> float:
    """Memory that this process holds now. Unit: MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return float("nan")


def measure(path: Path, lookups: int = LOOKUPS, count: int = REPORTS, runs: int = RUNS) -> dict[str, float]:
    """Every figure; memory is taken by itself (see `hold`), for what the benchmark draws up weighs too.

    Args:
        path: the compiled gazetteer.
        lookups: names looked up, all different.
        count: reports resolved.
        runs: of which the fastest counts.
    """
    found: dict[str, float] = {}
    found["opening"] = 1000 / rate(1, lambda: Gazetteer.open(path).close(), runs)
    drawn, texts = names(path, lookups), reports(path, count)

    def look_up() -> None:
        with Gazetteer.open(path) as places:
            find = places.find
            for name in drawn:
                find(name)

    def resolve() -> None:
        with Gazetteer.open(path) as places:
            resolver = Resolver(places, load().places)
            for spans in texts:
                resolver.resolve(spans, countries={})

    found["look-ups"] = rate(len(drawn), look_up, runs)
    found["mentions"] = rate(sum(map(len, texts)), resolve, runs)
    return found


def hold(path: Path, what: str, lines: Iterable[str]) -> float:
    """Memory of this process after `what` is done with what the lines hold, one name or report at a time. Unit: MB."""
    with Gazetteer.open(path) as places:
        if what == "look-ups":
            for line in lines:
                places.find(line.rstrip("\n"))
        else:
            resolver = Resolver(places, load().places)
            for line in lines:
                resolver.resolve([Span(*span) for span in json.loads(line)], countries={})
        return resident()


def held(path: Path, what: str, lines: Sequence[str]) -> float:
    """`hold` in a process of its own, that reads what it works on line by line. Unit: MB."""
    program = [sys.executable, __file__, "--hold", what, "--gazetteer", str(path)]
    given = "".join(line + "\n" for line in lines)
    return float(subprocess.run(program, input=given, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Prints every figure beside what is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--hold", choices=("look-ups", "mentions"), help=argparse.SUPPRESS)
    parser.add_argument("--gazetteer", type=Path, help="the compiled gazetteer, else that of the settings")
    asked = parser.parse_args()
    if asked.hold:
        print(hold(asked.gazetteer, asked.hold, sys.stdin))
        return
    with gazetteer(load()) as places:
        path = asked.gazetteer or places.path
    found = measure(path)
    found["memory after look-ups"] = held(path, "look-ups", names(path, LOOKUPS))
    texts = [json.dumps([[s.start, s.end, s.text] for s in spans]) for spans in reports(path, REPORTS)]
    found["memory after resolving"] = held(path, "mentions", texts)
    if asked.json:
        print(json.dumps(found))
        return
    for what, figure in found.items():
        unit = "1/s" if what in LEAST else "ms" if what == "opening" else "MB"
        asked_for = f"at least {LEAST[what]:,}" if what in LEAST else f"at most {MOST[what]:g}"
        print(f"  {what:28} {figure:10,.1f} {unit:4} {asked_for}")


if __name__ == "__main__":
    main()
