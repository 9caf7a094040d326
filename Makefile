# `make` lists what there is. Everything that is made goes into .venv/ and var/.

PYTHON ?= python3
PORT ?= 8000
VAR := $(or $(GOLDENTHREAD_VAR),var)

BIN := .venv/bin
UV := var/uv/bin/uv
OUR_STATIC := $(shell find src/goldenthread/doors -path '*/static/*' -type f 2>/dev/null)

# The Python that is here, never one from elsewhere. What is used is compiled when it is first used: a third of all.
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
# Some images forbid Python to keep what it compiled; each of our processes would then compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check fix reset trials bench where docs audit

help: ## say what there is
	@echo "Golden Thread. Try: make run"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

# Style sheets that are missing or old are gathered while the database is made.
run: .venv/.for-use ## start it on http://127.0.0.1:8000 (another port: make run PORT=8123)
	@$(MAKE) -q --no-print-directory $(VAR)/static/staticfiles.json || assets=--assets; exec $(BIN)/goldenthread up --port $(PORT) $$assets

test: check $(VAR)/static/staticfiles.json ## set up and run every check and every test
	@$(BIN)/python -m tests.journeys.browser
	$(BIN)/pytest -n 2 --durations 15

check: .venv/.for-work ## lint, types and import contracts; changes nothing
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: .venv/.for-work ## put right what lint can put right by itself
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

reset: .venv/.for-use ## remove the embedded database and everything in it
	@$(BIN)/goldenthread reset

trials: .venv/.for-work $(VAR)/static/staticfiles.json ## the same tests, trying much harder: many kills, many walks
	TRIALS=1 $(BIN)/pytest -n 2 --durations 15

bench: .venv/.for-work $(VAR)/static/staticfiles.json ## what everything costs beside its floor, at 1,000 and 50,000 children
	@$(BIN)/python -m tests.bench $(CHILDREN)

audit: .venv/.for-use ## ask whether a package has a known weakness; write the bills of materials (needs the network)
	@$(BIN)/python tools/audit $(VAR)/audit

where: .venv/.for-use ## file and line of a definition: make where NAME=assessment.decision_due
	@$(BIN)/goldenthread where $(NAME)

docs: .venv/.for-use ## write the handbook's pages (docs/reference) from the handbook
	@$(BIN)/goldenthread reference

$(UV): tools/uv.txt tools/get-uv
	@tools/get-uv $(PYTHON)
	@touch $@

.venv/.for-use: pyproject.toml uv.lock $(UV)
	@echo "Setting up (.venv) ..."
	@$(UV) sync --quiet --locked --inexact --no-dev --group assets
	@touch $@

.venv/.for-work: .venv/.for-use
	@echo "Setting up what the tests need (.venv) ..."
	@$(UV) sync --quiet --locked --inexact --group dev --group assets
	@touch $@

$(VAR)/static/staticfiles.json: .venv/.for-use package.json package-lock.json $(OUR_STATIC)
	@echo "Fetching and gathering style sheets ..."
	@$(BIN)/goldenthread assets
	@touch $@
