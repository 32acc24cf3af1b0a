# Needs make and a Python from 3.11 on with pip; everything else goes into .venv, which every target makes for itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test bench clean

help:
	@echo "make demo   extract the articles in samples/ to the screen"
	@echo "make test   style, types, imports, pattern examples, tests, accuracy floors"
	@echo "make bench  speed and memory"
	@echo "make clean  remove everything that was made, .venv included"

demo: $(VENV)/.installed
	@$(BIN)/cchc extract --format table samples/*.txt

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/cchc patterns check
	$(BIN)/pytest -n auto
	$(BIN)/cchc eval tests/gold/dev --floor tests/gold/dev.toml
	$(BIN)/cchc eval tests/gold/aside --floor tests/gold/aside.toml

bench: $(VENV)/.installed-dev
	@for script in benchmarks/[!_]*.py; do $(BIN)/python "$$script" || exit 1; done

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Without pip inside: some systems ship it apart from venv, and the pip that is there can install from outside.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[dev]"
	@touch $@ $(VENV)/.installed
