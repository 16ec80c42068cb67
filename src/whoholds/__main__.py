"""`python -m whoholds`."""

from __future__ import annotations

import sys

from whoholds.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
