"""The map's style sheet: one text for the file that stands alone, for the page, in light and dark.

Rules use custom properties only through `currentColor` and named variables, so that a page may serve this text from
its own origin under a policy that forbids inline styles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from whoholds.views.patterns import SideStyle

SANS = "'Source Sans 3', 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif"
SERIF = "'Source Serif 4', 'Noto Serif', 'Liberation Serif', Georgia, 'Times New Roman', serif"

LIGHT = {
    "paper": "#ffffff",
    "sea": "#dce8ee",
    "land": "#fbf9f4",
    "abroad": "#ece9e2",
    "coast": "#9db5c2",
    "river": "#a8c6d6",
    "unit": "#cfc9bd",
    "border": "#8c867b",
    "ink": "#1f2428",
    "soft": "#5d635f",
    "faint": "#62665e",
    "water-name": "#41677b",
    "neutral": "#6b6f73",
    "threat": "#b3261e",
}
DARK = {
    "paper": "#15191d",
    "sea": "#17242d",
    "land": "#2a2e31",
    "abroad": "#212528",
    "coast": "#46606e",
    "river": "#3d5a6a",
    "unit": "#464b4d",
    "border": "#7d8487",
    "ink": "#f1f0ec",
    "soft": "#b9beba",
    "faint": "#989d99",
    "water-name": "#83aabd",
    "neutral": "#a3a8ab",
    "threat": "#ff8a7a",
}

_RULES = """
.wh-map{font-family:%(sans)s;color:var(--ink)}
.wh-map .paper{fill:var(--paper)}
.wh-map .sea{fill:var(--sea)}
.wh-map .abroad{fill:var(--abroad)}
.wh-map .land{fill:var(--land)}
.wh-map .dis-hatch{color:var(--border);opacity:.55}
.wh-map .lake{fill:var(--sea);stroke:var(--coast);stroke-width:.6}
.wh-map .line{fill:none;stroke-linejoin:round;stroke-linecap:round}
.wh-map .coast{stroke:var(--coast);stroke-width:.9}
.wh-map .river{stroke:var(--river);stroke-width:.9}
.wh-map .river-1{stroke-width:1.5}
.wh-map .unit{stroke:var(--unit);stroke-width:.8;stroke-dasharray:1 2.2}
.wh-map .border{stroke:var(--border);stroke-width:1.3}
.wh-map .disputed{stroke:var(--border);stroke-width:1.2;stroke-dasharray:5 3.4;stroke-linecap:butt}
.wh-map .frame{fill:none;stroke:var(--border);stroke-width:.8}
.wh-map .inset-frame{fill:none;stroke:var(--ink);stroke-width:1}
.wh-map .inset-halo{fill:var(--paper);stroke:var(--paper);stroke-width:7}
.wh-map .inset-where{fill:none;stroke:var(--ink);stroke-width:.8}
.wh-map .rule{stroke:var(--border);stroke-width:.8}
.wh-map .rule-strong{stroke:var(--ink);stroke-width:2.2}
.wh-map text{fill:var(--ink)}
.wh-map .halo{paint-order:stroke;stroke:var(--land);stroke-width:3;stroke-linejoin:round}
.wh-map .halo-abroad{paint-order:stroke;stroke:var(--abroad);stroke-width:2.6;stroke-linejoin:round}
.wh-map .n-place{font-size:12px}
.wh-map .n-big{font-size:14.5px;font-weight:700}
.wh-map .n-mid{font-size:13px;font-weight:700}
.wh-map .n-country{fill:var(--soft);font-size:12.5px;letter-spacing:2.6px}
.wh-map .n-home{fill:var(--soft);font-size:15px;letter-spacing:5px}
.wh-map .n-unit{fill:var(--faint);font-size:10.5px;font-style:italic}
.wh-map .n-town{fill:var(--soft);font-size:10.5px}
.wh-map .n-water{fill:var(--water-name);font-size:11.5px;font-style:italic;font-family:%(serif)s}
.wh-map .town{fill:var(--abroad);stroke:var(--soft);stroke-width:1}
.wh-map .title{font-family:%(serif)s;font-size:27px;font-weight:700}
.wh-map .subtitle{font-size:14.5px;fill:var(--soft)}
.wh-map .legend-head{font-size:11px;font-weight:700;letter-spacing:.6px;fill:var(--soft)}
.wh-map .legend{font-size:12.5px}
.wh-map .note{font-size:11px;fill:var(--soft)}
.wh-map .empty{font-size:15px;fill:var(--soft)}
.wh-map .scale{fill:none;stroke:var(--ink);stroke-width:1.2}
.wh-map .scale-text{font-size:10.5px;fill:var(--ink)}
.wh-map .ink{color:var(--ink)}
.wh-map .neutral{color:var(--neutral)}
.wh-map .m-halo{fill:var(--land)}
.wh-map .m-paper{fill:var(--land)}
.wh-map .m-solid{fill:currentColor}
.wh-map .m-half2{fill:currentColor}
.wh-map .m-seam{stroke:var(--land);stroke-width:1.4}
.wh-map .m-thin{fill:none;stroke:currentColor;stroke-width:1.1}
.wh-map .m-ring{stroke:currentColor;stroke-width:1.7}
.wh-map .m-cross{fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round}
.wh-map .m-stale{fill:currentColor;fill-opacity:.28;stroke:currentColor;stroke-opacity:.75}
.wh-map .m-stale{stroke-width:1.2;stroke-dasharray:2 1.7}
.wh-map .m-empty{fill:var(--land);stroke:currentColor;stroke-width:1.5}
.wh-map .m-threat{fill:var(--threat)}
.wh-map .m-threat-ring{fill:none;stroke:var(--threat);stroke-width:1}
.wh-map .g-disc{fill:var(--paper);stroke:var(--ink);stroke-width:1}
.wh-map .g-line{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.wh-map .g-fill{fill:var(--ink)}
.wh-map .badge-dispute .g-disc{fill:var(--ink);stroke:var(--paper)}
.wh-map .badge-dispute .g-line{stroke:var(--paper);stroke-width:1.9}
.wh-map .sign-more{font-size:10px;font-weight:700}
.wh-map .heat{fill:var(--ink);fill-opacity:.09}
.wh-map .area{fill:currentColor;fill-opacity:.34}
.wh-map .move-halo{fill:none;stroke:var(--land);stroke-width:5.4;stroke-linejoin:round}
.wh-map .move{fill:none;stroke:currentColor;stroke-width:2.6}
.wh-map .move-near{stroke-dasharray:5 3.4}
.wh-map .head{fill:currentColor;stroke:currentColor;stroke-width:1.4;stroke-linejoin:round}
.wh-map .head-said{fill:var(--land)}
.wh-map .siege-halo{fill:none;stroke:var(--land);stroke-width:4.4}
.wh-map .siege{fill:none;stroke:currentColor;stroke-width:1.9}
.wh-map .siege-said{stroke-dasharray:3.2 2.6}
"""


def sheet(sides: Sequence[SideStyle], theme: str) -> str:
    """The style sheet.

    Args:
        sides: the theatre's, for their colours.
        theme: "light", "dark", or "auto" for what the reader's system prefers.
    """
    text = _RULES % {"sans": SANS, "serif": SERIF}
    head = _variables(DARK if theme == "dark" else LIGHT) + _colours(sides, dark=theme == "dark")
    if theme == "auto":
        head += f"@media (prefers-color-scheme:dark){{{_variables(DARK)}{_colours(sides, dark=True)}}}"
        head += f"@media print{{{_variables(LIGHT)}{_colours(sides, dark=False)}}}"
    return head + text


def _variables(table: dict[str, str]) -> str:
    return ".wh-map{" + "".join(f"--{name}:{value};" for name, value in table.items()) + "}"


def _colours(sides: Sequence[SideStyle], *, dark: bool) -> str:
    return "".join(f".wh-map .s{s.index}{{color:{lighter(s.colour) if dark else s.colour}}}" for s in sides)


@lru_cache(maxsize=1)
def palette() -> dict[str, str]:
    """The shipped colours for sides (data/palette.toml): on a light ground -> on a dark one, in lower case."""
    data = tomllib.loads(resources.files("whoholds.views.data").joinpath("palette.toml").read_text("utf-8"))
    return {tone["light"]: tone["dark"] for tone in data["tone"]}


def lighter(colour: str) -> str:
    """A side's colour on a dark ground: the palette's, else lifted a third of the way to white where it is dark."""
    known = palette().get(colour.lower())
    if known:
        return known
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    share = 0.45 if luminance(colour) < 0.12 else 0.25 if luminance(colour) < 0.3 else 0.0
    return "#" + "".join(f"{round(v + (255 - v) * share):02x}" for v in (red, green, blue))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
