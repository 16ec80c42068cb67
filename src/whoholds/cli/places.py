"""`whoholds places`: build the gazetteer, look places up, resolve given toponyms; `place_imports` adds to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whoholds.cli import place_imports

if TYPE_CHECKING:
    from whoholds.reference.gazetteer import Gazetteer, Row

app = typer.Typer(help="The gazetteer: build it, search it, add to it, resolve names against it.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
for _name, _command in place_imports.COMMANDS.items():
    app.command(_name)(_command)


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Compile even if the file is up to date.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compile the gazetteer from the installed packages and our own tables."""
    import json
    import sys

    from whoholds.reference.build import build as compile_gazetteer
    from whoholds.reference.build import digest_of_inputs
    from whoholds.reference.gazetteer import Gazetteer
    from whoholds.settings import load

    path = load().gazetteer_path
    fresh = not force and _digest(path) == digest_of_inputs()
    if not fresh:
        compile_gazetteer(path, lambda step, share: print(f"{share:4.0%}  {step}", file=sys.stderr))
    with Gazetteer.open(path) as gazetteer:
        meta = gazetteer.meta
    report = {"path": str(path), "built": not fresh, **meta}
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        state = "already up to date" if fresh else "built"
        print(f"{path}: {state}, {int(meta['places']):,} places under {int(meta['names']):,} names\n{meta['credits']}")


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A name, or how it begins.")],
    country: Annotated[
        list[str] | None, typer.Option(help="Look in these countries first, and loosely (ISO code).")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows shown.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List places of a name, in any spelling and script."""
    import json

    from whoholds.errors import NotFound

    with _open() as gazetteer:
        if country:
            rows = gazetteer.lookup(name, [code.upper() for code in country])[:limit]
        else:
            rows = gazetteer.search(name, limit) or gazetteer.lookup(name)[:limit]
    if not rows:
        raise NotFound(
            "place.none",
            f"no place is called {name[:80]}",
            hint="try --country, which also matches other spellings",
            subject=name[:80],
        )
    if as_json:
        print(json.dumps([_row(r) for r in rows], ensure_ascii=False))
        return
    for r in rows:
        print(f"{r.id:<24} {r.name:<32} {r.kind:<11} {r.country:<3} {r.lat:9.4f} {r.lon:9.4f} {r.population:>10,}")


@app.command()
def show(id: Annotated[str, typer.Argument(help="An id, as `search` lists it.")], as_json: AsJson = False) -> None:
    """Show one place: names by language, what contains it, where it comes from."""
    import json

    with _open() as gazetteer:
        row = gazetteer.get(id)
        parents: list[str] = []
        above = row.parent
        while above and len(parents) < 5:
            parent = gazetteer.get(above)
            parents.append(parent.name)
            above = parent.parent
        codes = dict(gazetteer.codes(id))
        data = {**_row(row), "names": dict(gazetteer.names(id)), "codes": codes, "inside": parents}
        data |= gazetteer.facts(id)
    if as_json:
        print(json.dumps(data, ensure_ascii=False))
        return
    for key, value in data.items():
        if isinstance(value, dict):
            value = ", ".join(f"{lang}: {text}" for lang, text in value.items())
        elif isinstance(value, list):
            value = " > ".join(value)
        print(f"{key:<12} {value}")


@app.command()
def resolve(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE.jsonl", help='Lines {"id", "text", "mentions": [{"start", "end"}]}; "-" reads standard input.'
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Resolve given toponyms, a report a line: one answer for each mention, null where none is likely enough."""
    import json
    import sys

    from whoholds.errors import InputRefused
    from whoholds.reference.resolve import Resolver
    from whoholds.reference.spans import Span
    from whoholds.reference.spotting import hint_around
    from whoholds.settings import load

    try:
        lines = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            "input.unreadable", f"cannot read {path}: {error}", hint="give a JSON-lines file in UTF-8", subject=path
        ) from error
    with _open() as gazetteer:
        resolver = Resolver(gazetteer, load().places)
        for number, line in enumerate(lines.split("\n"), 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                text = str(item["text"])
                pairs = [(int(m["start"]), int(m["end"])) for m in item["mentions"]]
            except (ValueError, TypeError, KeyError) as error:
                hint = 'each line is {"id", "text", "mentions": [{"start", "end"}]}'
                raise InputRefused(
                    "input.malformed", f"line {number}: {error}", hint=hint, subject=f"{path}:{number}"
                ) from error
            spans = [Span(s, e, text[s:e], hint_around(text, s, e)) for s, e in pairs]
            answers = [_answer(a) for a in resolver.resolve(spans, countries=item.get("countries") or {})]
            if as_json:
                print(json.dumps({"id": item.get("id"), "places": answers}, ensure_ascii=False))
                continue
            for span, answer in zip(spans, answers, strict=True):
                said = (
                    "no match"
                    if answer is None
                    else f"{answer['label']} ({answer['kind']}, {answer['country']}) {answer['score']:.2f}"
                )
                print(f"{item.get('id')}\t{span.start}-{span.end}\t{span.text}\t{said}")


def _open() -> Gazetteer:
    from whoholds.reference.gazetteer import Gazetteer
    from whoholds.settings import load

    return Gazetteer.open(load().gazetteer_path)


def _digest(path: Path) -> str:
    from whoholds.errors import SetupError
    from whoholds.reference.gazetteer import Gazetteer

    try:
        with Gazetteer.open(path) as gazetteer:
            return gazetteer.meta.get("digest", "")
    except SetupError:
        return ""


def _row(row: Row) -> dict[str, object]:
    return {**row._asdict(), "geonameid": row.geonameid}


def _answer(answer: object) -> dict[str, object] | None:
    from whoholds.model import Area, Place

    if not isinstance(answer, (Place, Area)):
        return None
    id = answer.id or ""
    number = id[3:].split("#")[0] if id.startswith("gn:") else ""
    return {
        "lat": answer.lat,
        "lon": answer.lon,
        "geonameid": int(number) if number else None,
        "id": answer.id,
        "label": answer.label,
        "kind": answer.kind,
        "country": answer.country,
        "score": answer.score,
    }
