"""Makes a text with gaps of blocks: Anki's marks around each gap, and no braces but these."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.cloze.gaps import Broken, holes
from exporter.markdown import Inline, Run, without_private
from exporter.model import Gap
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.extract.cloze.gaps import Hole
    from exporter.extract.texts import Texts
    from exporter.extract.units import Blocks
    from exporter.markdown import Block
    from exporter.model import Text
    from exporter.source import Source

# No text holds these code points: Unicode keeps them for a program's own use.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SIGN = re.compile(f"{_OPEN}|{_CLOSE}")
_PIECE = re.compile(f"{_OPEN}(?P<inside>[^{_OPEN}{_CLOSE}]*){_CLOSE}")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
# Colons that Anki would take for the beginning of a hint.
_COLONS = re.compile(r":(?=:|$)")
# So much of what stands around a gap tells where it is.
_AROUND = 32


class Filled(NamedTuple):
    """A text with gaps.

    Attributes:
        text: As `ClozeCard` wants it.
        gaps: In its order; those that the author gave no number are counted.
        broken: What could not be read, and where in the source.
    """

    text: Text
    gaps: tuple[Gap, ...]
    broken: tuple[tuple[Span, str], ...]


def filled(blocks: Blocks, texts: Texts) -> Filled | None:
    """Make a text with gaps; None where the blocks have none.

    Args:
        blocks: Of one card.
        texts: Of the note.
    """
    marker = _Marker(texts.source)
    marked = [marker.block(block) for block in blocks]
    if not marker.holes and not marker.broken:
        return None
    text = texts.blocks(marked)
    numbers = _counted(marker.holes)
    whole = replace(
        text,
        html=_with_marks(text.html, marker.holes, numbers),
        text=_SIGN.sub("", text.text),
        markdown=_markdown(blocks, marker.holes, numbers, texts),
    )
    return Filled(whole, tuple(_gaps(text.text, marker.holes, numbers)), tuple(marker.broken))


def gaps_filled(blocks: Blocks, texts: Texts) -> tuple[Text, tuple[int, ...]]:
    """Make a text that may have gaps, such as the translation of one; give the numbers of its gaps, too.

    Args:
        blocks: Of the text.
        texts: Of its note.
    """
    found = filled(blocks, texts)
    if found is None:
        return texts.blocks(blocks), ()
    return found.text, tuple(gap.number for gap in found.gaps)


class _Marker:
    """Puts signs around the gaps of blocks, and remembers the gaps.

    Args:
        source: The note.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.holes: list[Hole] = []
        self.broken: list[tuple[Span, str]] = []

    def block(self, block: Block) -> Block:
        """Give a block with its gaps marked."""
        inline = self._inline(block.inline) if block.inline else None
        code = _SIGN.sub("", block.code)
        return block._replace(inline=inline, code=code, children=tuple(map(self.block, block.children)))

    def _inline(self, inline: Inline) -> Inline:
        found, broken = holes(inline, self.source)
        self.broken += [_placed(inline, each) for each in broken]
        self.holes += found
        cuts = [at for hole in found for at in (hole.outer[0], hole.start, hole.end, hole.outer[1])]
        parts = _parted(inline, cuts)
        runs: list[Run] = next(parts)
        for _ in found:
            _, inside, _, behind = (next(parts) for _ in range(4))
            at = inside[0].start
            bare = Inline(tuple(inside)).without("mark").runs
            runs += [Run(_OPEN, (), at, at), *bare, Run(_CLOSE, (), at, at), *behind]
        return Inline(tuple(runs))


def _placed(inline: Inline, broken: Broken) -> tuple[Span, str]:
    part = inline.cut(broken.at, broken.at + len("{{c1::"))
    return Span(part.span.start, part.span.start + 2), f"`{part.text.partition('::')[0]}::…` {broken.message}"


def _parted(inline: Inline, cuts: Sequence[int]) -> Iterator[list[Run]]:
    """Part content at offsets of its `raw` that rise, white space and all."""
    rest, at = list(reversed(inline.runs)), 0
    for cut in cuts:
        part: list[Run] = []
        while rest and at + len(rest[-1].text) <= cut:
            at += len(rest[-1].text)
            part.append(_bare(rest.pop()))
        if rest and at < cut:
            run = rest.pop()
            part.append(_bare(run._replace(text=run.text[: cut - at])))
            rest.append(run._replace(text=run.text[cut - at :]))
            at = cut
        yield part
    yield [_bare(run) for run in reversed(rest)]


def _bare(run: Run) -> Run:
    return run._replace(text=_SIGN.sub("", run.text))


def _counted(found: Sequence[Hole]) -> list[int]:
    """Give each gap its author's number, else the next that no other has."""
    fixed = {hole.number for hole in found}
    free = (number for number in range(1, 2 * len(found) + 1) if number not in fixed)
    return [hole.number or next(free) for hole in found]


def _with_marks(html: str, found: Sequence[Hole], numbers: Sequence[int]) -> str:
    """Write the marks; braces that would end a gap early, and colons in it, become entities."""
    rest = iter(zip(found, numbers, strict=True))

    def mark(piece: re.Match[str]) -> str:
        hole, number = next(rest)
        inside = _COLONS.sub("&#58;", piece["inside"])
        hint = escape(hole.hint, quote=False).translate(_BRACES)
        return f"{{{{c{number}::{inside}{f'::{hint}' if hint else ''}}}}}"

    return _PIECE.sub(mark, html.translate(_BRACES))


def _markdown(blocks: Blocks, found: Sequence[Hole], numbers: Sequence[int], texts: Texts) -> str:
    """Give the source with Anki's marks for those of the author."""
    parts: list[str] = []
    begin = blocks[0].span.start
    for hole, number in zip(found, numbers, strict=True):
        if hole.span:
            inside = texts.source.slice(Span(hole.span.start + 2, hole.span.end)).partition("==")[0]
            hint = f"::{hole.hint}" if hole.hint else ""
            parts += [texts.source.slice(Span(begin, hole.span.start)), f"{{{{c{number}::{inside}{hint}}}}}"]
            begin = hole.span.end
    return without_private(
        "".join((*parts, texts.source.slice(Span(begin, max(begin, blocks[-1].span.end)))))
    )


def _gaps(text: str, found: Sequence[Hole], numbers: Sequence[int]) -> list[Gap]:
    """Say of each gap what it hides and between what it stands."""
    gaps = []
    pieces = _PIECE.finditer(text)
    for piece, hole, number in zip(pieces, found, numbers, strict=False):
        # Signs are few among the words, so that twice as much is enough.
        before = _SIGN.sub("", text[max(piece.start() - 2 * _AROUND, 0) : piece.start()])[-_AROUND:]
        after = _SIGN.sub("", text[piece.end() : piece.end() + 2 * _AROUND])[:_AROUND]
        gaps.append(Gap(number, piece["inside"].strip(), before, after, fixed=hole.number is not None))
    return gaps
