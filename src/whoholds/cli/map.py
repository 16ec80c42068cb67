"""`whoholds map`: the situation of a day as one drawing to print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

LEAST, MOST = 300, 6000  # pixels


def map_(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File: SVG, or PNG if it ends in .png; - for standard output.")
    ] = Path("map.svg"),
    on: Annotated[str | None, typer.Option(help="Day, as 2024-12-07. Default: of the newest report.")] = None,
    as_known: Annotated[
        str | None, typer.Option("--as-known", help="As known at the end of a day, or at a time. Default: now.")
    ] = None,
    theatre: Annotated[str | None, typer.Option(help="Conflict. Default: the one most claims are about.")] = None,
    viewpoint: Annotated[
        str | None, typer.Option(help="Whose map: a name of `whoholds viewpoints list`, or side:KEY.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the map: en or fr.")] = "en",
    size: Annotated[str | None, typer.Option(help="Pixels, as 1100 (width) or 1200x900.")] = None,
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    layers: Annotated[
        str | None, typer.Option(help="What else is drawn, with commas: disputes, moves, events, heat, areas.")
    ] = None,
    days: Annotated[int | None, typer.Option(help="Days up to the one shown that the layers are of.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say as JSON what was drawn.")] = False,
) -> None:
    """Draw who holds what on a day: places by side and standing, with legend, scale, date and credits.

    PNG needs whoholds[png].
    """
    from whoholds.cli import values
    from whoholds.errors import UsageError
    from whoholds.settings import load
    from whoholds.views.overlay import Overlay
    from whoholds.views.svg import render
    from whoholds.web.asked import Asked, chosen_layers, span_of_days
    from whoholds.web.desk import Desk
    from whoholds.web.layer_data import shown_by
    from whoholds.web.spec import spec_of

    width, height = pixels(size)
    if theme not in ("light", "dark"):
        raise UsageError("map.theme", "no such theme", hint="light or dark", subject=theme)
    view = Asked(
        values.day(on, "--on"),
        values.instant(as_known, "--as-known"),
        lang,
        layers=chosen_layers([layers] if layers else []),
        days=span_of_days(None if days is None else str(days)),
        viewpoint=viewpoint,
    )
    view.words  # noqa: B018  says so now if the language is not spoken
    desk = Desk.open(load(), theatre, viewpoint)
    board = desk.board(view.on, view.as_known).told(lang)
    overlay = shown_by(desk, board, view).overlay if view.layers else Overlay()
    drawing = render(board.marks, spec_of(board, lang, width=width, height=height, theme=theme, overlay=overlay))
    if str(output) == "-":
        typer.echo(drawing.svg, nl=False)
        return
    if output.suffix.lower() == ".png":
        from whoholds.views.png import png

        output.write_bytes(png(drawing.svg))
    else:
        output.write_text(drawing.svg, encoding="utf-8")
    if as_json:
        made = {"file": str(output), "on": board.on.isoformat(), "places": len(board.marks)}
        made["layers"] = list(overlay.layers)
        typer.echo(json.dumps({**made, "without_name": list(drawing.dropped)}, ensure_ascii=False))
        return
    left_out = f", {len(drawing.dropped)} without a name for want of room" if drawing.dropped else ""
    typer.echo(f"{output}: {len(board.marks)} places on {board.on}{left_out}")


def pixels(text: str | None) -> tuple[float, float | None]:
    """Width and height from `1100` or `1200x900`; without a height the places' extent decides.

    Raises:
        UsageError: it is neither, or too small or too large.
    """
    from whoholds.errors import UsageError

    if text is None:
        return 1100.0, None
    parts = text.lower().split("x")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() for part in parts):
        raise UsageError("map.size", "not a size", hint="write it as 1100 or 1200x900", subject=text)
    numbers = [int(part) for part in parts]
    if not all(LEAST <= n <= MOST for n in numbers):
        raise UsageError("map.size", f"a side must be {LEAST} to {MOST} pixels", subject=text)
    return float(numbers[0]), float(numbers[1]) if len(numbers) == 2 else None
