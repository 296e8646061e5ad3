#!/usr/bin/env python3
"""Names the packages of what this machine lacks: `missing.py pack|test|desktop MANAGER`.

`needs.txt` says what to look for, and which package of which manager brings it.
"""

import ctypes
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)


def has_library(name: str) -> bool:
    """Whether the loader finds it, or Homebrew has put it where it keeps libraries."""
    versioned = (f"lib{name}",) if ".so." in name else ()
    for file in versioned or (
        f"lib{name}.so.0",
        f"lib{name}.0.dylib",
        f"/opt/homebrew/lib/lib{name}.0.dylib",
        f"/usr/local/lib/lib{name}.0.dylib",
    ):
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


def has_program(name: str) -> bool:
    """Whether it can be started; for Chromium, a sibling will do."""
    return any(map(shutil.which, BROWSERS if name == "chromium" else (name,)))


def has_font(name: str) -> bool:
    """Whether fontconfig knows the family or, without it, a font file has its name."""
    if lister := shutil.which("fc-list"):
        families = [lister, ":", "family"]
        listing = subprocess.run(families, capture_output=True, check=False)
        names = listing.stdout.decode(errors="replace").replace("\n", ",").split(",")
    else:
        folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
        files = (file for folder in folders for file in folder.rglob("*.[ot]t[cf]"))
        names = [file.stem.split("-")[0] for file in files]
    return name in {name.replace(" ", "") for name in names}


PRESENT = {"library": has_library, "program": has_program, "font": has_font}


def missing(verb: str, manager: str) -> Iterator[str]:
    """Packages to install before `make VERB`, some of them more than once."""
    if manager == "apt-get" and not importlib.util.find_spec("ensurepip"):
        yield f"python3.{sys.version_info.minor}-venv"
    head, *rows = Path(__file__).with_name("needs.txt").read_text("utf-8").splitlines()
    for row in rows:
        need = dict(zip(head.split(), row.split(), strict=True))
        wanted = need["for"] in {"pack", verb} and need[manager] != "-"
        if wanted and not PRESENT[need["kind"]](need["what"]):
            yield need[manager]


if __name__ == "__main__":
    sys.stdout.write(" ".join(dict.fromkeys(missing(*sys.argv[1:]))))
