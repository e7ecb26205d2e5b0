# `make` sets everything up and opens the dashboard on the sample articles; `make test` sets up and runs all tests.
PYTHON ?= python3
VENV ?= .venv
INPUT ?= seeds
BIN := $(VENV)/bin

.PHONY: run test lint browser screenshots clean

run: $(VENV)/.run
	$(BIN)/streamlit run dashboard.py -- $(INPUT)

test: $(VENV)/.test browser
	$(BIN)/pytest -n auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: $(VENV)/.test browser
	$(BIN)/python docs/screenshots.py

# The page is tested in a real Chromium: a system's own one where there is one, else Playwright's.
browser: $(VENV)/.test
	@$(BIN)/python tests/browsing.py || $(BIN)/playwright install chromium

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
