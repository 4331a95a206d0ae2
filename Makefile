# The commands of the newsroom: `make` alone lists them. Each one first sets up what it needs, in .venv and var/ and
# nowhere else, so that a fresh clone needs nothing but Python 3.11 or later.

PORT ?= 8000
PY := .venv/bin/python
MANAGE := $(PY) manage.py
# A changed requirements file has another stamp, and only then is anything installed again.
STAMP := .venv/installed-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)
APPS := newsroom releases helpline $(wildcard journalists)

# `make run` shows the demo, never an operator's data, whatever this shell has exported; the rest of the environment
# (NEWSROOM_NAME, ADMIN_PATH, EXIT_URL ...) is as docs/operating.md says.
HERE := env -u VAR_DIR -u DATABASE_URL -u MEDIA_ROOT -u STATIC_ROOT -u LAST_KNOWN_GOOD_DIR -u SECRET_KEY -u HTTPS -u BEHIND_PROXY \
	-u ALLOWED_HOSTS DJANGO_SETTINGS_MODULE=newsroom.settings DEMONSTRATION=true PORT=$(PORT) \
	SITE_URL=http://127.0.0.1:$(PORT) SECRET_KEY_FILE=var/secret-key
# What a careful operator sets: `check --deploy` is asked about this, not about the demo.
DEPLOYED := env -u SECRET_KEY_FILE -u HTTPS -u DEBUG -u ALLOWED_HOSTS -u DEMONSTRATION DEBUG=false \
	SITE_URL=https://newsroom.example.org BEHIND_PROXY=true DATABASE_URL=sqlite://:memory: EMAIL_URL=dummy:// LOG_LEVEL=WARNING \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')
# One process for each core: the tests that need no server of their own share nothing.
WITHOUT_SERVERS := -n auto -m "not browser and not gate"
WITH_SERVERS := -m "browser or gate"

.PHONY: help run dev test test-all test-postgresql test-servers lint bench pictures guide setup
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-16s %s\n", $$1, $$2 }'

run: setup var/secret-key ## the demo newsroom, on the production server, on 127.0.0.1:8000 (PORT=8001 make run for another)
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2> /dev/null || \
		{ echo "Port $(PORT) of 127.0.0.1 is in use or may not be used. Choose another: PORT=8001 make run"; exit 1; }
	@$(HERE) DEBUG=false $(MANAGE) migrate --no-input --verbosity 0
	@$(HERE) DEBUG=false $(MANAGE) collectstatic --no-input --verbosity 0
	@$(HERE) DEBUG=false $(MANAGE) demo
	@echo "Newsroom: http://127.0.0.1:$(PORT)/    Newsdesk: http://127.0.0.1:$(PORT)/$(or $(ADMIN_PATH),admin)/"
	@echo "Ctrl-C ends it."
	@exec $(HERE) DEBUG=false .venv/bin/gunicorn --config python:newsroom.gunicorn newsroom.wsgi

dev: setup var/secret-key ## the same with DEBUG on, reloading when a file changes
	@$(HERE) DEBUG=true $(MANAGE) migrate --no-input --verbosity 0
	@$(HERE) DEBUG=true $(MANAGE) demo
	@exec $(HERE) DEBUG=true $(MANAGE) runserver 127.0.0.1:$(PORT)

test: setup ## every test that needs no server
	@$(PY) -m pytest $(WITHOUT_SERVERS)

test-all: test test-postgresql test-servers ## also the same on PostgreSQL, and the tests with servers, faults and a browser

test-postgresql: setup
	@$(PY) tests/postgresql.py $(PY) -m pytest $(WITHOUT_SERVERS)

test-servers: setup
	@for program in chromium nginx; do PATH=$$PATH:/usr/sbin command -v $$program > /dev/null || \
		{ echo "$$program is not installed; on Debian: apt-get install chromium nginx-light"; exit 1; }; done
	@$(PY) tests/postgresql.py $(PY) -m pytest $(WITH_SERVERS)

lint: setup ## ruff, mypy, the house tests (imports, templates), missing migrations, check --deploy
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(DEPLOYED) .venv/bin/mypy $(APPS)
	@$(PY) -m pytest -q tests/house
	@$(DEPLOYED) $(MANAGE) makemigrations --check --dry-run
	@$(DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING

bench: setup ## the benchmark table of docs/operating.md: ratios to a constant view, in one run
	@$(PY) -m bench

pictures: setup ## pictures of the pages at 320 and 1280 px, into pictures/
	@$(PY) -m pytest -q -m browser tests/browser

guide: setup ## the pictures of docs/editors.md, taken anew
	@$(PY) -m pytest -q -m browser tests/browser/test_the_whole_way.py
	@$(PY) -m tests.browser.for_the_guide

setup: $(STAMP)

# The names that Python goes by; the first that runs and is new enough is taken.
$(STAMP):
	@python=; for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or later is needed, and none was found (python3, python3.11 ...)."; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3.11 $(or $(firstword $(MAKECMDGOALS)),run)"; exit 1; \
	fi; \
	if ! $(PY) -c '' > /dev/null 2>&1; then \
		$$python -m venv --clear .venv || \
		{ echo "Python's venv is missing; on Debian: apt-get install python3-venv"; rm -rf .venv; exit 1; }; \
	fi
	@echo "Installing the libraries into .venv (once; a minute or two) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input --requirement requirements-dev.txt
	@rm -f .venv/installed-* && touch $@

var/secret-key:
	@mkdir -p var
	@umask 077 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.new && mv $@.new $@
