"""The two streams: results on standard output, messages and progress on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exporter.report.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def messages() -> Stream:
    """Give the stream for messages."""
    return Stream(errors=True)


def results() -> Stream:
    """Give the stream for results."""
    return Stream(errors=False)


def fail(message: str, fix: str | None = None) -> None:
    """Print an error that no note is the cause of."""
    messages().line(("error", "bold red"), ": ", message)
    if fix:
        messages().line(("help", "bold cyan"), ": ", fix)


def quietly(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@contextmanager
def progress(*, wanted: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each stage while long work is done; on a terminal only.

    Args:
        wanted: Whether to show anything.
    """
    if not wanted or not sys.stderr.isatty():
        yield quietly
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=messages().console(), transient=True) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
