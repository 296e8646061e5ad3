"""One build of a vault at a time."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def only_one(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a vault while it is built; a second build waits for the first.

    The folder itself is locked, so nothing is left behind, whatever becomes of the program.

    Args:
        root: The vault's root.
        waiting: Called once if another build holds it.
    """
    try:
        import fcntl
    except ImportError:
        # Windows outside WSL: no such lock.
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            # A file system without locks; two builds at once stay whole, for files are replaced whole.
            pass
        yield
    finally:
        os.close(handle)
