"""Measures the reader, and pins floors under what is measured.

    python -m tests.quality.gate            print what is measured beside the floors
    python -m tests.quality.gate --raise    write floors just under it; none is ever lowered
    python -m tests.quality.gate [--raise] corpus corpus-pairs      the same for the sets that are named

The example corpus and the corpus of many conflicts (tests/reading/corpus) lie in the project. Other sets lie outside
it, because some are others' texts: in the folder that WHOHOLDS_SHARED names, or in `shared` beside the project; where
there is none, they are not measured.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.quality import place_figures, scorer
from tests.reading import pairs_score

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.json")
CORPUS = ROOT / "examples" / "syria-2024"
VARIED = ROOT / "tests" / "reading" / "corpus"
MARGIN = 0.01  # below what is measured: processors differ in the last digits of the parsers' scores

Measured = dict[str, float]


def shared() -> Path | None:
    """The folder of the larger sets, if there is one."""
    folder = Path(os.environ.get("WHOHOLDS_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "gold" / "score.py").is_file() else None


def digest(folder: Path) -> str:
    """One hash over the names and bytes of the files below a folder (or of one file)."""
    whole = hashlib.sha256()
    files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*.json*") if p.is_file())
    for path in files:
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def read(path: Path, home: Path, *command: str) -> list[dict[str, Any]]:
    """What `whoholds read PATH --json` prints (or another command that prints JSON lines)."""
    arguments = [sys.executable, "-m", "whoholds", *(command or ("read",)), str(path), "--json"]
    environment = os.environ | {"WHOHOLDS_HOME": str(home)}
    ran = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{' '.join(arguments[2:])} ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return [json.loads(line) for line in ran.stdout.splitlines() if line.strip()]


def build_gazetteer(home: Path) -> None:
    command = [sys.executable, "-m", "whoholds", "places", "build"]
    subprocess.run(command, env=os.environ | {"WHOHOLDS_HOME": str(home)}, capture_output=True, check=True)


def measure_examples(home: Path) -> Measured:
    """The example corpus, by the project's own scorer, with the sides of the Syria theatre."""
    from whoholds.reference.actors import Actors

    actors = Actors.load()
    theatre = actors.theatre("syria")
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((CORPUS / "gold").glob("*.json"))]
    texts = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (CORPUS / "reports").glob("*.json")}
    claims = {row["id"]: row["claims"] for row in read(CORPUS / "reports", home)}
    return scorer.score([texts[g["id"]] | g for g in gold], claims, lambda key: actors.side(key, theatre))


def side_anywhere() -> Callable[[str], str | None]:
    """The side of an actor's key in the first theatre that knows it."""
    from whoholds.reference.actors import Actors

    actors = Actors.load()
    theatres = actors.theatres()
    return lambda key: next((side for t in theatres if (side := actors.side(key, t)) is not None), None)


def measure_corpus(home: Path) -> Measured:
    """The reports of many conflicts: F1 by language, in all and in the odd- and even-numbered halves."""
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((VARIED / "reports").glob("*.json"))]
    claims = {row["id"]: row["claims"] for row in read(VARIED / "reports", home)}
    return scores_of(gold, claims, side_anywhere())


def scores_of(gold: list[dict[str, Any]], claims: dict[str, Any], side_of: Callable[[str], str | None]) -> Measured:
    """Scores by language, then `odd/…` and `even/…`: who writes rules may look into odd-numbered reports only."""
    whole = scorer.score(gold, claims, side_of)
    for name, odd in (("odd", 1), ("even", 0)):
        half = [dict(report, lang=name) for report in gold if int(report["id"]) % 2 == odd]
        whole |= scorer.score(half, claims, side_of)
    return whole


def measure_corpus_pairs(home: Path) -> Measured:
    """The minimal pairs of many conflicts: rows all right, and F1 of claims about control, by language."""
    path, side_of = VARIED / "pairs.jsonl", side_anywhere()
    claims = {row["id"]: [pairs_score.by_name(c) for c in row["claims"]] for row in read(path, home)}
    results: dict[str, pairs_score.Result] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        results.setdefault(row["lang"], pairs_score.Result()).take(row, claims.get(row["id"], []), side_of)
    return {f"{lang}/{n}": v for lang, r in sorted(results.items()) for n, v in (("rows", r.share), ("control", r.f1))}


def by_script(script: Path, *arguments: str, rows: list[dict[str, Any]], folder: Path) -> str:
    """What a scoring script says of these rows."""
    predictions = folder / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(script), *arguments, str(predictions)]
    if script.parent.name == "gold":
        command.append("--json")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure_gold(path: Path, home: Path) -> Measured:
    """A set of gold claims: F1 by language."""
    folder = path.parent
    rows = read(path, home)
    said = by_script(folder / "score.py", str(path), rows=rows, folder=home)
    result = json.loads(said)
    found = {f"{lang}/{name}": result[lang][name]["f1"] for lang in sorted(result) for name in scorer.MEASURES}
    found |= {f"all/{slot}": result["all"]["slots"][slot] for slot in SLOTS if slot in result["all"]["slots"]}
    # floors are floors: of a hundred reports, how many false captures there are not
    if path.is_dir():
        gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(path.glob("*.json"))]
        found["all/places within 10 km"] = round(place_figures.claims_near(gold, rows), 3)
    return found | {"all/free of false control": round(1 - result["all"]["false_control_per_100_reports"] / 100, 3)}


SLOTS = ("speaker", "polarity", "actor", "time")
NUMBERS = {
    "territory": {"f1": r"territory change: .*F1 ([0-9.]+)"},
    "attributions": {
        "soft f": r"soft P [0-9.]+ R [0-9.]+ F ([0-9.]+)",
        "source right": r"source right given match ([0-9.]+)",
    },
    "time": {"exact of 30": r"time: exact (\d+)"},
    "places": {
        "right %": r"right \(id or 161 km\) ([0-9.]+)",
        "right within 25 km %": r"id or 25 km ([0-9.]+)",
        "AUC": r"AUC ([0-9.]+)",
    },
}
READ_BY = {"places": ("places", "resolve")}


def measure_bench(name: str, path: Path, home: Path) -> Measured:
    """One of the sets that others made."""
    rows = read(path, home, *READ_BY.get(name, ()))
    said = by_script(path.parent / "score.py", name, str(path), rows=rows, folder=home)
    found = {key: re.search(pattern, said) for key, pattern in NUMBERS[name].items()}
    if not all(found.values()):
        raise RuntimeError(f"no score in: {said}")
    measured = {key: float(match.group(1)) for key, match in found.items() if match}
    if name == "places":  # floors are floors: of the area under the curve of errors, what is left
        measured["1 - AUC"] = round(1 - measured.pop("AUC"), 3)
        measured["sure and right %"] = round(place_figures.sure_and_right(path, rows), 1)
    return measured


def sets() -> Iterator[tuple[str, Path, Callable[[Path], Measured]]]:
    """Name, files and measurement of every set that is here."""
    yield "examples", CORPUS, measure_examples
    yield "corpus", VARIED / "reports", measure_corpus
    yield "corpus-pairs", VARIED / "pairs.jsonl", measure_corpus_pairs
    folder = shared()
    if folder is None:
        return
    for name, path in (("dev", folder / "gold" / "dev"), ("pairs", folder / "gold" / "minimal_pairs.jsonl")):
        yield name, path, lambda home, path=path: measure_gold(path, home)
    spellings = folder / "bench" / "spellings.jsonl"
    yield "spellings", spellings, lambda home: {"right %": round(place_figures.spellings_right(spellings, home), 1)}
    for name in NUMBERS:
        path = folder / "bench" / f"{name}.jsonl"
        yield name, path, lambda home, name=name, path=path: measure_bench(name, path, home)


def load_floors() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return data


def raised(old: Measured, measured: Measured) -> Measured:
    """The new floors: a margin under what is measured, in steps of the margin, and never below the old ones."""
    new = {}
    for key, value in measured.items():
        step = MARGIN if value <= 1 else 1.0
        under = round(math.floor((value - step) / step + 1e-9) * step, 2)
        new[key] = max(old.get(key, 0.0), under, 0.0)
    return {**old, **new}


def main(arguments: list[str]) -> int:
    floors = load_floors()
    below, wanted = 0, {argument for argument in arguments if not argument.startswith("-")}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build_gazetteer(home)
        for name, path, measure in sets():
            if wanted and name not in wanted:
                continue
            measured, pinned = measure(home), floors.setdefault(name, {"floors": {}})
            for key, value in measured.items():
                floor = pinned["floors"].get(key)
                low = floor is not None and value < floor
                below += low
                print(f"  {name + '/' + key:28} {value:8.3f}   floor {floor}{'   BELOW' if low else ''}", flush=True)
            if "--raise" in arguments:
                pinned["sha256"] = digest(path)
                pinned["floors"] = raised(pinned["floors"], measured)
    if "--raise" in arguments:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
