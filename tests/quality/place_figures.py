"""Figures of places that no scoring script prints: calibration, spellings, and how near the places of claims lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from whoholds.reference.gazetteer import Gazetteer, kilometres
from whoholds.reference.translit import skeleton

SURE = 0.9
"""Score from which an answer is called sure."""
RIGHT_KM, SPELLING_KM, CLAIM_KM = 161.0, 25.0, 10.0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def sure_and_right(path: Path, rows: list[dict[str, Any]]) -> float:
    """Percentage right of the answers with a score of `SURE` or more: the same id, or within 161 km."""
    answers = {row["id"]: row["places"] for row in rows}
    told = [
        (kilometres(a["lat"], a["lon"], m["lat"], m["lon"]), bool(m["geonameid"]) and a["geonameid"] == m["geonameid"])
        for report in _lines(path)
        for m, a in zip(report["mentions"], answers[report["id"]], strict=True)
        if a is not None and a["score"] >= SURE
    ]
    return 100 * sum(km <= RIGHT_KM or same for km, same in told) / len(told)


def spellings_right(path: Path, home: Path) -> float:
    """Percentage of the spellings whose first row, its country known, lies within 25 km of the place."""
    forms = _lines(path)
    with Gazetteer.open(home / "gazetteer.sqlite") as gazetteer:
        near = 0
        for form in forms:
            around = gazetteer.near(form["lat"], form["lon"], ("settlement",), 60)
            rows = gazetteer.lookup(form["form"], [around[0].country])
            near += bool(rows) and kilometres(form["lat"], form["lon"], rows[0].lat, rows[0].lon) <= SPELLING_KM
    return 100 * near / len(forms)


def claims_near(gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> float:
    """Share of the gold's named places that were read under that name and lie within 10 km of it.

    Places that were not read count for nothing here: whether a claim is found is measured elsewhere.
    """
    read = {row["id"]: row["places"] for row in rows}
    right = all_ = 0
    for report in gold:
        for claim in report["claims"]:
            place = claim["place"]
            if not place or place.get("lat") is None:
                continue
            named = [p for p in read[report["id"]] if skeleton(p["name"]) == skeleton(place["name"])]
            placed = [p for p in named if p.get("lat") is not None]
            if named:
                all_ += 1
                right += any(kilometres(place["lat"], place["lon"], p["lat"], p["lon"]) <= CLAIM_KM for p in placed)
    return right / all_ if all_ else 0.0
