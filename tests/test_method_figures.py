"""The figures of the method page are drawn from the weights that count."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "method.md"


def test_every_figure_is_as_it_would_be_drawn_now() -> None:
    script = ROOT / "tools" / "method_figures.py"
    ran = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_page_shows_each_figure_and_each_is_a_drawing() -> None:
    shown = re.findall(r"!\[(.+?)\]\((images/[\w.-]+)\)", PAGE.read_text(encoding="utf-8"))
    assert {Path(file).name for _, file in shown} == {p.name for p in (ROOT / "docs" / "images").glob("method-*.svg")}
    for words, file in shown:
        assert words
        drawn = ElementTree.parse(ROOT / "docs" / file).getroot()
        assert drawn.tag.endswith("svg") and len(list(drawn.iter())) > 10
