"""Scores what was read from reports against what a person found in them.

A read and a gold claim are paired, one to one and best pairs first, when their spans overlap and their events are
alike. Three F1 scores come out:

    found    the pair exists
    located  ... and the place is right: within 10 km, or for an area 150 km or the same name
    control  ... and, among claims about control of a place: who gains, holds, loses or contests it, vouched for by
             whom (narrator, that side, somebody who is no party), yes or no
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Json = Mapping[str, Any]
SideOf = Callable[[str], str | None]

ALIKE = (
    frozenset({"capture", "handover"}),
    frozenset({"hold", "repel"}),
    frozenset({"loss", "withdraw"}),
    frozenset({"offensive", "attack", "clash"}),
    frozenset({"air_strike", "bombing", "shelling", "attack"}),
    frozenset({"redeploy", "reinforce", "withdraw"}),
    frozenset({"enter", "advance"}),
)
POINT_KM, AREA_KM = 10, 150
WIDE = ("area", "line", "region")
MEASURES = ("found", "located", "control")


def fold(text: str | None) -> str:
    """Lower case letters and digits, without accents and marks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text or "").casefold())
    return "".join(c for c in plain if c.isalnum())


def distance_km(a: Json, b: Json) -> float:
    """Great-circle distance of two points with `lat` and `lon`, on a sphere of 6,371 km."""
    north, south = math.radians(a["lat"]), math.radians(b["lat"])
    half = (math.radians(b["lat"] - a["lat"]) / 2, math.radians(b["lon"] - a["lon"]) / 2)
    chord = math.sin(half[0]) ** 2 + math.cos(north) * math.cos(south) * math.sin(half[1]) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(chord)))


def same_place(read: Json | None, gold: Json | None) -> bool:
    if read is None or gold is None:
        return read is gold
    wide = gold.get("kind") in WIDE
    named_alike = fold(read.get("name")) == fold(gold["name"])
    if read.get("lat") is None or gold.get("lat") is None:
        return named_alike
    return distance_km(read, gold) <= (AREA_KM if wide else POINT_KM) or (wide and named_alike)


def same_key(read: str, gold: str) -> bool:
    a, b = fold(read), fold(gold)
    return a == b or SequenceMatcher(None, a, b).ratio() >= 0.9


def actor_points(read: str | None, gold: str | None, side_of: SideOf) -> float:
    """1 for the same actor, ½ for another of the same side, else 0."""
    if read is None or gold is None:
        return float(read is gold)
    if same_key(read, gold):
        return 1.0
    side = side_of(gold)
    return 0.5 if side is not None and side_of(read) == side else 0.0


def same_standing(read: str | None, gold: str | None, side_of: SideOf) -> bool:
    """Do two speakers weigh alike: the narrator, one side, or somebody who is no party?"""
    if not read or not gold:
        return read == gold
    kinds = [key if key == "narrator" else side_of(key) or "no party" for key in (read, gold)]
    return same_key(read, gold) or kinds[0] == kinds[1]


def polarity(factuality: str | None) -> str:
    return {"+": "yes", "-": "no"}.get((factuality or "U")[-1], "open")


def gold_spans(text: str, claim: Json) -> list[tuple[int, int]]:
    """Where the quotes of a gold claim stand in the text."""
    found = []
    for quote in (claim["quote"], *claim.get("also", ())):
        at = text.find(quote) if quote else -1
        while at >= 0:
            found.append((at, at + len(quote)))
            at = text.find(quote, at + 1)
    return found


def event_points(read: str, gold: str) -> float:
    if read == gold:
        return 1.0
    return 0.5 if any(read in group and gold in group for group in ALIKE) else 0.0


def about_control(claim: Json) -> bool:
    return claim.get("control") not in (None, "none") and claim.get("place") is not None


def pair(read: Sequence[Json], gold: Sequence[Json], text: str, side_of: SideOf) -> list[tuple[int, int]]:
    """Indexes of the claims that belong together."""
    spans = [gold_spans(text, claim) for claim in gold]
    scored = []
    for i, r in enumerate(read):
        for j, g in enumerate(gold):
            event = event_points(r["event"], g["event"])
            if event and any(r["start"] < end and start < r["end"] for start, end in spans[j]):
                score = 2 * event + 2 * same_place(r.get("place"), g.get("place"))
                score += actor_points(r.get("actor"), g.get("actor"), side_of)
                score += actor_points(r.get("speaker"), g["speaker"], side_of) + (r["factuality"] == g["factuality"])
                scored.append((-score, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(scored):
        if not any(i == k or j == m for k, m in pairs):
            pairs.append((i, j))
    return pairs


def control_right(read: Json, gold: Json, side_of: SideOf) -> bool:
    return (
        about_control(read)
        and about_control(gold)
        and same_place(read["place"], gold["place"])
        and read["control"] == gold["control"]
        and polarity(read["factuality"]) == polarity(gold["factuality"])
        and (gold.get("actor") is None or actor_points(read.get("actor"), gold["actor"], side_of) > 0)
        and same_standing(read.get("speaker"), gold["speaker"], side_of)
    )


@dataclass
class Tally:
    """Hits, and how many claims were read and are in the gold."""

    hit: int = 0
    read: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.read + self.gold) if self.read + self.gold else 0.0


@dataclass
class Score:
    """The three tallies over any number of reports."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})

    def take(self, read: Sequence[Json], gold: Sequence[Json], text: str, side_of: SideOf) -> None:
        """Count one report."""
        pairs = [(read[i], gold[j]) for i, j in pair(read, gold, text, side_of)]
        hits = {
            "found": len(pairs),
            "located": sum(same_place(r.get("place"), g.get("place")) for r, g in pairs),
            "control": sum(control_right(r, g, side_of) for r, g in pairs),
        }
        for name, tally in self.tallies.items():
            counts: Callable[[Json], bool] = about_control if name == "control" else lambda _: True
            tally.hit += hits[name]
            tally.read += sum(map(counts, read))
            tally.gold += sum(map(counts, gold))


def score(gold: Iterable[Json], read: Mapping[str, Sequence[Json]], side_of: SideOf) -> dict[str, float]:
    """`"en/found"` → F1 and so on, for every language in the gold.

    Args:
        gold: reports with `id`, `lang`, `text` and `claims`.
        read: claims as `whoholds read --json` prints them, by report id; a report that is missing has none.
        side_of: the side of an actor's key, or None for who is no party.
    """
    scores: dict[str, Score] = {}
    for report in gold:
        scores.setdefault(report["lang"], Score()).take(
            read.get(report["id"], ()), report["claims"], report["text"], side_of
        )
    return {f"{lang}/{name}": tally.f1 for lang, s in sorted(scores.items()) for name, tally in s.tallies.items()}
