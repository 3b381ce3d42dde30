# The commands for facilitators and developers. All of them work inside this folder, in .venv.
.DEFAULT_GOAL := help
.PHONY: help run demo test bench torture locale format clean
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
# The first of these that works makes .venv; `make PYTHON=...` adds one at the front.
PYTHONS := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SOURCES := pyproject.toml constraints.txt reciring/locale/build.py
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard reciring/locale/*/LC_MESSAGES/*.po))

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run $(CATALOGUES) ## start the console (make run ARGS="open FILE" gives it arguments)
	@$(VENV)/bin/reciring $(ARGS)

demo: $(VENV)/.run $(CATALOGUES) ## lead a practice ring; nothing is saved
	@$(VENV)/bin/reciring demo $(ARGS)

test: $(VENV)/.test ## run all checks and tests
	@for need in pdfinfo:poppler-utils lp:cups-client cupsd:cups chromium:chromium; do \
	  PATH="$$PATH:/usr/sbin" command -v "$${need%%:*}" >/dev/null || \
	  echo "Not on this machine: $${need%%:*} (Debian: $${need#*:}). The tests that need it are skipped."; done
	$(PY) -c 'import pathlib, reciring.locale.build as build; build.compile_catalogues(pathlib.Path("reciring/locale"))'
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	@echo "Checks of the repository:"
	$(PY) -m pytest -q tests/repository
	@echo "Tests of the program, on all cores:"
	$(PY) -m pytest -q -n auto --dist worksteal --ignore tests/repository

bench: $(VENV)/.test ## measure the speed
	$(PY) -m tests.bench

torture: $(VENV)/.test ## run the long tests: kills, full disks, fuzzing, many examples of each property
	$(PY) -m tests.torture
	HYPOTHESIS_PROFILE=long $(PY) -m pytest -q -n auto -m 'hypothesis or hostile'

locale: $(VENV)/.test ## find new texts, update the catalogues, compile them
	$(PY) -m reciring.locale.update

format: $(VENV)/.test ## put the code in its standard form
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

clean: ## remove .venv and everything the tools left behind; sessions stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f reciring/locale/*/LC_MESSAGES/*.mo
	find reciring tests -name __pycache__ -prune -exec rm -rf {} +

# Compile a catalogue that is newer than its .mo file; this needs no new install.
%.mo: %.po | $(VENV)/.run
	@$(VENV)/bin/pybabel --quiet compile --input-file $< --output-file $@

# Install again only when the dependencies changed. The test install includes the run install.
$(VENV)/.run: $(SOURCES) | $(PY)
	@echo "Installing reciring in $(VENV): this takes a minute, once."
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(SOURCES) | $(PY)
	@echo "Installing reciring and its test tools in $(VENV): this takes a minute, once."
	@$(INSTALL) --editable '.[test]'
	@touch $(VENV)/.run $@

$(PY):
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version)."; exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo "reciring needs Python 3.11 or newer with its venv module, and found none." >&2; \
	echo "Debian and Ubuntu: sudo apt install python3 python3-venv. Others: https://www.python.org/downloads/" >&2; \
	echo "Is it somewhere else? make PYTHON=/path/to/python3 run" >&2; \
	exit 1
