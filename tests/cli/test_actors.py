"""`whoholds actors`: search, show, theatres, check, mentions."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import run_command as run

THEATRES = Path(__file__).resolve().parents[2] / "src" / "whoholds" / "reference" / "data" / "theatres"


def test_search_by_acronym_and_by_theatre() -> None:
    assert [row["key"] for row in run("actors", "search", "FSR", "--json").json] == ["rapid_support_forces"]
    both = {row["key"] for row in run("actors", "search", "SNA", "--json").json}
    assert {"syrian_national_army", "somali_national_army"} <= both
    one = run("actors", "search", "SNA", "--theatre", "somalia", "--json").json
    assert [row["key"] for row in one] == ["somali_national_army"]
    assert "rapid_support_forces" in run("actors", "search", "FSR").out


def test_search_that_finds_nothing_says_what_to_do() -> None:
    ran = run("actors", "search", "nobody bears this name")
    assert ran.code == 1 and "shorter" in ran.err
    assert run("actors", "search", "SNA", "--theatre", "atlantis").code == 1


def test_show_by_key_by_name_and_on_a_day() -> None:
    shown = run("actors", "show", "abu_aqla_keikel", "--on", "2024-01-01", "--json").json
    assert shown["sides"] == {"sudan": "sd_rsf"}
    shown = run("actors", "show", "abu_aqla_keikel", "--on", "2025-01-11", "--json").json
    assert shown["sides"] == {"sudan": "sd_gov"}
    assert run("actors", "show", "Arakan Army", "--json").json["key"] == "arakan_army"
    text = run("actors", "show", "hezbollah").out
    assert "Q41053" in text and "hassan_nasrallah" in text


def test_show_asks_which_one() -> None:
    ran = run("actors", "show", "SNA")
    assert ran.code == 1 and "somali_national_army" in ran.err
    assert run("actors", "show", "hezbollah", "--on", "yesterday").code == 2


def test_theatres_and_their_sides() -> None:
    rows = run("actors", "theatres", "--json").json
    assert len(rows) >= 18 and {"syria", "nagorno_karabakh"} <= {row["key"] for row in rows}
    text = run("actors", "theatres", "syria", "--language", "fr").out
    assert "Forces démocratiques syriennes" in text and "dots" in text


def test_check_a_good_and_a_bad_file(tmp_path: Path) -> None:
    assert "nothing wrong" in run("actors", "check", THEATRES / "syria.toml").out
    bad = tmp_path / "syria.toml"
    bad.write_text(
        (THEATRES / "syria.toml").read_text("utf-8").replace('pattern = "solid"', 'pattern = "tartan"'), "utf-8"
    )
    ran = run("actors", "check", bad)
    assert ran.code == 2 and "syria.toml: side 2 (sy_opp), pattern" in ran.err


def test_mentions_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Les FDS ont quitté Alep, selon l'OSDH. La Syrie se tait.", "utf-8")
    data = run("actors", "mentions", file, "--language", "fr", "--json").json
    assert data["theatre"] == "syria"
    assert [m["key"] for m in data["mentions"]][:2] == ["syrian_democratic_forces", "monitor:SOHR"]
    assert "syrian_democratic_forces" in run("actors", "mentions", file, "-l", "fr", "-t", "syria").out
    assert run("actors", "mentions", tmp_path / "none.txt").code == 3
