from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from whoholds.errors import InputRefused
from whoholds.reports import files
from whoholds.reports.files import Source, read, sources
from whoholds.settings import ReportLimits

LIMITS = ReportLimits()
Put = Callable[[str, bytes | str], Path]


def named(*paths: Path | str, limits: ReportLimits = LIMITS) -> list[str]:
    """Stems of what was found, codes of what was refused."""
    return [item.code if isinstance(item, InputRefused) else item.name for item in sources(paths, limits)]


def one(path: Path | str) -> Source:
    (item,) = sources([path], LIMITS)
    assert isinstance(item, Source)
    return item


def code_of(path: Path, limits: ReportLimits = LIMITS) -> str:
    with pytest.raises(InputRefused) as caught:
        read(one(path), limits)
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", files.TEXT),
        ("a.TXT", files.TEXT),
        ("a.md", files.MARKDOWN),
        ("a.markdown", files.MARKDOWN),
        ("a.html", files.HTML),
        ("a.HTM", files.HTML),
        ("a.json", files.JSON),
        ("a.jsonl", files.JSON_LINES),
        ("a.ndjson", files.JSON_LINES),
        ("a", None),
        ("a.dat", None),
        ("a.b.txt", files.TEXT),
    ],
)
def test_a_format_is_known_by_its_ending(put: Put, name: str, kind: str | None) -> None:
    source = one(put(name, "text"))
    assert source.format == kind
    assert source.name == Path(name).stem


def test_folders_are_walked_in_the_order_of_names(put: Put, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", "c/a/x.txt", "Z.txt", "10.txt", "9.txt"):
        put(name, "text")
    assert named(tmp_path / "given") == ["10", "9", "Z", "a", "b", "x", "d"]


def test_paths_keep_the_order_they_are_given_in(put: Put) -> None:
    assert named(put("b.txt", "x"), put("a.txt", "x"), put("b.txt", "x")) == ["b", "a", "b"]


def test_hidden_files_and_folders_are_passed_over_unless_named(put: Put, tmp_path: Path) -> None:
    hidden = put(".hidden.txt", "x")
    put(".git/config", "x")
    put("seen.txt", "x")
    assert named(tmp_path / "given") == ["seen"]
    assert named(hidden) == [".hidden"]


def test_an_ignore_file_names_what_is_no_report(put: Put, tmp_path: Path) -> None:
    put(files.IGNORE_FILE, "# a remark\nREADME*\ngold/\n\n*.bak\n")
    for name in ("README.md", "gold/a.txt", "a.bak", "a.txt", "sub/README.md"):
        put(name, "x")
    assert named(tmp_path / "given") == ["a", "README"]  # it speaks for its own folder only


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert named(tmp_path) == []


def test_links_to_folders_are_not_followed_and_cannot_run_in_circles(put: Put, tmp_path: Path) -> None:
    target = put("real/a.txt", "x")
    (tmp_path / "given" / "circle").symlink_to(tmp_path / "given", target_is_directory=True)
    (tmp_path / "given" / "file.txt").symlink_to(target)
    assert named(tmp_path / "given") == ["file", "a"]


def test_a_broken_link_is_refused_when_it_is_read(put: Put, tmp_path: Path) -> None:
    put("a.txt", "x")
    (tmp_path / "given" / "b.txt").symlink_to(tmp_path / "nowhere")
    found = [item for item in sources([tmp_path / "given"], LIMITS) if isinstance(item, Source)]
    assert [item.name for item in found] == ["a", "b"]
    with pytest.raises(InputRefused) as caught:
        read(found[1], LIMITS)
    assert caught.value.code == "input.not_found"


def test_folders_that_are_too_deep_are_refused_and_the_rest_goes_on(put: Put, tmp_path: Path) -> None:
    put("a/b/c/deep.txt", "x")
    put("z.txt", "x")
    assert named(tmp_path / "given", limits=ReportLimits(max_depth=2)) == ["input.too_deep", "z"]


@pytest.mark.parametrize("path", ["missing.txt", "missing/folder", "a\x00b", "x" * 5000])
def test_what_is_not_there_is_refused_with_its_path(tmp_path: Path, path: str) -> None:
    (item,) = sources([f"{tmp_path}/{path}"], LIMITS)
    assert isinstance(item, InputRefused)
    assert item.code in ("input.not_found", "input.unreadable")
    assert item.subject.startswith(str(tmp_path))


def test_a_path_below_a_file_is_not_found(put: Put) -> None:
    assert named(put("a.txt", "x") / "b.txt") == ["input.not_found"]


def test_a_name_that_is_no_utf8_is_shown_printably(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"text")
    (source,) = sources([tmp_path], LIMITS)
    assert isinstance(source, Source)
    assert source.name == "caf\ufffd"
    source.shown.encode()
    assert read(source, LIMITS) == b"text"


def test_a_file_is_read_whole_up_to_its_limit(put: Put) -> None:
    limits = ReportLimits(max_bytes=10)
    assert read(one(put("a.txt", "x" * 10)), limits) == b"x" * 10
    assert code_of(put("b.txt", "x" * 11), limits) == "input.too_large"


def test_json_lines_have_a_limit_of_their_own(put: Put) -> None:
    limits = ReportLimits(max_bytes=10, max_lines_bytes=20)
    assert len(read(one(put("a.jsonl", "x" * 20)), limits)) == 20
    assert code_of(put("b.jsonl", "x" * 21), limits) == "input.too_large"
    assert code_of(put("b.json", "x" * 11), limits) == "input.too_large"


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: it takes no room, and reading it would take memory
    with pytest.raises(InputRefused, match="10 MB"):
        read(one(path), LIMITS)


def test_a_pipe_that_nobody_writes_to_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert code_of(tmp_path / "pipe.txt") == "input.not_a_file"


def test_devices_and_sockets_are_no_files(tmp_path: Path) -> None:
    assert code_of(Path("/dev/zero")) == "input.not_a_file"
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "s.txt"))
        assert code_of(tmp_path / "s.txt") == "input.unreadable"


def test_a_file_without_permission_is_unreadable(put: Put) -> None:
    path = put("a.txt", "x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert code_of(path) == "input.unreadable"


def test_a_file_that_goes_away_before_it_is_read_is_refused(put: Put) -> None:
    path = put("a.txt", "x")
    source = one(path)
    path.unlink()
    with pytest.raises(InputRefused) as caught:
        read(source, LIMITS)
    assert (caught.value.code, caught.value.subject) == ("input.not_found", str(path))


class Stdin:
    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(b"some text"))
    source = one("-")
    assert (source.path, source.name, source.format) == (None, "stdin", None)
    assert read(source, LIMITS) == b"some text"


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(b"x" * 100))
    with pytest.raises(InputRefused) as caught:
        read(one("-"), ReportLimits(max_lines_bytes=99))
    assert (caught.value.code, caught.value.subject) == ("input.too_large", "standard input")


def test_a_pipe_that_the_shell_makes_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"some text")
    os.close(writer)
    try:
        assert read(one(f"/dev/fd/{reader}"), LIMITS) == b"some text"
    finally:
        os.close(reader)
