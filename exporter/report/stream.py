"""The streams that people read: in colours on a terminal, plain everywhere else."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""A text, or a text with its style."""

# With these, what is no terminal may get colours all the same: rich knows when.
_ASK_FOR_COLOUR = ("FORCE_COLOR", "TTY_COMPATIBLE")


class Stream:
    """Prints lines.

    Colours are rich's, which takes as long to load as a few notes to check: what goes into a file or
    another program does without it.

    Args:
        errors: Whether it is standard error; else it is standard output.
    """

    def __init__(self, *, errors: bool) -> None:
        self._errors = errors

    def line(self, *parts: Part) -> None:
        """Print a line, however long.

        Args:
            parts: Its texts, in order.
        """
        file = self._file()
        if file.isatty() or any(name in os.environ for name in _ASK_FOR_COLOUR):
            from rich.text import Text

            self.console().print(Text.assemble(*parts), soft_wrap=True)
        else:
            file.write("".join(each if isinstance(each, str) else each[0] for each in parts) + "\n")
            file.flush()

    def console(self) -> Console:
        """Give rich's own console, for what moves."""
        from rich.console import Console

        return Console(stderr=self._errors, highlight=False, emoji=False)

    def _file(self) -> TextIO:
        # Asked for anew each time: whoever listens may have put another one in its place.
        return sys.stderr if self._errors else sys.stdout
