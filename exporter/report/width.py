"""How a line of a note is drawn in a terminal, and the caret under a part of it: Hangul takes two cells."""

from __future__ import annotations

# A terminal would obey control characters, and turn the line round at bidirectional ones.
_SIGNS: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x09: "    ",
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x2028, 0x2029), "\u2424"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
}


def visible(text: str) -> str:
    """Give a text as it can be printed on one line: control characters as signs, tabs as four spaces."""
    return text.translate(_SIGNS)


def drawn(excerpt: str, column: int, width: int) -> tuple[str, str]:
    """Give a line as it is printed, and the line with the caret below it.

    Args:
        excerpt: The line.
        column: Where the part begins, from 1, in characters.
        width: How many characters it has.
    """
    # A picture can be of several characters (👩‍💻), so widths are those of stretches, not sums.
    lead = _width(visible(excerpt[: column - 1]))
    end = _width(visible(excerpt[: column - 1 + width]))
    return visible(excerpt), " " * lead + "^" * max(end - lead, 1)


def _width(text: str) -> int:
    """Count the cells that a text takes; rich's tables of widths are loaded for those that need them."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
