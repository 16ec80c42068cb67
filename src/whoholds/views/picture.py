"""What lies inside a map's frame: base map, names, marks, labels, scale bar and the second map of a crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whoholds.control.glance import Answer
from whoholds.model import Standing
from whoholds.views import inset, overlay_svg
from whoholds.views.basemap import Basemap
from whoholds.views.ground import Ground
from whoholds.views.inset import Inset
from whoholds.views.labels import Box, Placed, Taken, Wanted, place, text_width
from whoholds.views.markup import Markup, el
from whoholds.views.patterns import Mark, SideStyle, extent_of, symbol
from whoholds.views.projection import View, scale_bar_km
from whoholds.views.spec import MapSpec
from whoholds.views.words import Words

BIG, MIDDLE = 400_000, 90_000  # people
BLEED = 0.28  # of the longer side
_URGENT = {Standing.CONTESTED: 0, Standing.DENIED: 0, Standing.CLAIMED: 1, Standing.ASSESSED: 1, Standing.STALE: 2}
Picture = tuple[list[Markup], list[Placed], list[Wanted]]  # elements, names with room, names without


def picture_of(
    marks: Sequence[Mark],
    sides: Sequence[SideStyle],
    spec: MapSpec,
    view: View,
    basemap: Basemap,
    *,
    inline: bool = False,
    keep_clear: Sequence[Box] = (),
) -> Picture:
    """Everything inside a map's frame but what stands in `keep_clear`.

    `inline` is for a page, where a script may enlarge it: no second map, no scale.
    """
    prefix = spec.id_prefix
    taken = Taken()
    for box in keep_clear:
        taken.add(box)
    scale, scale_box = _scale(view, spec.words)
    taken.add(scale_box)
    second = None if inline else inset.plan(marks, view, [scale_box])
    if second:
        taken.add(second.box)
    # a page shows the drawing in a window of another shape: the base map goes on past the edge
    wide = view.widened(BLEED * max(view.width, view.height)) if inline else view
    ground = Ground(basemap, wide, spec.home, spec.language, tolerance=0.22 if inline else 0.3, borders=spec.borders)
    nameless = second.crowd if second else frozenset()
    picture, placed, dropped = _layers(
        marks, sides, spec, view, ground, taken, f"{prefix}clip", nameless, inline=inline
    )
    if inline:
        return picture, placed, dropped
    picture.append(scale)
    if second:
        small, small_placed, small_dropped = _second(second, sides, spec, view, basemap)
        picture += small
        placed += [p for p in small_placed if p.wanted.key in nameless]
        dropped += [w for w in small_dropped if w.key in nameless]
    picture.append(el("rect", class_="frame", x=view.x, y=view.y, width=view.width, height=view.height))
    return picture, placed, dropped


def _layers(
    marks: Sequence[Mark],
    sides: Sequence[SideStyle],
    spec: MapSpec,
    view: View,
    ground: Ground,
    taken: Taken,
    clip: str,
    nameless: frozenset[str] = frozenset(),
    *,
    inline: bool = False,
) -> Picture:
    """Base map, names, marks and labels of one view, cut to the clip path of that id."""
    prefix = spec.id_prefix
    by_key = {side.key: side for side in sides}
    frame = Box(view.x + 3, view.y + 3, view.x + view.width - 3, view.y + view.height - 3)
    drawn, wanted = [], []
    for mark in marks:
        x, y = view.point(mark.holding.lon, mark.holding.lat)
        reach = extent_of(mark)
        taken.add(Box(x - reach, y - reach, x + reach, y + reach))
        drawn.append((mark, x, y))
        if mark.holding.place_id in nameless:
            continue
        size, bold, _ = _grade(mark)
        rank = (_first(mark), -mark.weight)
        wanted.append(Wanted(mark.holding.place_id, mark.holding.place, x, y, size, reach, rank, bold))
    for sign in spec.overlay.disputes:
        x, y = view.point(sign.lon, sign.lat)
        taken.add(Box(x - 19, y - 20, x - 4, y - 5))
    for sign in spec.overlay.events:
        x, y = view.point(sign.lon, sign.lat)
        taken.add(Box(x + 4, y - 20, x + 5 + 14 * min(3, len(sign.icons)), y - 5))
    placed, dropped = place(wanted, frame, taken)
    seen = ground.view
    sea = el("rect", class_="sea", x=seen.x, y=seen.y, width=seen.width, height=seen.height)
    named = frozenset(p.wanted.text for p in placed)
    names = list(replace(ground, view=view, avoid=named).names(frame, taken))
    wide = {mark.holding.place_id for mark in marks if mark.holding.threatened}
    grades = {m.holding.place_id: _grade(m)[2] + " wide" * (m.holding.place_id in wide) for m in marks}
    labels = [_label(p, grades[p.wanted.key]) for p in placed]
    if inline:
        labels += [_hidden(w, grades[w.key]) for w in dropped]
    # less telling marks first, so that they never cover the others
    drawn.sort(key=lambda item: (-_URGENT.get(item[0].standing, 3), item[0].weight))
    points = [_point(mark, x, y, by_key, prefix, spec.words) for mark, x, y in drawn]
    inside = f"url(#{clip})"
    under = overlay_svg.under(spec.overlay, view, by_key)
    over = overlay_svg.over(spec.overlay, view)
    picture = [
        el("g", sea, ground.layers(prefix), class_="base", clip_path=None if inline else inside),
        *([el("g", under, class_="layers", clip_path=None if inline else inside)] if under else []),
        el("g", names, class_="names", aria_hidden="true"),
        el("g", points, class_="points", clip_path=None if inline else inside),
        el("g", labels, class_="labels", aria_hidden="true"),
        *([el("g", over, class_="layers", clip_path=None if inline else inside)] if over else []),
    ]
    return picture, placed, dropped


def _second(second: Inset, sides: Sequence[SideStyle], spec: MapSpec, main: View, basemap: Basemap) -> Picture:
    """The larger map of a crowd, and the box on the main map that says where it is."""
    view, clip = second.view, f"{spec.id_prefix}inset"
    ground = Ground(basemap, view, spec.home, spec.language, tolerance=0.3, countries=False, borders=spec.borders)
    taken = Taken()
    scale, scale_box = _scale(view, spec.words, short=True)
    taken.add(scale_box)
    layers, placed, dropped = _layers(second.marks, sides, spec, view, ground, taken, clip)
    shown = view.extent
    left, top = main.point(shown.west, shown.north)
    right, bottom = main.point(shown.east, shown.south)
    parts = [
        el("rect", class_="inset-where", x=left, y=top, width=right - left, height=bottom - top),
        el("rect", class_="inset-halo", x=view.x, y=view.y, width=view.width, height=view.height),
        clip_path(view, clip),
        *layers,
        scale,
        el("rect", class_="inset-frame", x=view.x, y=view.y, width=view.width, height=view.height),
    ]
    return parts, placed, dropped


def _first(mark: Mark) -> float:
    """Which names choose first: large towns and what is disputed or threatened, then the rest."""
    if mark.weight >= BIG or mark.holding.threatened:
        return 0.0
    return float(_URGENT.get(mark.standing, 3))


def _grade(mark: Mark) -> tuple[float, bool, str]:
    """Size, boldness and class of a place's name, by its weight."""
    if mark.weight >= BIG:
        return 14.5, True, "n-place n-big"
    if mark.weight >= MIDDLE:
        return 13.0, True, "n-place n-mid"
    return 12.0, False, "n-place"


def _label(spot: Placed, css: str) -> Markup:
    return el(
        "text",
        spot.wanted.text,
        class_=f"{css} halo",
        x=spot.x,
        y=spot.y,
        text_anchor=spot.anchor,
        data_for=spot.wanted.key,
        data_x=spot.wanted.x,
        data_y=spot.wanted.y,
    )


def _hidden(want: Wanted, css: str) -> Markup:
    x, y = want.x + want.reach + 2.5, want.y + want.size * 0.33
    return el(
        "text", want.text, class_=f"{css} halo no-room", x=x, y=y, data_for=want.key, data_x=want.x, data_y=want.y
    )


def _point(mark: Mark, x: float, y: float, sides: dict[str, SideStyle], prefix: str, words: Words) -> Markup:
    holding = mark.holding
    others = [sides[key] for key in mark.contenders if key in sides]
    shape = symbol(mark.standing, sides.get(mark.colour_of), others, prefix, threatened=holding.threatened)
    about = mark.summary or describe(holding, sides, words)
    inner = el(
        "g", el("title", about), shape, class_="mark", data_id=holding.place_id, transform=f"translate({x:.1f} {y:.1f})"
    )
    return el("a", inner, href=mark.href, aria_label=about) if mark.href else inner


def describe(holding: Answer, sides: dict[str, SideStyle], words: Words) -> str:
    """A place in one line: name, holder, standing, probability."""
    holder = (
        sides[holding.holder].short(words.language) if holding.holder in sides else words(f"holder_{holding.holder}")
    )
    standing = words(f"standing.{holding.standing.value}").lower()
    colon = " : " if words.language == "fr" else ": "
    threat = f", {words('threatened').lower()}" if holding.threatened else ""
    sure = f", {words.percent(holding.probability)}" if holding.holder != "unknown" else ""
    worth = "" if holding.holder == holding.standing.value else f", {standing}"  # "unknown" is not said twice
    return f"{holding.place}{colon}{holder}{worth}{sure}{threat}"


def clip_path(view: View, name: str) -> Markup:
    """The view's rectangle as a clip path of that id."""
    return el("clipPath", el("rect", x=view.x, y=view.y, width=view.width, height=view.height), id=name)


def _scale(view: View, words: Words, *, short: bool = False) -> tuple[Markup, Box]:
    km = scale_bar_km(view, min(150.0, view.width * 0.25))
    length = km / view.km_per_pixel
    x, y = view.x + 16, view.y + view.height - 18
    latitude = view.middle_latitude
    where = words(
        "scale_at", latitude=words.number(abs(latitude)), hemisphere=words("north" if latitude >= 0 else "south")
    )
    digits = 0 if km >= 1 else 1
    text = f"{words.number(km, digits)} km" if short else f"{words.number(km, digits)} km {where}"
    width = max(length, text_width(text, 10.5))
    parts = [
        el("path", class_="scale", d=f"M{x:.1f} {y - 4:.1f}v4h{length:.1f}v-4M{x + length / 2:.1f} {y - 3:.1f}v3"),
        el("text", text, class_="scale-text halo", x=x, y=y - 8),
    ]
    return el("g", parts), Box(x - 6, y - 24, x + width + 6, y + 8)
