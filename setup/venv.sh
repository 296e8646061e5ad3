#!/usr/bin/env bash
# Makes .venv and installs the pinned packages and this project into it, unless that was done before.
# Anki's desktop program, which one test drives, has an environment of its own: .venv/desktop.
# usage: setup/venv.sh pack|test|desktop
set -euo pipefail
cd "$(dirname "$0")/.."
verb=$1

say() { printf 'setup: %s\n' "$*" >&2; }

case $verb in
pack) venv=.venv pins=setup/requirements.txt done_for='pack' ;;
test) venv=.venv pins=setup/requirements-test.txt done_for='pack test' ;;
desktop) venv=.venv/desktop pins=setup/requirements-desktop.txt done_for='desktop' ;;
esac

# A moved checkout or another Python leaves a .venv that no longer works.
made=$({ pwd && $venv/bin/python --version; } 2>/dev/null || true)
case $verb in
desktop) key=$(cksum <"$pins") ;;
*) key=$(cat pyproject.toml setup/requirements.txt setup/requirements-test.txt | cksum) ;;
esac
if [ "$(cat $venv/.setup-made 2>/dev/null)" != "$made" ]; then
    python=$(setup/python.sh)
    say "making $venv with $("$python" --version)"
    if [ -e $venv/bin ]; then clear=--clear; else clear=; fi
    "$python" -m venv $clear $venv
    { pwd && $venv/bin/python --version; } >$venv/.setup-made
elif [ "$(cat "$venv/.setup-$verb" 2>/dev/null)" = "$key" ]; then
    exit 0
fi

say "installing $(grep -c '^[a-z0-9]' "$pins") pinned packages from $pins (up to a minute)"
$venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement "$pins"
if [ "$verb" != desktop ]; then
    $venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
fi
for done in $done_for; do printf '%s\n' "$key" >"$venv/.setup-$done"; done
