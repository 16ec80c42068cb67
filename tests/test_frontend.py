"""The page's script is built from `frontend/` and committed: nobody needs Node.js to run or test whoholds."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import frontend_digest  # noqa: E402

APP = frontend_digest.BUILT
BUDGET = 550_000  # bytes, compressed, of all scripts together


def test_the_built_script_is_that_of_these_sources() -> None:
    said = json.loads((APP / "built.json").read_text(encoding="utf-8"))
    files = frontend_digest.sources()
    assert said["sources"] == frontend_digest.digest(files, frontend_digest.SOURCES), "make frontend"
    assert said["built"] == frontend_digest.digest(frontend_digest.built(), APP), "make frontend"


def test_the_digest_sees_every_change(tmp_path: Path) -> None:
    one, other = tmp_path / "a.ts", tmp_path / "b.ts"
    one.write_text("1", encoding="utf-8")
    other.write_text("2", encoding="utf-8")
    whole = frontend_digest.digest([one, other], tmp_path)
    other.write_text("3", encoding="utf-8")
    assert frontend_digest.digest([one, other], tmp_path) != whole
    other.write_text("2", encoding="utf-8")
    assert frontend_digest.digest([one, other], tmp_path) == whole
    other.rename(tmp_path / "c.ts")
    assert frontend_digest.digest([one, tmp_path / "c.ts"], tmp_path) != whole


def test_all_scripts_together_stay_small() -> None:
    sizes = {p.name: len(gzip.compress(p.read_bytes())) for p in APP.iterdir() if p.suffix in (".js", ".mjs")}
    assert {"main.js", "map.js"} <= set(sizes)
    assert sum(sizes.values()) <= BUDGET, sizes
    assert sizes["main.js"] < 15_000, "pages without a map load this alone"


def test_the_lock_file_names_no_host() -> None:
    text = (frontend_digest.SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in text
    assert "://" not in re.sub(r'"url": "[^"]*"', "", text)  # addresses of licences' sponsors are not fetched


@pytest.mark.parametrize("path", sorted((frontend_digest.SOURCES / "src").rglob("*.ts")), ids=lambda p: p.name)
def test_sources_stay_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    assert text.startswith(("//", "///", "import")), "a comment says what it is for"


def test_the_script_fetches_nothing_from_elsewhere() -> None:
    for path in sorted((frontend_digest.SOURCES / "src").rglob("*.ts")):
        found = re.findall(r"https?://[^\s\"'`]+", path.read_text(encoding="utf-8"))
        assert all(link.startswith("http://www.w3.org/") for link in found), (path, found)
