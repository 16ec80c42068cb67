"""More than a hundred texts that want to be run, in every part of a report: none is, on any page and in any file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tests.e2e.test_page import WIDE
from tests.serving import serving
from tests.views.sheets import formulas
from tests.web import hostile
from tests.web.hostile import HIT, MANY
from tests.web.samples import HAMA
from whoholds.settings import Settings

pytestmark = pytest.mark.e2e
SHOWN = MANY[:: len(MANY) // 12]
PAGES = [
    "",
    "?lang=fr",
    f"place/{HAMA.id}",
    f"place/{HAMA.id}?lang=fr",
    "map.svg",
    "claims",
    "claims?lang=fr&page=eyJvIjogMjV9",
    "changes?since=2024-11-01",
    "changes.atom",
    "brief.html",
    "search?q=script",
    "unknown?quiet=0&all=unplaced",
    "embed",
    "embedding",
    "compare",
    "compare?lang=fr&with=neutral",
    "review",
    "review/log?lang=fr",
    "review/sign-in",
    "api/docs",
    "map.svg?layers=disputes,moves,events,heat,areas",
    "?layers=disputes,moves,events,heat,areas&days=30",
    *(f"compare?viewpoint={quote(f'without:{text}', safe='')}" for text in SHOWN[:4]),
    *(f"changes.atom?viewpoint={quote(f'without:{text}', safe='')}" for text in SHOWN[:2]),
    *(f"review?claim={quote(text, safe='')}" for text in SHOWN[:2]),
    *(f"?view={quote(text, safe='')}" for text in SHOWN[:2]),
    *(f"place/{quote(f'wh:sy:{text}', safe='')}" for text in SHOWN),
    *(f"report/{report.id}" for report, _ in hostile.corpus(SHOWN)),
    *(f"?q={quote(text)}" for text in SHOWN),
]
FILES = [
    *((kind, what) for kind in ("geojson", "csv", "kml") for what in ("control", "claims")),
    ("acled", "claims"),
    ("ucdp", "claims"),
    ("prov", "control"),
]


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a ledger that is full of them."""
    home: Path = tmp_path_factory.mktemp("harmful")
    hostile.fill(Settings(home=home), MANY)
    return home


@pytest.fixture(scope="module")
def trap(harmful: Path) -> Iterator[str]:
    """The address that serves it."""
    with serving(harmful) as found:
        yield found


class Watch:
    """A page whose scripts, dialogs, requests and complaints are written down."""

    def __init__(self, browser: Any, origin: str) -> None:
        self.context = browser.new_context(viewport=WIDE)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda m: self.wrong.append(m.text) if self._refused(m.text) else None)
        self.page.on("request", lambda r: None if r.url.startswith((origin, "data:")) else self.wrong.append(r.url))

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(dialog.message)
        dialog.dismiss()

    @staticmethod
    def _refused(text: str) -> bool:
        """Whether the policy had to stop something: it should have had nothing to do."""
        return "Content Security Policy" in text or "Content-Security-Policy" in text

    def open(self, address: str) -> None:
        """Open it, move over everything that a pointer may meet, and see that nothing ran."""
        self.page.goto(address)
        self.page.evaluate(
            """() => { for (const n of document.querySelectorAll('*'))
              for (const kind of ['mouseover', 'focus', 'toggle', 'error']) n.dispatchEvent(new Event(kind)); }"""
        )
        assert self.page.evaluate(f"top.{HIT} === undefined"), address
        assert self.page.title() != HIT
        assert self.page.context.cookies() == [], address
        assert self.wrong == [], address


@pytest.fixture(scope="module")
def watch(browser: Any, trap: str) -> Iterator[Watch]:
    made = Watch(browser, trap)
    yield made
    made.context.close()


def test_there_are_more_than_a_hundred() -> None:
    assert len(set(MANY)) >= 100
    assert sum(f"top.{HIT}" in text for text in MANY) >= 100


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_on_a_page(watch: Watch, trap: str, path: str) -> None:
    watch.open(trap + path)


ASKED = [
    ("search?q={}", MANY),
    ("unknown?place={0}&all={0}", MANY),
    ("unknown?quiet={}", MANY),
    ("embed?box={}", MANY),
    ("embed?viewpoint=without%3A{}", SHOWN),
    ("embedding?viewpoint={}", MANY),
    ("compare?other={0}&other_known={0}", MANY),
    ("compare?other={}", MANY),
    ("compare?other=without%3A{}", SHOWN[4:]),
    ("review/views?address={}", MANY),
]
"""Addresses that say back what is asked, or look it up, and the texts that are asked there."""


@pytest.mark.parametrize(("path", "texts"), ASKED, ids=[path for path, _ in ASKED])
def test_nothing_runs_whatever_is_asked(watch: Watch, trap: str, path: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        watch.open(trap + path.format(quote(text, safe="")))


def test_what_is_suggested_is_text(watch: Watch, trap: str) -> None:
    for text in SHOWN:
        watch.page.goto(f"{trap}?lang=en")
        watch.page.fill("#find", text)
        watch.page.wait_for_timeout(400)
        assert watch.page.evaluate(f"top.{HIT} === undefined"), text
        assert watch.wrong == [], text


def test_nothing_runs_on_the_moving_map(painter: Any, trap: str) -> None:
    moving = Watch(painter, trap)
    try:
        moving.page.goto(trap)
        moving.page.wait_for_selector("main.live")
        moving.open(trap + "#")
        moving.page.locator("tbody tr a").nth(3).click()
        moving.page.locator("#panel #dossier").wait_for()
        assert moving.page.evaluate(f"top.{HIT} === undefined")
        assert moving.wrong == []
    finally:
        moving.context.close()


def written(home: Path, *arguments: str) -> None:
    """Run the command line on the ledger."""
    subprocess.run(
        [sys.executable, "-m", "whoholds", *arguments],
        env={**os.environ, "WHOHOLDS_HOME": str(home)},
        check=True,
        capture_output=True,
    )


def test_nothing_runs_in_the_brief(browser: Any, harmful: Path, tmp_path: Path) -> None:
    for language in ("en", "fr"):
        path = tmp_path / f"{language}.html"
        written(harmful, "brief", "-o", str(path), "--since", "2024-12-01", "--lang", language)
        Watch(browser, path.as_uri()).open(path.as_uri())


@pytest.mark.parametrize(("kind", "what"), FILES)
def test_a_file_is_whole_and_says_it_to_the_letter(harmful: Path, tmp_path: Path, kind: str, what: str) -> None:
    path = tmp_path / f"x.{kind}"
    written(harmful, "export", "--format", kind, "--what", what, "-o", str(path))
    text = path.read_text("utf-8")
    if kind in ("geojson", "prov"):
        assert json.loads(text)
    elif kind == "kml":
        tags = {node.tag.rpartition("}")[2].lower() for node in ElementTree.fromstring(text).iter()}
        assert not tags & {"script", "img", "svg", "a", "iframe", "networklink", "href"}
    else:
        for delimiter in (",", ";", "\t"):
            assert formulas(text, delimiter) == []
