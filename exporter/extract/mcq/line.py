"""A question's region as lines, and what a line can be."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import labels
from exporter.markdown import Block, Inline, Kind, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    found: list[Block] = []
    for line in lines:
        last = found[-1] if found else None
        if line.parent:
            _add_item(found, line.parent, line.block)
        elif line.inline is None or line.block.kind is Kind.HEADING:
            found.append(line.block)
        elif last and last.inline and line.block.span.start <= last.span.start < line.block.span.end:
            found[-1] = _joined(last, last.inline, line.inline)
        elif line.inline.raw:
            found.append(Block(Kind.PARAGRAPH, line.inline.span, line.inline))
    return tuple(found)


def _add_item(found: list[Block], parent: Block, item: Block) -> None:
    last = found[-1] if found else None
    if not last or last.span != parent.span:
        found.append(parent._replace(children=(item,)))
    elif last.children[-1] is not item:
        found[-1] = last._replace(children=(*last.children, item))


def _joined(block: Block, first: Inline, second: Inline) -> Block:
    end = first.runs[-1].end
    inline = Inline((*first.runs, Run("\n", (), end, end), *second.runs))
    return block._replace(inline=inline, span=inline.span)


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
