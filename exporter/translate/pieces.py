"""A text in the pieces that a translator sees: paragraphs and lists, without code between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FENCE = re.compile(r"[ \t>]*(?P<sign>`{3,}|~{3,})")
_HEADING = re.compile(r"(?P<sign>#{1,6}[ \t]+)(?P<words>.*)", re.DOTALL)
_EMBED = re.compile(r"!\[\[[^\[\]]*\]\]|!\[[^\[\]]*\]\([^()]*\)")
_CODE = re.compile(r"`+[^`]*`+")
_MATH = re.compile(r"\$\$[^$]*\$\$|\$[^$\n]*\$")
_LETTER = re.compile(r"[^\W\d_]")


def pieces(markdown: str) -> tuple[str, ...]:
    """Give the pieces of a text that say something.

    Args:
        markdown: Of the text.
    """
    return tuple(words for _, words in _divided(markdown) if _says_something(words))


def with_pieces(markdown: str, change: Callable[[str], str]) -> str:
    """Give a text with its pieces changed and all else as it is.

    Args:
        markdown: Of the text.
        change: Given a piece, gives what stands in its place.
    """
    return "".join(
        f"{before}{change(words) if _says_something(words) else words}"
        for before, words in _divided(markdown)
    )


def _says_something(piece: str) -> bool:
    """Tell whether a piece has words of its own: code, formulas and pictures have none."""
    bare = _MATH.sub(" ", _CODE.sub(" ", _EMBED.sub(" ", piece)))
    return _LETTER.search(bare) is not None


def _divided(markdown: str) -> Iterator[tuple[str, str]]:
    """Divide a text: each piece with what stands before it, which is no part of any."""
    before, lines, fence = "", list[str](), ""
    for line in (*markdown.split("\n"), None):
        opens = _FENCE.match(line) if line is not None and not fence else None
        ends = line is None or opens or fence or not line.strip() or _HEADING.fullmatch(line)
        if ends and lines:
            yield before, "\n".join(lines)
            before, lines = "\n", []
        if line is None:
            break
        if fence:
            fence = "" if line.strip(" \t>").startswith(fence) else fence
            before += f"{line}\n"
        elif opens:
            fence = opens["sign"]
            before += f"{line}\n"
        elif not line.strip():
            before += f"{line}\n"
        elif heading := _HEADING.fullmatch(line):
            yield before + heading["sign"], heading["words"]
            before = "\n"
        else:
            lines.append(line)
    # Behind the last line of what is no piece stands no line end.
    yield before.removesuffix("\n"), ""
