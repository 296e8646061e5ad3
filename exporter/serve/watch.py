"""Waits until files change that a build reads."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

# In milliseconds. An editor that saves writes a file in several steps.
_TOGETHER = 400
_STEP = 50
# In milliseconds. By then watching has begun for certain.
_BEGUN = 1000
# Of Obsidian's own settings, those that say which notes are no notes; the others change all the time.
_SETTINGS = frozenset({"app.json", "templates.json", "daily-notes.json", "data.json"})


def changes(vault: Path, more: Iterable[Path], since: float, apart: Collection[Path] = ()) -> Iterator[None]:
    """Give a sign after each change, or several at once, until the program is interrupted.

    Args:
        vault: The root; what is hidden in it does not count, but for Obsidian's settings.
        more: Further folders, each with all that is in it.
        since: Seconds since the epoch; what changed from then on until watching began counts too.
        apart: Files and folders that do not count, such as what a build writes.
    """
    from watchfiles import watch

    places = [vault, *(each for each in more if each.is_dir() and not each.is_relative_to(vault))]

    def counts(_change: object, path: str) -> bool:
        place = Path(path)
        return _is_read(place, vault) and not any(place.is_relative_to(each) for each in apart)

    slowly, missed = False, True
    while True:
        try:
            for found in watch(
                *places,
                watch_filter=counts,
                debounce=_TOGETHER,
                step=_STEP,
                rust_timeout=_BEGUN,
                yield_on_timeout=True,
                force_polling=slowly or None,
                raise_interrupt=True,
            ):
                if found or (missed and any(_touched(place, counts, since) for place in places)):
                    yield
                missed = False
        except OSError:
            if slowly:
                raise
            # The system has no more watches to give.
            slowly = missed = True
        else:
            return


def _touched(place: Path, counts: Callable[[object, str], bool], since: float) -> bool:
    """Tell whether something changed in a folder; of what has gone, its folder tells."""
    for folder, _, names in os.walk(place):
        paths = (folder, *(os.path.join(folder, name) for name in names))  # noqa: PTH118 - many, and quickly
        for path in paths:
            # What goes while it is looked at is the next change.
            with suppress(OSError):
                if counts(None, path) and Path(path).stat().st_mtime >= since:
                    return True
    return False


def _is_read(path: Path, vault: Path) -> bool:
    """Tell whether a build reads a file."""
    if not path.is_relative_to(vault):
        return not path.name.startswith(".")
    parts = path.relative_to(vault).parts
    if parts[:1] == (".obsidian",):
        return path.name in _SETTINGS
    return not any(part.startswith(".") for part in parts)
