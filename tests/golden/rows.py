"""The report that shaped the project, row by row: what a text says and what the system must say of it.

Each row is a check over what `whoholds read FILE --json` and `whoholds who PLACE --json` print. A `Cast` says which
places and actors stand in a text, so that the same rows serve more than one text with the same difficulties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who and where in one text. Places are named as the text names them."""

    rebels: str
    army: frozenset[str]
    family: str
    ruler: str
    envoy: str
    observers: frozenset[str]
    coalition: str
    southerners: str
    city: str
    quarter: str
    symbol_at: str
    refuge: str
    base_towards: str
    taken: str
    headed_for: str
    southern_town: str
    fled_to: str
    soldiers: int
    border: str
    region: str
    side: str


@dataclass(frozen=True)
class Said:
    """What the command line printed: the reading as published, the reading without a date, who holds the city.

    `kept` says whether `whoholds add` took the report with its reading.
    """

    claims: list[Json]
    undated: list[Json]
    undated_times: list[Json]
    who_city: Json
    kept: bool
    text: str


def name(claim: Json) -> str | None:
    place = claim["place"]
    return place["name"] if place else None


def at(claims: list[Json], place: str) -> list[Json]:
    return [c for c in claims if name(c) == place]


def of(claims: list[Json], *events: str) -> list[Json]:
    return [c for c in claims if c["event"] in events]


def yes(claim: Json) -> bool:
    return str(claim["factuality"]).endswith("+")


def gained(claims: list[Json], place: str) -> list[Json]:
    return [c for c in at(claims, place) if c["control"] in ("gains", "holds") and yes(c)]


def inside(claims: list[Json], place: str) -> list[Json]:
    """Claims at the place itself, not near it or on the way to it."""
    return [c for c in at(claims, place) if c["place_role"] == "at" and "described" not in c["place"]]


# -- the rows ---------------------------------------------------------------------------------------------------------


def headline_is_a_weaker_claim(said: Said, cast: Cast) -> bool:
    taken = [c for c in inside(said.claims, cast.city) if c["event"] == "capture" and c["actor"] == cast.rebels]
    return len(taken) == 1 and taken[0]["headline"] is True


def title_and_standfirst_count_once(said: Said, cast: Cast) -> bool:
    return len([c for c in gained(said.claims, cast.city) if c["headline"]]) == 1


def nothing_else_says_that_the_city_is_held(said: Said, cast: Cast) -> bool:
    rebels = {cast.rebels, cast.coalition, cast.southerners}
    return all(c["headline"] or c["actor"] not in rebels for c in gained(inside(said.claims, cast.city), cast.city))


def body_has_them_in_the_suburbs(said: Said, cast: Cast) -> bool:
    return any(
        c["event"] in ("advance", "enter") and c["actor"] == cast.rebels and c["place_role"] == "near"
        for c in at(said.claims, cast.city)
    )


def city_is_threatened_and_not_held(said: Said, cast: Cast) -> bool:
    return said.who_city.get("holder") not in (None, cast.side) and said.who_city["threatened"] is True


def quarter_is_held_according_to_the_rebels(said: Said, cast: Cast) -> bool:
    return any(
        (c["event"], c["actor"], c["speaker"], c["factuality"]) == ("hold", cast.rebels, cast.rebels, "CT+")
        for c in at(said.claims, cast.quarter)
    )


def withdrawal_is_told_by_residents(said: Said, cast: Cast) -> bool:
    found = [c for c in of(said.claims, "withdraw") if c["speaker"] == "residents" and yes(c)]
    return any(c["actor"] in cast.army and c["control"] == "loses" for c in found)


def symbol_is_destroyed(said: Said, cast: Cast) -> bool:
    return any(c["event"] == "destroy" and c["actor"] == "protesters" for c in at(said.claims, cast.symbol_at))


def symbol_is_no_claim_of_control(said: Said, cast: Cast) -> bool:
    return not [c for c in at(said.claims, cast.symbol_at) if c["control"] != "none"]


def symbol_is_seen_on_social_media(said: Said, cast: Cast) -> bool:
    return any(c["event"] == "destroy" and c["speaker"] == "social_media" for c in said.claims)


def flight_is_probable(said: Said, cast: Cast) -> bool:
    flights = [c for c in of(said.claims, "flee") if c["actor"] == cast.family]
    return bool(flights) and all(c["factuality"] == "PR+" for c in flights)


def destination_is_no_place_lost(said: Said, cast: Cast) -> bool:
    there = [*at(said.claims, cast.refuge), *at(said.claims, cast.fled_to)]
    return bool(there) and all(c["place_role"] == "to" and c["control"] == "none" for c in there)


def chain_ends_with_the_ruler(said: Said, cast: Cast) -> bool:
    return any(
        len(c["chain"]) >= 3 and c["chain"][-1] == c["speaker"] == cast.ruler and c["chain"][-2].startswith("officials")
        for c in said.claims
    )


def call_for_talks_is_an_appeal(said: Said, cast: Cast) -> bool:
    return any(c["event"] == "appeal" and c["actor"] == cast.envoy for c in said.claims)


def talks_are_no_fact(said: Said, cast: Cast) -> bool:
    return not [c for c in of(said.claims, "negotiate", "agree") if yes(c)]


def base_is_described(said: Said, cast: Cast) -> bool:
    found = [c for c in of(said.claims, "withdraw") if c["place"] and "base" in str(c["place"].get("described"))]
    return any(name(c) == cast.city and c["place_role"] == "near" and c["control"] == "loses" for c in found)


def base_keeps_its_direction(said: Said, cast: Cast) -> bool:
    described = [c["place"]["described"] for c in said.claims if c["place"] and c["place"].get("described")]
    return any("base" in d["phrase"] and d["relation"] == cast.base_towards for d in described)


def base_is_not_forced_to_a_point(said: Said, cast: Cast) -> bool:
    withdrawals = [c for c in of(said.claims, "withdraw") if "base" in c["quote"] and c["place"]]
    return bool(withdrawals) and all("described" in c["place"] for c in withdrawals)


def town_is_gained_by_the_coalition(said: Said, cast: Cast) -> bool:
    return any(
        c["actor"] == cast.coalition and c["speaker"] == "narrator" and c["factuality"] == "CT+"
        for c in gained(said.claims, cast.taken)
    )


def next_town_is_only_a_direction(said: Said, cast: Cast) -> bool:
    there = at(said.claims, cast.headed_for)
    towards = [c for c in there if c["event"] == "advance" and c["place_role"] == "toward"]
    return any(c["actor"] == cast.coalition for c in towards) and (
        cast.headed_for == cast.city or not gained(said.claims, cast.headed_for)
    )


def southern_town_is_gained(said: Said, cast: Cast) -> bool:
    found = [c for c in gained(said.claims, cast.southern_town) if c["event"] == "capture"]
    return any(c["factuality"] == "CT+" and c["actor"] in (cast.southerners, cast.rebels) for c in found)


def flight_of_soldiers_is_hearsay(said: Said, cast: Cast) -> bool:
    found = [c for c in at(said.claims, cast.fled_to) if c["event"] == "flee"]
    return bool(found) and all(c["factuality"] == "PR+" and c["speaker"] == "unnamed" for c in found)


def their_number_is_approximate(said: Said, cast: Cast) -> bool:
    found = [c["quantity"] for c in at(said.claims, cast.fled_to) if c["event"] == "flee"]
    return any(q and q["value"] == cast.soldiers and q["approx"] for q in found)


def border_stays_a_line(said: Said, cast: Cast) -> bool:
    found = [c["place"] for c in at(said.claims, cast.border) if c["event"] == "hold"]
    return any(place.get("kind") == "line" for place in found)


def region_stays_an_area(said: Said, cast: Cast) -> bool:
    found = [c["place"] for c in at(said.claims, cast.region) if c["event"] == "hold"]
    return any(place.get("kind") == "area" for place in found)


def denial_is_the_armys(said: Said, cast: Cast) -> bool:
    found = [c for c in of(said.claims, "loss") if c["speaker"] in cast.army]
    return any(c["factuality"] == "CT-" and c["actor"] in cast.army for c in found)


def denial_has_the_scope_of_any_place(said: Said, cast: Cast) -> bool:
    found = [c for c in of(said.claims, "loss") if c["speaker"] in cast.army and c["factuality"] == "CT-"]
    return bool(found) and all(c["place"] is None for c in found)


def redeployment_is_announced_by_the_army(said: Said, cast: Cast) -> bool:
    return any(c["event"] == "redeploy" and c["speaker"] in cast.army for c in said.claims)


def observers_report_a_withdrawal(said: Said, cast: Cast) -> bool:
    found = [c for c in of(said.claims, "withdraw") if c["speaker"] in cast.observers]
    return any(yes(c) and name(c) == cast.city and c["place_role"] in ("near", "from") for c in found)


def army_answers_that_claim(said: Said, cast: Cast) -> bool:
    first = {c["id"] for c in of(said.claims, "withdraw") if c["speaker"] in cast.observers}
    return any(
        c["speaker"] in cast.army and c["factuality"] == "CT-" and c["answers"] in first
        for c in of(said.claims, "withdraw")
    )


def no_date_means_no_time(said: Said, cast: Cast) -> bool:
    return bool(said.undated) and all(c["time"] is None for c in said.undated)


def no_expression_is_dated_by_the_clock(said: Said, cast: Cast) -> bool:
    """A year that the text names ("depuis 2018") may stand; nothing may lie after the report."""
    days = [t[end] for t in said.undated_times for end in ("from", "to") if t[end]]
    return all(day < "2024-12-31" for day in days)


def quotes_stand_in_the_text_to_the_letter(said: Said, cast: Cast) -> bool:
    return bool(said.claims) and all(said.text[c["start"] : c["end"]] == c["quote"] for c in said.claims)


def reading_can_be_kept(said: Said, cast: Cast) -> bool:
    return said.kept


ROWS: dict[str, Callable[[Said, Cast], bool]] = {
    f.__name__: f
    for f in (
        headline_is_a_weaker_claim,
        title_and_standfirst_count_once,
        nothing_else_says_that_the_city_is_held,
        body_has_them_in_the_suburbs,
        city_is_threatened_and_not_held,
        quarter_is_held_according_to_the_rebels,
        withdrawal_is_told_by_residents,
        symbol_is_destroyed,
        symbol_is_no_claim_of_control,
        symbol_is_seen_on_social_media,
        flight_is_probable,
        destination_is_no_place_lost,
        chain_ends_with_the_ruler,
        call_for_talks_is_an_appeal,
        talks_are_no_fact,
        base_is_described,
        base_keeps_its_direction,
        base_is_not_forced_to_a_point,
        town_is_gained_by_the_coalition,
        next_town_is_only_a_direction,
        southern_town_is_gained,
        flight_of_soldiers_is_hearsay,
        their_number_is_approximate,
        border_stays_a_line,
        region_stays_an_area,
        denial_is_the_armys,
        denial_has_the_scope_of_any_place,
        redeployment_is_announced_by_the_army,
        observers_report_a_withdrawal,
        army_answers_that_claim,
        no_date_means_no_time,
        no_expression_is_dated_by_the_clock,
        quotes_stand_in_the_text_to_the_letter,
        reading_can_be_kept,
    )
}
