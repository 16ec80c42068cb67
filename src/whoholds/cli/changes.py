"""`whoholds changes`: what changed hands, came to be contested, was denied, lost, confirmed or went stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whoholds.cli.who import AsKnown, Lang, ViewpointName, WeightsFile

if TYPE_CHECKING:
    from whoholds.control.changes import Change
    from whoholds.control.sentences import Name, Sentences
    from whoholds.ledger import StoredClaim


def changes(
    since: Annotated[str, typer.Option("--since", help="First day, as 2024-12-01.")],
    until: Annotated[str | None, typer.Option("--until", help="Last day. Default: of the newest report.")] = None,
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    as_known: AsKnown = None,
    weights: WeightsFile = None,
    viewpoint: ViewpointName = None,
    lang: Lang = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one a change.")] = False,
) -> None:
    """List what changed on the map between two days, each with the claims that decided it.

    How likely a new holder must be, and how long a change must last to be one, are the weights `changes`.
    """
    from whoholds import workflow
    from whoholds.cli import values
    from whoholds.control.changes import changes as between
    from whoholds.control.history import namer
    from whoholds.control.sentences import sentences
    from whoholds.errors import UsageError
    from whoholds.settings import load

    settings = load()
    language = values.language(lang, settings.language)
    first, last, instant = (
        values.day(since, "--since"),
        values.day(until, "--until"),
        values.instant(as_known, "--as-known"),
    )
    now = workflow.situation(settings, last, instant, theatre, weights=weights, viewpoint=viewpoint)
    if first is None or first > now.on:
        raise UsageError("changes.period", "the period ends before it begins", subject=f"{since} to {now.on}")
    found = between(now.claims, now.world, now.weights, first, now.on)
    by_id = {stored.claim.id: stored for stored in now.claims}
    if as_json:
        for change in found:
            typer.echo(json.dumps(data(change, by_id), ensure_ascii=False))
        return
    w, name = sentences(language), namer(now.world, language)
    called = workflow.place_names(settings, {change.place_id for change in found}, language)
    key = "change.some" if found else "change.none"
    typer.echo(w(key, **({"n": len(found)} if found else {}), since=first, until=now.on))
    for change in found:
        for line in lines(change, called.get(change.place_id, change.place), w, name, by_id):
            typer.echo(line)


def lines(change: Change, place: str, w: Sentences, name: Name, by_id: Mapping[str, StoredClaim]) -> list[str]:
    """A change for people: day and headline, the rule, and the deciding sentences."""
    from whoholds.cli.claims import visible
    from whoholds.views.brief import headline

    out = [f"\n{change.day}  {headline(change, place, w, name)}", f"  {w.tell(change.after.why, name)}"]
    for id, _ in change.deciding:
        stored = by_id[id]
        out.append(f"  - {visible(stored.outlet or '–')}: {visible(stored.claim.quote)}")
    return out


def data(change: Change, by_id: Mapping[str, StoredClaim]) -> dict[str, Any]:
    """A change for programs."""
    from whoholds.control.sentences import sentences

    def told(answer: Any) -> dict[str, Any]:
        rule = sentences("en").tell(answer.why)
        return {
            "holder": answer.holder,
            "standing": answer.standing.value,
            "probability": answer.probability,
            "rule": rule,
        }

    return {
        "day": change.day.isoformat(),
        "change": change.turn.value,
        "place": {"id": change.place_id, "name": change.place, "lat": change.lat, "lon": change.lon},
        "before": told(change.before),
        "after": told(change.after),
        "held_before": change.since,
        "deciding": [
            {
                "id": id,
                "log_odds": log_odds,
                "quote": by_id[id].claim.quote,
                "speaker": by_id[id].claim.speaker.key,
                "outlet": by_id[id].outlet,
                "report_id": by_id[id].report_id,
            }
            for id, log_odds in change.deciding
        ],
    }
