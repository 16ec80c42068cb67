"""What no file of the project may hold: paths of one machine, addresses of package hosts, secrets, merge scars."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Written in two halves, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:wor"
    r"k|far"
    r"m|roo"
    r"t|hom"
    r"e/[a-z]+|Users"
    r"/[A-Za-z]+|tmp"
    r"/[a-z]+)/",
    "a package host": r"(?:py"
    r"pi\.org|python"
    r"hosted\.org|npm"
    r"js\.(?:org|com)|deb\.deb"
    r"ian\.org|--(?:extra-)?index"
    r"-url[ =])",
    "a key": r"-----BEGIN [A-Z ]*PRIVATE" r" KEY-----|AKIA" r"[0-9A-Z]{16}",
    "a merge scar": r"^(?:<<<<" r"<<<|>>>>" r">>>) ",
    "an unfinished note": r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b",
}
BINARY = {".png", ".npz", ".sqlite", ".db", ".gz", ".woff2", ".ico", ".jpg", ".zip", ".pdf", ".pmtiles"}
BUILT = ROOT / "src" / "whoholds" / "web" / "static" / "app"  # made from frontend/, with others' code in it


def project_files() -> list[Path]:
    """What git tracks; in an unpacked archive without git, everything that is not made by the tools."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "var", "__pycache__", ".git", "node_modules"}
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if not made & set(p.relative_to(ROOT).parts)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


FILES = [p for p in project_files() if p.suffix not in BINARY and BUILT not in p.parents]


def offences(text: str, pattern: str) -> list[str]:
    return [
        f"line {n}: {line.strip()[:120]}" for n, line in enumerate(text.splitlines(), 1) if re.search(pattern, line)
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = {}
    for path in FILES:
        if path.name == "LICENSE" or path == Path(__file__).resolve():
            continue
        if lines := offences(path.read_text(encoding="utf-8"), FORBIDDEN[what]):
            found[str(path.relative_to(ROOT))] = lines[:3]
    assert found == {}


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", "open('/wor" + "k/main/x')"),
        ("a path of one machine", "cd /hom" + "e/anna/project"),
        ("a package host", "https://files.python" + "hosted.org/packages/x.whl"),
        ("a package host", "--index" + "-url somewhere"),
        ("a merge scar", "<<<<" + "<<< HEAD"),
        ("an unfinished note", "# TO" + "DO later"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, line: str) -> None:
    assert offences(line, FORBIDDEN[what])


@pytest.mark.parametrize("line", ["the network /workshop/", "home/anna", "https://www.geonames.org/", "/srv/whoholds/"])
def test_the_patterns_leave_plain_text_alone(line: str) -> None:
    assert not any(offences(line, pattern) for pattern in FORBIDDEN.values())


def test_every_text_file_is_utf8_and_ends_with_one_newline() -> None:
    bad = []
    for path in FILES:
        data = path.read_bytes()
        data.decode("utf-8")
        if data and not data.endswith(b"\n") and path.suffix in {".py", ".toml", ".md", ".sh", ".tsv", ".css", ".html"}:
            bad.append(str(path.relative_to(ROOT)))
    assert bad == []


def test_nothing_large_is_tracked() -> None:
    large = {str(p.relative_to(ROOT)): p.stat().st_size for p in project_files() if p.stat().st_size > 8_000_000}
    assert large == {}
