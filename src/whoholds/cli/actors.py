"""`whoholds actors`: look actors and theatres up, check a theatre file, see who a text names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whoholds.cli import actor_additions
from whoholds.cli.actor_additions import known

if TYPE_CHECKING:
    from datetime import date

    from whoholds.reference.actors import Actors
    from whoholds.reference.registry import Actor

app = typer.Typer(help="Actors and theatres: search them, show one, add one, check a file.", no_args_is_help=True)
for _name, _command in actor_additions.COMMANDS.items():
    app.command(_name)(_command)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option("--language", "-l", help="Language of names shown: en or fr.")]


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A name, an acronym, or how one begins.")],
    theatre: Annotated[str | None, typer.Option("--theatre", "-t", help="Only actors of this theatre (key).")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows shown.")] = 20,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """List actors that bear a name, in any spelling of it that the files know."""
    from whoholds.errors import NotFound

    actors = known()
    wanted = actors.theatre(theatre).key if theatre else None
    found = [a for a in actors.search(name, limit=10_000) if wanted is None or wanted in a.theatres][:limit]
    if not found:
        raise NotFound("actor.unknown", f"no actor named {name!r}", hint="try a shorter part of the name", subject=name)
    if as_json:
        _print([_data(actors, actor, None) for actor in found])
        return
    for actor in found:
        where = ", ".join(actor.theatres) or "everywhere"
        print(f"{actor.key:52} {actors.label(actor.key, language)}  ({actor.kind}; {where})")


@app.command()
def show(
    key: Annotated[str, typer.Argument(help="The actor's key, or a name that only one actor bears.")],
    on: Annotated[str | None, typer.Option(help="Sides on this day, as 2024-12-07.")] = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Show all that the files say of an actor: names, sides, membership, what is disputed."""
    from whoholds.cli.values import day

    actors = known()
    actor = _one(actors, key)
    data = _data(actors, actor, day(on, "--on"))
    if as_json:
        _print(data)
        return
    print(f"{actors.label(actor.key, language)}  [{actor.key}]")
    for field in (
        "kind",
        "sides",
        "names",
        "member_of",
        "leader",
        "leads",
        "country",
        "wikidata",
        "since",
        "until",
        "note",
        "disputed",
    ):
        value = data[field]
        if value:
            print(f"  {field:10} {_readable(value)}")


@app.command()
def theatres(
    key: Annotated[str | None, typer.Argument(help="Show this theatre's sides and actors.")] = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """List the theatres, or show one with its sides."""
    actors = known()
    chosen = [actors.theatre(key)] if key else list(actors.theatres())
    rows = [
        {
            "key": t.key,
            "name": dict(t.name),
            "countries": list(t.countries),
            "start": t.start.isoformat(),
            "end": t.end.isoformat() if t.end else None,
            "sides": [{"key": s.key, "name": dict(s.name), "colour": s.colour, "pattern": s.pattern} for s in t.sides],
            "actors": sorted(t.actors),
        }
        for t in chosen
    ]
    if as_json:
        _print(rows)
        return
    for theatre in chosen:
        until = theatre.end.isoformat() if theatre.end else "today"
        print(
            f"{theatre.key:26} {theatre.name.get(language, theatre.name['en'])}  "
            f"({theatre.start} to {until}, {len(theatre.actors)} actors)"
        )
        for side in theatre.sides if key else ():
            print(f"  {side.key:14} {side.colour} {side.pattern:10} {side.name.get(language, side.name['en'])}")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Theatre files (TOML).")],
    as_json: AsJson = False,
) -> None:
    """Check theatre files against the schema and against the actors that ship."""
    from whoholds.reference.registry import join, read_common
    from whoholds.reference.theatres import read_theatre, read_theatres

    shipped = read_theatres()
    for file in files:
        theatre, entries = read_theatre(file)
        others = [(t, actors) for t, actors in shipped if t.key != theatre.key]
        join(read_common(), [*others, (theatre, entries)])
        if not as_json:
            print(f"{file}: {len(theatre.sides)} sides, {len(entries)} actors, nothing wrong")
    if as_json:
        _print([{"file": str(file), "valid": True} for file in files])


@app.command()
def mentions(
    file: Annotated[Path, typer.Argument(help="A text file in UTF-8; - reads standard input.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the text: en or fr.")] = "en",
    theatre: Annotated[
        str | None, typer.Option("--theatre", "-t", help="Theatre key; told from the text where absent.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show who a text names, with the key that each name or phrase stands for."""
    import sys
    from dataclasses import asdict

    from whoholds.errors import InputRefused

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            "input.unreadable", f"cannot read {file}", hint="give a text file in UTF-8", subject=str(file)
        ) from error
    actors = known()
    about = actors.theatre(theatre) if theatre else actors.theatre_of(text, language, {})
    found = actors.mentions(text, language, about)
    if as_json:
        _print({"theatre": about.key if about else None, "mentions": [asdict(mention) for mention in found]})
        return
    print(f"theatre: {about.key if about else 'unknown'}")
    for mention in found:
        print(f"{mention.start:6}-{mention.end:<6} {mention.text!r:48} {mention.key}")


def _one(actors: Actors, key: str) -> Actor:
    from whoholds.errors import NotFound

    if key in actors.actors:
        return actors.actors[key]
    named = actors.index.lookup(key)
    if len(named) == 1:
        return actors.actors[named[0]]
    hint = f"which one: {', '.join(named)}" if named else "whoholds actors search NAME"
    raise NotFound("actor.unknown", f"no single actor {key!r}", hint=hint, subject=key)


def _data(actors: Actors, actor: Actor, on: date | None) -> dict[str, Any]:
    return {
        "key": actor.key,
        "label": dict(actor.label),
        "kind": actor.kind,
        "theatres": list(actor.theatres),
        "sides": {t.key: side for t in actors.theatres() if (side := actors.side(actor.key, t, on)) is not None},
        "names": sorted({name for name, _, _ in actor.aliases}),
        "member_of": [{"group": m.group, "from": _iso(m.start), "to": _iso(m.end)} for m in actor.member_of],
        "leader": [{"key": d.key, "from": _iso(d.start), "to": _iso(d.end)} for d in actor.leader],
        "leads": actor.leads,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "since": actor.since,
        "until": actor.until,
        "note": actor.note,
        "disputed": actor.disputed,
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _readable(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {side}" for key, side in value.items())
    if isinstance(value, list):
        return ", ".join(_span(item) if isinstance(item, dict) else str(item) for item in value)
    return str(value)


def _span(item: dict[str, Any]) -> str:
    dates = " to ".join(str(item[end] or "…") for end in ("from", "to")) if item.get("from") or item.get("to") else ""
    return f"{item.get('group') or item.get('key')}{f' ({dates})' if dates else ''}"


def _print(data: Any) -> None:
    import json

    print(json.dumps(data, ensure_ascii=False))
