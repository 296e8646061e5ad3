"""``studypack cache``, and where the cache is."""

from __future__ import annotations

import os
from pathlib import Path

from exporter.cache import Store
from exporter.cli.options import Exit
from exporter.cli.terminal import results

VARIABLE = "STUDYPACK_CACHE"


def cache(*, wanted: bool = True) -> Store | None:
    """Give the cache; None if none is wanted, or if the variable is set and names none.

    Args:
        wanted: Whether the user has not asked to do without.
    """
    named = os.environ.get(VARIABLE)
    if not wanted or named == "":
        return None
    if named is not None:
        return Store(Path(named).expanduser())
    from platformdirs import user_cache_path

    return Store(user_cache_path("studypack", appauthor=False))


def described(store: Store | None) -> str:
    """Say where the cache is and how much it holds."""
    if store is None:
        return f"no cache: {VARIABLE} is set and names no folder"
    held = store.held()
    return (
        f"cache {store.folder}: {held.entries} entries, {held.size / 1e6:.1f} of {store.limit / 1e6:.0f} MB"
    )


def run(*, clear: bool) -> Exit:
    """Say what the cache holds, or empty it."""
    store = cache()
    if store is not None and clear:
        held = store.clear()
        said = f"removed {held.entries} entries, {held.size / 1e6:.1f} MB, from {store.folder}"
    else:
        said = described(store)
    results().line(said)
    return Exit.FINE
