SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help pack setup test test-all check bench lock clean

VAULT ?= notes
OUT ?= dist
export VAULT OUT PYTHON

# Python does not look where Homebrew on Apple silicon keeps libraries, and macOS drops an exported DYLD_*.
ifeq ($(shell uname),Darwin)
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
endif

LINT = .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

help: ## list these verbs
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r verb what; do printf '  make %-9s %s\n' "$$verb" "$$what"; done

pack: ## build notes/ into dist/; your own notes: make pack VAULT=~/notes
	@setup/native.sh pack
	@setup/venv.sh pack
	@$(LIBRARIES) .venv/bin/studypack build "$${VAULT/#\~\//$$HOME/}" --out "$${OUT/#\~\//$$HOME/}" || { status=$$?; setup/native.sh pack --hint; exit $$status; }

setup: ## install everything that the tests need, and run nothing
	@setup/native.sh test
	@setup/venv.sh test

test: setup ## lint, types and the tests that take seconds
	$(LINT)
	$(LIBRARIES) .venv/bin/pytest -n 2 -m 'not slow'

test-all: setup ## lint, types and every test
	@[ "$$(uname)" != Linux ] || { setup/native.sh desktop && setup/venv.sh desktop; }
	$(LINT)
	$(LIBRARIES) .venv/bin/pytest -n 2

check: ## lint and types only
	@setup/venv.sh test
	$(LINT)

bench: setup ## measure speed and memory beside other tools; options: BENCH='--notes 100,1000'
	$(LIBRARIES) .venv/bin/python -m tests.benchmarks --json build/benchmarks.json $(BENCH)

lock: ## pin the dependencies anew; to newer releases: make lock UPGRADE=1
	@setup/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## remove what was built and the caches; .venv stays
	rm -rf build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find dist -mindepth 1 ! -name .gitignore -delete
	find exporter tests setup -name __pycache__ -prune -exec rm -rf {} +
