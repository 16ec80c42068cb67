"""Draw the figures of docs/method.md from the weights and the filter themselves.

    python tools/method_figures.py [--check]

The calibration plot is drawn by benchmarks/control.py --plot, because it needs trajectories that the project does not
ship.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from whoholds.control.case import by_place, case_of
from whoholds.control.filter import Filter
from whoholds.control.needs import World
from whoholds.control.weights import Weights
from whoholds.model import (
    ActorRef,
    Basis,
    Claim,
    Effect,
    Event,
    Factuality,
    Place,
    PlaceRole,
    Precision,
    When,
)
from whoholds.reference.actors import Actors

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
FIRST = date(2031, 5, 1)
TOWN = Place("Millbrook", "t:mill", "Millbrook", 35.0, 36.0, "settlement", "SY", 1.0)
ARMY, REBELS = "syrian_armed_forces", "rebels:syria"
CT, CT_NOT = Factuality.CERTAIN, Factuality.CERTAIN_NOT
# day, who says it, what, who acts, how; what the figure calls it
STORY = (
    (1, "residents", Event.HOLD, ARMY, CT, "residents: the army holds it"),
    (5, REBELS, Event.CAPTURE, REBELS, CT, "rebels: we took it"),
    (5, ARMY, Event.CAPTURE, REBELS, CT_NOT, "army: they did not"),
    (9, "monitor:SOHR", Event.CLASH, REBELS, CT, "monitor: fighting inside"),
    (12, ARMY, Event.WITHDRAW, ARMY, CT, "army: we redeployed"),
    (14, "monitor:SOHR", Event.CAPTURE, REBELS, CT, "monitor: rebels took it"),
)
EFFECTS = {
    Event.HOLD: Effect.HOLDS,
    Event.CAPTURE: Effect.GAINS,
    Event.CLASH: Effect.CONTESTS,
    Event.WITHDRAW: Effect.LOSES,
}
LINES = (("sy_gov", "the army", "#b2182b", ""), ("sy_opp", "the rebels", "#1a7a4c", "6 3"))
MORE = (("contested", "contested", "#6a4c93", "2 3"), ("unknown", "unknown", "#888", "1 4"))
FONT = 'font-family="sans-serif" font-size="11"'


@dataclass(frozen=True)
class Stored:
    """A claim as the ledger would give it back."""

    claim: Claim
    report_id: str
    published: datetime
    known_from: datetime
    outlet: str | None = None
    wire: str | None = None
    fingerprint: bytes = b""
    story: str | None = None
    alone: bool = field(default=False)


def stored(n: int, row: tuple[int, str, Event, str, Factuality, str]) -> Stored:
    """A row of the story as a claim of its own report."""
    day, speaker, event, actor, factuality, words = row
    on = FIRST + timedelta(days=day)
    role = PlaceRole.FROM if event is Event.WITHDRAW else PlaceRole.AT
    claim = Claim(
        f"c{n}", f"r{n}", 0, len(words), words, event, ActorRef(actor), None, TOWN, role, ActorRef(speaker),
        ("outlet", speaker), factuality, When(on, on, Precision.DAY, Basis.STATED), None, EFFECTS[event],
    )  # fmt: skip
    at = datetime(on.year, on.month, on.day, 12, n, tzinfo=UTC)
    return Stored(claim, f"r{n}", at, at)


def svg(width: float, height: float, title: str, parts: list[str]) -> str:
    """A drawing on white."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {FONT} role="img">'
    ground = f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
    return "\n".join([head, f"<title>{title}</title>", ground, *parts, "</svg>"]) + "\n"


def text(x: float, y: float, words: str, anchor: str = "start", more: str = "") -> str:
    """Words at a point."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{words}</text>'


def days(weights: Weights) -> str:
    """How the states of a place move as claims come in."""
    actors = Actors.load()
    theatre = actors.theatre("syria")
    world = World(actors, theatre)
    filter, until = Filter(world.sides, weights), FIRST + timedelta(days=24)
    evidence = by_place([stored(n, row) for n, row in enumerate(STORY)], world, weights)[TOWN.id]
    case = case_of(evidence, until, filter)
    path = list(filter.daily(case.items, until, case.prior))
    left, top, wide, high = 44.0, 14.0, 560.0, 220.0

    def x(day: date) -> float:
        return left + wide * (day - FIRST).days / 24

    def y(p: float) -> float:
        return top + high * (1 - p)

    parts = [f'<path d="M{left:g} {top:g}V{top + high:g}H{left + wide:g}" stroke="#333" fill="none"/>']
    parts += [text(left - 6, y(k / 4) + 4, f"{25 * k}%", "end") for k in range(5)]
    legend: list[str] = []
    for key, name, colour, dashes in (*LINES, *MORE):
        i = filter.states.index(key)
        line = " ".join(f"{x(day):.1f},{y(state[i]):.1f}" for day, state in path)
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        at = top + 70 + 9 * len(legend)
        legend.append(f'<path d="M{left + 430:g} {at - 4:g}h30" stroke="{colour}" stroke-width="2"{dash}/>')
        legend.append(text(left + 468, at, name))
    parts += legend
    for n, (day, *_, words) in enumerate(STORY):
        at, low = x(FIRST + timedelta(days=day)), top + high + 18 + 14 * n
        parts.append(f'<path d="M{at:.1f} {top + high:g}V{low - 4:g}" stroke="#999"/>')
        parts.append(text(at + 3, low, words))
    return svg(620, 340, "Six claims about one town, and the probability of each state day by day", parts)


def odds(weights: Weights) -> str:
    """What a claim counts, by who says it of whom, as shipped."""
    rows = [(speaker.name.replace("_", " "), speaker.odds, "#0b6e99") for speaker in weights.speakers]
    names = ("admission", "third_party", "candid", "own_gain", "enemy_loss", "denial")
    rows += [(f"a party: {n.replace('_', ' ')}", getattr(weights.interest, n).odds, "#b2182b") for n in names]
    rows.sort(key=lambda row: (-row[1], row[0]))
    parts = []
    for n, (name, value, colour) in enumerate(rows):
        y = 18 + 20 * n
        parts.append(text(150, y + 10, name, "end"))
        parts.append(f'<rect x="156" y="{y}" width="{30 * (value - 1):.1f}" height="13" fill="{colour}"/>')
        parts.append(text(160 + 30 * (value - 1), y + 10, f"{value:g}"))
    return svg(540, 30 + 20 * len(rows), "Odds that a statement counts for, by speaker and interest", parts)


def shapes(weights: Weights) -> str:
    """How unlikely each kind of statement is under each state."""
    states = ("actor", "target", "others", "contested", "unknown")
    heads = ("its actor holds", "its target holds", "another holds", "contested", "unknown")
    parts = [text(128 + 96 * k + 46, 16, head, "middle") for k, head in enumerate(heads)]
    for n, name in enumerate(type(weights.shapes).model_fields):
        row, y = getattr(weights.shapes, name), 24 + 22 * n
        parts.append(text(120, y + 14, name.replace("_", " "), "end"))
        for k, state in enumerate(states):
            value = getattr(row, state)
            shade = round(255 - 150 * value)
            ink = "#fff" if value > 0.7 else "#000"
            fill = f"#{shade:02x}{shade:02x}{min(255, shade + 25):02x}"
            parts.append(f'<rect x="{128 + 96 * k}" y="{y}" width="94" height="20" fill="{fill}"/>')
            parts.append(text(128 + 96 * k + 46, y + 14, f"{value:g}", "middle", f' fill="{ink}"'))
    height = 34 + 22 * len(type(weights.shapes).model_fields)
    return svg(616, height, "0: as one would expect to hear it; 1: as unlikely as the odds say", parts)


def figures() -> dict[str, str]:
    """Every figure by file name."""
    weights = Weights.load()
    return {"method-days.svg": days(weights), "method-odds.svg": odds(weights), "method-shapes.svg": shapes(weights)}


def main() -> int:
    """Write the figures, or with --check say which are not as they would be drawn now."""
    stale = []
    for name, drawing in figures().items():
        path = FOLDER / name
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text(encoding="utf-8") != drawing:
                stale.append(name)
        else:
            path.write_text(drawing, encoding="utf-8")
    for name in stale:
        print(f"{name}: not as it would be drawn now; run tools/method_figures.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
