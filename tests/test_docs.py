"""The manual is generated or executed: nothing on it is only claimed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran

DOCS = ROOT / "docs"
EXECUTED = [
    DOCS / "tutorial.md",
    ROOT / "README.md",
    DOCS / "how-to" / "add-a-verb.md",
    DOCS / "how-to" / "report-a-misreading.md",
]
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("examples/*/README.md")])


@dataclass(frozen=True)
class Example:
    """One command of a page and the lines that the page shows under it."""

    page: Path
    line: int
    command: str
    shown: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line} {self.command}"


def examples(page: Path) -> Iterator[Example]:
    """The commands in a page's `console` blocks."""
    text = page.read_text(encoding="utf-8")
    for block in re.finditer(r"^```console\n(.*?)^```", text, re.M | re.S):
        first = text[: block.start(1)].count("\n") + 1
        lines = block.group(1).splitlines()
        starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            shown = tuple(line for line in lines[start + 1 : end] if line.strip())
            yield Example(page, first + start, lines[start][2:], shown)


def files(page: Path) -> Iterator[tuple[str, str]]:
    """Files that a page shows: TOML blocks whose first line is a comment with their name."""
    for block in re.finditer(r"^```toml\n# ([\w.-]+\.toml)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        yield block.group(1), block.group(2)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def pattern(shown: str) -> re.Pattern[str]:
    """What a shown line stands for: … is anything, a percentage any percentage, and spacing does not count."""
    escaped = ".*".join(re.escape(squeezed(part)) for part in shown.split("…"))
    return re.compile(re.sub(r"\d+\\?%", r"\\d+%", escaped))


def first_missing(shown: tuple[str, ...], out: str) -> str | None:
    """The first shown line that the output does not have, in order; None when all are there."""
    lines = iter(map(squeezed, out.splitlines()))
    for line in shown:
        if squeezed(line) == "…":
            continue
        wanted = pattern(line)
        if not any(wanted.search(have) for have in lines):
            return line
    return None


ALL = [example for page in EXECUTED if page.exists() for example in examples(page)]


def test_there_are_examples_to_run() -> None:
    assert len(ALL) > 8


@pytest.mark.parametrize("example", ALL, ids=str)
def test_an_example_does_what_the_page_shows(
    example: Example, demo: Path, cli: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for name, content in files(example.page):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    program, *arguments = shlex.split(example.command)
    assert program == "whoholds"
    ran = cli(*arguments)
    assert first_missing(example.shown, ran.out + ran.err) is None, ran.out + ran.err
    assert ran.code == 0 or any("hint:" in line for line in example.shown)


def test_loose_comparison_still_compares() -> None:
    out = "Hama  rebels   97 %\nsince 2024-12-05\n  12% for\n"
    assert first_missing(("Hama rebels … %", "since 2024-12-05"), out) is None
    assert first_missing(("since 2024-12-05", "Hama rebels … %"), out) == "Hama rebels … %"
    assert first_missing(("since 2024-12-06",), out) == "since 2024-12-06"
    assert first_missing(("…", "99% for"), out) is None
    assert first_missing(("… since 2024-12-05 …",), out) is None
    assert first_missing(("… since 2024-12-05 … later",), out) == "… since 2024-12-05 … later"


def test_generated_pages_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_docs.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_the_index_lists_every_page() -> None:
    linked = set(re.findall(r"\]\(([^)]+)\)", (DOCS / "index.md").read_text(encoding="utf-8")))
    assert {str(p.relative_to(DOCS)) for p in DOCS.rglob("*.md")} - {"index.md"} == linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:src|docs|tools|tests|examples|requirements)/[\w./-]+)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
