"""Claims under ACLED's column names, with `wh_` columns for what ACLED has none for: speaker, factuality, direction.

One row a claim that something happened, not one an event: ACLED codes what a researcher holds to be true, this says who
said it. Denials, plans and fears are left out, as ACLED has no type for them. A time that is not known is empty, never
the day of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoholds.model import Claim, Effect, Event
from whoholds.views.coding import (
    ActorsLike,
    Where,
    Who,
    codings,
    country_key,
    country_name,
    country_number,
    days,
    happened,
    open_ended,
    where,
    who,
)
from whoholds.views.csv import table
from whoholds.views.rows import Cell, StoredClaimLike

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp".split()
)
OURS = tuple(
    "wh_claim_id wh_report_id wh_reader wh_published wh_event wh_control wh_gains wh_loses wh_speaker wh_chain "
    "wh_factuality wh_actor wh_target wh_place_id wh_place wh_place_form wh_place_role wh_when_start wh_when_end "
    "wh_when_basis wh_headline wh_answers wh_quote_start wh_quote_end wh_confidence wh_rule".split()
)
_CIVIL = frozenset({"civilians", "protesters"})
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def claims(stored: Iterable[StoredClaimLike], actors: ActorsLike) -> Iterator[str]:
    """Lines of the table in the order of the claims, the header first."""
    rows = (row for item in stored if (row := coded(item, actors)) is not None)
    return table((*COLUMNS, *OURS), rows)


def type_of(claim: Claim, actor: Who, target: Who, there: Where) -> tuple[str, str, str] | None:
    """ACLED's disorder type, event type and sub-event type, None where it has none for such a claim."""
    tables, event = codings()["acled"], claim.event
    name = ""
    if event is Event.CAPTURE:
        name = "taken_by_state" if _home(actor, there) else "taken_by_others"
    elif event is Event.LOSS and target.key:
        name = "taken_by_state" if _home(target, there) else "taken_by_others"
    elif event is Event.LOSS and actor.group == "state":
        name = "taken_by_others"
    elif event is Event.WITHDRAW:
        name = "left" if claim.control is Effect.LOSES else "moved"
    elif event is Event.DETAIN:
        name = "arrests" if actor.group == "state" else "abduction"
    elif event in (Event.ATTACK, Event.KILL, Event.INJURE) and target.group in _CIVIL:
        name = "civilians_attacked"
    found = tables["special"].get(name) or tables["types"].get(event.value)
    return (found[0], found[1], found[2]) if found else None


def _home(actor: Who, there: Where) -> bool:
    """Is it the state whose country the place is in? Another state's army counts as others do in ACLED."""
    if actor.group != "state" or not actor.country or there.place is None or not there.place.country:
        return actor.group == "state"
    return country_key(there.place.country) == actor.country


def coded(stored: StoredClaimLike, actors: ActorsLike) -> dict[str, Cell] | None:
    """A claim as a row, None where it has no place in such a table."""
    claim = stored.claim
    actor, target, there = who(claim.actor, actors), who(claim.target, actors), where(claim)
    kind = type_of(claim, actor, target, there) if happened(claim) else None
    if kind is None:
        return None
    inter = codings()["acled"]["inter"]
    first, second = inter.get(actor.group, ""), inter.get(target.group, "")
    place = there.place
    period = days(claim.when)
    targeted = target.group in _CIVIL and kind[1] in _VIOLENT
    row: dict[str, Cell] = dict.fromkeys((*COLUMNS, *OURS))
    row |= {
        "event_id_cnty": f"wh-{claim.id}",
        "event_date": period[0].isoformat() if period else None,
        "year": period[0].year if period else None,
        "time_precision": time_precision(claim),
        "disorder_type": kind[0],
        "event_type": kind[1],
        "sub_event_type": kind[2],
        "actor1": actor.name,
        "inter1": first,
        "actor2": target.name,
        "inter2": second,
        "interaction": "-".join(part for part in (first, second) if part),
        "civilian_targeting": "Civilian targeting" if targeted else None,
        "source": stored.outlet,
        "notes": claim.quote,
        "fatalities": _deaths(claim),
        "timestamp": int(stored.known_from.timestamp()),
    }
    if place is not None:
        row |= {
            "iso": country_number(place.country),
            "country": country_name(place.country),
            "location": place.label,
            "latitude": round(place.lat, 5),
            "longitude": round(place.lon, 5),
            "geo_precision": 3 if there.area else 2 if there.near else 1,
        }
    return row | ours(stored, claim, actor, target)


def time_precision(claim: Claim) -> int | None:
    """ACLED's: 1 the day, 2 within a week, 3 within a month or less sure; None where the time is unknown."""
    period = days(claim.when)
    if period is None:
        return None
    length = (period[1] - period[0]).days
    return 3 if open_ended(claim.when) or length > 6 else 2 if length else 1


def _deaths(claim: Claim) -> int | None:
    if claim.event is not Event.KILL or claim.quantity is None:
        return None
    return int(claim.quantity.value)


def ours(stored: StoredClaimLike, claim: Claim, actor: Who, target: Who) -> dict[str, Cell]:
    """The `wh_` columns. ACLED's actor1 and actor2 say nothing of direction; `wh_gains` and `wh_loses` do."""
    gains = claim.control in (Effect.GAINS, Effect.HOLDS)
    loses = claim.control is Effect.LOSES
    ref = claim.place
    named = getattr(ref, "id", None) or getattr(getattr(ref, "anchor", None), "id", None)
    return {
        "wh_claim_id": claim.id,
        "wh_report_id": stored.report_id,
        "wh_reader": stored.reader,
        "wh_published": stored.published.isoformat() if stored.published else None,
        "wh_event": claim.event.value,
        "wh_control": claim.control.value,
        "wh_gains": actor.key if gains else target.key if loses else None,
        "wh_loses": actor.key if loses else target.key if gains else None,
        "wh_speaker": claim.speaker.key,
        "wh_chain": " ".join(claim.chain),
        "wh_factuality": claim.factuality.value,
        "wh_actor": actor.key,
        "wh_target": target.key,
        "wh_place_id": named,
        "wh_place": ref.name,
        "wh_place_form": type(ref).__name__.lower(),
        "wh_place_role": claim.place_role.value if claim.place_role else None,
        "wh_when_start": claim.when.start.isoformat() if claim.when.start else None,
        "wh_when_end": claim.when.end.isoformat() if claim.when.end else None,
        "wh_when_basis": claim.when.basis.value,
        "wh_headline": claim.headline,
        "wh_answers": claim.answers,
        "wh_quote_start": claim.start,
        "wh_quote_end": claim.end,
        "wh_confidence": round(claim.confidence, 4),
        "wh_rule": claim.rule,
    }
