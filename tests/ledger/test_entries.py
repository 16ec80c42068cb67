from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.samples import START, claim, reading, report
from whoholds import codec
from whoholds.errors import DataError
from whoholds.ledger import entries as e
from whoholds.ledger import proofs

instants = st.datetimes(timezones=st.just(UTC))


@given(st.text(), st.text(), instants, instants)
def test_content_is_canonical_json(id: str, word: str, known: datetime, recorded: datetime) -> None:
    payload = e.payload({"b": word, "a": [1, None, True]})
    made = e.content("setting", id, payload, e.stamp(known), e.stamp(recorded))
    data = json.loads(made)
    assert codec.canonical(data) == made
    assert (data["id"], data["payload"]) == (id, {"a": [1, None, True], "b": word})


def entry(**changes: object) -> e.Entry:
    fields: dict[str, object] = {
        "seq": 1,
        "kind": e.Kind.SETTING,
        "id": "a",
        "payload": "{}",
        "recorded_at": START,
        "known_from": START,
        "sha256": "0" * 64,
    }
    return e.Entry(**(fields | changes))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": e.Kind.DECISION},
        {"id": "b"},
        {"payload": '{"a":1}'},
        {"recorded_at": START + timedelta(microseconds=1)},
        {"known_from": START - timedelta(microseconds=1)},
    ],
)
def test_every_field_is_in_the_hash(change: dict[str, object]) -> None:
    assert entry(**change).content != entry().content


def test_quotes_in_an_id_cannot_forge_a_field() -> None:
    forged = 'a","kind":"report'
    assert json.loads(entry(id=forged).content)["id"] == forged


def test_leaf_is_the_tree_hash_of_the_entry_hash() -> None:
    sha256 = hashlib.sha256(b"x").hexdigest()
    assert entry(sha256=sha256).leaf == proofs.leaf_hash(hashlib.sha256(b"x").digest())


@given(instants, instants)
def test_stamps_sort_as_instants_do(one: datetime, two: datetime) -> None:
    assert (e.stamp(one) < e.stamp(two)) == (one < two)
    assert e.instant(e.stamp(one)) == one
    assert len(e.stamp(one)) == 27


def test_stamps_are_utc() -> None:
    there = datetime(2024, 12, 7, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    assert e.stamp(there) == "2024-12-06T22:30:00.000000Z"


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        e.stamp(datetime(2024, 12, 7))
    assert caught.value.code == "instant.naive"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "half a pair \ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(DataError) as caught:
        e.payload({"value": value})
    assert caught.value.code == "record.not_storable"


def test_records_come_back_from_their_payload() -> None:
    of = report("Rebels took Hama.")
    found = reading(of, claim(of, "took Hama"))
    assert e.report_of(e.payload(of)) == of
    assert e.reading_of(e.payload(found)) == found


def test_reading_id_tells_reports_and_readers_apart() -> None:
    one, two = report("a"), report("b")
    ids = {e.reading_id(reading(of, reader=reader)) for of in (one, two) for reader in ("r 1", "r 2")}
    assert len(ids) == 4


@given(st.integers(0, 10**9), st.binary(min_size=32, max_size=32))
def test_head_comes_back_from_its_text(size: int, root: bytes) -> None:
    head = e.Head(size, root.hex())
    assert e.Head.parse(f" {head}\n") == head
    assert e.Head.parse(str(head).upper()) == head


@pytest.mark.parametrize(
    "text", ["", "3", "3:", "3:abc", f"x:{'0' * 64}", f"-1:{'0' * 64}", f"3:{'g' * 64}", f"²:{'0' * 64}"]
)
def test_malformed_heads_are_refused(text: str) -> None:
    with pytest.raises(DataError) as caught:
        e.Head.parse(text)
    assert caught.value.code == "head.malformed"
