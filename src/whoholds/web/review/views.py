"""The page on which somebody who is signed in keeps a view of the map for all readers, or removes one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from whoholds.errors import WhoholdsError
from whoholds.web.access import one
from whoholds.web.asked import asked
from whoholds.web.problems import status_of
from whoholds.web.rendering import desk_of, page
from whoholds.web.review.routes import HEADERS, Fields, said, signed, signed_in
from whoholds.web.saved import LONGEST, MOST_ADDRESS, SavedViews, name_of, view_of
from whoholds.web.sessions import Session

router = APIRouter(include_in_schema=False)
PATH = "/review/views"


@router.get(PATH)
def views_page(request: Request, address: str = "", done: str = "") -> Response:
    """A form for the address of a view, and the views that there are."""
    session = signed_in(request)
    if session is None or not session.name:
        to = asked(request).link("/review/sign-in", on=None, as_known=None, address=address[:MOST_ADDRESS] or None)
        return RedirectResponse(to, status_code=303)
    return _page(request, session, address[:MOST_ADDRESS], done=done)


def _page(
    request: Request,
    session: Session,
    address: str,
    *,
    done: str = "",
    title: str = "",
    error: WhoholdsError | None = None,
) -> Response:
    view, views = asked(request), SavedViews(desk_of(request).settings.views_path).readable()
    return page(
        "shared_views.html",
        view,
        request,
        status_of(error)[0] if error else 200,
        HEADERS,
        session=session,
        address=address,
        title=title,
        views=views,
        done=next((one for one in views if one.name == done), None),
        problem=said(error, view.words),
        most_title=LONGEST,
        most_address=MOST_ADDRESS,
    )


@router.post(PATH)
@signed
def keep(request: Request, fields: Fields, session: Session) -> Response:
    """Keep a view; one whose name comes out the same is replaced."""
    address, title = one(fields, "address"), one(fields, "title")[:LONGEST]
    try:
        view = view_of(name_of(title), address[:MOST_ADDRESS], title)
        SavedViews(desk_of(request).settings.views_path).save(view)
    except WhoholdsError as error:
        if status_of(error)[0] >= 500:
            raise
        return _page(request, session, address[:MOST_ADDRESS], title=title, error=error)
    return _back(request, view.name)


@router.get(f"{PATH}/remove")
def back(request: Request) -> Response:
    """Who loads the address of the form comes back to the page."""
    return _back(request)


@router.post(f"{PATH}/remove")
@signed
def remove(request: Request, fields: Fields, session: Session) -> Response:
    """Remove a view."""
    try:
        SavedViews(desk_of(request).settings.views_path).remove(one(fields, "name"))
    except WhoholdsError as error:
        return _page(request, session, "", error=error)
    return _back(request)


def _back(request: Request, done: str | None = None) -> Response:
    return RedirectResponse(asked(request).link(PATH, on=None, as_known=None, done=done), status_code=303)
