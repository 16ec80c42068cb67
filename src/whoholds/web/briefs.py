"""The printable brief, asked for by a form: period, language, map; as a page or as PDF."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from whoholds.views.brief import html, style_digest
from whoholds.views.pdf import pdf, plain_svg
from whoholds.web.asked import day
from whoholds.web.rendering import page, with_reports
from whoholds.web.security import POLICY
from whoholds.web.seen import seen
from whoholds.web.stretch import stretch
from whoholds.web.weighed import brief, period

router = APIRouter(include_in_schema=False)
OWN_POLICY = POLICY.replace("style-src 'self'", "style-src '{digest}'").replace("img-src 'self'", "img-src data:")


@router.get("/brief")
@with_reports
def brief_page(request: Request) -> Response:
    """What a brief is of, and the ways to have it."""
    view, desk = seen(request)
    board = desk.board(view.on, view.as_known)
    found = period(desk, board, day(request.query_params.get("since")))
    since = found.since.isoformat()
    return page(
        "brief.html",
        view,
        request,
        since=found.since,
        until=found.until,
        span=stretch(found.since, found.until, view.words),
        total=len(found.changes),
        as_html=view.link("/brief.html", since=since, on=found.until.isoformat(), lang=view.language),
        as_pdf=view.link("/brief.pdf", since=since, on=found.until.isoformat(), lang=view.language),
    )


@router.get("/brief.html")
def brief_file(request: Request) -> Response:
    """The brief as one HTML file that loads nothing."""
    made, name, digest = _made(request, for_paper=False)
    headers = {
        "content-security-policy": OWN_POLICY.format(digest=digest),
        "content-disposition": f'inline; filename="{name}.html"',
    }
    return HTMLResponse(made, headers=headers)


@router.get("/brief.pdf")
def brief_pdf(request: Request) -> Response:
    """The brief as PDF; `SetupError` where the library for it is not installed."""
    made, name, _ = _made(request, for_paper=True)
    headers = {"content-disposition": f'inline; filename="{name}.pdf"'}
    return Response(pdf(made), media_type="application/pdf", headers=headers)


def _made(request: Request, *, for_paper: bool) -> tuple[str, str, str]:
    """The file, its name without ending, and the hash of its style sheet."""
    view, desk = seen(request)
    content, drawing = brief(desk, view, day(request.query_params.get("since")), drawn=True)
    if drawing and for_paper:
        drawing = plain_svg(drawing)
    return html(content, drawing), f"whoholds-{content.asked.since}-{content.asked.on}", style_digest()
