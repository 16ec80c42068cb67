"""Heads and proofs of a ledger's tree: each holds against the other, and against nothing else."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.samples import Ticking
from whoholds.errors import DataError, NotFound, UsageError
from whoholds.ledger import Kind, Ledger, proofs


def filled(ledger: Ledger, count: int) -> Ledger:
    for i in range(count):
        ledger.add_record(Kind.SETTING, str(i), {"n": i})
    return ledger


def test_heads_and_proofs_hold_against_each_other(ledger: Ledger) -> None:
    for i in range(13):
        ledger.add_record(Kind.SETTING, str(i), {"n": i})
    heads = [ledger.head(size) for size in range(14)]
    assert heads[13] == ledger.head()
    assert len({head.root for head in heads}) == 14
    for size in range(1, 14):
        root = bytes.fromhex(heads[size].root)
        for seq in range(1, size + 1):
            path = ledger.inclusion(seq, size)
            assert proofs.check_inclusion(ledger.entry(seq).leaf, seq - 1, size, path, root)
        for old in range(size + 1):
            path = ledger.consistency(old, size)
            assert proofs.check_consistency(old, size, bytes.fromhex(heads[old].root), root, path)


@pytest.mark.parametrize("size", [-1, 2])
def test_no_head_of_a_size_that_never_was(ledger: Ledger, size: int) -> None:
    ledger.add_record(Kind.SETTING, "a", {})
    for ask in (lambda: ledger.head(size), lambda: ledger.consistency(size), lambda: ledger.inclusion(1, size)):
        with pytest.raises(UsageError) as caught:
            ask()
        assert caught.value.code == "head.size"


def test_an_empty_tree_has_a_head(ledger: Ledger) -> None:
    assert ledger.head_size() == 0
    assert ledger.head().size == 0 and len(bytes.fromhex(ledger.head().root)) == 32
    assert ledger.consistency(0) == []


@pytest.mark.parametrize("seq", [0, -1, 4])
def test_no_proof_of_an_entry_that_is_not_there(ledger: Ledger, seq: int) -> None:
    filled(ledger, 3)
    with pytest.raises(NotFound) as caught:
        ledger.inclusion(seq)
    assert caught.value.code == "entry.unknown" and str(seq) in caught.value.subject


def test_a_proof_of_one_entry_proves_no_other(ledger: Ledger) -> None:
    filled(ledger, 6)
    root = bytes.fromhex(ledger.head().root)
    path = ledger.inclusion(2)
    assert proofs.check_inclusion(ledger.entry(2).leaf, 1, 6, path, root)
    assert not proofs.check_inclusion(ledger.entry(3).leaf, 1, 6, path, root)
    assert not proofs.check_inclusion(ledger.entry(2).leaf, 2, 6, path, root)
    assert not proofs.check_inclusion(ledger.entry(2).leaf, 1, 6, path, bytes.fromhex(ledger.head(5).root))


def test_a_node_that_was_taken_away_is_noticed(opened: Callable[..., Ledger], tmp_path: Path) -> None:
    with opened() as ledger:
        filled(ledger, 4)
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("DELETE FROM tree WHERE level = 2")
        db.commit()
    with opened(read_only=True) as ledger, pytest.raises(DataError) as caught:
        ledger.head()
    assert caught.value.code == "tree.incomplete" and "verify" in caught.value.hint


@settings(max_examples=25)
@given(st.integers(1, 24), st.data())
def test_every_head_of_the_past_is_proved_by_the_present(count: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, count))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger.open(folder / "l.sqlite", blobs=folder / "blobs", clock=Ticking()) as ledger:
            then = filled(ledger, old).head()
            now = filled(ledger, count).head()
            assert ledger.head(old) == then
            path = ledger.consistency(old)
            assert proofs.check_consistency(old, count, bytes.fromhex(then.root), bytes.fromhex(now.root), path)
