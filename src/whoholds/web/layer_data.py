"""The map's layers for a day or a range, worked out once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whoholds.control.answered import told
from whoholds.control.disputes import Dispute, disputes
from whoholds.control.glance import claims_of
from whoholds.control.happenings import Happening, Heat, Siege, Window, happenings, heat, sieges, told_in
from whoholds.control.moves import NEAR, SAID, Move, moves
from whoholds.ledger import StoredClaim
from whoholds.model import Place, Standing
from whoholds.views.glyphs import DISPUTE
from whoholds.views.overlay import AREAS, DISPUTES, EVENTS, HEAT, LAYERS, MOVES, Arrow, Disc, Dot, Overlay, Ring, Sign
from whoholds.views.reach import Site, stipple
from whoholds.web.asked import Asked
from whoholds.web.desk import Board, Desk

FIRST = (DISPUTES, MOVES)
"""Layers that a reader gets who has chosen none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The layers of an address.

    Attributes:
        overlay: what is drawn.
        disputes, moves: what the list beside the map tells of, moves without a known origin among them.
        claims: those that they name, by id.
    """

    overlay: Overlay
    disputes: tuple[Dispute, ...] = ()
    moves: tuple[tuple[Move, str], ...] = ()
    claims: Mapping[str, StoredClaim] = field(default_factory=dict)


def shown_layers(view: Asked) -> tuple[str, ...]:
    """The layers that an address switches on, in their order."""
    if view.layers is None:
        return FIRST
    return tuple(name for name in LAYERS if name in view.layers.split(","))


def days_of(desk: Desk, view: Asked) -> int:
    """Days up to the one shown that the layers are of."""
    return view.days or desk.settings.web.layer_days


def shown_by(desk: Desk, board: Board, view: Asked) -> Shown:
    """The layers of an address, worked out once for each state of the ledger."""
    names, days = shown_layers(view), days_of(desk, view)
    if not names:
        return Shown(Overlay())
    key = (board.key, names, days, view.language, "layers")
    return desk.drawings.get(key, lambda: _shown(desk, board.told(view.language), view, names, days))


def _shown(desk: Desk, board: Board, view: Asked, names: tuple[str, ...], days: int) -> Shown:
    state = desk.state(board.as_known)
    claims, world = list(state.claims.values()), state.world
    found = told_in(claims, world, desk.weights, Window(board.on, days))
    tell = _Teller(board, view, desk.called([t.place.id for t in found], view.language))
    limits = desk.settings.web
    reached = moves(found, claims, board.holdings, limits.move_km) if MOVES in names else []
    told_moves = [(one, tell.move(one)) for one in reached]
    apart = disputes(found, claims, desk.settings.control.answer_days) if DISPUTES in names else []
    dots, spacing = list[Dot](), 0.0
    if AREAS in names:
        dots, spacing = stipple(_sites(board, claims), limits.area_km, limits.area_days, limits.area_cells)
    overlay = Overlay(
        layers=names,
        disputes=tuple(Sign(d.place.id, d.place.lat, d.place.lon, (DISPUTE,), tell.dispute(d)) for d in apart),
        arrows=tuple(_arrow(one, text) for one, text in told_moves if one.origin),
        rings=tuple(_ring(one, tell.siege(one)) for one in (sieges(found) if MOVES in names else ())),
        events=tuple(_signs(happenings(found), tell)) if EVENTS in names else (),
        discs=tuple(_disc(one, tell.heat(one)) for one in (heat(found) if HEAT in names else ())),
        dots=tuple(dots),
        days=days,
        spacing=spacing,
        move_km=limits.move_km,
        area_km=limits.area_km,
        area_days=limits.area_days,
    )
    wanted = {id for one in apart for pair in one.pairs for id in (pair.one, pair.other)}
    return Shown(overlay, tuple(apart), tuple(told_moves), {c.claim.id: c for c in claims if c.claim.id in wanted})


def _arrow(one: Move, text: str) -> Arrow:
    start = (one.origin.lat, one.origin.lon) if one.origin else (one.place.lat, one.place.lon)
    inferred = one.basis != SAID
    return Arrow(one.place.id, one.place.lat, one.place.lon, start, one.side, inferred, one.interested, text)


def _ring(one: Siege, text: str) -> Ring:
    return Ring(one.place.id, one.place.lat, one.place.lon, one.side, one.interested, text)


def _disc(one: Heat, text: str) -> Disc:
    return Disc(one.place.id, one.place.lat, one.place.lon, one.reports, text)


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
        known = [days[id] for id in claims_of(holding) if id in days]
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

    def __init__(self, board: Board, view: Asked, called: Mapping[str, str]) -> None:
        self.words = view.words
        self.side = board.side_name(view.language, short=True)
        self.called = called

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
