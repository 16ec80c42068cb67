"""Pages for people. Everything works without a script; scripts only save reloading."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from whoholds.control.explain import Explanation
from whoholds.control.sentences import Name, sentences
from whoholds.errors import NotFound, UsageError
from whoholds.model import Standing
from whoholds.views import charts, legend
from whoholds.views.markup import Markup as Xml
from whoholds.views.overlay import Overlay
from whoholds.views.style import sheet
from whoholds.views.svg import Drawing, render, render_inline, subtitle
from whoholds.web import claims, shape
from whoholds.web.asked import Asked, iso
from whoholds.web.context import paragraphs
from whoholds.web.credits import all_sources, in_words
from whoholds.web.desk import Board, Desk
from whoholds.web.details import details
from whoholds.web.knowledge import clock_of
from whoholds.web.layer_data import shown_by
from whoholds.web.layer_panel import panel
from whoholds.web.rendering import desk_of, page, with_reports
from whoholds.web.saved import SavedViews
from whoholds.web.security import POLICY, style_hash
from whoholds.web.seen import choices, file_name, seen
from whoholds.web.spec import spec_of
from whoholds.web.stepping import steps
from whoholds.web.voices import voices_of
from whoholds.web.wanted import wanted_of
from whoholds.web.waterfall import waterfall

router = APIRouter(include_in_schema=False)
ViewName = Annotated[str, Query(alias="view")]
PART = "whoholds-part"
COLUMNS = ("place", "holder", "sure", "standing", "since")


def _inline(desk: Desk, board: Board, view: Asked, only: frozenset[str] | None, overlay: Overlay) -> Drawing:
    """The map for the page, with links that keep the view; drawn once for each view. `only` are ids of its places."""
    from dataclasses import replace

    def make() -> Drawing:
        more = {"width": 1000.0, "theme": "auto", "extent": board.extent, "overlay": overlay}
        wanted = [m for m in board.marks if only is None or m.holding.place_id in only]
        most = desk.settings.web.table_places
        wanted = sorted(wanted, key=lambda m: -m.weight)[:most] if len(wanted) > most else wanted
        marks = [replace(m, href=view.link(f"/place/{quote(m.holding.place_id, safe='')}")) for m in wanted]
        return render_inline(marks, spec_of(board, view.language, **more))

    return desk.drawings.get((board.key, view, "inline", only), make)


@router.get("/")
@with_reports
def map_page(
    request: Request, q: str = "", side: str = "", standing: str = "", sort: str = "place", view_name: ViewName = ""
) -> Response:
    """The map and the table of a day; with the name of a saved view, the way there.

    The page's own script asks for what is around the map only, by a header, and draws the map itself.
    """
    if view_name:
        saved = SavedViews(desk_of(request).settings.views_path).find(view_name)
        return RedirectResponse(saved.address, status_code=303)
    view, desk = seen(request)
    words = view.words
    board = desk.board(view.on, view.as_known).told(view.language)
    wanted = wanted_of(request.query_params)
    told = claims.found(desk, wanted, view.as_known, board) if wanted else ()
    only = frozenset(shape.place_ids(told)) if wanted else None
    layers = shown_by(desk, board, view)
    around = request.headers.get(PART) == "around"
    drawing = "" if around else _inline(desk, board, view, only, layers.overlay).svg
    rows = [row for row in shape.place_rows(board, words) if only is None or row.id in only]
    found = shape.ordered(shape.chosen(rows, q, side, standing), sort)
    most = desk.settings.web.table_places
    spec = spec_of(board, view.language)
    marks = board.marks
    entries = [
        (words("sides"), shape.legend_rows(legend.side_entries(marks, board.sides, words, shape.PREFIX))),
        (
            words("standings"),
            shape.legend_rows(
                [
                    *legend.standing_entries(marks, words, shape.PREFIX, long=True),
                    legend.dispute_entry(words, shape.PREFIX),
                ]
            ),
        ),
    ]
    switched = panel(desk, board, view, layers)
    before, after = board.on - timedelta(days=1), board.on + timedelta(days=1)
    return page(
        "map.html",
        view,
        request,
        headers={"vary": f"accept-language, {PART}"},
        board=board,
        viewpoints=choices(desk, board, view),
        title=words("title", theatre=spec.theatre) if spec.theatre else words("title_plain"),
        situation=subtitle(spec),
        svg=shape.safe(Xml(drawing)),
        days=shape.safe(charts.days(board.counts, board.first, board.last, board.on, words("reports_by_day"), words)),
        legend=entries,
        layers=switched,
        rows=found[:most],
        found=len(found),
        cut=len(rows) > most,
        total=len(rows),
        wanted=wanted,
        told=len(told),
        choices=claims.choices(desk, board, view.as_known, words),
        columns=COLUMNS,
        sort=sort,
        filters={"q": q, "side": side, "standing": standing},
        holders=sorted({(row.holder_key, row.holder) for row in rows}, key=lambda item: item[1]),
        standings=[s for s in Standing if any(row.standing is s for row in rows)],
        any_threat=any(row.threatened for row in rows),
        before=before,
        after=after,
        saved=SavedViews(desk.settings.views_path).readable(),
        as_known_value=iso(view.as_known)[:-1] if view.as_known and not view.then else "",
        second=clock_of(view, board),
        span=(board.last - board.first).days,
        at=(board.on - board.first).days,
    )


@router.get("/place/{place_id:path}")
def place_page(request: Request, place_id: str) -> Response:
    """The dossier of a place."""
    view, desk = seen(request)
    words = view.words
    dossier = desk.dossier(place_id, view.on, view.as_known)
    board, answer = dossier.board.told(view.language), dossier.answer
    called = desk.called([place_id, *shape.place_ids(dossier.claims.values())], view.language)
    holding = answer.holding
    name = board.side_name(view.language, short=True)
    holder = name(holding.holder)
    first, last = shape.strip_range(dossier)
    band = charts.strip(answer.history, first, last, board.sides, words, "strip-") if answer.history else None
    mark = next((m for m in board.marks if m.holding.place_id == place_id), None)
    sides = shape.split(dossier, desk.actors, words, called)
    why = answer.explanation
    return page(
        "place.html",
        view,
        request,
        board=board,
        viewpoints=choices(desk, board, view),
        place=answer.place,
        heading=called.get(place_id, answer.place.label),
        counted=shape.counted(why, words) if why else "",
        voices=voices_of(desk, dossier, view),
        steps=steps(desk, board, place_id, view),
        holder=holder,
        rule=sentences(view.language).tell(holding.why, desk.say(board.theatre, view.language)),
        holding=holding,
        began=answer.began,
        answer=shape.headline_of(holding, holder, words),
        row=shape.place_row(mark, board, words, holder) if mark else None,
        situation=subtitle(spec_of(board, view.language)),
        sides=sides,
        strip=shape.safe(band) if band else None,
        intervals=[(h, name(h.holder)) for h in reversed(answer.history)],
        explanation=why,
        fall=waterfall(why, sides.steps, words) if why else None,
        begun=_begun(why, view.language, desk.say(board.theatre, view.language)),
        definitions=shape.shared_definitions(board.sides),
        more=details(desk, dossier, view),
    )


def _begun(why: Explanation | None, language: str, name: Name) -> str:
    """Who held the place at the start, and who says so; empty where nothing is known of it."""
    return sentences(language).clause(why.begun, name) if why and why.begun else ""


@router.get("/report/{report_id}")
def report_page(request: Request, report_id: str) -> Response:
    """A report's whole text with its claims marked."""
    view, desk = seen(request)
    words = view.words
    stored, claims = desk.report(report_id)
    called = desk.called(shape.place_ids(claims), view.language)
    cards = [shape.card(c, None, desk.actors, words, number=i, called=called) for i, c in enumerate(claims, 1)]
    language = stored.report.language
    key = f"lang_{language}"
    return page(
        "report.html",
        view,
        request,
        report=stored.report,
        blocks=paragraphs(stored.report, [c.claim for c in claims]),
        cards=cards,
        numbers=dict(enumerate(cards, 1)),
        published=words.moment(stored.report.published) if stored.report.published else None,
        language_name=words(key) if words.has(key) else language,
        link=_http(stored.report.url),
    )


def _http(url: str | None) -> str | None:
    """A report's address as a link; anything but http and https is not made one."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


@router.get("/map.svg")
def map_file(request: Request, width: int = 1100, theme: str = "light") -> Response:
    """The map to print."""
    if not 300 <= width <= 4000:
        raise UsageError("map.size", "the width must be 300 to 4000 pixels", subject=str(width))
    if theme not in ("light", "dark"):
        raise UsageError("map.theme", "the theme must be light or dark", subject=theme[:20])
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known).told(view.language)
    overlay = shown_by(desk, board, view).overlay if view.layers else Overlay()
    places = in_words(all_sources(desk.settings.gazetteer_path), view.words)
    spec = spec_of(board, view.language, width=float(width), theme=theme, overlay=overlay, places=places)
    key = (board.key, view, width, theme, places)
    drawing = desk.drawings.get(key, lambda: render(board.marks, spec))
    headers = {
        # the file carries its own style sheet: exactly that one is let through
        "content-security-policy": POLICY.replace(
            "style-src 'self'", f"style-src '{style_hash(sheet(board.sides, theme))}'"
        ),
        "content-disposition": f'inline; filename="{file_name(board, "svg", "whoholds")}"',
    }
    return Response(drawing.svg, media_type="image/svg+xml; charset=utf-8", headers=headers)


@router.get("/map.css")
def map_style(request: Request) -> Response:
    """The map's style sheet with the theatre's colours, for light and dark."""
    try:
        sides = desk_of(request).board().sides
    except NotFound:
        sides = ()
    return Response(sheet(sides, "auto"), media_type="text/css; charset=utf-8", headers={"cache-control": "no-cache"})


def error_page(request: Request, status: int, code: str, message: str, hint: str) -> Response:
    """What went wrong and what can be done about it; in English where the reader's language has no words for it."""
    from whoholds.web.language import choose

    language = request.query_params.get("lang")
    view = Asked(
        None, None, choose(language, request.headers.get("accept-language")), explicit=language in ("en", "fr")
    )
    key, spoken = f"problem.{code.replace('.', '_')}", "en"
    if view.words.has(f"{key}.what"):
        spoken, message, hint = view.language, view.words(f"{key}.what"), view.words(f"{key}.hint")
    return page("error.html", view, request, status=status, message=message, hint=hint, spoken=spoken)
