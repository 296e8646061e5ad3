#!/usr/bin/env bash
# Prints the first Python that is new enough: PYTHON, else those on the PATH.
set -euo pipefail

for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    command -v "$candidate"
    exit
done

echo 'setup: no Python 3.11 or newer found; install one, or name it: make pack PYTHON=/path/to/python3' >&2
exit 1
