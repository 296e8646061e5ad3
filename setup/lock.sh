#!/usr/bin/env bash
# Pins every dependency with its hashes, for every platform and Python that pyproject.toml admits.
# usage: setup/lock.sh [--upgrade]     (without it, pins that still fit are kept)
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -x .venv/lock/bin/uv ]; then
    python=$(setup/python.sh)
    "$python" -m venv .venv/lock
    .venv/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
fi

# uv does not read pip's configuration: an index that pip was told of is handed on.
index=$(.venv/lock/bin/python -m pip config list | sed -n "s/.*[.]index-url='\(.*\)'/\1/p" | tail -n 1)
if [ -n "$index" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}; fi

compile() {
    .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        "$@"
}

compile "$@" --output-file setup/requirements.txt pyproject.toml setup/build.in
compile "$@" --group test --group lint --constraints setup/requirements.txt \
    --output-file setup/requirements-test.txt pyproject.toml setup/build.in
# Anki's desktop program stands by itself, in the version whose backend the other tests use.
compile "$@" --group pyproject.toml:desktop --constraints setup/requirements-test.txt \
    --output-file setup/requirements-desktop.txt
