"""How many processes may work at once, and how they begin."""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


def cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def context() -> BaseContext:
    """Give the way in which processes begin here: as copies where that is safe, else from nothing."""
    return get_context("fork" if sys.platform == "linux" else "spawn")
