"""How many cells a text takes in a terminal: Hangul takes two."""

from __future__ import annotations

from rich.cells import cell_len


def caret_line(excerpt: str, column: int, width: int) -> str:
    """Put a caret under part of a line.

    Args:
        excerpt: The line.
        column: Where the part begins, from 1, in characters.
        width: How many characters it has.
    """
    before, part = excerpt[: column - 1], excerpt[column - 1 : column - 1 + width]
    lead = "".join(char if char == "\t" else " " * cell_len(char) for char in before)
    return lead + "^" * max(cell_len(part), 1)
