"""A question's region as lines, and what a line can be."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import labels
from exporter.markdown import Block, Inline, Kind, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CIRCLED = {chr(ord("①") + number): LETTERS[number] for number in range(20)}
_OPTION = re.compile(
    r"\(?(?P<letter>[A-Za-z])\s*[).．:：]\s*(?=\S|$)|(?P<circled>[①-⑳])\s*(?=\S)|\(?(?P<digit>\d)\)\s+(?=\S)"
)
_KEY = re.compile(r"[(\[]?(?P<key>[A-Z]|[1-9]|[①-⑳])[)\]]?(?:번)?(?![A-Za-z0-9가-힣])")
_KEY_NEXT = re.compile(r"\s*(?:,|·|/|&|\+|와|과|및|and|그리고)\s*", re.IGNORECASE)
_KEY_ROW = re.compile(r"[A-H]{2,5}(?![A-Za-z])")


class Line(NamedTuple):
    """One line of a question's region.

    Attributes:
        block: The block it stands in.
        inline: Its content; None for a block that is no text (code, table, …).
        rest: The blocks that go on from it (a list's nested blocks).
        item: Whether it is an item of a list.
        label: The letter that a numbered list gives it.
        parent: The list that it is an item of.
    """

    block: Block
    inline: Inline | None
    rest: tuple[Block, ...] = ()
    item: bool = False
    label: str = ""
    parent: Block | None = None

    @property
    def text(self) -> str:
        """Plain text."""
        return self.inline.text if self.inline else self.block.text


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Part blocks into lines: paragraphs as the author broke them, lists by item."""
    for block in blocks:
        match block.kind:
            case Kind.PARAGRAPH if block.inline and block.inline.lines():
                for line in block.inline.lines():
                    yield Line(block, line)
            case Kind.HEADING if block.inline:
                yield Line(block, block.inline)
            case Kind.LIST:
                for number, item in enumerate(block.children, block.level - 1):
                    yield from _item(item, block, LETTERS[number : number + 1] if block.level else "")
            case Kind.DETAILS | Kind.CALLOUT | Kind.QUOTE if _holds_answer(block):
                title = [Line(block, block.inline)] if block.inline and key_in(block.inline) else []
                yield from (*title, *lines_of(block.children))
            case Kind.RULE:
                continue
            case _:
                yield Line(block, None)


def _holds_answer(block: Block) -> bool:
    """Tell whether a folded or quoted part holds options or the answer, and not just words."""
    lines = tuple(lines_of(block.children))
    return (block.inline is not None and key_in(block.inline)) or any(
        option_of(line) or (line.inline and key_in(line.inline)) for line in lines
    )


def _item(item: Block, parent: Block, label: str) -> Iterator[Line]:
    first = item.children[0] if item.children else None
    if first and first.inline:
        head, *more = first.inline.lines() or [first.inline]
        yield Line(item, head, item.children[1:], item=True, label=label, parent=parent)
        for line in more:
            yield Line(item, line, parent=parent)
    elif first:
        yield Line(item, None, item.children, item=True, label=label, parent=parent)


def blocks_of(lines: Iterable[Line]) -> tuple[Block, ...]:
    """Put lines together again: those of one paragraph, and the items of one list."""
    pieces = groupby(lines, key=lambda line: (id(line.block), line.inline is None))
    together = (_together(list(group)) for _, group in pieces)
    found: list[Block] = []
    for _, group in groupby(together, key=lambda piece: id(piece[0])):
        entries = list(group)
        parent, blocks = entries[0][0], tuple(block for _, block in entries)
        found += [parent._replace(children=blocks)] if parent else blocks
    return tuple(block for block in found if block.kind is not Kind.PARAGRAPH or block.text)


def _together(lines: list[Line]) -> tuple[Block | None, Block]:
    """Make one block of its lines again; an item comes with the list that it is part of."""
    first = lines[0]
    if first.inline is None or first.block.kind is Kind.HEADING:
        return first.parent, first.block
    inline = _joined([line.inline for line in lines if line.inline])
    text = Block(Kind.PARAGRAPH, inline.span, inline)
    if first.parent and first.item:
        return first.parent, first.block._replace(children=(text, *first.rest))
    return None, text


def _joined(lines: Sequence[Inline]) -> Inline:
    """Put the lines of a paragraph together again."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run("\n", (), runs[-1].end, runs[-1].end))
        runs += line.runs
    return Inline(tuple(runs))


class Lead(NamedTuple):
    """An option's letter and what follows it."""

    letter: str
    rest: Inline


def option_of(line: Line) -> Lead | None:
    """Read an option: a letter or number with its bracket or point, then words."""
    if line.inline is None or line.block.kind is Kind.HEADING:
        return None
    found = _OPTION.match(line.inline.raw)
    if found:
        letter = (
            found["letter"] or _CIRCLED.get(found["circled"] or "") or LETTERS[int(found["digit"] or 1) - 1]
        )
        return Lead(letter.upper(), line.inline.cut(found.end()))
    return Lead(line.label, line.inline) if line.item and line.label else None


@cache
def _labelled(part: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings[part]))
    # What may stand before the word: emoji, a number such as `Q1.`; and after it: its colon.
    return re.compile(
        rf"[\W_]*(?:Q\s*\d+\s*[.):]\s*)?(?:{words})\s*\d{{0,3}}\s*(?:[)\]]\s*)?(?P<colon>[:：.]|(?=\n)|$)\s*",
        re.IGNORECASE,
    )


def labelled(inline: Inline, part: str) -> Inline | None:
    """Give what follows a label such as ``Question:`` at the beginning of a line; None without it."""
    found = _labelled(part).match(inline.raw)
    return inline.cut(found.end()) if found else None


@cache
def _answer() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings["answer"]))
    return re.compile(rf"[\W_]*(?:{words})\s*(?:[:：]|은|는|\s|(?=[(\[①-⑳])|$)\s*", re.IGNORECASE)


def answer_of(inline: Inline) -> str | None:
    """Give what an answer line says behind its label; None where the line is none."""
    found = _answer().match(inline.raw)
    return inline.raw[found.end() :].strip() if found else None


def key_in(inline: Inline) -> bool:
    """Tell whether a line is an answer that begins with a letter."""
    claim = answer_of(inline)
    return bool(claim) and bool(key_of(claim or "", LETTERS))


def key_of(claim: str, letters: str) -> tuple[str, ...]:
    """Read the letters that an answer begins with.

    Args:
        claim: What the answer line says behind its label.
        letters: The labels of the question's options.

    Returns:
        The letters in the order claimed, whether or not there is such an option; empty where the
        answer begins with no letter.
    """
    row = _KEY_ROW.match(claim)
    if row and set(row[0]) <= set(letters):
        return tuple(dict.fromkeys(row[0]))
    found: list[str] = []
    at = 0
    while match := _KEY.match(claim, at):
        key = match["key"]
        found.append(_CIRCLED.get(key) or (LETTERS[int(key) - 1] if key.isdigit() else key))
        following = _KEY_NEXT.match(claim, match.end())
        if not following:
            break
        at = following.end()
    return tuple(dict.fromkeys(found))
