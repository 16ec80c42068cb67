"""The layers on the page of the map: their switches, their legend, and what they show as a list that needs no eyes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from whoholds.control.answered import told
from whoholds.control.disputes import Pair
from whoholds.control.sentences import sentences
from whoholds.ledger import StoredClaim
from whoholds.views.layer_legend import head, layer_groups, span
from whoholds.views.overlay import AREAS, DISPUTES, EVENTS, HEAT, LAYERS, MOVES
from whoholds.web import shape
from whoholds.web.asked import Asked
from whoholds.web.desk import Board, Desk
from whoholds.web.layer_data import Shown, days_of

SPANS = (1, 3, 7, 14, 30)
"""Choices of how many days the layers are of."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A layer's switch."""

    name: str
    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim of a contradiction: who says what."""

    speaker: str
    quote: str
    language: str
    claim: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a layer's list; a contradiction has its pairs (one, what the other does to it, other) and the rule."""

    place: str
    text: str
    pairs: tuple[tuple[Voice, str, Voice], ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the template needs.

    Attributes:
        spans: numbers of days to choose from, with their words and whether they are chosen.
        legend: headed groups of drawings with their texts.
        lists: for each layer that is on, its name, its head and its lines; areas have none.
        span: the days, in words.
    """

    switches: tuple[Switch, ...]
    spans: tuple[tuple[int, str, bool], ...]
    legend: tuple[tuple[str, list[tuple[Markup, str]]], ...]
    lists: tuple[tuple[str, str, tuple[Item, ...]], ...]
    span: str


def panel(desk: Desk, board: Board, view: Asked, shown: Shown) -> Panel:
    """The layers of an address, for the page.

    Args:
        desk: what answers.
        board: of the day, in the reader's language.
        view: what is asked for.
        shown: its layers.
    """
    words, days, overlay = view.words, days_of(desk, view), shown.overlay
    groups = [
        (title, [(shape.swatch(entry.drawing, wide=True), entry.text) for entry in entries])
        for title, entries in layer_groups(overlay, words)
        if entries
    ]
    make = {
        DISPUTES: lambda: _disputes(desk, board, view, shown),
        MOVES: lambda: [
            *(Item(one.place.id, _move(text, one.origin is None, view)) for one, text in shown.moves),
            *(Item(ring.place, ring.text) for ring in overlay.rings),
        ],
        EVENTS: lambda: [Item(sign.place, sign.text) for sign in overlay.events],
        HEAT: lambda: [Item(disc.place, disc.text) for disc in overlay.discs],
    }
    return Panel(
        switches=tuple(Switch(name, words(f"layers.{name}"), name in overlay.layers) for name in LAYERS),
        spans=tuple((n, words("layers_day") if n == 1 else words("layers_days", n=n), n == days) for n in _spans(days)),
        legend=tuple(groups),
        lists=tuple((n, head(n, days, words), tuple(make[n]())) for n in overlay.layers if n != AREAS),
        span=span(days, words),
    )


def _spans(days: int) -> Sequence[int]:
    return sorted({*SPANS, days})


def _move(text: str, unplaced: bool, view: Asked) -> str:
    return f"{text} ({view.words('layers_unplaced')})" if unplaced else text


def _disputes(desk: Desk, board: Board, view: Asked, shown: Shown) -> list[Item]:
    tell, name = sentences(view.language), desk.say(board.theatre, view.language)
    texts = {sign.place: sign.text for sign in shown.overlay.disputes}
    out = []
    for one in shown.disputes:
        holding = board.holdings.get(one.place.id)
        pairs = tuple(_pair(desk, view, pair, shown) for pair in one.pairs)
        rule = tell.tell(holding.why, name) if holding else ""
        out.append(Item(one.place.id, texts[one.place.id], pairs, rule))
    return out


def _pair(desk: Desk, view: Asked, pair: Pair, shown: Shown) -> tuple[Voice, str, Voice]:
    one, other = (_voice(desk, view, shown.claims[id]) for id in (pair.one, pair.other))
    return one, view.words(f"dispute_{pair.how}"), other


def _voice(desk: Desk, view: Asked, stored: StoredClaim) -> Voice:
    speaker = shape.speaker_of(stored, desk.actors, view.language)
    said = view.words("layers_says", speaker=speaker, day=view.words.day(told(stored).date()))
    return Voice(said, stored.claim.quote, stored.language, stored.claim.id)
