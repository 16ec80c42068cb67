from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whoholds.errors import NotFound, StorageError
from whoholds.ledger.blobs import Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=100))
def test_what_is_put_comes_back(blobs: Blobs, raw: bytes) -> None:
    assert blobs.get(blobs.put(raw)) == raw


def test_lies_under_its_hash(blobs: Blobs) -> None:
    sha256 = blobs.put(b"abc")
    assert sha256 == hashlib.sha256(b"abc").hexdigest()
    assert blobs.path(sha256) == blobs.root / "ba" / sha256[2:]
    assert blobs.path(sha256).read_bytes() == b"abc"


def test_putting_again_does_not_write_again(blobs: Blobs) -> None:
    path = blobs.path(blobs.put(b"abc"))
    os.utime(path, ns=(1, 1))
    inode = path.stat().st_ino
    Blobs(blobs.root).put(b"abc")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (inode, 1)


def test_file_cannot_be_written_by_accident(blobs: Blobs) -> None:
    assert blobs.path(blobs.put(b"abc")).stat().st_mode & 0o222 == 0


def test_hashes_lists_what_is_kept_and_nothing_else(blobs: Blobs) -> None:
    assert list(blobs.hashes()) == []
    kept = sorted(blobs.put(bytes([i])) for i in range(5))
    (blobs.root / "README").write_bytes(b"not ours")
    assert list(blobs.hashes()) == kept


def test_get_of_what_was_never_put(blobs: Blobs) -> None:
    with pytest.raises(NotFound) as caught:
        blobs.get("0" * 64)
    assert caught.value.code == "blob.missing"


def damage(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"abd")


def test_get_of_damaged_bytes(blobs: Blobs) -> None:
    sha256 = blobs.put(b"abc")
    damage(blobs.path(sha256))
    with pytest.raises(StorageError) as caught:
        blobs.get(sha256)
    assert caught.value.code == "blob.damaged"


def test_put_over_damaged_bytes_does_not_hide_them(blobs: Blobs) -> None:
    path = blobs.path(blobs.put(b"abc"))
    damage(path)
    with pytest.raises(StorageError) as caught:
        Blobs(blobs.root).put(b"abc")
    assert caught.value.code == "blob.damaged"
    assert path.read_bytes() == b"abd"


def test_a_failed_write_leaves_nothing(blobs: Blobs, tmp_path: Path) -> None:
    blobs.root.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError) as caught:
        blobs.put(b"abc")
    assert caught.value.code == "blob.not_written"
    assert caught.value.exit_code == 4
    assert [path.name for path in tmp_path.iterdir()] == ["blobs"]


def test_a_broken_rename_leaves_no_half_file(blobs: Blobs) -> None:
    sha256 = hashlib.sha256(b"abc").hexdigest()
    blobs.path(sha256).mkdir(parents=True)  # a folder is in the way
    with pytest.raises(StorageError):
        blobs.put(b"abc")
    assert [path.name for path in blobs.path(sha256).parent.iterdir()] == [sha256[2:]]
    assert blobs.sweep() == 0


def test_what_a_crash_left_unfinished_is_swept_and_nothing_else(blobs: Blobs) -> None:
    assert blobs.sweep() == 0
    sha256 = blobs.put(b"abc")
    (blobs.root / "unfinished" / "tmp1").write_bytes(b"ab")
    assert list(blobs.hashes()) == [sha256]
    assert blobs.sweep() == 1
    assert blobs.get(sha256) == b"abc"


def test_digest_does_not_confuse_two_inputs(blobs: Blobs) -> None:
    one, two = b"a" * 10, b"b" * 10
    for raw in (one, two, one, one, two):
        assert blobs.digest(raw) == hashlib.sha256(raw).hexdigest()
