"""The golden texts through the public command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import run_command
from tests.golden.rows import Said
from whoholds import settings

Ask = Callable[[Path, str, str], Said]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Ask:
    """`ask(FILE, CITY, DAY)`: copies the report, reads it, adds it to a ledger of its own and asks for the city."""

    def run(source: Path, city: str, day: str) -> Said:
        folder = tmp_path_factory.mktemp("golden")
        (folder / "home").mkdir()
        (folder / "home" / "gazetteer.sqlite").symlink_to(gazetteer_file)
        kept = ("id", "lang", "published", "outlet", "title", "text")
        row = {key: value for key, value in json.loads(source.read_text(encoding="utf-8")).items() if key in kept}
        dated, undated = folder / "dated.json", folder / "undated.json"
        dated.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        del row["published"]
        undated.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WHOHOLDS_HOME", str(folder / "home"))
            read = run_command("read", dated, "--json")
            bare = run_command("read", undated, "--json")
            added = run_command("add", "--backfill", dated)
            who = run_command("who", city, "--on", day, "--json")
        settings.load.cache_clear()
        for ran in (read, bare):
            assert ran.code == 0, ran.err
        answer = who.json if who.code == 0 else {}
        claims, undated = read.lines[0]["claims"], bare.lines[0]
        return Said(claims, undated["claims"], undated["times"], answer, added.code == 0, row["text"])

    return run
