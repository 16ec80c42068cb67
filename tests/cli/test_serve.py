from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import run_command
from tests.web.samples import fill
from whoholds.cli.serve import without_names
from whoholds.settings import Settings


def test_it_serves_says_where_and_stops_when_asked(tmp_path: Path) -> None:
    fill(Settings(home=tmp_path))
    server = subprocess.Popen(
        [sys.executable, "-m", "whoholds", "serve", "--no-browser", "--port", "0", "--json"],
        env={**os.environ, "WHOHOLDS_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        address = json.loads(server.stdout.readline())["address"]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address + "healthz") as answer:
            assert json.load(answer)["status"] == "ok"
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(20)
    assert code in (0, 130, -signal.SIGINT)


def test_without_a_ledger_it_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOHOLDS_HOME", str(tmp_path / "none"))
    ran = run_command("serve", "--no-browser", "--port", "0")
    assert ran.code == 4
    assert "hint" in ran.err


def test_a_port_that_is_none_is_refused() -> None:
    assert run_command("serve", "--port", "70000").code == 2


@pytest.mark.parametrize("command", ["serve", "map", "export"])
def test_help_loads_nothing_heavy(command: str) -> None:
    code = f"import sys; from whoholds.cli.main import run; run(['{command}', '--help']); print(sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("numpy", "fastapi", "uvicorn", "spacy", "jinja2"):
        assert f"'{heavy}'" not in out


def test_it_says_that_there_are_no_names_where_the_gazetteer_cannot_be_opened(
    tmp_path: Path, demo_folder: Path
) -> None:
    assert without_names(demo_folder / "gazetteer.sqlite") == ""
    missing = without_names(tmp_path / "gazetteer.sqlite")
    assert "gazetteer.missing" in missing and "hint: run `whoholds places build`" in missing
    stale = tmp_path / "stale.sqlite"
    with contextlib.closing(sqlite3.connect(stale)) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('fingerprint', 'of another version')")
        db.commit()
    assert "gazetteer.stale" in without_names(stale)
    (tmp_path / "broken.sqlite").write_text("no database, and far too short for one")
    assert "gazetteer.broken" in without_names(tmp_path / "broken.sqlite")
