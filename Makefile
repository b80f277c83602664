# Two commands: `make demo` and `make test`. Both set up what they need in .venv, from PyPI alone.
SHELL := /bin/sh
BIN := .venv/bin

# some containers set it; compiled modules halve what every process start and every collection of the tests costs
unexport PYTHONDONTWRITEBYTECODE

# the first python that is 3.11 or newer, asked by running it (a shim may exist and not work)
FIND_PYTHON = for p in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v "$$p"; break; }; done

.PHONY: demo test test-full check format lock bench clean

demo: .venv/ready
	@rm -rf demo-office
	@$(BIN)/recordkit demo demo-office

test: .venv/ready
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

test-full: .venv/ready
	@RECORDKIT_FULL=1 $(BIN)/python -m pytest -q -n auto --dist loadfile

check: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@! grep -Eo 'https?://[^/"]+' uv.lock | sort -u | grep -Ev '^https://(pypi\.org|files\.pythonhosted\.org)$$' \
		|| { echo "uv.lock names another host than PyPI's"; exit 1; }

format: .venv/ready
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# the peers have their own environment; docxtemplater is measured where node is
bench: .venv/ready .venv-bench/ready
	@$(BIN)/python benchmarks/light_commands.py
	@$(BIN)/python -m benchmarks.peers

.venv-bench/ready: benchmarks/requirements.txt
	@$(BIN)/python -m venv .venv-bench && echo '*' > .venv-bench/.gitignore
	@.venv-bench/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/requirements.txt
	@if command -v npm >/dev/null 2>&1; then \
		npm install --silent --no-audit --no-fund --prefix .venv-bench docxtemplater@3.71.0 pizzip@3.3.0 || echo "docxtemplater is not measured"; fi
	@touch $@

# uv.lock is the source of versions; requirements.lock is what pip installs, with hashes
lock:
	uv lock --default-index https://pypi.org/simple
	uv export --frozen --no-emit-project --no-header --group dev -o requirements.lock >/dev/null

.venv/ready: pyproject.toml requirements.lock
	@python=$$($(FIND_PYTHON)); \
	[ -n "$$python" ] || { echo "recordkit needs Python 3.11 or newer (make PYTHON=/path/to/python3.11 …)"; exit 1; }; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python cannot make a venv: apt-get install python3-venv"; exit 1; }; \
	echo "setting up .venv with $$python …"; \
	"$$python" -m venv .venv && \
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock && \
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv .venv-bench demo-office build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
