"""`whoholds frames` at the real command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CORPUS, Ran

GOOD = """
language = "en"
[[verb]]
event = "negotiate"
verbs = ["meet"]
place = ["locative>at"]
examples = ["The ministers met in Doha. => negotiate | - | Doha"]
"""
BAD = GOOD.replace("| Doha", "| Goma")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, "utf-8")
    return path


def test_a_good_file(demo: Path, cli: Callable[..., Ran], file: Path) -> None:
    ran = cli("frames", "test", file, "--corpus", CORPUS / "reports" / "015.json")
    assert ran.code == 0, ran.err
    assert "keeps to the schema" in ran.out and "ok" in ran.out and "1 of 1 examples" in ran.out
    assert "  + 015:" in ran.out and "1 added, 0 removed, 0 changed" in ran.out


def test_as_data(demo: Path, cli: Callable[..., Ran], file: Path) -> None:
    found = cli("frames", "test", file, "--corpus", CORPUS / "reports" / "015.json", "--json").json
    assert found["files"] == ["my.toml"] and found["reports"] == 1
    (change,) = found["changes"]
    assert change["kind"] == "added" and change["after"]["event"] == "negotiate" and change["before"] is None
    assert [e["passed"] for e in found["examples"]] == [True]


def test_an_example_that_does_not_come_out(demo: Path, cli: Callable[..., Ran], file: Path) -> None:
    file.write_text(BAD, "utf-8")
    ran = cli("frames", "test", file)
    assert ran.code == 1
    assert "FAIL" in ran.out and "wanted  negotiate | - | Goma" in ran.out and "differs in place" in ran.out
    assert "my.toml line 3" in ran.out and "0 of 1 examples" in ran.out


def test_a_file_that_breaks_the_schema(demo: Path, cli: Callable[..., Ran], file: Path) -> None:
    file.write_text(GOOD.replace("negotiate", "chat"), "utf-8")
    ran = cli("frames", "test", file)
    assert ran.code not in (0, 1) and "frames.bad_value" in ran.err and "line 3" in ran.err and "hint:" in ran.err


def test_no_file_at_all(demo: Path, cli: Callable[..., Ran], tmp_path: Path) -> None:
    ran = cli("frames", "test")
    assert ran.code != 0 and "frames.none" in ran.err
    ran = cli("frames", "test", tmp_path / "absent.toml")
    assert ran.code != 0 and "frames.no_file" in ran.err


def test_files_of_the_folder_count_when_reading(
    demo: Path, cli: Callable[..., Ran], file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = tmp_path / "report.txt"
    text.write_text("Doha, 3 December 2024. The ministers met in Doha.\n", "utf-8")
    plain = cli("read", "--json", text).json
    monkeypatch.setenv("WHOHOLDS_READING__FRAMES_FOLDER", str(file.parent))
    more = cli("read", "--json", text).json
    assert "+frames-" in more["reader"] and "+frames-" not in plain["reader"]
    assert len(more["claims"]) == len(plain["claims"]) + 1
    assert cli("frames", "show", "meet").code == 0
    assert any(row["words"] == ["meet"] for row in cli("frames", "list", "--json").json)
    assert "1 of 1 examples" in cli("frames", "test").out


def test_list_and_show(demo: Path, cli: Callable[..., Ran]) -> None:
    rows = cli("frames", "list", "--json").json
    assert {row["language"] for row in rows} == {"en", "fr"} and len(rows) > 150
    only = cli("frames", "list", "--event", "capture", "--language", "fr", "--json").json
    assert only and all(row["event"] == "capture" and row["language"] == "fr" for row in only)
    shown = cli("frames", "show", "claim", "--json").json
    assert any("class claim" in cue["what"] for cue in shown["cues"])
    assert "en verb: capture" in cli("frames", "show", "seize").out


def test_a_word_that_nobody_knows(demo: Path, cli: Callable[..., Ran]) -> None:
    ran = cli("frames", "show", "xylograph")
    assert ran.code != 0 and "frames.unknown" in ran.err and "hint:" in ran.err


def test_an_event_that_there_is_not(demo: Path, cli: Callable[..., Ran]) -> None:
    assert cli("frames", "list", "--event", "party").code == 2
