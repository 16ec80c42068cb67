"""`whoholds places import`, `imports` and `add`: what a user's own files add to the gazetteer, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.reference.imports.kept import Import
    from whoholds.reference.imports.merge import Outcome

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SHOWN = 20
"""Rejected rows that are printed; `--json` has them all. Unit: rows."""


def import_(
    file: Annotated[
        Path | None,
        typer.Argument(help="GeoNames dump, alternateNamesV2, COD-AB table, GeoJSON or OpenStreetMap extract."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(help="geonames, alternate-names, cod, geojson or osm; told from the file where absent."),
    ] = None,
    country: Annotated[str | None, typer.Option(help="ISO code of rows that do not say their country.")] = None,
    credit: Annotated[str | None, typer.Option(help="Whom to credit, where the format does not say enough.")] = None,
    undo: Annotated[int | None, typer.Option(help="Take back the import of this number instead.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added and add nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add the places of a file to the gazetteer: new ones, and names and codes of known ones."""
    import hashlib

    from whoholds.errors import InputRefused, UsageError
    from whoholds.reference.imports import kept
    from whoholds.reference.imports.files import FORMATS, read

    if (file is None) == (undo is None):
        raise UsageError("import.arguments", "give a file, or --undo with a number", hint="whoholds places imports")
    settings, path = _ready()
    if undo is not None:
        gone = kept.undo(path, undo)
        _say({"undone": _as_dict(gone)}, f"import {gone.number} ({gone.file}) is taken back", as_json=as_json)
        return
    assert file is not None
    if format is not None and format not in FORMATS:
        raise UsageError("import.format", f"no format {format!r}", hint=f"formats: {', '.join(FORMATS)}")
    source = read(file, settings.places, format=format or "", country=_country(country))
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise InputRefused("import.unreadable", f"cannot read it: {error}", subject=str(file)) from error
    about = kept.Import(0, file.name, source.format, digest, credit or source.credit, _now())
    done, outcome = kept.add(path, about, source.rows, dry=dry_run)
    _report(done, outcome, dry=dry_run, as_json=as_json)


def imports(as_json: AsJson = False) -> None:
    """List what was imported, with the numbers that `import --undo` takes."""
    import json

    from whoholds.reference.imports import kept
    from whoholds.settings import load

    found = kept.imports(load().gazetteer_path)
    if as_json:
        print(json.dumps([_as_dict(i) for i in found], ensure_ascii=False))
        return
    for i in found:
        print(f"{i.number:>4}  {i.at[:10]}  {i.format:<16} {i.file:<40} {i.added:>8,} new {i.merged:>8,} extended")
    if not found:
        print("nothing was imported")


def add(
    name: Annotated[str, typer.Argument(help="The name to show.")],
    lat: Annotated[float, typer.Option(min=-90, max=90, help="Latitude, WGS 84 degrees.")],
    lon: Annotated[float, typer.Option(min=-180, max=180, help="Longitude, WGS 84 degrees.")],
    country: Annotated[str, typer.Option(help="ISO code of the country.")],
    kind: Annotated[str, typer.Option(help="What it is: settlement, quarter, base, crossing …")] = "settlement",
    fr: Annotated[str, typer.Option(help="Its name in French.")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="A further spelling, in any script; repeat it.")] = None,
    population: Annotated[int, typer.Option(min=0, help="People who live there.")] = 0,
    precision: Annotated[float, typer.Option(min=0, help="How exact the point is, in km.")] = 1.0,
    as_json: AsJson = False,
) -> None:
    """Add one place by hand, or further names to the place of that name near by."""
    from whoholds.errors import InputRefused, UsageError
    from whoholds.reference.folding import fold
    from whoholds.reference.imports import kept
    from whoholds.reference.imports.drafts import Draft, Rejected, checked
    from whoholds.reference.sources import KINDS

    if kind not in KINDS:
        raise UsageError("import.kind", f"no kind {kind!r}", hint=f"kinds: {', '.join(sorted(KINDS))}", subject=kind)
    code = _country(country)
    _, path = _ready()
    draft = checked(
        Draft(
            f"us:{code.lower()}:{fold(name).replace(' ', '-')}",
            name,
            kind,
            code,
            lat,
            lon,
            population,
            names=(fr, *(alias or ())),
            labels={"en": name, "fr": fr},
            precision_km=precision,
            where=name[:40],
        )
    )
    if isinstance(draft, Rejected):
        raise InputRefused("import.place", draft.why, subject=name[:80])
    done, outcome = kept.add(path, kept.Import(0, "added by hand", "added", "", "", _now()), [draft])
    _report(done, outcome, dry=False, as_json=as_json)


COMMANDS: dict[str, Callable[..., None]] = {"import": import_, "imports": imports, "add": add}
"""What `whoholds places` takes from here."""


def _ready() -> tuple[Any, Path]:
    """The settings, and the gazetteer's path once it is compiled."""
    from whoholds.settings import load
    from whoholds.workflow import gazetteer

    settings = load()
    gazetteer(settings).close()
    return settings, settings.gazetteer_path


def _country(code: str | None) -> str:
    from whoholds.errors import UsageError
    from whoholds.reference.imports.iso import iso2

    if not code:
        return ""
    if found := iso2(code):
        return found
    raise UsageError("import.country", f"no country {code!r}", hint="ISO 3166 codes: SY, SYR", subject=code)


def _now() -> str:
    from whoholds.clock import now

    return now().isoformat(timespec="seconds")


def _as_dict(done: Import) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(done)


def _report(done: Import, outcome: Outcome, *, dry: bool, as_json: bool) -> None:
    left_out = sum(outcome.left_out.values())
    data = {
        **_as_dict(done),
        "dry_run": dry,
        "names": outcome.names,
        "unchanged": outcome.unchanged,
        "left_out": dict(outcome.left_out.most_common()),
        "rejected": [{"where": r.where, "why": r.why} for r in outcome.rejected],
    }
    lines = [
        f"{'would be import' if dry else 'import'} {done.number}: {done.file} ({done.format})",
        f"  {outcome.added:,} new places, {outcome.merged:,} known ones with more names or codes, "
        f"{outcome.names:,} new names; {outcome.unchanged:,} rows said nothing new",
    ]
    if left_out:
        most = ", ".join(f"{kind} {count:,}" for kind, count in outcome.left_out.most_common(5))
        lines.append(f"  {left_out:,} rows of kinds that no report calls a place ({most})")
    if outcome.rejected:
        lines.append(f"  {len(outcome.rejected):,} rows not taken in:")
        lines += [f"    {r.where}: {r.why}" for r in outcome.rejected[:SHOWN]]
        if len(outcome.rejected) > SHOWN:
            lines.append(f"    and {len(outcome.rejected) - SHOWN:,} more (--json lists them)")
    if done.credit:
        lines.append(f"  credit: {done.credit}")
    if not dry:
        lines.append(f"  take it back: whoholds places import --undo {done.number}")
    _say(data, "\n".join(lines), as_json=as_json)


def _say(data: dict[str, Any], text: str, *, as_json: bool) -> None:
    import json

    print(json.dumps(data, ensure_ascii=False) if as_json else text)
