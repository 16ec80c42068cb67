"""The map's layers for a day or a range: data for the page's script, and the same for the drawn map and its legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from whoholds.control.answered import told
from whoholds.control.disputes import Dispute, disputes
from whoholds.control.happenings import Happening, Heat, Siege, Told, Window, happenings, heat, sieges, told_in
from whoholds.control.moves import NEAR, SAID, Move, moves
from whoholds.control.needs import World
from whoholds.ledger import ClaimFilter, StoredClaim
from whoholds.model import Place, Standing
from whoholds.views.glyphs import DISPUTE, glyphs
from whoholds.views.overlay import (
    AREAS,
    DISPUTES,
    EVENTS,
    HEAT,
    LAYERS,
    MOVES,
    Arrow,
    Disc,
    Overlay,
    Ring,
    Sign,
    disc_radius,
)
from whoholds.views.reach import Site, stipple
from whoholds.web.asked import Asked, asked, iso
from whoholds.web.desk import Board, Desk

router = APIRouter(include_in_schema=False)
FIRST = (DISPUTES, MOVES)
"""Layers that a reader gets who has chosen none."""


@router.get("/layers.json")
def layers(request: Request) -> Response:
    """What the layers of the address show, for the page's own script: coordinates as [longitude, latitude]."""
    view = asked(request)
    desk: Desk = request.app.state.desk
    desk = desk.seen_by(request.query_params.get("viewpoint"))
    board = desk.board(view.on, view.as_known)
    shown = overlay_of(desk, board, view)
    numbers = {side.key: i for i, side in enumerate(board.sides)}
    return JSONResponse(
        {
            "on": board.on.isoformat(),
            "first": Window(board.on, days_of(desk, view)).first.isoformat(),
            "as_known": iso(board.as_known) if board.as_known else None,
            "layers": list(shown.layers),
            "disputes": [_sign(sign) for sign in shown.disputes],
            "arrows": [
                {
                    "id": a.place,
                    "at": [a.lon, a.lat],
                    "from": [a.start[1], a.start[0]],
                    "side": numbers.get(a.side, -1),
                    "inferred": a.inferred,
                    "interested": a.interested,
                    "text": a.text,
                }
                for a in shown.arrows
            ],
            "rings": [
                {
                    "id": r.place,
                    "at": [r.lon, r.lat],
                    "side": numbers.get(r.side, -1),
                    "interested": r.interested,
                    "text": r.text,
                }
                for r in shown.rings
            ],
            "events": [_sign(sign) for sign in shown.events],
            "discs": [
                {"id": d.place, "at": [d.lon, d.lat], "radius": round(disc_radius(d.reports), 1), "text": d.text}
                for d in shown.discs
            ],
            "dots": [[d.lon, d.lat, numbers.get(d.side, -1), d.strength] for d in shown.dots],
            "spacing": shown.spacing,
            "glyphs": {name: asdict(glyph) for name, glyph in glyphs().items()},
        }
    )


def _sign(sign: Sign) -> dict[str, Any]:
    return {"id": sign.place, "at": [sign.lon, sign.lat], "icons": list(sign.icons), "text": sign.text}


def shown_layers(view: Asked) -> tuple[str, ...]:
    """The layers that an address switches on, in their order."""
    if view.layers is None:
        return FIRST
    return tuple(name for name in LAYERS if name in view.layers.split(","))


def days_of(desk: Desk, view: Asked) -> int:
    """Days up to the one shown that the layers are of."""
    return view.days or desk.settings.web.layer_days


def overlay_of(desk: Desk, board: Board, view: Asked) -> Overlay:
    """The layers of an address, worked out once for each state of the ledger."""
    names, days = shown_layers(view), days_of(desk, view)
    key = (board.key, names, days, view.language, "overlay")
    return (
        desk.drawings.get(key, lambda: _overlay(desk, board.told(view.language), view, names, days))
        if names
        else (Overlay())
    )


def _overlay(desk: Desk, board: Board, view: Asked, names: tuple[str, ...], days: int) -> Overlay:
    claims = desk.claims(ClaimFilter(as_known=board.as_known))
    world = World(desk.actors, board.theatre, desk.outlets, viewpoint=desk.viewpoint)
    found = told_in(claims, world, desk.weights, Window(board.on, days))
    called = desk.called([t.place.id for t in found], view.language)
    tell = _Teller(desk, board, view, called, {t.claim.id: t for t in found})
    limits = desk.settings.web
    reached = moves(found, claims, board.holdings, limits.move_km) if MOVES in names else []
    held = sieges(found) if MOVES in names else []
    apart = disputes(found, claims, desk.settings.control.answer_days) if DISPUTES in names else []
    dots, spacing = (
        stipple(_sites(board, claims), limits.area_km, limits.area_days, limits.area_cells)
        if AREAS in names
        else ([], 0.0)
    )
    return Overlay(
        layers=names,
        disputes=tuple(Sign(d.place.id, d.place.lat, d.place.lon, (DISPUTE,), tell.dispute(d)) for d in apart),
        arrows=tuple(
            Arrow(
                m.place.id,
                m.place.lat,
                m.place.lon,
                (m.origin.lat, m.origin.lon),
                m.side,
                m.basis != SAID,
                m.interested,
                tell.move(m),
            )
            for m in reached
            if m.origin
        ),
        rings=tuple(Ring(s.place.id, s.place.lat, s.place.lon, s.side, s.interested, tell.siege(s)) for s in held),
        events=tuple(_signs(happenings(found), tell)) if EVENTS in names else (),
        discs=tuple(Disc(h.place.id, h.place.lat, h.place.lon, h.reports, tell.heat(h)) for h in heat(found))
        if HEAT in names
        else (),
        dots=tuple(dots),
        spacing=spacing,
    )


def _signs(found: Sequence[Happening], tell: _Teller) -> Iterable[Sign]:
    """One sign a settlement, with all its icons."""
    places: dict[str, list[Happening]] = {}
    for one in found:
        places.setdefault(one.place.id, []).append(one)
    for key, some in places.items():
        place = some[0].place
        yield Sign(key, place.lat, place.lon, tuple(h.icon for h in some), tell.events(some))


def _sites(board: Board, claims: Iterable[StoredClaim]) -> list[Site]:
    """Every answered settlement, those assessed as a side's with the age of their newest evidence."""
    days = {stored.claim.id: told(stored).date() for stored in claims}
    out = []
    for holding in board.holdings.values():
        known = [days[r.claim_id] for r in holding.because if r.claim_id in days]
        known = [day for day in known if day <= board.on]
        side = holding.holder if holding.standing is Standing.ASSESSED and known else None
        if side in ("contested", "unknown"):
            side = None
        if side or holding.holder != "unknown":
            age = (board.on - max(known)).days if known else 0
            out.append(Site(holding.lat, holding.lon, side, float(age)))
    return out


class _Teller:
    """What signs say when one points at them, and what the list beside the map says, in the reader's language."""

    def __init__(
        self, desk: Desk, board: Board, view: Asked, called: Mapping[str, str], found: Mapping[str, Told]
    ) -> None:
        self.words, self.language, self.actors = view.words, view.language, desk.actors
        self.side = board.side_name(view.language, short=True)
        self.called, self.found = called, found

    def _place(self, place: Place) -> str:
        return self.called.get(place.id, place.label)

    def dispute(self, one: Dispute) -> str:
        """How many pairs of claims are at odds."""
        many = len(one.pairs)
        return self.words("layer.dispute_one" if many == 1 else "layer.dispute", place=self._place(one.place), n=many)

    def move(self, one: Move) -> str:
        """Who advances on what, from where, and who says so."""
        side, place = self.side(one.side), self._place(one.place)
        text = self.words("layer.taken" if one.taken else "layer.move", side=side, place=place)
        if one.origin:
            far = self.words.number(one.km, 0)
            origin = self.called.get(one.origin.id, one.origin.label)
            text += self.words("layer.from_near" if one.basis == NEAR else "layer.from_said", origin=origin, km=far)
        return text + (self.words("layer.own") if one.interested else "")

    def siege(self, one: Siege) -> str:
        """Who besieges what."""
        text = self.words("layer.siege", side=self.side(one.side), place=self._place(one.place))
        return text + (self.words("layer.own") if one.interested else "")

    def events(self, some: Sequence[Happening]) -> str:
        """What happened at a settlement."""
        each = [
            self.words(f"icon.{one.icon}")
            + (f" ({one.reports})" if one.reports > 1 else "")
            + ("" if one.dated else self.words("layer.undated"))
            for one in some
        ]
        return self.words("layer.events", place=self._place(some[0].place), events=", ".join(each))

    def heat(self, one: Heat) -> str:
        """How many reports."""
        key = "layer.heat_one" if one.reports == 1 else "layer.heat"
        return self.words(key, place=self._place(one.place), n=one.reports)
