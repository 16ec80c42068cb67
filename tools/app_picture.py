"""Make docs/images/app.png: the page of the demo's ledger as a reader sees it. Run by `make picture`.

    python tools/app_picture.py WHOHOLDS HOME     # the command and the demo's data folder

Needs the packages of the tests (playwright) and a Chromium; WebGL is drawn in software, so the picture is the same
everywhere but for fonts.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import chromium

OUT = Path(__file__).resolve().parent.parent / "docs" / "images" / "app.png"
VIEW = "?lang=en&on=2024-12-06&layers=disputes,moves,events&days=3#7.35/35.55/37.35"
SIZE = {"width": 1280, "height": 960}
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]


def main(command: str, home: str) -> None:
    """Serve the ledger, open the page, keep its picture."""
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [command, "serve", "--no-browser", "--port", "0", "--json"],
        env={**os.environ, "WHOHOLDS_HOME": home},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        address = json.loads(server.stdout.readline())["address"]
        with sync_playwright() as found:
            page = found.chromium.launch(executable_path=chromium.found(), args=ARGUMENTS).new_page(viewport=SIZE)
            page.goto(f"{address}{VIEW}")
            page.wait_for_selector("#map[data-ready=yes]", timeout=120_000)
            page.wait_for_timeout(2_000)  # the layers' signs come after the map
            page.screenshot(path=str(OUT))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
    print(f"{OUT}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:3])
