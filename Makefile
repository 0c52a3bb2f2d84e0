# Every target first installs what is missing; see .ci/setup.
.PHONY: demo test soak lint format bench lock setup setup-tests

ARGS ?=

setup:
	@.ci/setup

setup-tests:
	@.ci/setup tests

demo: setup
	@.venv/bin/wenze demo $(ARGS)

# Three at once on two cores: many tests wait for processes and browsers.
test: setup-tests
	@.venv/bin/python -m pytest -n 3 --dist worksteal $(ARGS)

# What takes minutes: load, faults, mutants of the law, made-up requests, and of every sample
# what the quick part leaves out; CI runs it too.
soak: setup-tests
	@.venv/bin/python -m pytest --soak -n 2 --dist worksteal $(ARGS)

lint: setup
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports --no-cache
	@cd tests && ../.venv/bin/mypy --config-file ../pyproject.toml ../.ci/src/wenze .
	@.venv/bin/wenze check kb/yiyuan_2022_59 --lang en

format: setup
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup
	@cd tests && ../.venv/bin/python -m bench

# The lock holds hashes and names no registry; uv is needed only to make it anew.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	    --generate-hashes --no-annotate --custom-compile-command "make lock" -o requirements.lock
