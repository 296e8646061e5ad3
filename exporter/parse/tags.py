"""Tags in the body: the note's, and no part of what its text says where they only label it."""

from __future__ import annotations

import re
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import fold, labels
from exporter.markdown import Block, Inline, Kind
from exporter.model import anki_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.markdown import Run

_LONGEST = 40
_LAST_WORD = re.compile(r"(\w+|[^\w\s])\s*$")
# What may stand between tags, and between a label and them.
_BETWEEN = re.compile(r"[\s,;·|/:：]*")


class Untagged(NamedTuple):
    """Blocks without the tags that only label them.

    Attributes:
        blocks: Lines and blocks that were nothing but tags are gone.
        tags: As Anki shows them, in source order, without doubles.
    """

    blocks: tuple[Block, ...]
    tags: tuple[str, ...]


def untagged(blocks: tuple[Block, ...]) -> Untagged:
    """Take the tags out of a note's blocks. A tag in the middle of a sentence stays as its word.

    Args:
        blocks: Of the body.
    """
    found: dict[str, str] = {}
    kept = tuple(_blocks(blocks, found))
    return Untagged(kept, tuple(found.values())) if found else Untagged(blocks, ())


def _blocks(blocks: Iterable[Block], found: dict[str, str]) -> Iterable[Block]:
    for block in blocks:
        children = tuple(_blocks(block.children, found)) if block.children else ()
        inline = _inline(block.inline, block.kind, found) if block.inline else None
        emptied = inline is not None and block.inline is not None and block.inline.raw and not inline.raw
        hollow = bool(block.children) and not children
        if (emptied and block.kind is Kind.PARAGRAPH) or (hollow and block.kind in {Kind.LIST, Kind.ITEM}):
            continue
        same = inline is block.inline and all(
            one is other for one, other in zip(children, block.children, strict=False)
        )
        if same and len(children) == len(block.children):
            yield block
        else:
            yield block._replace(inline=inline, children=children)


def _inline(inline: Inline, kind: Kind, found: dict[str, str]) -> Inline:
    """Give the text without its labels; the same object where it has none."""
    if "tag" not in inline.tags:
        return inline
    names = [mark.value for run in inline.runs for mark in run.marks if mark.tag == "tag"]
    for name in filter(None, map(anki_tag, names)):
        found.setdefault(name.casefold(), name)
    kept: list[Run] = []
    ends: list[Run] = []
    for is_end, group in groupby(inline.runs, key=lambda run: run.text == "\n"):
        if is_end:
            ends = list(group)
            continue
        line = _line(list(group), kind)
        if line:
            kept += [*(ends if kept else ()), *line]
    return Inline(tuple(kept)).cut(0)


def _line(line: list[Run], kind: Kind) -> list[Run]:
    """Give a line without the tags at its ends that label it; empty where it is nothing else."""
    words = [run for run in line if not _is_tag(run) and not _BETWEEN.fullmatch(run.text)]
    if len(words) < len(line) and (not words or _is_label(words, line)):
        return line if kind is Kind.HEADING else []
    last, first = _end(line[::-1]), _end(line)
    if last and (kind is Kind.HEADING or _is_label_behind(line[:-last], line[-last:])):
        line = line[:-last]
    if first and (_labels(line[:first]) or _is_strong(line[first : first + 1])):
        line = line[first:]
    return line


def _end(line: Sequence[Run]) -> int:
    """Count the runs at a line's beginning that are tags, and what stands between and behind them."""
    length = sum(1 for _ in takewhile(lambda run: _is_tag(run) or not run.text.strip(), line))
    return length if any(map(_is_tag, line[:length])) else 0


def _labels(runs: Sequence[Run]) -> bool:
    """Tell whether tags in a row are labels and no words: there are several, or one has levels."""
    tags = [run for run in runs if _is_tag(run)]
    return len(tags) > 1 or any("/" in run.text for run in tags)


def _is_label_behind(words: Sequence[Run], tags: Sequence[Run]) -> bool:
    """Tell whether tags behind some words label them: there are several, or the words want no other."""
    last = _LAST_WORD.search("".join(run.text for run in words[-3:])[-_LONGEST:])
    if last is None or last[1] in {":", "："}:
        return last is None
    wanting = labels().parts["before_tag"]
    ends = last[1].casefold() in wanting or (not last[1].isascii() and last[1].endswith(tuple(wanting)))
    return _labels(tags) or not ends


def _is_strong(runs: Sequence[Run]) -> bool:
    return any(mark.tag == "strong" for run in runs for mark in run.marks)


def _is_label(words: Sequence[Run], line: Sequence[Run]) -> bool:
    """Tell whether a line's only words announce its tags: `태그:`, `Tags:`."""
    said = fold("".join(run.text for run in words))
    return bool(said) and said in labels().parts["tags"] and not _is_tag(line[0])


def _is_tag(run: Run) -> bool:
    return any(mark.tag == "tag" for mark in run.marks)


def written_out(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give blocks with their tags as words again, each with its ``#``.

    Args:
        blocks: Of the body.
    """
    return tuple(
        block._replace(
            inline=Inline(tuple(map(_written, block.inline.runs))) if block.inline else None,
            children=written_out(block.children),
        )
        for block in blocks
    )


def _written(run: Run) -> Run:
    mark = next((mark for mark in run.marks if mark.tag == "tag"), None)
    if mark is None:
        return run
    marks = tuple(each for each in run.marks if each is not mark)
    return run._replace(text=f"#{run.text}", marks=marks, start=mark.span.start)
