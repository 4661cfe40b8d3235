# Two commands do everything: `make demo` and `make test`. Both set up .venv from the hash-pinned lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= auto
TORTURE ?=

.PHONY: demo test check bench torture custody docs notice golden lock clean

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "holdfire needs Python 3.11 or newer; set PYTHON=python3.12 or the like"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "no ensurepip here: apt install python3-venv"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY)
	$(BIN)/holdfire demo

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/shape

bench: $(READY)
	$(BIN)/python -m bench

torture: $(READY)
	$(BIN)/python -m bench.torture $(TORTURE)

custody: $(READY)
	$(BIN)/python -m scripts.custody

docs: $(READY)
	$(BIN)/python -m docs.generate

notice: $(READY)
	$(BIN)/python -m scripts.notice

golden: $(READY)
	$(BIN)/python -m pytest tests/stories --golden

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet --upgrade pip pip-tools
	.venv-lock/bin/pip-compile --quiet --strip-extras --extra dev --extra evidence --extra research --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	rm -rf .venv-lock

clean:
	rm -rf .venv build dist holdfire-demo
