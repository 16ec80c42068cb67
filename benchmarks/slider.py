"""What the time slider costs: the timeline, what the page loads, and a step in a browser that draws in software.

    python benchmarks/slider.py [--places 5000 20000] [--days 400] [--step HOME] [--check]

The timeline is compared with asking for each day by itself, place by place, on a sample: a ratio, which machines share.
With --step the built page is served from a home (see large_ledger.py) and stepped through in headless Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from large_ledger import START, reports

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import chromium
from whoholds.control.case import answer_probability, by_place, case_of
from whoholds.control.evidence import Evidence
from whoholds.control.filter import Filter
from whoholds.control.history import spans
from whoholds.control.needs import World
from whoholds.control.standing import verdict
from whoholds.control.walk import Stretch, Walker
from whoholds.control.weights import Weights
from whoholds.model import Claim
from whoholds.reference.actors import Actors

SAMPLE = 12  # places whose days are also asked for one by one
LIMITS = {"ratio": 20.0, "kilobytes_5000": 600.0, "step_ms": 200.0}
CHROMIUM = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
STEP = """async () => {
  const taken = [];
  const input = document.querySelector('.slider input[type=range]');
  for (let i = 0; i < 12; i++) {
    const began = performance.now();
    input.value = String(Number(input.value) + (i % 2 ? 7 : -30));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    do await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    while (document.querySelector('#map').dataset.day !== input.value); // the frame of that day has been drawn
    taken.push(performance.now() - began);
  }
  return taken;
}"""


@dataclass(frozen=True)
class Told:
    """A made-up claim as a ledger gives it back."""

    claim: Claim
    report_id: str
    outlet: str | None
    published: object
    known_from: object
    title: str | None = None
    language: str = "en"
    seq: int = 1
    wire: str | None = None
    fingerprint: bytes = b""
    story: str | None = None
    alone: bool = False


def told(places: int, days: int) -> Iterator[Told]:
    """The claims of such a ledger."""
    for report, claims in reports(places, days):
        for claim in claims:
            yield Told(claim, report.id, report.outlet, report.published, report.published)


def plainly(evidence: list[Evidence], filter: Filter, last: date) -> None:
    """Each day by itself."""
    day = START
    while day <= last:
        case = case_of(evidence, day, filter)
        if case.evidence:
            span = spans(case)[-1]
            verdict(case, span.holder, answer_probability(case.state(), span.holder, filter), span.start)
        day += timedelta(days=1)


def size(lines: dict[str, tuple[Stretch, ...]]) -> tuple[int, int]:
    """Bytes of the stretches as the page gets them, plain and compressed."""
    rows = [
        [key, [[(s.start - START).days, (s.end - START).days, s.holder, round(s.probability * 100)] for s in line]]
        for key, line in lines.items()
    ]
    text = json.dumps(rows, separators=(",", ":")).encode()
    return len(text), len(gzip.compress(text, 6))


def timeline(places: int, days: int) -> dict[str, float]:
    """Processor time and size of a timeline."""
    actors, weights = Actors.load(), Weights.load()
    world = World(actors, actors.theatre("syria"))
    filter, last = Filter(world.sides, weights), START + timedelta(days=days - 1)
    claims = list(told(places, days))
    began = time.process_time()
    evidence = by_place(claims, world, weights)
    weighed = time.process_time() - began
    walker = Walker(filter)
    began = time.process_time()
    lines = {key: walker.stretches(some, START, last) for key, some in evidence.items()}
    walked = time.process_time() - began
    sample = sorted(evidence)[:: max(1, len(evidence) // SAMPLE)][:SAMPLE]
    began = time.process_time()
    for key in sample:
        Walker(filter).stretches(evidence[key], START, last)
    quick = time.process_time() - began
    began = time.process_time()
    for key in sample:
        plainly(evidence[key], filter, last)
    slow = time.process_time() - began
    plain, packed = size(lines)
    print(
        f"{places} places, {days} days, {len(claims)} claims: weighed {weighed:.1f} s, walked {walked:.1f} s, "
        f"{slow / quick:.0f} x quicker than day by day; {plain / 1000:.0f} kB, {packed / 1000:.0f} kB compressed"
    )
    return {"ratio": slow / quick, f"kilobytes_{places}": packed / 1000}


def step(home: str) -> dict[str, float]:
    """Median time of a step, and time to the first map, in a browser that draws in software."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"]
    server = subprocess.Popen(command, env={**os.environ, "WHOHOLDS_HOME": home}, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    try:
        address = json.loads(server.stdout.readline())["address"]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium.found(), args=CHROMIUM)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            first = []
            for _ in range(2):  # the first visit fills the server's memory
                page.goto(address, timeout=900_000)
                page.wait_for_selector("#map[data-ready=yes]", timeout=900_000)
                first.append(page.evaluate("performance.getEntriesByName('map-drawn')[0].startTime"))
            taken = page.evaluate(STEP)
            browser.close()
    finally:
        server.kill()  # it may still be working out days that the steps passed over
        server.wait()
    median = statistics.median(taken)
    print(
        f"{home}: first map {first[0]:.0f} ms, again {first[1]:.0f} ms; a step {median:.0f} ms "
        f"(median of {len(taken)}), the quickest {min(taken):.0f} ms; load of the machine {os.getloadavg()[0]:.1f}"
    )
    return {"step_ms": median}


def main() -> int:
    """Measure, and with --check fail where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, nargs="*", default=[5_000, 20_000])
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--step", metavar="HOME", help="also step through the page of this home")
    parser.add_argument("--check", action="store_true", help="fail where a limit is not kept")
    args = parser.parse_args()
    found: dict[str, float] = {}
    for places in args.places:
        found |= timeline(places, args.days)
    if args.step:
        found |= step(args.step)
    missed = [
        f"{name} {found[name]:.1f}, and not {limit}"
        for name, limit in LIMITS.items()
        if name in found and (found[name] < limit if name == "ratio" else found[name] > limit)
    ]
    for line in missed if args.check else []:
        print(f"limit: {line}")
    return 1 if args.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
