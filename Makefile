# Everything sets itself up: `make demo` and `make test` work in a fresh clone with Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# A stamp carries the checksum of what it was made from: unchanged requirements are not installed again.
LOCKED := $(VENV)/locked-$(shell cat requirements/dev.txt | cksum | tr ' ' '-')
READY := $(VENV)/ready-$(shell cat requirements/dev.txt pyproject.toml | cksum | tr ' ' '-')
# Tests run in so many processes; each file in one of them, so that what a file sets up once is set up once.
PROCESSES ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input

.PHONY: demo test lint format bench rivals lock clean setup chromium
.DELETE_ON_ERROR:

demo: setup ## The example, end to end: register, measures, plan, report
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo.sh build/demo

test: setup chromium ## The whole test suite
	@echo "test: running the suite" >&2
	@$(BIN)/python -m pytest --numprocesses=$(PROCESSES) --dist=loadfile

lint: setup ## Style, types, layers
	@echo "lint: ruff" >&2
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "lint: mypy" >&2
	@$(BIN)/mypy src tests bench
	@echo "lint: import-linter" >&2
	@$(BIN)/lint-imports --no-cache

format: setup ## Mend what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup ## Time and memory of the promised figures
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m bench

rivals: ## Other planners to compare with, in an environment of their own
	@$(PYTHON) -m venv build/rivals
	@build/rivals/bin/python -m pip --disable-pip-version-check --quiet --no-input install --requirement requirements/rivals.in

lock: ## Write requirements/*.txt anew, with the newest versions
	@echo "lock: preparing the compiler" >&2
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check --quiet install pip-tools
	@scripts/lock.sh "$(CURDIR)/build/lock/bin/pip-compile"

clean: ## Remove what was built, the environment too
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

setup: $(READY)

chromium:
	@scripts/chromium.sh

$(LOCKED):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "setup: needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || { echo "setup: making the environment in $(VENV)" >&2; "$(PYTHON)" -m venv $(VENV); }
	@echo "setup: installing the locked packages (the first time takes a minute or two)" >&2
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@rm -f $(VENV)/locked-* $(VENV)/ready-*
	@touch $@

$(READY): $(LOCKED)
	@echo "setup: installing kautilya itself" >&2
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/ready-*
	@touch $@
