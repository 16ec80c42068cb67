from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.asking.kept import KeptAnswers, key_of
from whoholds.errors import StorageError

KEY = "ab" + "0" * 62
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.text())
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    kept = KeptAnswers(tmp_path_factory.mktemp("kept"))
    assert kept.get(KEY) is None
    kept.put(KEY, text, {"model": "m"})
    assert kept.get(KEY) == text


def test_half_a_surrogate_pair_is_kept_too(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path)
    kept.put(KEY, "\ud800", {})
    assert kept.get(KEY) == "\ud800"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"text": "x"}',
        b'{"text": "x", "sha256": "0"}',
        b'{"text": 5, "sha256": "0"}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_damaged_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    kept = KeptAnswers(tmp_path)
    kept.put(KEY, "answer", {})
    kept.path(KEY).write_bytes(damage)
    assert kept.get(KEY) is None
    kept.put(KEY, "answer", {})
    assert kept.get(KEY) == "answer"


def test_one_letter_changed_by_somebody_shows(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path)
    kept.put(KEY, "Goma held", {})
    data = json.loads(kept.path(KEY).read_text())
    kept.path(KEY).write_text(json.dumps(data | {"text": "Goma fell"}))
    assert kept.get(KEY) is None


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    kept = KeptAnswers(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        kept.put(KEY, "answer", {})
    assert caught.value.code == "model.answer_not_kept" and "No space" in caught.value.message
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert kept.get(KEY) is None


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4), st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_a_key_stands_for_all_that_was_asked(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (key_of(one) == key_of(other)) is same
    assert key_of(dict(reversed(list(one.items())))) == key_of(one), "the order of names is no part of it"
