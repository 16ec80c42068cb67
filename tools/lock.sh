#!/usr/bin/env bash
# tools/lock.sh [PYTHON]   compiles requirements.lock and requirements-dev.lock; needs pip-tools in that Python.
# The machine's own pip settings (extra indexes, local folders) are left out, so that every hash is a public artifact's,
# and no index address is written.
set -euo pipefail
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND="make lock"
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL
compile() {
  "${PYTHON:-python3}" -m piptools compile --quiet --no-config --generate-hashes --strip-extras --allow-unsafe \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@"
}
PYTHON=${1:-python3}
compile --output-file requirements.lock pyproject.toml requirements/build.in
compile --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml requirements/build.in requirements/dev.in
# The English model is accepted as its wheel only (nobody has compared its source archive with the official release), and
# no lock file may name a host or one of the squats that carry version 999.9.9.
"$PYTHON" - requirements.lock requirements-dev.lock <<'CHECK'
import pathlib
import re
import sys

ARCHIVE = " \\\n    --hash=sha256:f237882f9c6ff55334232036e0d07a9d995564dafbed53a7898b935297df7c2e"
for path in map(pathlib.Path, sys.argv[1:]):
    text = path.read_text(encoding="utf-8").replace(ARCHIVE, "")
    bad = re.findall(r"https?://\S+|file:\S+|^--(?:extra-)?index-url.*|^--find-links.*|^\S+==999\.9\.9.*", text, flags=re.M)
    if bad:
        sys.exit(f"{path} names a host or a squatted version: {bad[:3]}")
    path.write_text(text, encoding="utf-8")
CHECK
