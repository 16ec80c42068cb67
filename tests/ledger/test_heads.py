from __future__ import annotations

from pathlib import Path

import pytest

from whoholds.errors import StorageError
from whoholds.ledger import heads
from whoholds.ledger.entries import Head

ONE, TWO = Head(1, "1" * 64), Head(2, "2" * 64)


def test_no_file_no_heads(tmp_path: Path) -> None:
    assert heads.noted(tmp_path / "none") == []


def test_lies_beside_the_ledger(tmp_path: Path) -> None:
    assert heads.path_beside(tmp_path / "ledger.sqlite") == tmp_path / "ledger.sqlite.heads"


def test_heads_are_kept_in_order_and_once(tmp_path: Path) -> None:
    file = tmp_path / "heads"
    for head in (ONE, ONE, TWO, TWO):
        heads.note(file, head)
    assert heads.noted(file) == [str(ONE), str(TWO)]


def test_earlier_lines_are_never_touched(tmp_path: Path) -> None:
    file = tmp_path / "heads"
    heads.note(file, ONE)
    before = file.read_bytes()
    heads.note(file, TWO)
    assert file.read_bytes().startswith(before)


def test_a_line_that_broke_off_stays_alone(tmp_path: Path) -> None:
    file = tmp_path / "heads"
    file.write_text(f"{ONE}\n2:22")
    heads.note(file, TWO)
    assert heads.noted(file) == [str(ONE), "2:22", str(TWO)]


def test_not_writable(tmp_path: Path) -> None:
    (tmp_path / "heads").mkdir()
    with pytest.raises(StorageError) as caught:
        heads.note(tmp_path / "heads", ONE)
    assert caught.value.code == "heads.not_written"
    with pytest.raises(StorageError) as caught:
        heads.noted(tmp_path / "heads")
    assert caught.value.code == "heads.not_read"
