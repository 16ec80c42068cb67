from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from tests.views.samples import SIDES, holding, style
from whoholds.model import Standing
from whoholds.views.markup import el
from whoholds.views.patterns import FALLBACK, Mark, definitions, extent_of, outline, styles, symbol, with_strangers

DRAWN = {
    Standing.ASSESSED: "m-solid",
    Standing.CLAIMED: "m-ring",
    Standing.CONTESTED: "m-seam",
    Standing.DENIED: "m-cross",
    Standing.STALE: "m-stale",
    Standing.UNKNOWN: "m-empty",
}


def drawing(standing: Standing, **more: object) -> str:
    return el("g", symbol(standing, style("opp"), (), "p-", **more)).xml


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_filling_of_its_own(standing: Standing) -> None:
    assert DRAWN[standing] in drawing(standing)


def test_standings_differ_without_colour() -> None:
    plain = {s: drawing(s).replace("s1", "") for s in Standing}
    for one, two in combinations(Standing, 2):
        assert plain[one] != plain[two]


def test_sides_differ_in_shape_not_only_in_colour() -> None:
    assert len({side.shape for side in SIDES}) == len(SIDES)
    assert len({outline(side.shape, 6) for side in SIDES}) == len(SIDES)


def test_a_side_without_a_colour_gets_one_of_the_palette() -> None:
    assert style("sdf").colour in FALLBACK
    assert style("gov").colour == "#b2182b"


def test_a_claim_is_hatched_in_its_sides_pattern() -> None:
    assert 'fill="url(#p-h1)"' in drawing(Standing.CLAIMED)
    assert 'id="p-h1"' in definitions(SIDES, "p-").xml
    assert 'id="p-dis"' in definitions(SIDES, "p-").xml


def test_a_threat_is_a_ring_of_arrow_heads() -> None:
    assert "m-threat" in drawing(Standing.ASSESSED, threatened=True)
    assert "m-threat" not in drawing(Standing.ASSESSED)
    assert extent_of(Mark(holding(threatened=True))) > extent_of(Mark(holding()))


def test_a_contested_place_shows_both_sides() -> None:
    both = el("g", symbol(Standing.CONTESTED, None, [style("gov"), style("opp")], "p-")).xml
    assert "s0 " in both
    assert "s1 " in both
    one = el("g", symbol(Standing.CONTESTED, style("gov"), [], "p-")).xml
    assert "s0 " in one


def test_definitions_are_xml() -> None:
    ElementTree.fromstring(definitions(SIDES, "a").xml)


@pytest.mark.parametrize(
    ("holder", "standing", "drawn"),
    [
        ("opp", Standing.CLAIMED, Standing.CLAIMED),
        ("contested", Standing.ASSESSED, Standing.CONTESTED),
        ("contested", Standing.STALE, Standing.STALE),
        ("unknown", Standing.UNKNOWN, Standing.UNKNOWN),
        ("unknown", Standing.STALE, Standing.UNKNOWN),
        ("unknown", Standing.DENIED, Standing.DENIED),
        ("unknown", Standing.CONTESTED, Standing.CONTESTED),
    ],
)
def test_what_is_drawn_of_a_standing(holder: str, standing: Standing, drawn: Standing) -> None:
    assert Mark(holding(holder=holder, standing=standing)).standing is drawn


def test_a_denied_claim_has_the_colour_of_whom_it_names() -> None:
    mark = Mark(holding(holder="unknown", standing=Standing.DENIED), contenders=("opp",))
    assert mark.colour_of == "opp"
    assert Mark(holding(holder="unknown", standing=Standing.UNKNOWN), contenders=("opp",)).colour_of == "unknown"


def test_a_holder_that_no_list_knows_gets_a_look_of_its_own() -> None:
    found = with_strangers(SIDES, [Mark(holding(holder="militia:new"))])
    assert found[-1].key == "militia:new"
    assert found[-1].name("fr") == "militia:new"
    assert with_strangers(SIDES, [Mark(holding(holder="contested"))]) == SIDES


def test_names_fall_back_to_english_and_then_to_the_key() -> None:
    assert style("sdf").name("fr") == "Third force"
    assert style("opp").short("en") == "Opposition"
    assert styles([("x", {}, "")])[0].name("en") == "x"
