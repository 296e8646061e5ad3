"""Where a vault begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = ("studypack.toml", "studypack.lock", ".obsidian")


def find_root(place: Path) -> Path:
    """Find a vault's root: the nearest folder upward that is marked as one, else the place itself.

    Args:
        place: A folder, or a note.
    """
    start = place if place.is_dir() else place.parent
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    return start
