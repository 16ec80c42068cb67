from __future__ import annotations

from pathlib import Path

import pytest

from whoholds import stock
from whoholds.control.weights import Weights
from whoholds.errors import StorageError
from whoholds.settings import Settings


def test_there_is_no_ledger_before_something_was_added(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(StorageError):
        stock.reading_ledger(settings)
    with stock.writing_ledger(settings) as ledger:
        assert ledger.head_size() == 0
    with stock.reading_ledger(settings) as ledger:
        assert ledger.head_size() == 0


def test_the_shipped_weights_unless_a_file_is_named(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert stock.known_weights(settings) == Weights.load()
    own = tmp_path / "own.toml"
    own.write_text("[answer]\nsettle_days = 5\n", encoding="utf-8")
    assert stock.known_weights(settings, own).answer.settle_days == 5


def test_names_in_english_are_the_ledgers(tmp_path: Path) -> None:
    assert stock.place_names(Settings(home=tmp_path), ["gn:1"], "en") == {}
    assert stock.place_names(Settings(home=tmp_path), ["gn:1"], "fr") == {}, "without a gazetteer there are none"


def test_a_silent_progress_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stock.silent("anything", 0.5)
    assert capsys.readouterr().out == ""
