"""The map as one SVG: for print as a file of its own, for a page as an inline drawing that a script may enlarge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whoholds.views import legend
from whoholds.views.basemap import SOURCE, Basemap
from whoholds.views.labels import Box, wrap
from whoholds.views.layer_legend import layer_groups
from whoholds.views.markup import Markup, el
from whoholds.views.patterns import Mark, SideStyle, definitions, with_strangers
from whoholds.views.picture import clip_path, picture_of
from whoholds.views.projection import Extent, View
from whoholds.views.spec import MapSpec
from whoholds.views.style import sheet
from whoholds.views.words import Words

MARGIN = 28.0  # pixels around everything on a sheet
WORLD = Extent(-170.0, -56.0, 178.0, 72.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map and what is on it."""

    svg: str
    shown: tuple[str, ...]  # ids of the places that have a name on it
    dropped: tuple[str, ...]  # ids of the places that are drawn without a name


def extent_for(marks: Sequence[Mark], spec: MapSpec, basemap: Basemap) -> Extent:
    """The spec's extent, else the places' with a margin, else the theatre's countries, else the world."""
    if spec.extent is not None:
        return spec.extent
    if marks:
        return Extent.around([(m.holding.lon, m.holding.lat) for m in marks], margin=0.1, least_km=120.0)
    home = basemap.extent_of(spec.home) if spec.home else None
    return home or WORLD


def render(marks: Iterable[Mark], spec: MapSpec) -> Drawing:
    """A sheet to print: title, map, scale, legend, caveat and credits."""
    found, sides, basemap = _prepare(marks, spec)
    words, prefix = spec.words, spec.id_prefix
    width = spec.width
    inner = width - 2 * MARGIN
    head, top = _head(spec, words)
    foot, foot_height = _foot(found, sides, spec, inner)
    extent = extent_for(found, spec, basemap)
    map_height = _map_height(extent, inner, spec.height, top, foot_height)
    view = View.fit(extent, MARGIN, top, inner, map_height)
    lines = [] if found else wrap(words("no_places"), 15, inner - 16)
    middle = top + map_height / 2
    notice = [Box(MARGIN, middle - 18, width - MARGIN, middle + 19 * len(lines))] if lines else []
    picture, placed, dropped = picture_of(found, sides, spec, view, basemap, keep_clear=notice)
    bottom = top + map_height + 16
    for i, line in enumerate(lines):
        picture.append(el("text", line, class_="empty halo", x=width / 2, y=middle + 19 * i, text_anchor="middle"))
    height = bottom + foot_height  # the height asked for, unless the words need more
    names = el("title", _title(spec, words), id=f"{prefix}title")
    about = el("desc", _alt(found, sides, spec, words), id=f"{prefix}desc")
    css = el("style", Markup(sheet(sides, spec.theme)))
    body = [
        names,
        about,
        css,
        definitions(sides, prefix),
        clip_path(view, f"{prefix}clip"),
        el("rect", class_="paper", width=width, height=height),
        *head,
        *picture,
        el("g", foot, transform=f"translate({MARGIN:.1f} {bottom:.1f})"),
    ]
    svg = el(
        "svg",
        body,
        xmlns="http://www.w3.org/2000/svg",
        class_="wh-map",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        lang=spec.language,
        role="img",
        aria_labelledby=f"{prefix}title {prefix}desc",
    )
    return Drawing(svg.xml + "\n", tuple(p.wanted.key for p in placed), tuple(w.key for w in dropped))


def render_inline(marks: Iterable[Mark], spec: MapSpec) -> Drawing:
    """Only the map, for a page: no title, legend or style sheet, places as links, names without room kept hidden."""
    found, sides, basemap = _prepare(marks, spec)
    words, prefix = spec.words, spec.id_prefix
    extent = extent_for(found, spec, basemap)
    height = spec.height or _map_height(extent, spec.width, None, 0, 0)
    view = View.fit(extent, 0, 0, spec.width, height)
    picture, placed, dropped = picture_of(found, sides, spec, view, basemap, inline=True)
    svg = el(
        "svg",
        el("title", _title(spec, words), id=f"{prefix}title"),
        el("desc", _alt(found, sides, spec, words), id=f"{prefix}desc"),
        definitions(sides, prefix),
        picture,
        xmlns="http://www.w3.org/2000/svg",
        class_="wh-map",
        viewBox=f"0 0 {spec.width:.0f} {height:.0f}",
        preserveAspectRatio="xMidYMid slice",
        role="group",
        aria_labelledby=f"{prefix}title {prefix}desc",
    )
    return Drawing(svg.xml, tuple(p.wanted.key for p in placed), tuple(w.key for w in dropped))


def _prepare(marks: Iterable[Mark], spec: MapSpec) -> tuple[list[Mark], tuple[SideStyle, ...], Basemap]:
    found = sorted(marks, key=lambda m: (-m.holding.lat, m.holding.lon, m.holding.place_id))
    return found, with_strangers(spec.sides, found), Basemap.load()


def _map_height(extent: Extent, width: float, height: float | None, top: float, foot: float) -> float:
    if height is not None:
        return max(160.0, height - top - foot - 16)
    return min(width * 1.15, max(width * 0.6, width / extent.ratio))


def _title(spec: MapSpec, words: Words) -> str:
    if spec.title:
        return spec.title
    return words("title", theatre=spec.theatre) if spec.theatre else words("title_plain")


def subtitle(spec: MapSpec) -> str:
    """The line under the title: situation on which day, as known when, told from which viewpoint."""
    words = spec.words
    known = words("as_known", moment=words.moment(spec.as_known)) if spec.as_known else words("as_known_now")
    told = f" · {words('told', name=spec.viewpoint)}" if spec.viewpoint else ""
    return f"{words('situation', day=words.day(spec.on))}, {known}{told}"


def _head(spec: MapSpec, words: Words) -> tuple[list[Markup], float]:
    right, width = spec.width - MARGIN, spec.width - 2 * MARGIN
    parts = [el("path", class_="rule-strong", d=f"M{MARGIN:.0f} 22H{right:.0f}")]
    y = 25.0
    for line in wrap(_title(spec, words), 27, width, bold=True):
        y += 31
        parts.append(el("text", line, class_="title", x=MARGIN, y=y))
    y += 5
    for line in wrap(subtitle(spec), 14.5, width):
        y += 19
        parts.append(el("text", line, class_="subtitle", x=MARGIN, y=y))
    return parts, y + 16


def _foot(marks: Sequence[Mark], sides: Sequence[SideStyle], spec: MapSpec, width: float) -> tuple[list[Markup], float]:
    words, prefix = spec.words, spec.id_prefix
    parts: list[Markup] = []
    y = 0.0
    groups = [
        (words("sides"), legend.side_entries(marks, sides, words, prefix)),
        (words("standings"), legend.standing_entries(marks, words, prefix, long=True)),
    ]
    dispute = legend.dispute_entry(words, prefix)
    if groups[1][1]:
        groups[1][1].append(dispute)
    else:
        groups[1] = (words("standings"), [dispute])
    groups += layer_groups(spec.overlay, words)
    for head, entries in groups:
        if entries:
            made, high = legend.rows(head, entries, 0, y, width)
            parts += made
            y += high + 8
    parts.append(el("path", class_="rule", d=f"M0 {y + 2:.1f}H{width:.1f}"))
    y += 4
    told = [words("caveat"), words("credits", source=SOURCE, places=spec.places)]
    told += [words("borders_credit", source=spec.borders.source)] if spec.borders else []
    for text in told:
        for line in wrap(text, 11, width):
            y += 16
            parts.append(el("text", line, class_="note", x=0, y=y))
    return parts, y + 16


def _alt(marks: Sequence[Mark], sides: Sequence[SideStyle], spec: MapSpec, words: Words) -> str:
    by_key = {side.key: side for side in sides}
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.holding.holder] = counts.get(mark.holding.holder, 0) + 1
    names = [
        f"{by_key[key].name(spec.language) if key in by_key else words(f'holder_{key}')}: {counts[key]}"
        for key in sorted(counts, key=lambda k: (-counts[k], k))
    ]
    text = subtitle(spec)
    return f"{text}. " + words("alt", count=len(marks), summary=", ".join(names) + "." if names else "")
