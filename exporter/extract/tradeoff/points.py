"""Parts what stands behind a label, or in a cell, into points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.labels import fold, is_one_of, labels
from exporter.markdown import Block, Inline, Kind, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

Point = tuple[Block, ...]

_OPENING, _CLOSING = "([{「『“", ")]}」』”"
_WHOLE = frozenset({"code", "math", "a", "wikilink", "img", "embed", "footnote"})
_BULLET = re.compile(r"^\s*(?:[-*•·∙▪◦]\s*(?=\S)|\d{1,2}[.)]\s+|[①-⑳]\s*)")
# A sentence is one point, however many commas it has.
_SENTENCE = re.compile(r"[.!?。][\"'”’)]*(?:\s|$)")
# A clause that ends, or begins, so does not stand alone.
_GOES_ON = re.compile(
    r"(?:며|지만|하면|되면|으면|이면|다면|라면|해서|아서|어서|라서|워서|므로|니까|는데|은데"
    r"|하여|되어|통해|위해|따라|때문에|경우|경우에|아니라|대신)$"
    r"|(?<![광창재경보사권최참로신중원예공충])고$"
)
_AND = re.compile(r"(?:and|or|&)\s+", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"(?:but|so|which|because|while|although|though|since|if|when|as|then|it|this|that|especially|including"
    r"|such|e\.g|i\.e|with|without|making|allowing|하지만|그러나|따라서|그래서|즉|특히|다만|단)\b",
    re.IGNORECASE,
)


def points_of(block: Block) -> list[Point]:
    """Give the points that a block makes: of a list each item, of a line what it lists, else one."""
    if block.kind is Kind.LIST:
        return [item.children for item in block.children if item.children and not is_nothing(item.text)]
    return [(block,)] if block.text and not is_nothing(block.text) else []


def is_nothing(text: str) -> bool:
    """Tell whether a point says that there is none: `없음`, `N/A`."""
    return is_one_of(text, labels().parts["nothing"])


def listed(line: Inline) -> list[Point]:
    """Part a line at the commas outside brackets, if it is a list and no sentence."""
    if not line.raw or is_nothing(line.text):
        return []
    pieces = [line] if _SENTENCE.search(line.raw) else list(_pieces(line))
    return [as_point(piece) for piece in pieces if fold(piece.raw) and not is_nothing(piece.text)]


def bulleted(line: Inline) -> Inline:
    """Give a line without the bullet that the author typed."""
    bullet = _BULLET.match(line.raw)
    return line.cut(bullet.end()) if bullet else line


def as_point(inline: Inline) -> Point:
    """Make a point of inline content."""
    return (Block(Kind.PARAGRAPH, inline.span, inline),)


def _pieces(line: Inline) -> Iterator[Inline]:
    text = "".join(" " * len(run.text) if _is_whole(run) else run.text for run in line.runs)
    cuts = list(_cuts(text, ",;、，；")) or list(_cuts(text, "/", spaced=True))
    parts = [
        line.raw[start:end]
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)
    ]
    if any(_GOES_ON.search(part.rstrip()) for part in parts[:-1]) or any(map(_continues, parts[1:])):
        cuts = [cut for cut in cuts if text[cut] in ";；"]
    start = 0
    for cut in (*cuts, len(text)):
        piece = line.cut(start, cut)
        joined = _AND.match(piece.raw) if start and cut == len(text) else None
        yield piece.cut(joined.end()) if joined else piece
        start = cut + 1


def _continues(part: str) -> bool:
    return _CONJUNCTION.match(part.lstrip()) is not None


def _cuts(text: str, marks: str, *, spaced: bool = False) -> Iterator[int]:
    depth = 0
    for number, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth > 0 or char not in marks:
            continue
        before, after = text[number - 1 : number], text[number + 1 : number + 2]
        if (before.isdigit() and after.isdigit()) or (spaced and not (before.isspace() and after.isspace())):
            continue
        yield number


def _is_whole(run: Run) -> bool:
    """Tell whether a comma in a run parts nothing: code, a formula or a link is one piece."""
    return any(mark.tag in _WHOLE for mark in run.marks)
