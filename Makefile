# Everything a person or the CI needs. `make` alone lists it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := var/demo
CORPUS := examples/syria-2024

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help demo demo-data picture test chromium test-gazetteer check check-types check-rest format docs floors floors-raise bench bench-slider lock frontend serve clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "whoholds needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	@tools/step "a virtual environment in $(VENV)" $(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@tools/step "the run-time packages, by hash" $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@tools/step "whoholds itself" $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@tools/step "the packages for tests and checks, by hash" $(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

demo-data: $(RUNTIME)
	@NO_SERVE=1 tools/demo "$(BIN)/whoholds" "$(CORPUS)" "$(DEMO)"

demo: $(RUNTIME) ## install, read the example corpus and serve the map (NO_SERVE=1: all but serve)
	@NO_SERVE="$(NO_SERVE)" PORT="$(PORT)" tools/demo "$(BIN)/whoholds" "$(CORPUS)" "$(DEMO)"

test: ## install what tests need, then check and test everything
	@$(MAKE) --no-print-directory -j3 --output-sync=line $(DEV) chromium test-gazetteer
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

chromium:
	@tools/ensure_chromium.sh

test-gazetteer: $(RUNTIME)
	@tools/step "the gazetteer for the tests" $(BIN)/python -m tests.gazetteer

check: $(DEV) ## lint, format, types, import layers, generated documents
	@$(MAKE) --no-print-directory -j2 --output-sync=target --keep-going check-types check-rest

check-types:
	$(BIN)/mypy

check-rest:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/make_docs.py --check

format: $(DEV) ## let ruff format and fix what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(DEV) ## write the generated documents anew
	$(BIN)/python tools/make_docs.py
	$(BIN)/python tools/method_figures.py

floors: $(DEV) ## score the reader against the gold claims and the pinned floors
	$(BIN)/python -m pytest tests/quality -q -s

floors-raise: $(DEV) ## pin floors just under what is measured now; never lowers one
	$(BIN)/python -m tests.quality.gate --raise

picture: demo-data $(DEV) ## draw the README's pictures anew from the demo's ledger (needs Chromium)
	WHOHOLDS_HOME=$(DEMO) $(BIN)/whoholds map --on 2024-12-09 --size 900 -o docs/images/map.svg
	$(BIN)/python tools/app_picture.py $(BIN)/whoholds $(DEMO)

bench: $(RUNTIME) ## measure speed on this machine
	$(BIN)/python tools/bench.py
	WHOHOLDS_HOME=var/bench $(BIN)/python benchmarks/reading.py
	WHOHOLDS_HOME=var/bench $(BIN)/python benchmarks/places.py

bench-slider: $(RUNTIME) ## measure the time slider: timeline at 5,000 and 20,000 places, what the page loads, a step in a browser
	WHOHOLDS_HOME=var/bench $(BIN)/python benchmarks/large_ledger.py var/bench-slider
	WHOHOLDS_HOME=var/bench $(BIN)/python benchmarks/slider.py --step var/bench-slider

bench-map: demo-data $(RUNTIME) ## measure how long the demo's first map takes in a browser that draws in software (needs Chromium)
	$(BIN)/python benchmarks/first_map.py $(DEMO)

frontend: ## build the page's script from frontend/ (needs Node.js 20; its result is committed)
	cd frontend && npm ci --no-audit --no-fund && npm run build
	$(PYTHON) tools/frontend_digest.py --write

lock: ## compile the lock files anew (needs pip-tools in PYTHON)
	tools/lock.sh $(PYTHON)

clean: ## remove the virtual environment and what the demo stored
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis
