# Needs make and a Python from 3.11 on with pip; everything else goes into .venv, which every target makes for itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILED := .compiled
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test bench compiled test-compiled clean

help:
	@echo "make demo   extract the articles in samples/ to the screen"
	@echo "make test   style, types, imports, pattern examples, tests, accuracy floors"
	@echo "make bench  speed and memory, of the engine compiled to C where there is a C compiler"
	@echo "make clean  remove everything that was made, .venv included"
	@echo "make compiled       the compiled engine, in $(COMPILED); takes minutes"
	@echo "make test-compiled  the tests with it"

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

bench: $(VENV)/.installed-bench
	@$(MAKE) --no-print-directory compiled || echo "The engine could not be compiled; these are the figures without."
	@for script in benchmarks/speed.py benchmarks/startup.py; do PYTHONPATH="$(CURDIR)/$(COMPILED)" $(BIN)/python "$$script" || exit 1; done

compiled: $(COMPILED)/.built

# Those of the package itself make environments of their own.
test-compiled: $(COMPILED)/.built
	PYTHONPATH="$(CURDIR)/$(COMPILED)" $(BIN)/pytest -n auto --ignore tests/test_package.py

# Beside the editable install, not in place of it: whoever edits a module runs what was edited. Whole, or not at all.
$(COMPILED)/.built: setup.py pyproject.toml $(wildcard cchc_extract/*.py cchc_extract/*/*.py cchc_extract/*/*.yaml patterns/*.yaml reference/*) \
		| $(VENV)/.installed-dev
	@$(BIN)/python -c 'import shutil, sys; sys.exit(0 if shutil.which("cc") or shutil.which("gcc") else "no C compiler")'
	rm -rf $(COMPILED) build
	CCHC_COMPILE=1 $(PIP) install --no-deps --no-build-isolation --target $(COMPILED) .
	@touch $@

clean:
	rm -rf $(VENV) $(COMPILED) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
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

$(VENV)/.installed-bench: pyproject.toml | $(VENV)/.installed-dev
	$(PIP) install --editable ".[bench]"
	@touch $@
