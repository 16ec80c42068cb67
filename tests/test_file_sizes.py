from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 400
KINDS = {".py", ".ts", ".js", ".css", ".html", ".sh"}


def code_files() -> list[Path]:
    folders = [ROOT / name for name in ("src", "tests", "tools", "frontend")]
    found = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in KINDS and p.is_file()]
    built = ROOT / "src" / "whoholds" / "web" / "static" / "app"  # from frontend/, by a tool
    return [p for p in found if not {"node_modules", "__pycache__"} & set(p.parts) and built not in p.parents]


def test_there_is_something_to_measure() -> None:
    assert len(code_files()) > 20


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in code_files()])
def test_a_file_stays_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LIMIT, f"{lines} lines; split it where one thing ends and another begins"
