# Everything that Mandate can do from a fresh clone. Needs Python 3.11 or newer and make; the rest is fetched.
# A stamp (.run, .test, .made) stands for a finished step, so a second call starts at once.

SHELL := /bin/sh
PY := .venv/bin/python
NPM := $(PY) frontend/npm.py
FRONT := frontend/dist/.made
FRONT_SOURCES := $(shell find frontend/src frontend/public frontend/build -name __generated__ -prune -o -print 2>/dev/null) \
	$(wildcard frontend/*.json frontend/*.ts frontend/*.html) $(wildcard api/schema.graphql)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench trust trust-release lock clean
.NOTPARALLEL:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

run: .venv/.run $(FRONT) ## set up and serve the demo company on http://127.0.0.1:8000 (PORT= for another port)
	@exec env $(if $(PORT),MANDATE_PORT=$(PORT)) $(PY) -m api serve --demo

test: .venv/.test $(FRONT) ## set up and pass all tests
	$(PY) -m pytest -n auto $(PYTEST_FLAGS)
	$(NPM) test

check: .venv/.test $(FRONT) ## formatting, lint, types, imports, migrations, schema, front end
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	$(PY) -m api migrate --check
	$(PY) -m api schema --check
	$(NPM) run check

bench: .venv/.test ## benchmarks beside their peers
	$(PY) -m bench

trust: .venv/.test $(FRONT) ## the nightly gates: every property on 10,000 cases, what kills, what floods
	MANDATE_CASES=10000 $(PY) -m pytest -n auto -m "property and not nightly"
	$(PY) -m pytest -m nightly

trust-release: .venv/.test $(FRONT) ## the gates of a release
	MANDATE_CASES=10000 $(PY) -m pytest -n auto -m "property and not nightly and not release"
	$(PY) -m pytest -m "nightly or release"

lock: .venv/.made ## choose the newest allowed versions and write requirements/*.lock
	$(PY) -m pip install --quiet --require-hashes -r requirements/bootstrap.lock
	$(PY) requirements/lock.py

clean: ## remove what set-up made; the data in var/ stays
	rm -rf .venv frontend/node_modules frontend/dist
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

# A Python that is new enough, with the venv module that Debian packs apart.
.venv/.made:
	@python=; for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$each; break; fi; done; \
	if [ -z "$$python" ]; then \
		echo "Mandate needs Python 3.11 or newer; here is $$(python3 --version 2>/dev/null || echo "no python3")." >&2; \
		echo "Install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; fi; \
	if ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; fi; \
	if [ -n "$$(find /lib -maxdepth 1 -name 'ld-musl-*' 2>/dev/null)" ]; then \
		echo "Alpine (musl) has no built-in PostgreSQL and no Node.js wheel; use a glibc system or the container." >&2; exit 1; fi; \
	echo "[1/4] Making the virtual environment .venv with $$($$python --version) ..."; \
	$$python -m venv .venv && touch $@

.venv/.run: .venv/.made requirements/bootstrap.lock requirements/run.lock requirements/build.lock
	@echo "[2/4] Installing the Python packages and Node.js (about 500 MB) ..."
	@$(PY) requirements/install.py run build
	@touch $@

.venv/.test: .venv/.run requirements/test.lock
	@echo "[2/4] Installing the packages that only tests need (about 250 MB) ..."
	@$(PY) requirements/install.py run build test
	@touch $@

frontend/node_modules/.made: .venv/.run frontend/package-lock.json frontend/.npmrc
	@echo "[3/4] Installing the front end's packages ..."
	@$(NPM) ci --no-progress --loglevel=error
	@touch $@

$(FRONT): frontend/node_modules/.made $(FRONT_SOURCES)
	@echo "[4/4] Building the front end ..."
	@$(NPM) run --silent build
	@touch $@
