"""`whoholds actors add` and `provisional`: what the user adds to the actors, and groups that nobody has judged yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.reference.actors import Actors

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
InTheatre = Annotated[str | None, typer.Option("--theatre", "-t", help="Key of the theatre that it belongs to.")]


def known() -> Actors:
    """The actors that ship with the user's own."""
    from whoholds.settings import load
    from whoholds.workflow import known_actors

    return known_actors(load())


def add(
    key: Annotated[str, typer.Argument(help="Key: the English name in lower snake case.")],
    theatre: Annotated[str, typer.Option("--theatre", "-t", help="Key of the theatre that it belongs to.")],
    label: Annotated[str, typer.Option(help="Its name in English; not needed for an actor that is known.")] = "",
    label_fr: Annotated[str, typer.Option(help="Its name in French.")] = "",
    kind: Annotated[str, typer.Option(help="armed_group, army, person, coalition, media …")] = "",
    side: Annotated[str, typer.Option(help="Key of the side that it is on.")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="A further name in English or any script; repeat it.")] = None,
    alias_fr: Annotated[list[str] | None, typer.Option(help="A further name in French; repeat it.")] = None,
    wikidata: Annotated[str, typer.Option(help="Its Wikidata id.")] = "",
    note: Annotated[str, typer.Option(help="What an analyst should know.")] = "",
    as_json: AsJson = False,
) -> None:
    """Add an actor to a theatre, or names to one that is known, in your own data folder."""
    entry: dict[str, Any] = {"key": key}
    if label:
        entry |= {"label": {"en": label, "fr": label_fr or label}, "kind": kind or "armed_group"}
    aliases = {lang: names for lang, names in (("en", alias), ("fr", alias_fr)) if names}
    entry |= {"side": side, "wikidata": wikidata, "note": note, "aliases": aliases}
    path = _save(theatre, entry)
    _say({"key": key, "theatre": theatre, "file": path}, f"{key} is added in {path}", as_json=as_json)


def provisional(
    accept: Annotated[str | None, typer.Option(help="Make an actor of the group of this key.")] = None,
    merge: Annotated[str | None, typer.Option(help="The group of this key is a known actor: see --into.")] = None,
    into: Annotated[str | None, typer.Option(help="With --merge: the actor that it is.")] = None,
    theatre: InTheatre = None,
    side: Annotated[str, typer.Option(help="With --accept: the side that it is on.")] = "",
    as_json: AsJson = False,
) -> None:
    """List named groups that no file knows, each with its first sentence; accept one or say who it is."""
    from whoholds.errors import NotFound, UsageError

    groups = _groups()
    chosen = accept or merge
    if chosen is None:
        lines = [f"{g['key']:40} {g['claims']:>4} claims  {g['name']}\n    {g['sentence']}" for g in groups]
        _say(groups, "\n".join(lines) or "no group waits for review", as_json=as_json)
        return
    if theatre is None or bool(merge) != bool(into) or (accept and merge):
        raise UsageError(
            "actor.arguments",
            "give --theatre, and either --accept, or --merge with --into",
            hint="whoholds actors theatres lists their keys",
        )
    group = next((g for g in groups if g["key"] == chosen), None)
    if group is None:
        raise NotFound("actor.unknown", f"no group {chosen!r} waits for review", subject=chosen)
    name = group["name"]
    if accept:
        label = {"en": name, "fr": name}
        entry = {"key": chosen, "label": label, "kind": "armed_group", "side": side, "note": group["sentence"]}
    else:
        entry = {"key": into, "aliases": {"en": [name]}}
    path = _save(theatre, entry)
    said = f"{chosen} is {'an actor' if accept else into} now, in {path}; reports read from now on say so"
    _say({"key": entry["key"], "name": name, "file": path}, said, as_json=as_json)


COMMANDS: dict[str, Callable[..., None]] = {"add": add, "provisional": provisional}
"""What `whoholds actors` takes from here."""


def _groups() -> list[dict[str, Any]]:
    """Provisional actors of the ledger's claims that no file knows by now, the most claimed first."""
    from whoholds import workflow
    from whoholds.ledger import ClaimFilter
    from whoholds.settings import load

    actors = known()
    groups: dict[str, dict[str, Any]] = {}
    with workflow.reading_ledger(load()) as ledger:
        for stored in ledger.claims(ClaimFilter(apart=True)):
            for who in (stored.claim.actor, stored.claim.target, stored.claim.speaker):
                if who is None or not who.provisional or who.key in actors.actors or actors.index.lookup(who.text):
                    continue
                first = {"key": who.key, "name": who.text, "claims": 0, "sentence": stored.claim.quote}
                group = groups.setdefault(who.key, first | {"report": stored.report_id})
                group["claims"] += 1
    return sorted(groups.values(), key=lambda g: (-g["claims"], g["key"]))


def _save(theatre: str, entry: dict[str, Any]) -> str:
    """Writes an entry after the whole of the data has been checked with it."""
    import tomllib

    from whoholds.reference import overlay
    from whoholds.reference.registry import join, read_common
    from whoholds.reference.schema import CommonFile, validated
    from whoholds.reference.theatres import read_theatres
    from whoholds.settings import load

    known().theatre(theatre)
    folder = load().theatres_path
    read = overlay.laid_over(read_theatres(), folder)
    more = validated(CommonFile, tomllib.loads(overlay.as_toml(entry)), f"{theatre}{overlay.MORE}").actor
    join(read_common(), [overlay.joined(r, more, theatre) if r[0].key == theatre else r for r in read])
    return str(overlay.write(folder, theatre, entry))


def _say(data: Any, text: str, *, as_json: bool) -> None:
    import json

    typer.echo(json.dumps(data, ensure_ascii=False) if as_json else text)
