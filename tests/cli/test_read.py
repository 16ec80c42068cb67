"""`whoholds read`: JSON lines, a marked text, and what happens to what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

Cli = Callable[..., Ran]
TEXT = (
    "Rebels take Hama\n\n"
    "Rebels captured the city of Hama on Thursday, residents said. The Syrian army denied losing it.\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dispatch.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def row() -> dict[str, Any]:
    return {
        "id": "levant-7",
        "lang": "en",
        "published": "2024-12-05T18:00:00Z",
        "outlet": "Rift Wire",
        "title": "Rebels take Hama",
        "text": TEXT,
    }


def test_one_json_line_a_report(cli: Cli, demo: Path, file: Path) -> None:
    ran = cli("read", file, "--json")
    assert ran.code == 0
    (line,) = ran.lines
    assert line["id"] == "dispatch"
    assert {"claims", "attributions", "times", "places"} <= set(line)
    assert line["claims"]
    for claim in line["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]


def test_the_row_of_a_file_keeps_its_own_id(cli: Cli, demo: Path, tmp_path: Path, row: dict[str, Any]) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"id": "levant-8"}) + "\n", encoding="utf-8")
    ran = cli("read", path, "--json")
    assert [line["id"] for line in ran.lines] == ["levant-7", "levant-8"]
    assert ran.lines[0]["claims"][0]["time"]["start"] == "2024-12-05"


def test_reading_keeps_nothing(cli: Cli, home: Path, demo_folder: Path, file: Path) -> None:
    home.mkdir()
    (home / "gazetteer.sqlite").symlink_to(demo_folder / "gazetteer.sqlite")
    assert cli("read", file, "--json").code == 0
    assert [p.name for p in home.iterdir()] == ["gazetteer.sqlite"]


def test_reading_twice_says_the_same(cli: Cli, demo: Path, file: Path) -> None:
    assert cli("read", file, "--json").out == cli("read", file, "--json").out


def test_without_options_a_line_a_claim(cli: Cli, demo: Path, file: Path) -> None:
    ran = cli("read", file)
    assert ran.code == 0
    assert "capture" in ran.out and "Hama" in ran.out and "rebels:syria" in ran.out
    assert "“" in ran.out


def test_show_prints_the_text_with_its_claims_marked(cli: Cli, demo: Path, file: Path) -> None:
    ran = cli("read", file, "--show")
    assert ran.code == 0
    flat = " ".join(ran.out.split())
    assert "The Syrian army denied" in flat
    assert "[1]" in flat and "says residents" in flat


def test_a_file_that_is_refused_costs_exit_code_3_and_the_others_go_on(
    cli: Cli, demo: Path, file: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    ran = cli("read", empty, file, tmp_path / "nowhere.txt", "--json")
    assert ran.code == 3
    assert [line["id"] for line in ran.lines] == ["dispatch"]
    errors = [json.loads(line)["error"] for line in ran.err.splitlines() if line.startswith("{")]
    assert len(errors) == 2
    assert all(e["code"].startswith("input.") and e["hint"] for e in errors)


def test_a_refusal_for_people_names_the_file_the_code_and_a_hint(cli: Cli, demo: Path, tmp_path: Path) -> None:
    ran = cli("read", tmp_path / "nowhere.txt")
    said = " ".join(ran.err.split())
    assert ran.code == 3
    assert "nowhere.txt" in said.replace(" ", "") or "nowhere" in said
    assert "[input." in said and "hint:" in said
    assert ran.out.strip() == ""


def test_no_file_is_a_mistake_of_use(cli: Cli, demo: Path) -> None:
    assert cli("read").code == 2


def test_a_folder_is_read_in_order(cli: Cli, demo: Path, tmp_path: Path, row: dict[str, Any]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b", "a"):
        (folder / f"{name}.json").write_text(json.dumps(row | {"id": name}), encoding="utf-8")
    assert [line["id"] for line in cli("read", folder, "--json").lines] == ["a", "b"]


def test_a_report_that_says_nothing_has_no_claims(cli: Cli, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "weather.txt"
    path.write_text("It rained all day, and the market stayed open.\n", encoding="utf-8")
    (line,) = cli("read", path, "--json").lines
    assert line["claims"] == []


def test_typographic_apostrophes_do_not_shift_quotes(cli: Cli, demo: Path, tmp_path: Path) -> None:
    text = "L’armée syrienne s’est retirée de Hama, d’après des habitants. L’armée dément avoir quitté Homs.\n"
    path = tmp_path / "fr.txt"
    path.write_text(text, encoding="utf-8")
    (line,) = cli("read", path, "--json").lines
    assert line["claims"]
    for claim in line["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_markup_in_a_text_is_shown_as_it_is(cli: Cli, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("Rebels [bold]captured[/bold] Hama. The [red]army fled.\n", encoding="utf-8")
    for option in ((), ("--show",), ("--json",)):
        ran = cli("read", path, *option)
        assert ran.code == 0
    assert "[bold]" in " ".join(cli("read", path, "--show").out.split())


def test_lines_are_in_the_language_asked_for(cli: Cli, demo: Path, file: Path) -> None:
    french, english = cli("read", file, "--lang", "fr"), cli("read", file, "--lang", "en")
    assert french.code == english.code == 0
    told, said = " ".join(french.out.split()), " ".join(english.out.split())
    assert (
        "prise (capture)" in told and "selon residents" in told and "affirmations" in told and "média inconnu" in told
    )
    assert "says residents" in said and "outlet unknown" in said
    assert "says " not in told and "claims" not in told and "stated" not in told
    assert "Rebels captured the city of Hama" in told  # quotes are never translated


def test_the_marked_text_names_what_answers_what_in_both_languages(cli: Cli, demo: Path, file: Path) -> None:
    assert "answers [" in " ".join(cli("read", file, "--show", "--lang", "en").out.split())
    assert "répond à [" in " ".join(cli("read", file, "--show", "--lang", "fr").out.split())


def test_json_is_the_same_in_every_language(cli: Cli, demo: Path, file: Path) -> None:
    assert cli("read", file, "--json", "--lang", "fr").out == cli("read", file, "--json").out


def test_a_language_that_is_not_spoken_is_refused(cli: Cli, demo: Path, file: Path) -> None:
    ran = cli("read", file, "--lang", "de")
    assert ran.code == 2 and "--lang" in ran.err
