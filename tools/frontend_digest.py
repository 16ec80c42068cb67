"""Say from which sources the page's script was built, so that a test can tell when it is out of date.

python tools/frontend_digest.py            print the digest of frontend/
python tools/frontend_digest.py --write    write it beside the built files (`make frontend` does)
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "frontend"
BUILT = ROOT / "src" / "whoholds" / "web" / "static" / "app"
NAMES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")


def sources() -> list[Path]:
    """What the build reads, in one order everywhere."""
    return [SOURCES / name for name in NAMES] + sorted(p for p in (SOURCES / "src").rglob("*") if p.is_file())


def digest(files: list[Path], base: Path) -> str:
    """One hash over the names and bytes of files."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(base).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def built() -> list[Path]:
    return sorted(p for p in BUILT.rglob("*") if p.is_file() and p.name != "built.json")


def main() -> None:
    now = {"sources": digest(sources(), SOURCES), "built": digest(built(), BUILT)}
    if "--write" in sys.argv[1:]:
        (BUILT / "built.json").write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(now))


if __name__ == "__main__":
    main()
