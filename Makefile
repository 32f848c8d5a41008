# `make run` starts the desk, `make test` proves it. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PORT ?= 8000
SIZE ?= small
# The first of these that is 3.11 or newer makes the virtual environment. PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
# The tools look at the house as the tests do: no .env, a database of their own.
TEMPLATES := find templates -name '*.html' -print0
CHECKING := DJANGO_SETTINGS_MODULE=tests.settings

.PHONY: help setup run test check format pictures soak bench

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 14

setup: .venv/ready  ## the virtual environment .venv with everything in it
	@:

.venv/ready: requirements.txt requirements-dev.txt
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=…" >&2; exit 1; }
	@echo "Setting up .venv with the packages of requirements-dev.txt: about a minute the first time."
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment: apt-get install python3-venv" >&2; exit 1; }
	@start=$$SECONDS; $(BIN)/pip install -qq --requirement requirements-dev.txt; \
	echo "Set up in $$((SECONDS - start)) s."
	@touch $@

.env:
	@umask 077; printf 'DEBUG=true\nSECRET_KEY=%s\n' "$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" > $@
	@echo "Wrote .env for development, with a secret key of its own."

run: export SITE_URL := http://127.0.0.1:$(PORT)
run: export DJANGO_RUNSERVER_HIDE_WARNING := true
run: setup  ## the desk at 127.0.0.1:8000 (or PORT=…), with the demonstration story
	@[ -f .env ] || $(MAKE) .env
	@echo "Bringing the database up to date: half a minute to two minutes the first time, then seconds."
	@start=$$SECONDS; $(BIN)/python manage.py migrate --verbosity 0; echo "Up to date in $$((SECONDS - start)) s."
	@$(BIN)/python manage.py loadseeds seeds/
	@$(BIN)/python manage.py demo
	@$(BIN)/python manage.py rerender
	@echo; echo "Readers:  $(SITE_URL)/"; echo "The desk: $(SITE_URL)/admin/"; echo "Stop with Ctrl-C."; echo
	@exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: setup  ## every test, in the browser too; TEST_DATABASE_URL=postgres://… for PostgreSQL
	@.ci/chromium
	@$(BIN)/pytest --numprocesses auto --dist worksteal --quiet

check: setup  ## linters, layers, types, templates, migrations, Django's own checks
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo
	@DEBUG=true $(BIN)/mypy
	@$(TEMPLATES) | xargs -0r $(BIN)/djade --target-version 5.2 --check
	@$(CHECKING) $(BIN)/python -m django makemigrations --check --dry-run
	@$(CHECKING) $(BIN)/python -m django check --fail-level WARNING

format: setup  ## what `make check` asks of the shape of Python and templates, done
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet
	@$(TEMPLATES) | xargs -0r $(BIN)/djade --target-version 5.2

pictures: setup  ## takes the pictures of docs/images anew, from the demonstration desk
	@.ci/chromium
	@PICTURES=1 $(BIN)/pytest --quiet -m soak tests/browser/test_guides.py

soak: setup  ## the full counts, two hours and more; CORPORA=… names the folder of the corpora
	@[ -d "$(CORPORA)" ] || { echo "make soak needs the corpora: make soak CORPORA=path/to/corpora" >&2; exit 1; }
	@.ci/chromium
	@CORPORA="$(abspath $(CORPORA))" $(BIN)/pytest -m soak

bench: setup .bench/ready  ## how fast it is, beside Wagtail; SIZE=large for the counts of the goals
	@$(BIN)/python -m tests.bench --size $(SIZE) --peer .bench/bin/python

.bench/ready: tests/bench/peer/requirements.txt
	@echo "Setting up .bench with Wagtail, in an environment of its own: about a minute the first time."
	@$(PYTHON) -m venv .bench
	@.bench/bin/pip install -qq --requirement $<
	@touch $@
