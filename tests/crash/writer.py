"""Adds reports and readings until it is killed; each acknowledged entry's number goes to standard output at once.

Run as a module with two arguments: the folder of the ledger, and a word that makes this run's reports its own.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.ledger.samples import claim, raw_of, reading, report
from whoholds.ledger import Ledger


def main(home: Path, word: str) -> None:
    with Ledger.open(home / "ledger.sqlite", blobs=home / "blobs") as ledger:
        os.write(1, b"open\n")
        for number in range(100_000):
            of = report(f"Rebels took Hama ({word} {number}). The army left Homs.")
            ledger.add_report(of, raw_of(of.text))
            os.write(1, f"report {of.id}\n".encode())
            ledger.add_reading(reading(of, claim(of, "took Hama"), claim(of, "left Homs", key="2")))
            os.write(1, f"reading {of.id}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
