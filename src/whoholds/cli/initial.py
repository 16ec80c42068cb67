"""`whoholds control initial`: who held places when a theatre's reckoning begins, kept in the user's data folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.reference.theatres import Start, Theatre

app = typer.Typer(
    help="Who held places at the start, with the day and the source: known without claims, and told with the answers.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
InTheatre = Annotated[str | None, typer.Option(help="Conflict. Default: the one of the place's country.")]
PLACE = typer.Argument(help="The place: its name in any script, or its id.")


@app.command("set")
def set_(
    place: Annotated[str, PLACE],
    side: Annotated[str, typer.Argument(help="Key of the side; whoholds actors theatres lists them.")],
    on: Annotated[str, typer.Option("--on", help="Day from whose beginning it counts, as 2024-11-27.")],
    source: Annotated[str, typer.Option(help="Who says so, as people should read it.")],
    known: Annotated[
        str | None, typer.Option("--known", help="Since when that is known, for --as-known. Default: now.")
    ] = None,
    theatre: InTheatre = None,
    as_json: AsJson = False,
) -> None:
    """Say who held a place at the start; what was said of it before is replaced from then on.

    It counts like one dated statement, at the odds `prior.initial` of the weights, and stands in the explanation. It is
    no claim: it makes no answer assessed, and a place without claims stays without an answer.
    """
    from whoholds import clock
    from whoholds.cli import values
    from whoholds.reference import overlay
    from whoholds.reference.schema import InitialEntry, validated
    from whoholds.reference.theatres import begun
    from whoholds.settings import load

    settings, day = load(), values.day(on, "--on")
    assert day is not None
    id, label, chosen = _found(place, theatre)
    since = values.instant(known, "--known") or clock.now()
    told = {"place": id, "name": label, "side": side, "on": day, "source": source, "known": since}
    entry = validated(InitialEntry, told, "initial")
    begun(chosen, [entry], "initial")
    kept = overlay.closed(overlay.starts(settings.theatres_path, chosen.key), id, since)
    path = overlay.write_starts(settings.theatres_path, chosen.key, [*kept, entry])
    kept_as = {**entry.model_dump(mode="json"), "theatre": chosen.key, "file": str(path)}
    _say(kept_as, f"{label} ({id}): {side} on {day}, according to {source}; kept in {path}", as_json=as_json)


@app.command("list")
def list_(theatre: InTheatre = None, as_json: AsJson = False) -> None:
    """List who held which places at the start, by theatre."""
    from whoholds.settings import load
    from whoholds.workflow import known_actors

    actors = known_actors(load())
    chosen = [actors.theatre(theatre)] if theatre else actors.theatres()
    rows = [_data(one, start) for one in chosen for start in one.initial.values()]
    lines = [f"{r['theatre']:16} {r['name'] or r['place']:28} {r['side']:16} {r['on']}  {r['source']}" for r in rows]
    _say(rows, "\n".join(lines) or "nothing is said of the start", as_json=as_json)


@app.command()
def remove(place: Annotated[str, PLACE], theatre: InTheatre = None, as_json: AsJson = False) -> None:
    """Take back what you said of a place; a theatre file's own word, if there is one, counts again.

    What was known before stays answered as it was (`--as-known`).
    """
    from whoholds import clock
    from whoholds.errors import NotFound
    from whoholds.reference import overlay
    from whoholds.settings import load

    settings = load()
    id, label, chosen = _found(place, theatre)
    known = overlay.starts(settings.theatres_path, chosen.key)
    kept = overlay.closed(known, id, clock.now())
    if kept == known:
        hint = "whoholds control initial list"
        raise NotFound("initial.unknown", "you have said nothing of this place's start", hint=hint, subject=label)
    path = overlay.write_starts(settings.theatres_path, chosen.key, kept)
    _say({"place": id, "theatre": chosen.key, "file": str(path)}, f"{label} is taken out of {path}", as_json=as_json)


def _found(name: str, theatre: str | None) -> tuple[str, str, Theatre]:
    """A place that claims speak of, else one of the gazetteer: its id, its label, its theatre."""
    from whoholds import workflow
    from whoholds.control.dossier import theatre_for
    from whoholds.errors import NotFound, StorageError
    from whoholds.settings import load

    settings = load()
    actors = workflow.known_actors(settings)
    try:
        known = workflow.find_place(settings, name)
        id, label, country = known.id, known.label, known.country
    except (NotFound, StorageError):
        within = actors.theatre(theatre).countries if theatre else ()
        with workflow.gazetteer(settings) as places:
            rows = [hit.row for hit in places.exact(name) if not within or hit.row.country in within]
            row = rows[0] if rows else places.get(name)
        id, label, country = row.id, row.name, row.country
    return id, label, actors.theatre(theatre) if theatre else theatre_for(actors.theatres(), country)


def _data(theatre: Theatre, start: Start) -> dict[str, Any]:
    named = {"place": start.place, "name": start.name, "side": start.side}
    return {"theatre": theatre.key, **named, "on": start.on.isoformat(), "source": start.source}


def _say(data: Any, text: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False) if as_json else text)
