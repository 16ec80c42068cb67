"""`whoholds review`: look at the claims that matter most and are least sure, and decide about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whoholds.control.review import Doubt
    from whoholds.ledger import Correction, StoredClaim, StoredDecision
    from whoholds.settings import Settings

app = typer.Typer(help="Review claims: those first whose misreading would change the map most.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides. Default: the setting `reviewer`.")]
Theatre = Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")]
On = Annotated[str | None, typer.Option("--on", help="Day of the map, as 2024-12-07. Default: newest report.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many claims.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]


@app.callback(invoke_without_command=True)
def review(ctx: typer.Context, by: By = None, on: On = None, theatre: Theatre = None, limit: Limit = 20) -> None:
    """Walk through the claims whose misreading would change the map most, each with its sentence, and decide.

    Nothing is ever overwritten: a decision is a new entry of the ledger with who, when and why, and another entry
    undoes it. Without a terminal, use `list`, `decide` and `undo`.
    """
    if ctx.invoked_subcommand is None:
        from whoholds.cli.review_desk import walk

        walk(by, on, theatre, limit)


@app.command("list")
def list_(on: On = None, theatre: Theatre = None, limit: Limit = 20, as_json: AsJson = False) -> None:
    """List the claims to look at first, with what the map would say without each."""
    from whoholds import workflow
    from whoholds.reviewing import doubt_data
    from whoholds.settings import load

    found = queue(load(), on, theatre)[:limit]
    with workflow.reading_ledger(load()) as ledger:
        claims = {doubt.claim_id: ledger.claim(doubt.claim_id) for doubt in found}
    if as_json:
        typer.echo(json.dumps([doubt_data(doubt, claims[doubt.claim_id]) for doubt in found], ensure_ascii=False))
        return
    from whoholds.cli.claims import visible

    for doubt in found:
        typer.echo(f"{doubt.claim_id}  {visible(doubt.place)}: {effect(doubt)}")
        typer.echo(f"    {visible(claims[doubt.claim_id].claim.quote)}")
    if not found:
        typer.echo("no claim is left to review")


@app.command()
def decide(
    claim: Annotated[str, typer.Argument(help="The claim's id, as `review list` or `claims --json` gives it.")],
    verb: Annotated[str, typer.Argument(help="accept, reject, correct, merge or split.")],
    why: Why,
    by: By = None,
    place: Annotated[str | None, typer.Option(help="Correct the place: its name or id.")] = None,
    actor: Annotated[str | None, typer.Option(help="Correct who acts: the actor's key.")] = None,
    day: Annotated[str | None, typer.Option(help="Correct the time: 2024-12-07, or 2024-12-05/2024-12-07.")] = None,
    factuality: Annotated[str | None, typer.Option(help="Correct how sure: CT+, PR+, PS+, CT-, PR-, PS-, U.")] = None,
    others: Annotated[
        list[str] | None, typer.Option("--with", help="Merge with this claim. May be given again.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Decide about one claim: the reading is right (accept) or wrong (reject), or should say something else (correct).

    `merge` makes claims one origin, so that they count once; `split` gives a claim an origin of its own.
    """
    from whoholds import reviewing, workflow
    from whoholds.cli import values
    from whoholds.ledger import Decision, Verb
    from whoholds.settings import load

    settings, chosen = load(), values.member(Verb, verb, "VERB")
    with workflow.reading_ledger(settings) as ledger:
        change = correction(settings, ledger.claim(claim), place, actor, day, factuality)
    decision = Decision(chosen, tuple(sorted({claim, *(others or ())})), reviewer(by), why, change)
    told(*reviewing.decide(settings, decision), as_json)


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id, as `review log` gives it.")],
    why: Why,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Undo a decision by a new entry. What was undone can be undone again."""
    from whoholds import reviewing
    from whoholds.ledger import Decision, Verb
    from whoholds.settings import load

    told(*reviewing.decide(load(), Decision(Verb.UNDO, (), reviewer(by), why, undoes=decision)), as_json)


@app.command()
def log(as_json: AsJson = False) -> None:
    """List every decision in order, with who, when and why, and whether it still holds."""
    from whoholds import reviewing, workflow
    from whoholds.settings import load

    with workflow.reading_ledger(load()) as ledger:
        found = ledger.decisions()
    undone = reviewing.undoings(found)
    if as_json:
        rows = [reviewing.decision_data(one, undone[one.id].id if one.id in undone else None) for one in found]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found:
        typer.echo(line(one))
    if not found:
        typer.echo("nobody has decided anything yet")


def queue(settings: Settings, on: str | None, theatre: str | None) -> list[Doubt]:
    """The claims to look at, most consequential first, without those that somebody has looked at."""
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.control import review as control

    return control.queue(workflow.situation(settings, values.day(on, "--on"), theatre=theatre))


def correction(
    settings: Settings,
    stored: StoredClaim,
    place: str | None,
    actor: str | None,
    day: str | None,
    factuality: str | None,
) -> Correction:
    """What a claim should have said, from words on the command line.

    Raises:
        NotFound: no such place or actor.
        UsageError: no day or factuality.
    """
    from whoholds import reviewing
    from whoholds.cli import values
    from whoholds.model import Factuality

    return reviewing.correction(
        settings,
        stored,
        place=place,
        actor=actor,
        when=values.days(day, "--day") if day is not None else None,
        factuality=values.member(Factuality, factuality, "--factuality") if factuality is not None else None,
    )


def reviewer(by: str | None) -> str:
    """Who decides.

    Raises:
        UsageError: nobody is named.
    """
    from whoholds.errors import UsageError
    from whoholds.settings import load

    name = by or load().reviewer
    if not name:
        raise UsageError("review.unsigned", "a decision needs a reviewer", hint="--by NAME, or the setting `reviewer`")
    return name


def effect(doubt: Doubt) -> str:
    """What the map says, and what it would say without the claim."""
    now = f"{doubt.holder} {100 * doubt.probability:.0f}%"
    return f"{now}; without it {doubt.holder_without} {100 * doubt.probability_without:.0f}%"


def told(stored: StoredDecision, new: bool, as_json: bool) -> None:
    """Say what was kept."""
    from whoholds.reviewing import decision_data

    if as_json:
        typer.echo(json.dumps({**decision_data(stored), "new": new}, ensure_ascii=False))
    else:
        typer.echo(line(stored) if new else f"{stored.id}: was decided so already")


def line(stored: StoredDecision) -> str:
    """A decision in one line."""
    from whoholds.cli.claims import visible

    d = stored.decision
    what = d.undoes if d.undoes else " ".join(d.claims)
    changed = f" ({', '.join(d.correction.fields)})" if d.correction.fields else ""
    state = "" if stored.holds else "  [undone]"
    when = f"{stored.known_from:%Y-%m-%d %H:%M}"
    return visible(f"{stored.id}  {when}  {d.verb.value}{changed} {what}  {d.by}: {d.why}{state}")
