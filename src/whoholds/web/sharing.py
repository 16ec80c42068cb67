"""Saved views for programs: reading is open, keeping and removing need a token."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from whoholds.web.access import Access
from whoholds.web.rendering import desk_of
from whoholds.web.saved import MOST_ADDRESS, SavedViews, view_of
from whoholds.web.tokens import Scope
from whoholds.web.writing import BEARER

router = APIRouter(prefix="/api", tags=["Views"])


class Keep(BaseModel):
    """A view to keep."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Small letters, digits, - and _.", min_length=1, max_length=40)
    address: str = Field(description="The map's address, with its part of the map after #.", max_length=MOST_ADDRESS)
    title: str = Field("", description="What people call it.", max_length=200)


def _views(request: Request) -> SavedViews:
    return SavedViews(desk_of(request).settings.views_path)


@router.get("/views")
def views(request: Request) -> Response:
    """Every saved view with its address."""
    return JSONResponse({"views": [view.data for view in _views(request).readable()]})


@router.post("/views", status_code=201, openapi_extra=BEARER)
def keep(request: Request, ask: Keep) -> Response:
    """Keep a view under a name; one of the same name is replaced (200). Needs the scope `review`."""
    access: Access = request.app.state.access
    access.program(request, Scope.REVIEW)
    view = view_of(ask.name, ask.address, ask.title)
    new = _views(request).save(view)
    return JSONResponse(view.data, 201 if new else 200, {"cache-control": "no-store"})


@router.delete("/views/{name}", status_code=204, openapi_extra=BEARER)
def remove(request: Request, name: str) -> Response:
    """Remove a view. Needs the scope `review`."""
    access: Access = request.app.state.access
    access.program(request, Scope.REVIEW)
    _views(request).remove(name)
    return Response(status_code=204)
