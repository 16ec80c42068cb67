from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.conftest import Ran
from whoholds import settings
from whoholds.cli.add import LISTED, Progressing, refusal, sentence, summary, table
from whoholds.errors import InputRefused
from whoholds.model import Block, Report
from whoholds.workflow import Outcome, Status

Cli = Callable[..., Ran]
SENTENCE = "Rebel fighters captured Hama on Thursday, the army said."


@pytest.fixture
def ready(demo_folder: Path, home: Path) -> Iterator[Path]:
    """An empty ledger beside a gazetteer that is there already."""
    home.mkdir(parents=True)
    (home / "gazetteer.sqlite").symlink_to(demo_folder / "gazetteer.sqlite")
    yield home
    settings.load.cache_clear()


def report(**fields: object) -> Report:
    plain: dict[str, object] = {
        "id": "r-1",
        "sha256": "0",
        "name": "note",
        "text": SENTENCE,
        "blocks": (Block(0, len(SENTENCE), "en"),),
    }
    return Report(**{**plain, **fields})


def written(**fields: object) -> str:
    console = Console(file=io.StringIO(), width=160, highlight=False)
    console.print(table([Outcome(Status.ADDED, "note.txt", report(**fields), claims=3)]))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


REFUSED = Outcome(
    Status.REFUSED,
    "a.pdf",
    error=InputRefused("input.binary", "this is a PDF", hint="extract its text", subject="a.pdf"),
)


def test_refused_files_are_named_with_code_and_hint_and_the_exit_code_tells(
    cli: Cli, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = cli("add", tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert ran.code == 3
    assert ran.out == "2 refused\n"
    assert "empty.txt: the file is empty [input.empty]" in ran.err
    assert "missing.txt: no such file or folder [input.not_found]" in ran.err
    assert ran.err.count("  hint: ") == 2


def test_refusals_as_json(cli: Cli, home: Path, tmp_path: Path) -> None:
    ran = cli("add", "--json", tmp_path / "missing.txt")
    assert ran.code == 3
    (row,) = ran.lines
    assert (row["status"], row["report"], row["error"]["code"]) == ("refused", None, "input.not_found")
    assert row["source"].endswith("missing.txt")
    assert ran.err == ""


def test_a_path_is_needed(cli: Cli, home: Path) -> None:
    ran = cli("add")
    assert ran.code == 2
    assert "PATH" in ran.err


def test_an_empty_folder_says_so(cli: Cli, home: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = cli("add", tmp_path / "nothing")
    assert (ran.code, ran.out) == (0, "no reports there\n")


def test_adding_twice_changes_nothing_and_says_so(cli: Cli, ready: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(SENTENCE, encoding="utf-8")
    first = cli("add", tmp_path / "note.txt")
    assert first.code == 0, first.err
    assert "1 added" in first.out
    again = cli("add", tmp_path / "note.txt")
    assert again.code == 0
    assert "1 known already, nothing changed" in again.out
    (tmp_path / "copy.json").write_text(json.dumps({"text": SENTENCE}), encoding="utf-8")
    assert [row["status"] for row in cli("add", "--json", tmp_path / "copy.json").lines] == ["known"]


def test_a_bad_file_does_not_keep_the_others_out(cli: Cli, ready: Path, tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.txt").write_bytes(b"")
    (tmp_path / "given" / "b.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "given" / "c.jsonl").write_text('{"id": "c1", "text": "Homs fell."}\nnope\n', encoding="utf-8")
    ran = cli("add", "--json", tmp_path / "given")
    assert ran.code == 3
    assert [(row["status"], Path(row["source"]).name) for row in ran.lines] == [
        ("refused", "a.txt"),
        ("added", "b.txt"),
        ("added", "c.jsonl:1"),
        ("refused", "c.jsonl:2"),
    ]
    assert [row["report"]["name"] for row in ran.lines if row["report"]] == ["b", "c1"]


def test_an_archive_counts_as_known_from_its_published_time(cli: Cli, ready: Path, tmp_path: Path) -> None:
    row = {"text": SENTENCE, "published": "2024-12-05T18:00:00Z"}
    (tmp_path / "old.json").write_text(json.dumps(row), encoding="utf-8")
    assert cli("add", "--backfill", tmp_path / "old.json").code == 0
    then = cli("claims", "--as-known", "2024-12-06", "--json")
    before = cli("claims", "--as-known", "2024-12-04", "--json")
    assert then.lines
    assert not before.lines


def test_standard_input_is_added(cli: Cli, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(SENTENCE.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    (row,) = cli("add", "--json", "-").lines
    assert (row["status"], row["source"], row["report"]["name"]) == ("added", "standard input", "stdin")


@pytest.mark.parametrize(
    ("counts", "claims", "said"),
    [
        ({}, 0, "no reports there"),
        ({"added": 1}, 1, "1 added; 1 claim"),
        (
            {"added": 17, "known": 1, "refused": 2},
            212,
            "17 added, 1 known already, nothing changed, 2 refused; 212 claims",
        ),
        ({"known": 3}, 0, "3 known already, nothing changed"),
        ({"read": 2}, 0, "2 read again; 0 claims"),
        ({"failed": 1}, 0, "1 kept but not read"),
        ({"refused": 1}, 0, "1 refused"),
    ],
)
def test_the_sum_in_one_line(counts: dict[str, int], claims: int, said: str) -> None:
    assert sentence(Counter(counts), claims) == said


@given(st.dictionaries(st.sampled_from(list(Status)), st.integers(1, 10**6)), st.integers(0, 10**6))
def test_every_count_is_in_the_sum(counts: dict[Status, int], claims: int) -> None:
    said = sentence(Counter({str(k): v for k, v in counts.items()}), claims)
    assert all(str(count) in said for count in counts.values())


def test_the_table_shows_what_is_known_and_a_dash_for_the_rest() -> None:
    bare = written()
    assert "note" in bare and "added" in bare and "–" in bare
    full = written(outlet="Courrier Z", title="Hama tombe", language="fr")
    assert "Courrier Z" in full and "Hama tombe" in full and "fr" in full


@pytest.mark.parametrize("sly", ["\x1b[31mred", "\u202eevil", "[bold]x[/bold]", "a\nb"])
def test_the_table_cannot_be_steered_by_a_report(sly: str) -> None:
    shown = written(title=sly, outlet=sly)
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "[bold]" in shown or "[bold]" not in sly


def test_a_refusal_is_two_lines_and_a_success_none() -> None:
    assert refusal(REFUSED) == ["refused: a.pdf: this is a PDF [input.binary]", "  hint: extract its text"]
    assert refusal(Outcome(Status.ADDED, "a.txt", report())) == []


def test_an_outcome_as_data_goes_through_json() -> None:
    data = Outcome(Status.ADDED, "a.txt", report(), claims=2).data
    assert json.loads(json.dumps(data)) == data
    assert data["report"]["published"] is None
    assert REFUSED.data["error"]["hint"] == "extract its text"


def test_long_lists_are_cut_and_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Outcome(Status.ADDED, f"{n}.txt", report(name=f"n{n}")) for n in range(LISTED + 1)]
    summary(rows, Counter({"added": LISTED + 1}), 0)
    told = capsys.readouterr().out
    assert f"the first {LISTED}" in told
    assert f"n{LISTED - 1} " in told and f"n{LISTED} " not in told
    summary(rows[:2], Counter({"added": 2}), 0)
    assert "the first" not in capsys.readouterr().out


@pytest.mark.parametrize(("quiet", "lines"), [(False, 2), (True, 0)])
def test_away_from_a_terminal_each_stage_is_one_line(quiet: bool, lines: int) -> None:
    console = Console(file=io.StringIO(), width=100)
    with Progressing(console, quiet=quiet) as progress:
        for part in (0.0, 0.5, 1.0):
            progress.stage("compiling the gazetteer", part)
        progress.stage("loading the language models", 0.0)
        progress.done(REFUSED, Counter({"refused": 1}))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().count("\n") == lines


def test_on_a_terminal_the_line_moves_and_goes_away() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True)
    with Progressing(console, quiet=False) as progress:
        progress.stage("compiling the gazetteer", 0.5)
        progress.done(REFUSED, Counter({"refused": 1}))
        progress.say(refusal(REFUSED))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "refused: a.pdf" in shown
    assert shown.rstrip().endswith("\x1b[2K") or "\x1b[2K" in shown


def test_a_declared_theatre_says_whose_the_army_is_in_whatever_order_reports_come(
    cli: Cli, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in [
        ("bare", "The army captured the whole town at dawn, residents said."),
        ("far", "Russian forces captured Avdiivka in Ukraine, the Russian defence ministry said."),
    ]:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    settings.load.cache_clear()
    assert "sudanese_armed_forces" not in cli("read", str(tmp_path / "bare.txt"), "--json").out
    monkeypatch.setenv("WHOHOLDS_READING__THEATRES", '["sudan"]')
    told = []
    for order in (("bare", "far"), ("far", "bare")):
        monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / order[0]))
        (tmp_path / order[0]).mkdir()
        (tmp_path / order[0] / "gazetteer.sqlite").symlink_to(ready / "gazetteer.sqlite")
        for name in order:
            settings.load.cache_clear()
            assert cli("add", str(tmp_path / f"{name}.txt")).code == 0
        rows = cli("claims", "--json").lines
        told.append(sorted((row["claim"]["actor"]["key"], row["claim"]["quote"], row["reader"]) for row in rows))
    assert told[0] == told[1]
    assert {row[0] for row in told[0]} == {"sudanese_armed_forces", "russian_armed_forces"}
    assert {row[2] for row in told[0]} == {"rules-2+theatre-sudan"}


def test_an_unknown_declared_theatre_is_named_with_those_there_are(
    cli: Cli, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bare.txt").write_text(SENTENCE, encoding="utf-8")
    monkeypatch.setenv("WHOHOLDS_READING__THEATRES", '["atlantis"]')
    settings.load.cache_clear()
    done = cli("read", str(tmp_path / "bare.txt"))
    assert done.code != 0
    assert "theatre.unknown" in done.err and "atlantis" in done.err and "syria" in done.err
