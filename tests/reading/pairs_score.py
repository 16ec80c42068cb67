"""How far readings of minimal pairs agree with what a person found in them.

A row names places by name only and has no spans: every claim of its sentence is about the same few words. `right`
counts rows whose claims are all there, alike in event, actor, place, speaker, factuality and control, with nothing
added. `control` is the F1 of claims about control: who gains, holds, loses or contests which place, vouched for by
whom, yes or no; another actor of the same side counts as the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.quality.scorer import about_control, actor_points, event_points, fold, polarity, same_key, same_standing
from whoholds.model import Claim
from whoholds.views.reading_json import claim_row

Row = dict[str, Any]
SideOf = Callable[[str], str | None]
KEYS = {"id", "lang", "text", "claims"}
CLAIM_KEYS = {"event", "actor", "place", "speaker", "factuality", "control"}
FOLDER = Path(__file__).with_name("pairs")


def load() -> list[Row]:
    """Every row of every family."""
    out: list[Row] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        out += [dict(json.loads(line), family=path.stem) for line in path.read_text(encoding="utf-8").splitlines()]
    return out


def as_row(claim: Claim) -> Row:
    """A read claim in the rows' own form; a place named by the text, a described place by its anchor."""
    row = claim_row(claim)
    return by_name(row if row["place"] and row["place"]["lat"] is not None else {**row, "place": None})


def by_name(row: Row) -> Row:
    """A claim as `whoholds read --json` prints it, in the rows' own form: its place by name, on the map or not."""
    return {**row, "place": row["place"]["name"] if row["place"] else None}


def same_place(read: str | None, gold: str | None) -> bool:
    if read is None or gold is None:
        return read is gold
    return fold(read) in fold(gold) or fold(gold) in fold(read)


def exact(read: Row, gold: Row) -> bool:
    """Is the read claim the gold claim in all that matters? Who acts is free where the sentence names nobody."""
    return (
        read["event"] == gold["event"]
        and same_place(read["place"], gold["place"])
        and (gold["actor"] is None or same_key(read["actor"] or "", gold["actor"]))
        and same_key(read["speaker"], gold["speaker"])
        and read["factuality"] == gold["factuality"]
        and read["control"] == gold["control"]
        and ("target" not in gold or read["target"] == gold["target"])
    )


def row_right(read: Sequence[Row], gold: Sequence[Row]) -> bool:
    left = list(read)
    for claim in gold:
        match = next((r for r in left if exact(r, claim)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def control_right(read: Row, gold: Row, side_of: SideOf) -> bool:
    return (
        same_place(read["place"], gold["place"])
        and read["control"] == gold["control"]
        and polarity(read["factuality"]) == polarity(gold["factuality"])
        and (gold["actor"] is None or actor_points(read["actor"], gold["actor"], side_of) > 0)
        and same_standing(read["speaker"], gold["speaker"], side_of)
    )


def pairs(read: Sequence[Row], gold: Sequence[Row], side_of: SideOf) -> Iterator[tuple[Row, Row]]:
    """Read and gold claims that belong together, best first, one to one."""
    scored = []
    for i, r in enumerate(read):
        for j, g in enumerate(gold):
            event = event_points(r["event"], g["event"])
            if event:
                points = 2 * event + 2 * same_place(r["place"], g["place"]) + (r["factuality"] == g["factuality"])
                points += actor_points(r["actor"], g["actor"], side_of)
                points += actor_points(r["speaker"], g["speaker"], side_of)
                scored.append((-points, i, j))
    seen: set[tuple[str, int]] = set()
    for _, i, j in sorted(scored):
        if ("read", i) not in seen and ("gold", j) not in seen:
            seen |= {("read", i), ("gold", j)}
            yield read[i], gold[j]


@dataclass
class Result:
    """Counts over rows of one language or family."""

    rows: int = 0
    right: int = 0
    hit: int = 0
    read: int = 0
    gold: int = 0
    failing: list[str] = field(default_factory=list)

    def take(self, row: Row, read: Sequence[Row], side_of: SideOf) -> None:
        gold = row["claims"]
        self.rows += 1
        if row_right(read, gold):
            self.right += 1
        else:
            self.failing.append(row["id"])
        matched = pairs(read, gold, side_of)
        self.hit += sum(about_control(r) and about_control(g) and control_right(r, g, side_of) for r, g in matched)
        self.read += sum(map(about_control, read))
        self.gold += sum(map(about_control, gold))

    @property
    def share(self) -> float:
        return self.right / self.rows if self.rows else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.read + self.gold) if self.read + self.gold else 1.0
