# The two commands are `make demo` and `make test`; `make check` is what CI runs.
PYTHON ?= python3
PORT ?= 8000
DATABASE ?= sqlite
BIN := .venv/bin
DEMO := ANKOMMEN_DEMO=1 ANKOMMEN_DATA_DIR=var
# The languages of the menu, and those that only interviews are held in
SPOKEN := de ar tr uk fa ru fr
CATALOGUES := $(wildcard src/ankommen/locale/*/LC_MESSAGES/*.po)

.PHONY: demo test check long faults load lock messages clean

## Prepare an invented Dortmund and serve it on 127.0.0.1:$(PORT)
demo: .venv/base
	@$(DEMO) $(BIN)/ankommen demo --port $(PORT)

## Everything but what takes long, browser included; DATABASE=postgres runs it on a throw-away server
test: .venv/dev
	$(BIN)/python scripts/browser_at_hand.py
	$(BIN)/python scripts/with_database.py $(DATABASE) $(BIN)/pytest -n 2 -m "not long"

## Lint, types, floors, migrations, deployment, tests
check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	ANKOMMEN_DEBUG=1 $(BIN)/ankommen makemigrations --check --dry-run
	ANKOMMEN_SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
	DATABASE_URL=sqlite://:memory: ANKOMMEN_SEALING_KEYS=check:$$($(BIN)/python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())") \
	$(BIN)/ankommen check --deploy --fail-level WARNING
	$(MAKE) test

## What takes longer, and laws on new examples; run it before a release
long: .venv/dev
	$(BIN)/python scripts/browser_at_hand.py
	EXAMPLES=new $(BIN)/pytest -n 2 -m long
	EXAMPLES=new $(MAKE) test DATABASE=postgres

## 200 kills in the middle of writing, 20 of them of PostgreSQL, and what else takes long of tests/faults
faults: .venv/dev
	$(BIN)/pytest -m long tests/faults -rs
	$(BIN)/python -m tests.faults.crashes

## 50 public pages a second through the proxy, 25 interviews beside 10, without and with slow clients
load: .venv/dev
	$(BIN)/python -m tests.faults.load

## Renew the locked requirements (needs uv)
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml requirements/build.in -o requirements/base.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml requirements/build.in requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf .venv var

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/base: .venv/bin/python requirements/base.txt pyproject.toml hatch_build.py $(CATALOGUES)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

## Collect the sentences of the program into the catalogues (needs gettext)
messages: .venv/dev
	mkdir -p $(foreach code,$(SPOKEN),src/ankommen/locale/$(code)/LC_MESSAGES)
	cd src/ankommen && ANKOMMEN_DEBUG=1 ANKOMMEN_DATA_DIR=../../var ../../$(BIN)/ankommen makemessages --no-wrap --add-location file $(addprefix -l ,$(SPOKEN))
