"""The review in the terminal: one claim after the other, each with its sentence in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from whoholds.control.review import Doubt
    from whoholds.ledger import Decision, StoredClaim, StoredReport
    from whoholds.settings import Settings

KEYS = {"a": "accept", "r": "reject", "c": "correct", "m": "merge", "s": "split", "k": "skip", "q": "quit"}
ASKED = "  [a]ccept  [r]eject  [c]orrect  [m]erge  [s]plit  s[k]ip  [q]uit"


def walk(by: str | None, on: str | None, theatre: str | None, limit: int) -> None:
    """Show claims and ask, in the order of the queue; it is made anew after each decision, as the map has changed."""
    from whoholds import reviewing, workflow
    from whoholds.cli import review
    from whoholds.cli.who import console
    from whoholds.settings import load

    settings, screen = load(), console()
    who = review.reviewer(by)
    skipped: set[str] = set()
    decided = 0
    while decided + len(skipped) < limit:
        left = [d for d in review.queue(settings, on, theatre) if d.claim_id not in skipped]
        if not left:
            screen.print("no claim is left to review")
            break
        with workflow.reading_ledger(settings) as ledger:
            stored = ledger.claim(left[0].claim_id)
            show(screen, left[0], stored, ledger.report(stored.report_id))
        verb = answer()
        if verb == "quit":
            break
        decision = asked(settings, stored, verb, who) if verb != "skip" else None
        if decision is None:
            skipped.add(stored.claim.id)
            continue
        review.told(*reviewing.decide(settings, decision), as_json=False)
        decided += 1
    screen.print(f"{decided} decided, {len(skipped)} skipped")


def show(screen: Console, doubt: Doubt, stored: StoredClaim, report: StoredReport) -> None:
    """A claim with its paragraph, how it was read, and what hangs on it."""
    from rich.text import Text

    from whoholds.cli.claims import actor_of, day_of, place_of, visible
    from whoholds.cli.review import effect
    from whoholds.web.context import quoted

    claim = stored.claim
    around = quoted(report.report, claim)
    screen.print(Text(f"\n{visible(doubt.place)}: {effect(doubt)}", "bold"))
    screen.print(
        Text.assemble(
            "  ", visible(around.before) + " ", (visible(around.quote), "reverse"), " " + visible(around.after)
        )
    )
    day = f"{stored.published:%Y-%m-%d %H:%M}" if stored.published else "undated"
    screen.print(Text(f"  {visible(stored.outlet or 'no outlet')}, {day}  {claim.id}", "dim"))
    target = f" against {actor_of(claim.target)}" if claim.target else ""
    read = f"{actor_of(claim.actor)} {claim.event.value}{target}, {place_of(claim.place)}, {day_of(claim.when)}"
    sure = f"{claim.factuality.value} by {actor_of(claim.speaker)}, reader's confidence {claim.confidence:.2f}"
    screen.print(Text(f"  read as: {visible(read)}; {visible(sure)}"))


def answer() -> str:
    """One of the verbs; asked again until it is one."""
    while True:
        typer.echo(ASKED)
        given = str(typer.prompt("decide", default="k")).strip().lower()
        if given in KEYS or given in KEYS.values():
            return KEYS.get(given, given)


def asked(settings: Settings, stored: StoredClaim, verb: str, who: str) -> Decision | None:
    """The decision, after asking what it needs; None where that makes no sense and the claim is left for later."""
    from whoholds.cli.review import correction
    from whoholds.errors import WhoholdsError
    from whoholds.ledger import Correction, Decision, Verb
    from whoholds.ledger.decisions import checked

    change, claims = Correction(), [stored.claim.id]
    try:
        if verb == "correct":
            fields = {
                name: typer.prompt(f"  {name}, empty if right", default="", show_default=False) for name in FIELDS
            }
            change = correction(settings, stored, *(fields[name] or None for name in FIELDS))
        if verb == "merge":
            claims += typer.prompt("  with which claims, by id").replace(",", " ").split()
        return checked(Decision(Verb(verb), tuple(sorted(set(claims))), who, typer.prompt("  why"), change))
    except WhoholdsError as error:
        typer.echo(f"  {error.message}: left for later", err=True)
        return None


FIELDS = ("place", "actor", "day", "factuality")
