"""Measures the interface over a large theatre, served by one process: `python benchmarks/serving.py [--check]`.

Asks `control` for days drawn by lot over a made-up ledger (`large_ledger`), once over a socket from `whoholds serve`
and once inside this process, where there is no socket and no other process: the difference is what serving costs. The
first question after a new report reads the ledger and is given apart. An answer is a page of a hundred features, as
it is given to who asks for no more, of a day on which twenty thousand places have one. Times are of the clock;
`processor` is the mean of an answer's processor time in the process that answers, which what else the machine does
changes little.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import httpx2
from fastapi.testclient import TestClient
from large_ledger import START, fill

from whoholds.settings import Settings
from whoholds.web.app import create_app
from whoholds.web.desk import Desk

MOST_P95 = 150.0
"""What is promised of 20,000 places. Unit: ms."""
ASKED = 200
ITEMS = "api/collections/control/items"


def days(count: int, span: int, seed: int = 11) -> list[str]:
    """`count` days of the ledger's time."""
    draw = random.Random(seed)
    return [(START + timedelta(days=draw.randrange(span // 8, span))).isoformat() for _ in range(count)]


def timed(ask: Callable[[str], int], wanted: Sequence[str], processor: Callable[[], float]) -> dict[str, float]:
    """Milliseconds of the first question, and of the others: median, 95th percentile and mean processor time."""
    taken, spent = [], 0.0
    for n, day in enumerate(wanted):
        if n == 1:
            spent = processor()
        start = time.perf_counter()
        assert ask(day) > 0
        taken.append(1000 * (time.perf_counter() - start))
    rest = sorted(taken[1:])
    return {
        "first": round(taken[0]),
        "median": round(statistics.median(rest), 1),
        "p95": round(rest[int(0.95 * len(rest))], 1),
        "processor": round(1000 * (processor() - spent) / len(rest), 1),
    }


def processor_of(process: int) -> float:
    """Processor time that a process has had, without its children's (proc(5)). Unit: s."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def served(home: Path, wanted: Sequence[str]) -> dict[str, float]:
    """Over a socket."""
    command = [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"]
    server = subprocess.Popen(
        command, env={**os.environ, "WHOHOLDS_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    try:
        with httpx2.Client(base_url=json.loads(server.stdout.readline())["address"], timeout=600) as client:
            return timed(
                lambda day: int(client.get(ITEMS, params={"datetime": day}).json()["numberReturned"]),
                wanted,
                lambda: processor_of(server.pid),
            )
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(120)


def inside(home: Path, wanted: Sequence[str]) -> dict[str, float]:
    """In this process."""
    with TestClient(create_app(Desk.open(Settings(home=home)), ("testserver",))) as client:
        return timed(
            lambda day: int(client.get(f"/{ITEMS}", params={"datetime": day}).json()["numberReturned"]),
            wanted,
            time.process_time,
        )


def main() -> None:
    """Print the figures; with `--check`, fail where they are not what is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("var/bench-serving"))
    parser.add_argument("--places", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    home = args.home / f"{args.places}-{args.days}"
    if not home.exists():
        home.mkdir(parents=True)
        fill(Settings(home=home), args.places, args.days)
    wanted = days(ASKED, args.days)
    over_socket, within = served(home, wanted), inside(home, wanted)
    print(json.dumps({"places": args.places, "served": over_socket, "inside": within}))
    if args.check and over_socket["p95"] > MOST_P95:
        sys.exit(f"p95 over {MOST_P95} ms")


if __name__ == "__main__":
    main()
