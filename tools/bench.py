"""Measures speed on this machine: `make bench`.

Every figure is the best of a few runs, because what disturbs a run only ever makes it slower. Nothing here passes or
fails: speed depends on the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "examples" / "syria-2024" / "reports"


def best_of(runs: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return min(took)


def command(*arguments: str) -> Callable[[], object]:
    line = [sys.executable, "-m", "whoholds", *arguments]
    return lambda: subprocess.run(line, check=True, capture_output=True)


def say(what: str, figure: float, unit: str, digits: int = 2) -> None:
    print(f"  {what:48} {figure:10,.{digits}f} {unit}", flush=True)


def bench_commands() -> None:
    """Whole commands, from the shell's point of view, on a data folder made here."""
    say("places build", best_of(1, command("places", "build")), "s")
    say("add: 18 reports, models loaded", best_of(1, command("add", "--backfill", str(REPORTS))), "s")
    say("add: the same again", best_of(3, command("add", "--backfill", str(REPORTS))), "s")
    say("--help", best_of(5, command("--help")), "s")
    say("who Hama --on 2024-12-06", best_of(5, command("who", "Hama", "--on", "2024-12-06")), "s")
    say("claims --place Homs", best_of(5, command("claims", "--place", "Homs")), "s")
    svg = str(Path(os.environ["WHOHOLDS_HOME"]) / "map.svg")
    say("map of Syria as SVG", best_of(3, command("map", "--on", "2024-12-09", "-o", svg)), "s")


def bench_reader() -> None:
    """The reader alone, in this process, once everything is loaded."""
    from whoholds.clock import now
    from whoholds.errors import InputRefused
    from whoholds.reading import Reader
    from whoholds.reference.actors import Actors
    from whoholds.reference.gazetteer import Gazetteer
    from whoholds.reports.intake import take
    from whoholds.settings import load

    settings = load()
    taken = [item for item in take([REPORTS], settings.reports, now()) if not isinstance(item, InputRefused)]
    reader = Reader.load(Gazetteer.open(settings.gazetteer_path), Actors.load(), settings)
    for language in ("fr", "en"):
        reports = [item.report for item in taken if item.report.language == language]
        words = sum(len(report.text.split()) for report in reports)
        took = best_of(3, lambda reports=reports: [reader.read(report) for report in reports])
        say(f"reading {language}, one process", words / took, "words/s", 0)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WHOHOLDS_HOME"] = folder
        bench_commands()
        bench_reader()


if __name__ == "__main__":
    main()
