"""Which program this is: its files, and the versions of what it is made with."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parent


@cache
def shipped_folder() -> Path:
    """The templates that come with the program: in the wheel, else in the checkout."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


@cache
def identity() -> str:
    """Give a hash that differs where the program would: other files, another Python, other packages.

    Files count by size and time: reading them all would cost more than what is saved.
    """
    parts = [__version__, sys.version, *_packages(), *_files(_PACKAGE)]
    if _PACKAGE not in shipped_folder().parents:
        parts += _files(shipped_folder())
    return blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def typefaces() -> str:
    """Give a hash that differs once a font has been added or removed: the times of the folders of fonts."""
    found = [each for each in _font_folders() if each.is_dir()]
    times = [f"{at} {at.stat().st_mtime_ns}" for folder in found for at in _folders(folder)]
    return blake2b("\n".join(times).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _font_folders() -> Iterator[Path]:
    home = Path.home()
    own = os.environ.get("XDG_DATA_HOME")
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts")
    yield Path(own) / "fonts" if own else home / ".local/share/fonts"
    yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")


def _folders(folder: Path) -> Iterator[Path]:
    return (Path(here) for here, _, _ in os.walk(folder))


def _files(folder: Path) -> Iterator[str]:
    """Give name, size and time of a folder's files, those of compiled code apart."""
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        with os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir():
                    waiting += [] if entry.name == "__pycache__" else [entry.path]
                else:
                    stat = entry.stat()
                    yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"


def _packages() -> Iterator[str]:
    """Give names and versions of all that is installed."""
    for place in sys.path:
        # A path may name a folder that is not there.
        if place.endswith("-packages") and Path(place).is_dir():
            with os.scandir(place) as entries:
                yield from sorted(each.name for each in entries if each.name.endswith(".dist-info"))
