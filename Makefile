# The two commands of a fresh machine: `make demo` and `make test`. Each installs what it needs.

PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
RUN_LOCK := requirements.lock
TEST_LOCK := requirements-test.lock
DEBIAN_TEST := chromium chromium-driver postgresql fonts-liberation bubblewrap antiword libreoffice-writer tesseract-ocr tesseract-ocr-vie fonts-dejavu-core openjdk-17-jre-headless maven openssl unzip curl jq

export BIENNIEN_DATA ?= $(CURDIR)/var
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install demo test check lock bench clean

install: $(VENV)/.installed

$(VENV)/bin/pip:
	@command -v $(PYTHON) >/dev/null || { echo "biennien needs Python 3.11: install the package python3.11 (or set PYTHON=)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "biennien needs Python 3.11; $(PYTHON) is another version (set PYTHON=)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv is missing: install the package python3.11-venv" >&2; exit 1; }
	@echo "Making the virtual environment $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/pip $(RUN_LOCK) pyproject.toml
	@echo "Installing biennien (a few minutes the first time) ..."
	@$(BIN)/pip install --quiet --require-hashes -r $(RUN_LOCK)
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The account is for trying things out on this machine: the service listens on 127.0.0.1 only.
demo: install
	@echo "Reading the demo documents into $(BIENNIEN_DATA) ..."
	@$(BIN)/biennien ingest corpora/demo
	@$(BIN)/biennien user list 2>/dev/null | grep -qw demo || printf 'thi-dua-1948' | $(BIN)/biennien user add demo --password-stdin
	@echo "Open http://127.0.0.1:$(PORT) - to upload, sign in as demo with the password thi-dua-1948"
	@exec $(BIN)/biennien serve --port $(PORT)

$(VENV)/.tested: $(VENV)/.installed $(TEST_LOCK)
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --require-hashes -r $(TEST_LOCK)
	@touch $@

# Debian packages that the tests drive: a browser, a PostgreSQL server, a font for made-up files, what reads DOC, a wall,
# and what fetches and runs an Elasticsearch server.
.PHONY: test-system
test-system:
	@missing=; for package in $(DEBIAN_TEST); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then run=; elif sudo -n true 2>/dev/null; then run=sudo; \
	else echo "The tests need these Debian packages, and installing them needs root:$$missing" >&2; exit 1; fi; \
	echo "Installing Debian packages:$$missing ..."; \
	$$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null

check: $(VENV)/.tested
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The server and the rules of accessibility are fetched once.
.PHONY: test-server
test-server: test-system $(VENV)/.tested
	@$(BIN)/python -m benchmarks.elastic_server >/dev/null
	@$(BIN)/python -m tests.browser.axe >/dev/null

# A registry and an index wait for the disk at each commit. Where memory has room, 2 GB from which programs may be run,
# the files of the tests (some 320 MB) lie there.
IN_MEMORY = $(shell findmnt -no OPTIONS /dev/shm 2>/dev/null | grep -qv noexec \
	&& [ "$$(df --output=avail -BM /dev/shm | tail -1 | tr -dc 0-9)" -ge 2000 ] && echo PYTEST_DEBUG_TEMPROOT=/dev/shm)

# A process for each core; each starts servers of its own. Tests start a hundred processes more: they are to find
# compiled files, and not to compile all that they import each time.
test: test-server check
	@env -u PYTHONDONTWRITEBYTECODE $(IN_MEMORY) $(BIN)/python -m pytest -n logical --maxprocesses 4

# Lock files hold no registry's address; they are made again when pyproject.toml changes.
lock: $(VENV)/bin/pip
	@$(BIN)/pip install --quiet 'pip-tools>=7.5,<8'
	@for extra in "" "--extra test"; do \
		out=$(RUN_LOCK); [ -z "$$extra" ] || out=$(TEST_LOCK); \
		CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host $$extra \
			$$([ -z "$$extra" ] || echo "--constraint $(RUN_LOCK)") --output-file $$out pyproject.toml; \
	done

bench: $(VENV)/.tested test-server
	@$(BIN)/python -m benchmarks.extraction
	@$(BIN)/python -m benchmarks.search_scale
	@$(BIN)/python -m benchmarks.reading
	@$(BIN)/python -m benchmarks.reading_speed
	@$(BIN)/python -m benchmarks.html_speed
	@$(BIN)/python -m benchmarks.small_files

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
