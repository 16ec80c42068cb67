"""The compiled gazetteer that tests share: `python -m tests.gazetteer` makes it beforehand, while packages come in."""

from __future__ import annotations

import fcntl
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILERS = ("build", "folding", "hashed", "parts", "rows", "shape", "sources", "tables", "translit")
"""The modules of `reference` that say what the compiled gazetteer holds."""


def source_digest() -> str:
    """One hash over the code that compiles the gazetteer."""
    whole = hashlib.sha256()
    for name in COMPILERS:
        whole.update((ROOT / "src" / "whoholds" / "reference" / f"{name}.py").read_bytes())
    return whole.hexdigest()[:16]


def compiled() -> Path:
    """Path of the gazetteer, compiled where what it is made from has changed; one process does that, others wait."""
    from whoholds.reference.build import build, digest_of_inputs

    folder = ROOT / "var" / "test"
    path = folder / f"gazetteer-{digest_of_inputs()[:8]}-{source_digest()}.sqlite"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "gazetteer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("gazetteer-*.sqlite"):
                old.unlink()
            build(path)
    return path


if __name__ == "__main__":
    compiled()
