"""What the corpus of reports with gold claims must be: `python -m tests.reading.corpus_check` says what is wrong.

The reports, their tables and the rulings they follow are described in `tests/reading/corpus/README.md`.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.reading import pairs_score
from whoholds.model import Effect, Event, Factuality, PlaceRole

Json = dict[str, Any]
Box = tuple[float, float, float, float]
FOLDER = Path(__file__).with_name("corpus")
REPORT_KEYS = {"id", "lang", "published", "outlet", "title", "text", "claims", "places"}
CLAIM_KEYS = {"quote", "event", "actor", "target", "place", "place_role", "speaker", "factuality", "time", "quantity"}
CLAIM_KEYS |= {"control"}
OPTIONAL = {"headline", "also"}
PLACE_KEYS = {"name", "lat", "lon"}
KINDS = ("area", "line")
KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*(:[A-Za-z0-9]+(_[A-Za-z0-9]+)*)?")
CONTROL = {
    "capture": "gains",
    "handover": "gains",
    "hold": "holds",
    "repel": "holds",
    "loss": "loses",
    "enter": "contests",
    "besiege": "contests",
    "offensive": "contests",
    "clash": "contests",
}
RUN, RUNS, LONG = 5, 4, 7
"""A report may share so many runs of five words with another's text, idioms of its language, and none of seven."""


def effect(event: str, role: str | None) -> str:
    """What an event type says of control, seen from its actor (the table of the annotation rules)."""
    if event == "withdraw":
        return "none" if role in ("to", "toward") else "loses"
    if event == "advance":
        return "contests" if role in ("at", "near") else "none"
    return CONTROL.get(event, "none")


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the corpus."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def load(folder: Path = FOLDER / "reports") -> list[Json]:
    """Every report, by file name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def load_pairs() -> list[Json]:
    path = FOLDER / "pairs.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def boxes() -> dict[str, Box]:
    """South, north, west and east end of the countries, by their two letters."""
    rows = table("countries.tsv")
    return {r["iso"]: (float(r["south"]), float(r["north"]), float(r["west"]), float(r["east"])) for r in rows}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def others() -> list[str]:
    """Texts outside the project that nothing may be copied from; none where they are not here."""
    folder = Path(os.environ.get("WHOHOLDS_SHARED") or FOLDER.parents[3] / "shared") / "gold" / "dev"
    return [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted(folder.glob("*.json"))]


def copied(text: str, foreign: list[str]) -> bool:
    """Does a text share more words with one of the others than two writers would by chance?"""
    if any(runs(text, LONG) & runs(other, LONG) for other in foreign):
        return True
    return sum(len(runs(text, RUN) & runs(other, RUN)) for other in foreign) > RUNS


def is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def place_problems(place: Mapping[str, Any], known: list[Box]) -> Iterator[str]:
    if set(place) - {"kind"} != PLACE_KEYS or place.get("kind", "area") not in KINDS:
        yield f"a place is name, lat, lon and perhaps kind: {place}"
    elif not any(s <= place["lat"] <= n and w <= place["lon"] <= e for s, n, w, e in known):
        yield f"{place['name']} lies in none of its report's countries"


def time_problems(time: Any) -> Iterator[str]:
    if time is None:
        return
    ends = [time.get("start"), time.get("end")]
    if set(time) != {"start", "end"} or not all(end is None or is_day(end) for end in ends) or not ends[1]:
        yield f"a time has a start and an end, ISO days: {time}"
    elif ends[0] and ends[0] > ends[1]:
        yield f"a time ends before it begins: {time}"


def value_problems(claim: Json) -> Iterator[str]:
    """Values that are none of theirs, in what a claim of a report and one of a pair have in common."""
    legal: dict[str, Callable[[str], object]] = {"event": Event, "factuality": Factuality, "control": Effect}
    for name, values in legal.items():
        try:
            values(claim[name])
        except ValueError:
            yield f"no {name}: {claim[name]!r}"
    for slot in ("actor", "speaker"):
        if not KEY.fullmatch(claim[slot] or ("" if slot == "speaker" else "null")):
            yield f"no key of an actor: {claim[slot]!r}"


def pair_problems(row: Json) -> list[str]:
    """What is wrong with a minimal pair: a sentence, and claims whose places have names only and no role."""
    if set(row) != pairs_score.KEYS or not row["id"].startswith(f"{row['lang']}-"):
        return ["a row is id, lang, text and claims, and its id begins with its language"]
    out: list[str] = []
    for claim in row["claims"]:
        if set(claim) != pairs_score.CLAIM_KEYS:
            out.append(f"fields {sorted(set(claim) ^ pairs_score.CLAIM_KEYS)}")
            continue
        out += value_problems(claim)
        if claim["place"] is not None and claim["place"] not in row["text"]:
            out.append(f"not in the sentence: {claim['place']}")
        if claim["control"] not in {effect(claim["event"], role) for role in (None, *(r.value for r in PlaceRole))}:
            out.append(f"{claim['event']} does not make {claim['control']}")
    return out


def claim_problems(claim: Json, text: str, named: Mapping[str, Json]) -> Iterator[str]:
    """What is wrong with one claim of a report."""
    if set(claim) - OPTIONAL != CLAIM_KEYS:
        yield f"fields {sorted(set(claim) ^ CLAIM_KEYS)}"
        return
    yield from value_problems(claim)
    for quote in (claim["quote"], *claim.get("also", ())):
        if not quote or quote not in text:
            yield f"not in the text: {quote!r}"
    if claim["control"] != effect(claim["event"], claim["place_role"]):
        yield f"{claim['event']} {claim['place_role']} does not make {claim['control']}"
    if claim["target"] is not None and not KEY.fullmatch(claim["target"]):
        yield f"no key of a target: {claim['target']!r}"
    if (claim["place"] is None) != (claim["place_role"] is None):
        yield "a place has a role, and a role a place"
    elif claim["place"] is not None:
        if claim["place_role"] not in {role.value for role in PlaceRole}:
            yield f"no place role: {claim['place_role']!r}"
        if named.get(claim["place"]["name"]) != claim["place"]:
            yield f"not among the report's places: {claim['place']}"
    yield from time_problems(claim["time"])
    quantity = claim["quantity"]
    if quantity is not None and (set(quantity) != {"value", "unit", "approx"} or quantity["value"] <= 0):
        yield f"a quantity is a value, a unit and approx: {quantity}"


def problems(report: Json, countries: str, known: Mapping[str, Box]) -> list[str]:
    """All that is wrong with a report, each in a few words."""
    if set(report) != REPORT_KEYS:
        return [f"fields {sorted(set(report) ^ REPORT_KEYS)}"]
    out: list[str] = []
    if not report["text"].startswith(report["title"] + "\n\n"):
        out.append("the text begins with the title and an empty line")
    if report["lang"] not in ("en", "fr") or not is_day(report["published"][:10]):
        out.append("no language or no day")
    here = [known[iso] for iso in countries.split(",") if iso in known]
    for place in report["places"]:
        out += place_problems(place, here)
        if place.get("name", "") not in report["text"]:
            out.append(f"a place that the text does not name: {place.get('name')}")
    named = {place["name"]: place for place in report["places"] if "name" in place}
    said = set()
    for claim in report["claims"]:
        out += [f"{claim.get('quote', '')[:60]!r}: {what}" for what in claim_problems(claim, report["text"], named)]
        place = (claim.get("place") or {}).get("name")
        key = (claim.get("event"), claim.get("actor"), place, claim.get("speaker"), claim.get("quote"))
        if key in said:
            out.append(f"twice: {key}")
        said.add(key)
    return out


def main() -> int:
    known, rows, foreign = boxes(), {row["id"]: row for row in table("reports.tsv")}, others()
    count = 0
    for report in load():
        found = problems(report, rows.get(report["id"], {}).get("countries", ""), known)
        found += ["words of another's text"] if copied(report["text"], foreign) else []
        for problem in found:
            count += 1
            print(f"{report['id']}  {problem}")
    for row in load_pairs():
        for problem in pair_problems(row):
            count += 1
            print(f"{row['id']}  {problem}")
    print(f"{count} problems")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
