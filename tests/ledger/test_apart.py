"""Two readers of one report: neither replaces the other, nothing counts twice, and where they differ shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
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
    claim,
    raw_of,
    reading,
    report,
)
from whoholds.ledger import ClaimFilter, Disagreement, Ledger, StoredClaim, disagreements
from whoholds.ledger.apart import FIELDS, once
from whoholds.ledger.verify import verify
from whoholds.model import Claim, Effect, Event, Factuality, PlaceRole, Unplaced
from whoholds.readers import Readers, family

OF = report("Rebels took Hama and Homs. The army left Idlib.", published=START - timedelta(days=3))
RULES = (claim(OF, "took Hama", HAMA, key="r1"), claim(OF, "left Idlib", IDLIB, actor=ARMY, key="r2"))
MODEL = (
    claim(OF, "Rebels took Hama", HAMA, factuality=Factuality.PROBABLE, key="m1"),
    claim(OF, "Rebels took Hama and Homs", HOMS, key="m2"),
)
Opened = Callable[..., Ledger]


def stored(of: Claim, reader: str, report_id: str = OF.id) -> StoredClaim:
    return StoredClaim(of, report_id, None, None, "en", None, START, 1, reader)


def both(rules: tuple[Claim, ...], model: tuple[Claim, ...]) -> list[StoredClaim]:
    return [*(stored(c, "rules-1") for c in rules), *(stored(c, "model-1/m#0") for c in model)]


def ids(ledger: Ledger, **where: object) -> list[str]:
    return [s.claim.id.rpartition("-")[2] for s in ledger.claims(ClaimFilter(**where))]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add_report(OF, raw_of(OF.text))
    ledger.add_reading(reading(OF, *RULES, reader="rules-1"))
    ledger.add_reading(reading(OF, *MODEL, reader="model-1/m#0"))
    return ledger


# In the ledger


def test_a_later_reading_by_a_model_does_not_replace_that_of_the_rules(filled: Ledger) -> None:
    assert ids(filled) == ["r1", "r2"], "by default the rules count"
    assert ids(filled, reader=Readers.MODEL) == ["m1", "m2"]
    assert filled.reading(OF.id).reader == "rules-1"
    assert filled.reading(OF.id, reader=Readers.MODEL).reader == "model-1/m#0"
    assert filled.reading(OF.id, reader=Readers.BOTH).reader == "model-1/m#0"
    assert filled.claim(MODEL[0].id).reader == "model-1/m#0"


def test_each_reader_is_replaced_by_its_own_next_version(filled: Ledger) -> None:
    filled.add_reading(reading(OF, replace(RULES[0], id="c-x-r3"), reader="rules-2"))
    assert ids(filled) == ["r3"] and ids(filled, reader=Readers.MODEL) == ["m1", "m2"]
    filled.add_reading(reading(OF, replace(MODEL[1], id="c-x-m3"), reader="model-1/other#1"))
    assert ids(filled) == ["r3"] and ids(filled, reader=Readers.MODEL) == ["m3"]


def test_together_nothing_counts_twice(filled: Ledger) -> None:
    assert ids(filled, reader=Readers.BOTH) == ["r1", "r2", "m2"], "m1 is about what r1 says already"
    assert sorted(ids(filled, reader=Readers.BOTH, apart=True)) == ["m1", "m2", "r1", "r2"]
    assert ids(filled, reader=Readers.BOTH, limit=3) == ["r1", "r2", "m2"]
    assert ids(filled, reader=Readers.BOTH, place_id=HAMA.id) == ["r1"]


def test_whose_readings_count_is_chosen_when_the_ledger_is_opened(filled: Ledger, opened: Opened) -> None:
    for counts, wanted in ((Readers.RULES, 2), (Readers.MODEL, 2), (Readers.BOTH, 3)):
        with opened(read_only=True, counts=counts) as again:
            assert len(list(again.claims())) == wanted
            assert ids(again, reader=Readers.RULES) == ["r1", "r2"], "what is asked for goes first"
            places = {p.id for p in again.places()}
            assert (HOMS.id in places) is (counts is not Readers.RULES)
            assert (IDLIB.id in places) is (counts is not Readers.MODEL)


def test_a_report_that_only_a_model_has_read(ledger: Ledger) -> None:
    ledger.add_report(OF, raw_of(OF.text))
    ledger.add_reading(reading(OF, *MODEL, reader="model-1/m#0"))
    assert ids(ledger) == [] and ids(ledger, reader=Readers.BOTH) == ["m1", "m2"]
    assert [s.report.id for s in ledger.unread("rules-1")] == [OF.id]


def test_the_first_reading_of_each_counts_from_when_the_report_does(ledger: Ledger) -> None:
    assert OF.published is not None
    ledger.add_report(OF, raw_of(OF.text), known_from=OF.published)
    for reader, claims in (("rules-1", RULES), ("model-1/m#0", MODEL)):
        ledger.add_reading(reading(OF, *claims, reader=reader))
    then = OF.published + timedelta(hours=1)
    assert ids(ledger, as_known=then) == ["r1", "r2"]
    assert ids(ledger, as_known=then, reader=Readers.MODEL) == ["m1", "m2"]
    ledger.add_reading(reading(OF, reader="model-1/m#1"))
    assert ids(ledger, as_known=then, reader=Readers.MODEL) == ["m1", "m2"], "what was said before stays said"
    assert ids(ledger, reader=Readers.MODEL) == []


def test_long_listings_of_both_lose_and_repeat_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.ledger.listing.PAGE", 3)
    reports = [report(f"Rebels took Hama, says note {n}.") for n in range(4)]
    for of in reports:
        ledger.add_report(of, raw_of(of.text))
        for reader in ("rules-1", "model-1/m#0"):
            ledger.add_reading(reading(of, *(claim(of, "Hama", HOMS, key=f"{reader}{k}") for k in "ab"), reader=reader))
    listed = [s.claim.id for s in ledger.claims(ClaimFilter(reader=Readers.BOTH, apart=True))]
    assert len(listed) == len(set(listed)) == 16
    assert len(list(ledger.claims(ClaimFilter(reader=Readers.BOTH)))) == 8


def test_what_a_model_said_that_does_not_count_is_kept_and_proven(filled: Ledger) -> None:
    of = report("Another report about Hama.")
    filled.add_report(of, raw_of(of.text))
    said = replace(reading(of, reader="model-1/m#0"), rejected=(("quote is not in the text", '{"quote": "x"}'),))
    filled.add_reading(said)
    assert filled.reading(of.id, reader=Readers.MODEL).rejected == said.rejected
    assert verify(filled).ok


@pytest.mark.parametrize(
    ("reader", "whose"),
    [("rules-1", Readers.RULES), ("by hand 1", Readers.RULES), ("model-1/x#0", Readers.MODEL), ("", Readers.RULES)],
)
def test_whose_a_reading_is(reader: str, whose: Readers) -> None:
    assert family(reader) is whose
    assert whose.each == (whose,) and Readers.BOTH.each == (Readers.RULES, Readers.MODEL)


# Where they disagree


def differ(rules: tuple[Claim, ...], model: tuple[Claim, ...]) -> list[Disagreement]:
    return list(disagreements(both(rules, model)))


def test_what_differs_is_named() -> None:
    (first, *rest) = differ(RULES, MODEL)
    assert first.fields == ("factuality",)
    assert first.rules is not None and first.rules.claim.id.endswith("r1")
    sides = [(d.rules and d.rules.claim.id[-2:], d.model and d.model.claim.id[-2:]) for d in rest]
    assert sides == [(None, "m2"), ("r2", None)], "what only one of them read, in the order of the text"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event": Event.HANDOVER}, "event"),
        ({"place": HOMS}, "place"),
        ({"place": NOWHERE}, "place"),
        ({"place_role": PlaceRole.NEAR}, "place_role"),
        ({"actor": ARMY}, "actor"),
        ({"actor": None}, "actor"),
        ({"speaker": REBELS}, "speaker"),
        ({"factuality": Factuality.CERTAIN_NOT}, "factuality"),
        ({"control": Effect.HOLDS}, "control"),
    ],
)
def test_each_field_that_matters(change: dict[str, object], field: str) -> None:
    assert field in FIELDS
    other = replace(RULES[0], id="c-other", **change)
    (found,) = differ(RULES[:1], (other,))
    assert found.fields == (field,)


@pytest.mark.parametrize("change", [{"confidence": 0.1}, {"rule": "model:capture"}, {"chain": ("narrator",)}])
def test_what_does_not_matter_is_no_disagreement(change: dict[str, object]) -> None:
    other = replace(RULES[0], id="c-other", **change)
    assert differ(RULES[:1], (other,)) == []


def test_a_described_place_is_compared_by_its_anchor() -> None:
    near = replace(RULES[0], id="c-near", place=AIR_BASE)
    assert differ((near,), (replace(near, id="c-m", place=DAMASCUS),)) == []
    assert [d.fields for d in differ((near,), (replace(near, id="c-m", place=Unplaced(None, "none")),))] == [("place",)]


def test_claims_that_share_a_passage_are_paired_with_the_most_alike() -> None:
    hama, homs = claim(OF, "took Hama and Homs", HAMA, key="1"), claim(OF, "took Hama and Homs", HOMS, key="2")
    theirs = (replace(homs, id="c-m2"), replace(hama, id="c-m1", speaker=NARRATOR, actor=ARMY))
    (found,) = differ((hama, homs), theirs)
    assert found.fields == ("actor",) and found.model is not None and found.model.claim.id == "c-m1"


PLACES = st.sampled_from([HAMA, HOMS, IDLIB, NOWHERE])


@st.composite
def claims(draw: st.DrawFn, prefix: str) -> tuple[Claim, ...]:
    out = []
    for n in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(OF.text) - 1))
        end = draw(st.integers(start + 1, len(OF.text)))
        base = claim(OF, "took", draw(PLACES), actor=draw(st.sampled_from([REBELS, ARMY, None])), key=f"{prefix}{n}")
        out.append(replace(base, start=start, end=end, quote=OF.text[start:end], mentions=()))
    return tuple(out)


@given(claims("r"), claims("m"))
def test_every_claim_agrees_or_is_in_one_disagreement(rules: tuple[Claim, ...], model: tuple[Claim, ...]) -> None:
    found = differ(rules, model)
    named = [side.claim.id for d in found for side in (d.rules, d.model) if side is not None]
    assert len(named) == len(set(named))
    silent = len(rules) + len(model) - len(named)
    assert silent % 2 == 0, "who agrees does so with somebody"
    assert all(bool(d.fields) is (d.rules is not None and d.model is not None) for d in found)
    assert differ(rules, tuple(replace(c, id=c.id + "m") for c in rules)) == []


@given(claims("r"), claims("m"))
def test_once_keeps_all_of_the_rules_and_what_the_model_adds(
    rules: tuple[Claim, ...], model: tuple[Claim, ...]
) -> None:
    kept = [s.claim.id for s in once(both(rules, model))]
    assert kept[: len(rules)] == [c.id for c in rules]
    assert set(kept) <= {c.id for c in (*rules, *model)}
    assert [s.claim.id for s in once(both((), model))] == [c.id for c in model]
    again = [s.claim.id for s in once(both(rules, tuple(replace(c, id=c.id + "m") for c in rules)))]
    assert again == [c.id for c in rules]
