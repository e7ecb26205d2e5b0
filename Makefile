# `make` sets everything up and opens the dashboard on the sample articles; `make test` sets up and runs all tests.
PYTHON ?= python3
VENV ?= .venv
INPUT ?= seeds
# Only this machine sees the page; ADDRESS=0.0.0.0 shows it to the network.
ADDRESS ?= localhost
BIN := $(VENV)/bin

.PHONY: run test test-lowest lint audit browser screenshots clean

run: $(VENV)/.run
	$(BIN)/streamlit run dashboard.py --server.address $(ADDRESS) -- $(INPUT) $(if $(CORRECTIONS),--corrections $(CORRECTIONS))

test: $(VENV)/.test browser
	$(BIN)/pytest -n auto --dist worksteal

# The same tests, but those in a browser, on the oldest versions that pyproject.toml allows, in other zones and another locale.
test-lowest: $(VENV)-lowest/.lowest
	ZONES=America/Los_Angeles,Pacific/Kiritimati LC_ALL=C $(VENV)-lowest/bin/pytest -n auto --dist worksteal -m "not browser"

audit: $(VENV)/.test
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --requirement requirements.txt

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

$(VENV)-lowest/.lowest: pyproject.toml tests/lowest.py
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --upgrade pip
	$(PYTHON) tests/lowest.py > $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/python -m pip install --quiet --editable '.[test]' --constraint $(VENV)-lowest/lowest.txt
	touch $@

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
	rm -rf $(VENV) $(VENV)-lowest build dist *.egg-info
