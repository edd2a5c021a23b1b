# Every target does its own set-up, and is quick when run again.
PYTHON ?= python3
PORT ?= 8000
VENV = .venv/bin

.PHONY: run demo-reset test faults bench check fix lock help setup setup-test

run: setup ## the whole product on http://localhost:8000 (or PORT=…), until Ctrl-C
	@exec $(VENV)/python -m tools.run --port $(PORT)

demo-reset: setup ## the demo's database and files, dropped and made anew
	@exec $(VENV)/python -m tools.run --demo-reset

test: setup-test ## the suite, or a part: ARGS="-k letters"; with COVER=1 its coverage, as CI does
	@exec $(VENV)/python -m pytest -n 3 --ignore=tests/faults $(if $(COVER),--cov) $(ARGS)

faults: setup-test ## the tests that kill the product's processes, or take its servers away
	@exec $(VENV)/python -m pytest -n 2 tests/faults $(ARGS)

bench: setup-test ## the benchmarks, as ratios
	@exec $(VENV)/python -m benchmarks $(ARGS)

check: setup-test ## format, lint, types, templates, layers, migrations, deployment settings, locks
	@exec $(VENV)/python -m tools.check

fix: setup-test ## format the code and the templates
	$(VENV)/ruff check --fix --quiet . || true
	$(VENV)/ruff format --quiet .
	@$(VENV)/python -m tools.templates

lock: setup-test ## the lock files anew, from requirements/*.in
	@exec $(VENV)/python -m tools.lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/\1\t\2/p' Makefile

setup:
	@$(PYTHON) -m tools.setup run

setup-test:
	@$(PYTHON) -m tools.setup test
