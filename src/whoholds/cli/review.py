"""`whoholds review`: look at the claims that matter most and are least sure, and decide about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.control.review import Doubt
    from whoholds.ledger import Correction, Ledger, StoredClaim, StoredDecision
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
    from whoholds.settings import load

    with workflow.reading_ledger(load()) as ledger:
        found = queue(load(), ledger, on, theatre)[:limit]
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
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.ledger import Decision, Verb
    from whoholds.settings import load

    settings, chosen = load(), values.member(Verb, verb, "VERB")
    with workflow.writing_ledger(settings, create=False) as ledger:
        change = correction(settings, ledger.claim(claim), place, actor, day, factuality)
        decision = Decision(chosen, tuple(sorted({claim, *(others or ())})), reviewer(by), why, change)
        told(*ledger.decide(decision), as_json)


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id, as `review log` gives it.")],
    why: Why,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Undo a decision by a new entry. What was undone can be undone again."""
    from whoholds import workflow
    from whoholds.ledger import Decision, Verb
    from whoholds.settings import load

    with workflow.writing_ledger(load(), create=False) as ledger:
        told(*ledger.decide(Decision(Verb.UNDO, (), reviewer(by), why, undoes=decision)), as_json)


@app.command()
def log(as_json: AsJson = False) -> None:
    """List every decision in order, with who, when and why, and whether it still holds."""
    from whoholds import workflow
    from whoholds.settings import load

    with workflow.reading_ledger(load()) as ledger:
        found = ledger.decisions()
    if as_json:
        typer.echo(json.dumps([decision_data(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(line(one))
    if not found:
        typer.echo("nobody has decided anything yet")


def queue(settings: Settings, ledger: Ledger, on: str | None, theatre: str | None) -> list[Doubt]:
    """The claims to look at, most consequential first, without those that somebody has looked at."""
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.control.review import doubts
    from whoholds.control.situation import situation
    from whoholds.control.weights import Weights

    now = situation(ledger, workflow.known_actors(settings), Weights.load(), theatre=theatre, on=values.day(on, "--on"))
    seen = {stored.claim.id for stored in now.claims if stored.review.verdict is not None}
    return doubts(now.claims, now.world, now.weights, now.on, reviewed=seen)


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
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.ledger import Correction
    from whoholds.model import ActorRef, Factuality
    from whoholds.reference.correct import actor_key, place_ref

    known = getattr(stored.claim.place, "country", "")
    found = None
    if place is not None:
        with workflow.gazetteer(settings) as gazetteer:
            found = place_ref(gazetteer, place, [known] if known else [])
    return Correction(
        place=found,
        actor=ActorRef(actor_key(workflow.known_actors(settings), actor)) if actor is not None else None,
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


def decision_data(stored: StoredDecision) -> dict[str, Any]:
    """A decision for programs."""
    from whoholds import codec

    data: dict[str, Any] = codec.encode(stored.decision)
    fixed = {key: value for key, value in data.pop("correction").items() if value is not None}
    when = stored.known_from.isoformat()
    return {"id": stored.id, **data, "correction": fixed, "decided": when, "holds": stored.holds, "seq": stored.seq}


def doubt_data(doubt: Doubt, stored: StoredClaim) -> dict[str, Any]:
    """A claim to look at, for programs."""
    from dataclasses import asdict

    claim = stored.claim
    return {
        **asdict(doubt),
        "expected": doubt.expected,
        "quote": claim.quote,
        "event": claim.event.value,
        "factuality": claim.factuality.value,
        "speaker": claim.speaker.key,
        "outlet": stored.outlet,
        "report_id": stored.report_id,
    }
