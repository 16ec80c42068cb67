from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import HAMA, corpus
from whoholds.errors import UsageError
from whoholds.ledger import ClaimFilter
from whoholds.model import Event, Factuality
from whoholds.web.desk import Desk
from whoholds.web.wanted import (
    NAMES,
    NO_SIDE,
    Polarity,
    Wanted,
    day_said,
    polarity_of,
    side_of,
    sided,
    speaker_side,
    wanted_of,
)


def test_an_address_without_filters_asks_for_nothing() -> None:
    assert not wanted_of({"on": "2024-12-05", "q": "Hama", "speaker": "  "})
    assert wanted_of({}).query == {}


@given(st.dictionaries(st.sampled_from(["speaker", "outlet", "language", "text", "place", "actor_side"]), st.text()))
def test_what_an_address_asks_for_is_an_address_again(given: dict[str, str]) -> None:
    asked = wanted_of(given)
    assert wanted_of(asked.query) == asked
    assert bool(asked) is bool(asked.query)


@pytest.mark.parametrize(
    ("name", "value"),
    [("event", "party"), ("factuality", "CT"), ("polarity", "maybe"), ("since", "yesterday"), ("until", "2024-13-01")],
)
def test_a_value_without_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError):
        wanted_of({name: value})


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(UsageError) as refused:
        wanted_of({"since": "2024-12-06", "until": "2024-12-05"})
    assert refused.value.code == "web.time"


@given(st.sampled_from(list(Factuality)))
def test_every_factuality_has_one_polarity(value: Factuality) -> None:
    assert [p for p in Polarity if value in p.factualities] == [polarity_of(value)]
    assert polarity_of(value.negated) is (
        polarity_of(value)
        if value is Factuality.UNCOMMITTED
        else {Polarity.SAID: Polarity.DENIED, Polarity.DENIED: Polarity.SAID}[polarity_of(value)]
    )


def test_polarity_and_factuality_must_both_hold() -> None:
    both = Wanted(polarity="said", factuality="CT+").filter(None)
    assert both.factuality == {Factuality.CERTAIN}
    assert Wanted(polarity="denied", factuality="CT+").filter(None).factuality == set()


def test_the_ledger_is_asked_for_all_but_sides(desk: Desk) -> None:
    asked = Wanted(event="capture", outlet="Dépêche <Neuf>", language="fr", since="2024-12-05", until="2024-12-05")
    found = desk.claims(asked.filter(None))
    assert {c.claim.event for c in found} == {Event.CAPTURE}
    assert len(found) == 2
    assert desk.claims(Wanted(polarity="denied", factuality="CT+").filter(None)) == []
    assert desk.claims(Wanted(outlet="Nobody").filter(None)) == []


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("actor_side", "speaker_side")])
def test_each_filter_leaves_some_claims_out_and_adds_none(desk: Desk, name: str) -> None:
    value = {
        "actor": "rebels:syria",
        "speaker": "residents",
        "event": "hold",
        "outlet": "Courier Seven",
        "language": "fr",
        "polarity": "denied",
        "factuality": "CT-",
        "place": HAMA.id,
        "since": "2024-12-05",
        "until": "2024-12-04",
        "text": "rebelles",
    }[name]
    every = {c.claim.id for c in desk.claims(ClaimFilter())}
    some = {c.claim.id for c in desk.claims(Wanted(**{name: value}).filter(None))}
    assert some < every
    assert some


def test_sides_are_those_of_the_day_that_is_spoken_of(desk: Desk) -> None:
    theatre = desk.board().theatre
    assert side_of("rebels:syria", desk.actors, theatre, date(2024, 12, 5)) not in ("", NO_SIDE)
    assert side_of("residents", desk.actors, theatre, date(2024, 12, 5)) == NO_SIDE
    assert side_of(None, desk.actors, theatre, date(2024, 12, 5)) == NO_SIDE


def test_claims_by_the_side_of_who_acts_and_of_who_speaks(desk: Desk) -> None:
    theatre, every = desk.board().theatre, desk.claims(ClaimFilter())
    rebels = side_of("rebels:syria", desk.actors, theatre, date(2024, 12, 5))
    army = side_of("syrian_armed_forces", desk.actors, theatre, date(2024, 12, 5))

    def some(**asked: str) -> list[str]:
        return [c.claim.quote for c in sided(every, Wanted(**asked), desk.actors, theatre, desk.outlets)]

    assert "avoir pris Homs" in some(actor_side=rebels)
    assert "dément toute avancée à Homs" in some(actor_side=rebels, speaker_side=army)
    assert "dément toute avancée à Homs" not in some(actor_side=army)
    assert len(some(actor_side=rebels)) + len(some(actor_side=army)) + len(some(actor_side=NO_SIDE)) == len(every)
    assert some() == [c.claim.quote for c in every]


def test_a_report_speaks_for_the_side_that_its_outlet_speaks_for(desk: Desk) -> None:
    theatre = desk.board().theatre
    own = next(c for c in desk.claims(ClaimFilter()) if c.claim.speaker.key == "narrator")
    assert speaker_side(own, desk.actors, theatre, {}) == NO_SIDE
    lines = {own.outlet or "": "rebels:syria"}
    assert speaker_side(own, desk.actors, theatre, lines) == side_of(
        "rebels:syria", desk.actors, theatre, date(2024, 12, 5)
    )


def test_a_claim_without_a_time_is_of_the_day_of_its_report(desk: Desk) -> None:
    poster = next(c for c in desk.claims(ClaimFilter()) if "poster" in c.claim.quote)
    published = corpus()[0][0].published
    assert published
    assert day_said(poster) == published.date()
