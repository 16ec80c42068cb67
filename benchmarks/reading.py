"""Words a second of the reader against the bare spaCy pipelines, on the same text in the same run, on one core.

    python benchmarks/reading.py [PATH …] [--runs 5] [--json FILE]

PATH names conflict reports, by default the example corpus and the one that the tests read. Three figures:

- conflict: those reports through `Reader.pipe`, against each language's pipeline as its package ships it, fed with the
  same reports by `Language.pipe`;
- mix: one of them among nine about sport, business, culture and the like (`reading_mix.py` writes those);
- recall: claims with and without the scan over raw text that decides what is parsed. Every difference is printed.

Nobody is timed on a report that it has seen: words, names and lemmas are remembered on both sides, and a second pass
over the same text would flatter. Each run is a process of its own, forked when everything is loaded and nothing read;
it works on one half of the reports untimed, as on yesterday's, and is timed on the other. The halves change places. In
the mix each half has its own sentences about sport and business, and as many conflict reports as the other.

Time is the processor's; runs of both sides take turns, and the fastest of each counts, because what disturbs a run
only ever makes it slower. Peak memory is that of the reader alone with both languages, in a process of
its own. Nothing here passes or fails: speed depends on the machine.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # one core

from reading_mix import articles  # noqa: E402

from whoholds import workflow  # noqa: E402
from whoholds.clock import now  # noqa: E402
from whoholds.model import Report  # noqa: E402
from whoholds.reading import Reader  # noqa: E402
from whoholds.reading.languages import SHIPPED  # noqa: E402
from whoholds.reading.parse import pipeline  # noqa: E402
from whoholds.reading.scan import Relevance  # noqa: E402
from whoholds.reports.intake import Intake, take  # noqa: E402
from whoholds.settings import Settings, load  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
CONFLICT = (ROOT / "examples" / "syria-2024" / "reports", ROOT / "tests" / "reading" / "corpus" / "reports")
ONE_IN = 10
MIXED = 20
"""Conflict reports that the mix is made with. Unit: reports."""
LANGUAGES = tuple(language.code for language in SHIPPED)


def words(reports: Sequence[Report]) -> int:
    """Words of the reports, as blanks part them."""
    return sum(len(report.text.split()) for report in reports)


def taken(paths: Sequence[str | Path], settings: Settings) -> list[Report]:
    """Reports as intake makes them."""
    return [item.report for item in take(paths, settings.reports, now()) if isinstance(item, Intake)]


def halved(reports: Sequence[Report]) -> list[list[Report]]:
    """Every second report, and the others."""
    return [list(reports[half::2]) for half in (0, 1)]


def mixed(conflict: Sequence[Report], settings: Settings, half: int) -> list[Report]:
    """Nine articles about other things for each conflict report, in its language, of one half's sentences."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "other.jsonl"
        rows = [json.dumps(row, ensure_ascii=False) for row in articles(half)]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        other = taken([path], settings)
    by_language = {language: [r for r in other if r.language == language] for language in LANGUAGES}
    out: list[Report] = []
    turn = dict.fromkeys(by_language, 0)
    for report in conflict:
        out.append(report)
        fill = by_language[report.language]
        for _ in range(ONE_IN - 1):
            out.append(fill[turn[report.language] % len(fill)])
            turn[report.language] += 1
    return out


def unseen(work: Callable[[Sequence[Report]], object], ready: Sequence[Report], timed: Sequence[Report]) -> float:
    """Processor seconds of work on `timed` by a process that has worked on `ready` only."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(ready)
            gc.collect()
            started = time.process_time()
            work(timed)
            os.write(writing, repr(time.process_time() - started).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    os.waitpid(child, 0)
    return float(said)


def compare(
    name: str, halves: Sequence[Sequence[Report]], reader: Reader, bare: dict[str, Any], runs: int
) -> dict[str, float]:
    """Both sides on the same reports, each of which they meet for the first time."""

    def parse(half: Sequence[Report]) -> None:
        for language, nlp in bare.items():
            for _ in nlp.pipe([r.text for r in half if r.language == language]):
                pass

    def read(half: Sequence[Report]) -> None:
        for _ in reader.pipe(half):
            pass

    best = {(side, half): float("inf") for half in (0, 1) for side in (read, parse)}
    for _ in range(runs):
        for side, half in best:
            best[side, half] = min(best[side, half], unseen(side, halves[1 - half], halves[half]))
    ours, theirs = (best[side, 0] + best[side, 1] for side in (read, parse))
    count = sum(map(words, halves))
    print(f"  {name}: {sum(map(len, halves))} reports, {count:,} words")
    print(f"    bare pipelines {count / theirs:9,.0f} words/s")
    print(f"    whoholds       {count / ours:9,.0f} words/s   {theirs / ours:5.2f} x bare", flush=True)
    return {"words": count, "bare": count / theirs, "reader": count / ours, "ratio": theirs / ours}


def recall(reports: Sequence[Report], reader: Reader, blind: Reader) -> dict[str, int]:
    """Claims and attributions found with the scan and without it."""
    found = lost = gained = attributions = unparsed = paragraphs = left = 0
    for report in reports:
        seen, all_of_it = reader.work(report), blind.work(report)
        ours, theirs = {c.id for c in seen.claims}, {c.id for c in all_of_it.claims}
        found += len(theirs)
        lost += len(theirs - ours)
        gained += len(ours - theirs)
        attributions += len(set(all_of_it.attributions) - set(seen.attributions))
        unparsed += seen.relevance is Relevance.NONE
        if seen.relevance is Relevance.WAR:
            paragraphs += len(all_of_it.parsed)
            left += len(all_of_it.parsed) - len(seen.parsed)
        for claim in (*all_of_it.claims, *seen.claims):
            if (claim.id in ours) != (claim.id in theirs):
                sign = "only" if claim.id in ours else "lost"
                print(f"    {sign}: {report.name}: {claim.event.value} “{claim.quote}”")
    print(f"  scan: {len(reports)} reports, {unparsed} not parsed; {left} of {paragraphs} other paragraphs left out")
    print(f"    claims {found}, lost {lost}, gained {gained}; attributions not looked for {attributions}")
    return {"claims": found, "lost": lost, "gained": gained, "unparsed": unparsed}


def without_scan(settings: Settings) -> Settings:
    """The same settings, everything parsed."""
    return settings.model_copy(update={"reading": settings.reading.model_copy(update={"scan": False})})


def loaded(settings: Settings) -> Reader:
    """A reader."""
    return Reader.load(workflow.gazetteer(settings), workflow.known_actors(settings), settings)


def peak() -> float:
    """Peak resident memory of this process. Unit: megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # where there is one: what getrusage says begins with the parent's memory
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(paths: Sequence[str | Path]) -> float:
    """Peak resident memory of one process that reads both languages. Unit: megabytes."""
    ran = subprocess.run(
        [sys.executable, __file__, "--memory", *map(str, paths)], check=True, capture_output=True, text=True
    )
    return float(ran.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", default=[str(path) for path in CONFLICT])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    settings = load()
    conflict = [r for r in taken(asked.paths, settings) if r.language in LANGUAGES]
    reader = loaded(settings)
    if asked.memory:
        for _ in reader.pipe(conflict):
            pass
        print(peak())
        return
    import spacy

    some = halved(conflict[:: max(1, len(conflict) // MIXED)])
    mix = [mixed(part, settings, half) for half, part in enumerate(some)]
    bare = {language.code: spacy.load(language.package) for language in SHIPPED}
    for language in LANGUAGES:
        pipeline(language)
    gc.freeze()
    result: dict[str, Any] = {
        "conflict": compare("conflict", halved(conflict), reader, bare, asked.runs),
        "mix": compare(f"mix, one in {ONE_IN}", mix, reader, bare, max(1, asked.runs // 2)),
        "scan": recall([*mix[0], *mix[1]], reader, loaded(without_scan(settings))),
        "memory_mb": memory(asked.paths),
    }
    print(f"  peak memory of a reader of both languages: {result['memory_mb']:.0f} MB")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
