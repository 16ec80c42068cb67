from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.samples import (
    AIR_BASE,
    ARMY,
    DAMASCUS,
    HAMA,
    HOMS,
    IDLIB,
    NARRATOR,
    NOWHERE,
    REBELS,
    START,
    Ticking,
    claim,
    raw_of,
    reading,
    report,
)
from whoholds.errors import UsageError
from whoholds.ledger import ClaimFilter, Ledger
from whoholds.ledger.filters import matches
from whoholds.model import Claim, Event, Factuality, Place

TEXT = (
    "Rebels took Hama. They pushed on to Homs. The army left an air base. The army held Damascus. "
    "Nobody knows Xyz. The whole province of Idlib fell."
)
OF = report(TEXT)
CLAIMS = {
    "hama": claim(OF, "took Hama", HAMA, start=date(2024, 12, 5), end=date(2024, 12, 5), key="hama"),
    "homs": claim(OF, "Homs", HOMS, event=Event.ADVANCE, start=date(2024, 12, 6), key="homs"),
    "base": claim(OF, "left an air base", AIR_BASE, event=Event.WITHDRAW, actor=ARMY, key="base"),
    "damascus": claim(
        OF,
        "held Damascus",
        DAMASCUS,
        event=Event.HOLD,
        actor=ARMY,
        target=REBELS,
        speaker=ARMY,
        factuality=Factuality.PROBABLE,
        end=date(2024, 12, 7),
        key="damascus",
    ),
    "xyz": claim(OF, "knows Xyz", NOWHERE, actor=None, factuality=Factuality.UNCOMMITTED, key="xyz"),
    "idlib": claim(OF, "Idlib fell", IDLIB, start=date(2024, 12, 1), end=date(2024, 12, 3), key="idlib"),
}


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    ledger.add_report(OF, raw_of(TEXT))
    ledger.add_reading(reading(OF, *CLAIMS.values()))
    return ledger


def found(ledger: Ledger, **where: Any) -> str:
    """Names of the claims found, in order."""
    return " ".join(stored.claim.id.rpartition("-")[2] for stored in ledger.claims(ClaimFilter(**where)))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, "hama homs base damascus xyz idlib"),
        ({"place_id": "gn:1"}, "hama"),
        ({"place_id": "gn:3"}, "damascus"),
        ({"place_id": "gn:3", "described": True}, "base damascus"),
        ({"place_id": "gn:999"}, ""),
        ({"place_name": "HAMA"}, "hama"),
        ({"place_name": "Hamā"}, "hama"),
        ({"place_name": "Damas"}, "damascus"),
        ({"place_name": "damascus", "described": True}, "base damascus"),
        ({"place_name": "idlib"}, "idlib"),
        ({"place_name": "xyz"}, "xyz"),
        ({"actor": "rebels:syria"}, "hama homs idlib"),
        ({"actor": "syrian_armed_forces"}, "base damascus"),
        ({"actor": "rebels"}, ""),
        ({"target": "rebels:syria"}, "damascus"),
        ({"speaker": "syrian_armed_forces"}, "damascus"),
        ({"event": Event.HOLD}, "damascus"),
        ({"event": (Event.HOLD, Event.WITHDRAW)}, "base damascus"),
        ({"event": ()}, ""),
        ({"factuality": Factuality.PROBABLE}, "damascus"),
        ({"factuality": {Factuality.PROBABLE, Factuality.UNCOMMITTED}}, "damascus xyz"),
        ({"report_id": OF.id}, "hama homs base damascus xyz idlib"),
        ({"report_id": "r-none"}, ""),
        ({"text": "TOOK   hama"}, "hama"),
        ({"text": "the army"}, "base damascus"),
        ({"text": "%"}, ""),
        ({"limit": 2}, "hama homs"),
        ({"limit": 0}, ""),
        ({"actor": "rebels:syria", "event": Event.CAPTURE, "limit": 1}, "hama"),
        ({"box": (36.0, 33.0, 37.0, 35.0)}, "homs damascus"),
        ({"box": (36.73, 35.0, 36.76, 36.0)}, "hama"),
        ({"box": (179.0, 30.0, 36.5, 40.0)}, "damascus"),
    ],
)
def test_finds(ledger: Ledger, where: dict[str, Any], expected: str) -> None:
    assert found(ledger, **where) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (5, 5, "hama damascus"),  # homs begins later; damascus has an open beginning
        (6, 6, "homs damascus"),
        (8, 9, "homs"),  # has no end
        (1, 2, "damascus idlib"),
        (3, None, "hama homs damascus idlib"),
        (None, 4, "damascus idlib"),
        (None, 5, "hama damascus idlib"),
    ],
)
def test_period_overlaps_the_time_of_the_claim(
    ledger: Ledger, since: int | None, until: int | None, expected: str
) -> None:
    def day(number: int | None) -> date | None:
        return date(2024, 12, number) if number else None

    where = {"since": day(since), "until": day(until)}
    assert found(ledger, **where, dated_only=True) == expected
    undated = {"base", "xyz"}
    assert set(found(ledger, **where).split()) == set(expected.split()) | undated


@pytest.mark.parametrize(
    "where",
    [{"since": date(2024, 12, 2), "until": date(2024, 12, 1)}, {"limit": -1}, {"as_known": datetime(2024, 12, 1)}],
)
def test_nonsense_is_refused(where: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        ClaimFilter(**where)


def test_nothing_in_a_filter_is_sql(ledger: Ledger) -> None:
    evil = "x' OR '1'='1"
    for field in ("place_id", "place_name", "actor", "speaker", "target", "report_id", "text"):
        assert found(ledger, **{field: evil}) == ""


days = st.none() | st.dates(date(2024, 12, 1), date(2024, 12, 9))
claims_of_one_report = st.lists(
    st.builds(
        lambda place, actor, event, factuality, start, length: claim(
            OF,
            "Hama",
            place,
            actor=actor,
            event=event,
            factuality=factuality,
            start=start,
            end=start + timedelta(length) if start and length is not None else None,
        ),
        st.sampled_from([HAMA, HOMS, IDLIB, AIR_BASE, NOWHERE]),
        st.sampled_from([None, REBELS, ARMY]),
        st.sampled_from([Event.CAPTURE, Event.LOSS]),
        st.sampled_from([Factuality.CERTAIN, Factuality.CERTAIN_NOT]),
        days,
        st.none() | st.integers(0, 3),
    ),
    max_size=12,
)
filters = st.builds(
    ClaimFilter,
    place_id=st.sampled_from([None, "gn:1", "gn:3"]),
    actor=st.sampled_from([None, REBELS.key]),
    event=st.sampled_from([None, Event.CAPTURE]),
    factuality=st.sampled_from([None, Factuality.CERTAIN, (Factuality.CERTAIN_NOT,)]),
    since=st.none() | st.dates(date(2024, 12, 1), date(2024, 12, 4)),
    until=st.none() | st.dates(date(2024, 12, 4), date(2024, 12, 9)),
    dated_only=st.booleans(),
    limit=st.none() | st.integers(0, 4),
)


def fits(one: Claim, where: ClaimFilter) -> bool:
    """The filter in plain Python."""
    day = one.when
    wanted = where.factuality
    return (
        (where.place_id is None or (isinstance(one.place, Place) and one.place.id == where.place_id))
        and (where.actor is None or (one.actor is not None and one.actor.key == where.actor))
        and (where.event is None or one.event is where.event)
        and (wanted is None or one.factuality in (wanted if isinstance(wanted, tuple) else (wanted,)))
        and (where.since is None or day.end is None or day.end >= where.since)
        and (where.until is None or day.start is None or day.start <= where.until)
        and not (where.dated_only and day.start is None and day.end is None)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims_of_one_report, st.lists(filters, min_size=1, max_size=5))
def test_sql_and_plain_python_agree(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Claim], wheres: list[ClaimFilter]
) -> None:
    home = tmp_path_factory.mktemp("ledger")
    numbered = [replace(one, id=f"c-{i}") for i, one in enumerate(drawn)]
    with Ledger.open(home / "l.sqlite", blobs=home / "blobs", clock=Ticking()) as ledger:
        ledger.add_report(OF, raw_of(TEXT))
        ledger.add_reading(reading(OF, *numbered))
        for where in wheres:
            expected = [one for one in numbered if fits(one, where)][: where.limit]
            assert [stored.claim for stored in ledger.claims(where)] == expected


def test_long_listings_come_in_pages_without_loss(
    opened: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whoholds.ledger.listing.PAGE", 3)
    with opened() as ledger:
        ids = []
        for n in range(4):
            of = report(f"Rebels took Hama {n}.")
            ledger.add_report(of, raw_of(of.text))
            found = reading(of, *(claim(of, "Hama", key=str(i)) for i in range(5)))
            ledger.add_reading(found)
            ids += [one.id for one in found.claims]
        for limit in (None, 0, 1, 2, 3, 4, 6, 19, 20, 21):
            assert [s.claim.id for s in ledger.claims(ClaimFilter(limit=limit))] == ids[:limit]


def test_a_listing_sees_one_state(ledger: Ledger) -> None:
    listing = ledger.claims()
    first = next(listing)
    ledger.add_reading(reading(OF, reader="hand 2"))
    assert first.claim == CLAIMS["hama"]
    assert len(list(listing)) == len(CLAIMS) - 1
    assert list(ledger.claims()) == []


def test_stored_claim_carries_its_report(ledger: Ledger) -> None:
    stored = next(ledger.claims())
    assert (stored.report_id, stored.outlet, stored.title, stored.language) == (OF.id, OF.outlet, OF.title, "en")
    assert stored.published == START
    assert stored.seq == 2
    assert stored.claim.speaker == NARRATOR


ASKED = st.fixed_dictionaries(
    {},
    optional={
        "place_id": st.sampled_from(["gn:1", "gn:3", "gn:4", "gn:999"]),
        "place_name": st.sampled_from(["HAMA", "Hamā", "damas", "Idlib", "Xyz"]),
        "described": st.booleans(),
        "actor": st.sampled_from([REBELS.key, ARMY.key]),
        "target": st.just(REBELS.key),
        "speaker": st.sampled_from([NARRATOR.key, ARMY.key]),
        "event": st.sampled_from([Event.CAPTURE, Event.HOLD, (Event.CAPTURE, Event.ADVANCE)]),
        "factuality": st.sampled_from([Factuality.CERTAIN, (Factuality.PROBABLE, Factuality.UNCOMMITTED)]),
        "since": st.dates(date(2024, 12, 1), date(2024, 12, 4)),
        "until": st.dates(date(2024, 12, 5), date(2024, 12, 8)),
        "dated_only": st.booleans(),
        "text": st.sampled_from(["took", "DAMAS", "rebels", "%", "no such words"]),
        "box": st.sampled_from([(36.0, 33.0, 37.0, 35.5), (36.5, 34.0, 36.0, 36.0)]),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=ASKED)
def test_one_claim_matches_where_the_ledger_finds_it(ledger: Ledger, asked: dict[str, Any]) -> None:
    where = ClaimFilter(**asked)
    in_ledger = {stored.claim.id for stored in ledger.claims(where)}
    assert {c.id for c in CLAIMS.values() if matches(where, c)} == in_ledger


@pytest.mark.parametrize(
    ("asked", "fits"), [("outlet", True), ("language", True), ("outlet", False), ("language", False)]
)
def test_claims_of_an_outlet_or_a_language(ledger: Ledger, asked: str, fits: bool) -> None:
    stored = next(ledger.claims())
    value = getattr(stored, asked) if fits else "no such"
    found = list(ledger.claims(ClaimFilter(**{asked: value})))
    assert bool(found) is fits
    assert {getattr(c, asked) for c in found} <= {value}
