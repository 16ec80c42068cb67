from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.conftest import run_command
from tests.web.samples import fill
from whoholds.cli.map import pixels
from whoholds.errors import UsageError
from whoholds.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "home"))
    fill(Settings(home=tmp_path / "home"))
    return tmp_path


def test_a_map_is_written_and_said_to_be(home: Path) -> None:
    file = home / "m.svg"
    ran = run_command("map", "-o", file, "--on", "2024-12-06", "--size", "900x900", "--theme", "dark", "--lang", "fr")
    assert ran.code == 0, ran.err
    assert "3 places" in ran.out
    root = ElementTree.parse(file).getroot()
    assert root.get("width") == "900"
    assert "Situation le 6 décembre 2024" in file.read_text(encoding="utf-8")


def test_to_standard_output(home: Path) -> None:
    ran = run_command("map", "-o", "-")
    assert ElementTree.fromstring(ran.out).tag.endswith("svg")


def test_a_picture_for_what_takes_no_svg(home: Path) -> None:
    file, drawn = home / "m.PNG", home / "m.svg"
    for output in (file, drawn):
        assert run_command("map", "-o", output, "--size", "500x500").code == 0
    root = ElementTree.parse(drawn).getroot()
    with Image.open(file) as picture:
        assert picture.format == "PNG"
        assert picture.size == tuple(2 * int(root.get(side, "")) for side in ("width", "height"))
        assert len(picture.convert("RGB").getcolors(10**6) or []) > 50, "it is drawn"


def test_as_known_then(home: Path) -> None:
    ran = run_command("map", "-o", home / "m.svg", "--on", "2024-12-06", "--as-known", "2024-12-04", "--json")
    assert json.loads(ran.out)["places"] == 1


def test_layers_are_drawn_where_they_are_asked_for(home: Path) -> None:
    plain, layered = home / "a.svg", home / "b.svg"
    assert json.loads(run_command("map", "-o", plain, "--json").out)["layers"] == []
    ran = run_command("map", "-o", layered, "--layers", "events,disputes", "--days", "30", "--json")
    assert json.loads(ran.out)["layers"] == ["disputes", "events"]
    assert len(layered.read_text("utf-8")) > len(plain.read_text("utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--layers", "everything"),
        ("--layers", "moves", "--days", "0"),
        ("--size", "10"),
        ("--size", "axb"),
        ("--size", "1x2x3"),
        ("--theme", "pink"),
        ("--lang", "xx"),
        ("--on", "never"),
    ],
)
def test_what_makes_no_sense_is_refused(home: Path, arguments: tuple[str, str]) -> None:
    ran = run_command("map", "-o", home / "m.svg", *arguments)
    assert ran.code == 2
    assert not (home / "m.svg").exists()


def test_no_such_theatre(home: Path) -> None:
    assert run_command("map", "-o", home / "m.svg", "--theatre", "atlantis").code == 1


def test_without_a_ledger_there_is_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "none"))
    ran = run_command("map", "-o", tmp_path / "m.svg")
    assert ran.code == 4
    assert "hint" in ran.err


def test_sizes() -> None:
    assert pixels(None) == (1100.0, None)
    assert pixels("800") == (800.0, None)
    assert pixels("800X600") == (800.0, 600.0)
    with pytest.raises(UsageError):
        pixels("٨٠٠")
