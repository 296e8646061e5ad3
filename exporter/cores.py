"""How many processes may work at once, how they begin, and how work is shared among copies of this one."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

T = TypeVar("T")
R = TypeVar("R")

COPIES = sys.platform == "linux"
"""Whether a process begins as a copy of this one, which takes no time; else it begins from nothing."""


def cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def context() -> BaseContext:
    """Give the way in which processes begin here: as copies where that is safe, else from nothing."""
    from multiprocessing import get_context

    return get_context("fork" if COPIES else "spawn")


def settle_in() -> None:
    """Make a process ready that another one began: that one, and no key, ends it with all its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def parts(items: Sequence[T], number: int) -> list[Sequence[T]]:
    """Part a sequence; neighbours stay together, for they are alike.

    Args:
        items: What to part.
        number: Into how many parts at most.
    """
    size = -(-len(items) // number)
    return [items[at : at + size] for at in range(0, len(items), size)]


def in_copies(work: Callable[[Sequence[T]], Iterable[R]], items: Sequence[T], processes: int) -> Iterator[R]:
    """Work in copies of this process, each of which has all that this one has; nothing where there are none.

    Args:
        work: Gives the outcomes for a part of the items, in any order.
        items: What to work on.
        processes: How many copies.

    Yields:
        The outcomes as they come. Those of a copy that was killed are missing.
    """
    if not COPIES:
        return
    from multiprocessing.connection import wait

    begun = context()
    workers = []
    ends: list[Connection] = []
    for part in parts(items, processes):
        here, there = begun.Pipe(duplex=False)
        worker = begun.Process(target=_send, args=(there, work, part), daemon=True)  # type: ignore[attr-defined]
        worker.start()
        there.close()
        workers.append(worker)
        ends.append(here)
    try:
        while ends:
            ready = wait(ends)
            for end in [each for each in ends if each in ready]:
                try:
                    yield end.recv()
                except (EOFError, OSError):
                    ends.remove(end)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _send(pipe: Connection, work: Callable[[Sequence[T]], Iterable[R]], part: Sequence[T]) -> None:
    settle_in()
    for outcome in work(part):
        pipe.send(outcome)
