"""Which Chromium draws pages here: the first of these that is installed.

The headless shell is the browser without the windows around a page, which the full one draws even where nobody sees
them: a page costs it a quarter of the processor time.
"""

from __future__ import annotations

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """Path of the program; None where there is none (tools/ensure_chromium.sh brings one)."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    print(found() or "")
