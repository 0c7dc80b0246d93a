# Everything sets itself up: git, make and a Python (3.11 to 3.13) are all a machine needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo drill test both pictures train triage-report lint format bench rush spread month year day clean

install: $(VENV)/.dev

$(VENV)/.run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/.run
	$(BIN)/python -m bot demo

drill: $(VENV)/.run
	$(BIN)/python -m bot drill

test: $(VENV)/.dev
	$(BIN)/python -m pytest

both: $(VENV)/.dev
	$(BIN)/python -m pytest --both

pictures: $(VENV)/.dev
	YOULIN_PICTURES=docs/pictures $(BIN)/python -m pytest -n 0 tests/demo/page/test_pictures.py

train: $(VENV)/.run
	$(BIN)/python -m desk.triage.learning bot/sample/nanshi.yaml

triage-report: $(VENV)/.dev
	$(BIN)/python -m tests.report $(DATA)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(ONLY)

month: $(VENV)/.dev
	$(BIN)/python -m tests.month

day: $(VENV)/.dev
	$(BIN)/python -m tests.day

year: $(VENV)/.dev
	$(BIN)/python -m tests.year

rush: $(VENV)/.dev
	$(BIN)/python -m tests.rush

spread: $(VENV)/.dev
	$(BIN)/python -m tests.spread

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
