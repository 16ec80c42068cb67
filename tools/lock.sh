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
