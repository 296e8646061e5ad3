#!/usr/bin/env bash
# Has the system's package manager install the libraries, fonts and programs that are missing.
# usage: setup/native.sh pack|test|desktop [--hint]     (--hint: only say how to install them)
set -euo pipefail
cd "$(dirname "$0")/.."
verb=$1
tried=.venv/.setup-tried-$verb

say() { printf 'setup: %s\n' "$*" >&2; }

manager=
for candidate in apt-get dnf pacman brew; do
    if command -v "$candidate" >/dev/null; then manager=$candidate && break; fi
done
if [ -z "$manager" ]; then
    say 'no package manager known here (apt-get, dnf, pacman, brew): the PDF needs Pango, HarfBuzz and Korean fonts'
    exit 0
fi

python=.venv/bin/python
"$python" -c '' 2>/dev/null || python=$(setup/python.sh)
missing() { "$python" setup/missing.py "$verb" "$manager"; }

root=
if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
    root='sudo '
    if [ ! -t 0 ]; then root='sudo -n '; fi
fi

case $manager in
apt-get) install='apt-get install --yes --no-install-recommends' ;;
dnf) install='dnf install --assumeyes --setopt=install_weak_deps=False' ;;
pacman) install='pacman --sync --needed --noconfirm' ;;
brew) install='brew install' ;;
esac

hint() {
    local line="$install $1"
    if [ "$manager" = apt-get ]; then line="apt-get update && $line"; fi
    if [ -n "$root" ]; then
        if command -v sudo >/dev/null; then line="sudo sh -c '$line'"; else line="su - -c '$line'"; fi
    fi
    say 'not installed here (the deck does not need it, the PDF and its tests may); to install it:'
    printf '\n    %s\n\n' "$line" >&2
}

packages=$(missing)
if [ -z "$packages" ]; then exit 0; fi
if [ "${2:-}" = --hint ] || [ "$(cat "$tried" 2>/dev/null)" = "$packages" ]; then
    hint "$packages"
    exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# $root, $install and the names are lists of words on purpose.
# shellcheck disable=SC2086
add() { ${root}env DEBIAN_FRONTEND=noninteractive $install "$@" >>"$log" 2>&1 </dev/null; }
# shellcheck disable=SC2086
update() { [ "$manager" != apt-get ] || ${root}apt-get update >>"$log" 2>&1 </dev/null; }
one_by_one() { for package in $packages; do add "$package" || true; done; }

say "missing: $packages"
# shellcheck disable=SC2086
if [ -n "$root" ] && ! { command -v sudo >/dev/null && ${root}true 2>/dev/null; }; then
    say 'no right to install them'
else
    say "installing them with ${root}$manager (a minute; several when a browser is among them)"
    # shellcheck disable=SC2086
    add $packages || { update && add $packages; } || one_by_one
fi

packages=$(missing)
if [ -n "$packages" ]; then
    tail -n 5 "$log" >&2
    hint "$packages"
    mkdir -p .venv
    printf '%s\n' "$packages" >"$tried"
fi
