from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.test_map import home  # noqa: F401  a fixture
from tests.conftest import run_command
from tests.views.test_brief import harmless
from tests.web import hostile
from whoholds.settings import Settings
from whoholds.views.pdf import plain_svg


@pytest.mark.usefixtures("home")
def test_a_brief_is_written_and_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    ran = run_command("brief", "--since", "2024-12-01", "--on", "2024-12-06", "-o", file, "--json")
    assert ran.code == 0, ran.err
    told = ran.json
    assert (told["since"], told["on"]) == ("2024-12-01", "2024-12-06") and told["reports"] > 0
    page = file.read_text(encoding="utf-8")
    harmless(page)
    listed = run_command("changes", "--since", "2024-12-01", "--until", "2024-12-06", "--json").lines
    assert told["changes"] == len(listed) == page.count("<h3>") - told["disputed"]
    for change in listed:
        for claim in change["deciding"]:
            assert claim["quote"] in unescape(page)


@pytest.mark.usefixtures("home")
def test_by_default_the_week_up_to_the_newest_report(tmp_path: Path) -> None:
    ran = run_command("brief", "-o", tmp_path / "b.html", "--no-map", "--json")
    assert ran.code == 0, ran.err
    control = run_command("export", "--output", tmp_path / "x.geojson", "--json").json
    assert ran.json["on"] == control["on"] > ran.json["since"]
    assert "<img" not in (tmp_path / "b.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_french_to_standard_output() -> None:
    ran = run_command("brief", "--since", "2024-12-01", "--on", "2024-12-06", "--lang", "fr", "-o", "-")
    assert ran.out.startswith("<!doctype html>") and "point de situation" in ran.out
    assert "6 décembre 2024" in ran.out


@pytest.mark.usefixtures("home")
def test_pdf_has_the_same_text_and_the_map(tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    ran = run_command("brief", "--since", "2024-12-01", "--on", "2024-12-06", "-o", file)
    assert ran.code == 0, ran.err
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "What changed" in text and "Sources" in text and "Hama" in text
    run_command("map", "--on", "2024-12-06", "-o", tmp_path / "m.svg")
    plain = plain_svg((tmp_path / "m.svg").read_text(encoding="utf-8"))
    assert "var(" not in plain and "paint-order" not in plain


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--since", "2024-12-07", "--on", "2024-12-06"), "changes.period"),
        (("--since", "soon"), "usage.day"),
        (("--lang", "xx"), "usage.choice"),
        (("--theatre", "nowhere"), "theatre.unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], code: str, tmp_path: Path) -> None:
    ran = run_command("brief", *arguments, "-o", tmp_path / "b.html")
    assert ran.code in (1, 2) and code in ran.err
    assert not (tmp_path / "b.html").exists()


def test_a_hostile_corpus_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "home"))
    hostile.fill(Settings(home=tmp_path / "home"))
    for language in ("en", "fr"):
        file = tmp_path / f"{language}.html"
        ran = run_command("brief", "--since", "2024-12-01", "--on", "2024-12-06", "--lang", language, "-o", file)
        assert ran.code == 0, ran.err
        page = file.read_text(encoding="utf-8")
        harmless(page)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    for format in ("acled", "ucdp", "kml", "prov", "csv", "geojson"):
        made = run_command("export", "--format", format)
        assert made.code == 0, made.err
    assert run_command("brief", "-o", tmp_path / "h.pdf").code == 0
