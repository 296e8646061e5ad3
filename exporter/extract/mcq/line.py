"""A question's region as lines, and what a line can be."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.key import is_answer, says_answer
from exporter.extract.mcq.lead import LETTERS, begins, initials, letter_in, offered, option_of, plain
from exporter.labels import labels
from exporter.markdown import Block, Inline, Kind, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Obsidian's callouts that ask something: their title is the question, or its beginning.
_ASKING = frozenset({"question", "help", "faq"})


class Line(NamedTuple):
    """One line of a question's region.

    Attributes:
        block: The block it stands in.
        inline: Its content; None for a block that is no text (code, table, …).
        rest: The blocks that go on from it (a list's nested blocks).
        item: Whether it is an item of a list.
        label: The letter that a numbered list gives it.
        parent: The list that it is an item of.
        opens: Whether it certainly begins a question.
        tick: ``x`` or ``-`` of a task box.
    """

    block: Block
    inline: Inline | None
    rest: tuple[Block, ...] = ()
    item: bool = False
    label: str = ""
    parent: Block | None = None
    opens: bool = False
    tick: str = ""

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
                    yield from _plain_line(block, line)
            case Kind.HEADING if block.inline:
                yield Line(block, block.inline)
            case Kind.LIST:
                for item in block.children:
                    yield from _item(item, block)
            case Kind.DETAILS | Kind.CALLOUT | Kind.QUOTE:
                yield from _framed(block)
            case Kind.TABLE if _is_lettered(block):
                yield from _rows(block)
            case _:
                yield Line(block, None)


_RADIO = re.compile(r"(?:\((?P<state>[ xX✓✔vV●•*])\)|(?P<sign>[○●◯◉☐☑☒]))\s*(?=\S)")
_ON = frozenset("xX✓✔vV●•*◉☑☒")
# A container of a documentation tool opens and closes with colons; its title may be a label.
_FENCE = re.compile(r":{3,}\s*(?:[A-Za-z]\w*\b)?\s*|[?!]{3}\+?\s*\w+\s*")


def _plain_line(block: Block, line: Inline) -> Iterator[Line]:
    """Give a line of a paragraph; a round box before it makes an item of it."""
    fence = _FENCE.match(line.raw) if line.raw[:3] in {":::", "???", "!!!"} else None
    said = line.cut(fence.end()) if fence else line
    if fence and not said.raw:
        return
    radio = _RADIO.match(said.raw)
    if not radio:
        yield Line(block, said)
        return
    on = (radio["state"] or radio["sign"]) in _ON
    yield Line(block, said.cut(radio.end()), item=True, parent=block, tick="x" if on else "-")


def _framed(block: Block) -> Iterator[Line]:
    """Give the lines of a folded or quoted part, if it holds options or the answer and not just words.

    Its title is a line where it asks or answers.
    """
    inner = tuple(lines_of(block.children))
    title = [Line(block, block.inline)] if block.inline and block.inline.raw else []
    lines = (*title, *inner)
    answers = any(line.inline and is_answer(line.inline) for line in lines)
    labels = any(line.inline and labelled(line.inline, "stem") is not None for line in lines)
    if not (answers or labels or any(map(option_of, inner))):
        yield Line(block, None)
        return
    asks = block.info in _ASKING
    said = [line for line in title if asks or (line.inline and is_answer(line.inline))]
    for number, line in enumerate((*said, *inner)):
        yield line._replace(opens=line.opens or (asks and not number))


def _is_lettered(table: Block) -> bool:
    """Tell whether a table has an option in each row, the first perhaps apart: a letter, and its words."""
    marks = [letter_in(row.children[0].text) for row in table.children if len(row.children) == 2]  # noqa: PLR2004
    letters = "".join(marks)
    least, whole = 2, len(table.children) - 1
    return all(marks[1:]) and len(letters) >= max(least, whole) and LETTERS.startswith(letters)


def _rows(table: Block) -> Iterator[Line]:
    for row in table.children:
        letter = letter_in(row.children[0].text)
        if letter:
            yield Line(row, row.children[1].inline, item=True, label=letter)


def _item(item: Block, parent: Block) -> Iterator[Line]:
    first, *nested = item.children or (None,)
    if first is None:
        return
    if first.kind is Kind.LIST and not nested:
        # `- 1) …` is a list in a list to the engine.
        yield from lines_of(item.children)
        return
    if not first.inline:
        yield Line(item, None, item.children, item=True, label=_label(item), parent=parent, tick=item.info)
        return
    head, *more = first.inline.lines() or [first.inline]
    inner = tuple(lines_of(nested)) if nested else ()
    answered = says_answer(head) or any(line.inline and says_answer(line.inline) for line in inner)
    lines = (*(Line(item, line) for line in more), *inner)
    offers = (answered or item.level > 0) and "".join(offered(line)[0] for line in lines).startswith("AB")
    if answered or offers:
        # A numbered question, its options and its answer nested in it; or an answer with its reasons.
        opens = answered and offers and not is_answer(head)
        for number, line in enumerate((head, *more)):
            label = "" if number else _label(item)
            yield Line(
                first, line, opens=opens and not number, label=label, parent=None if number else parent
            )
        yield from inner
        return
    yield Line(item, head, tuple(nested), item=True, label=_label(item), parent=parent, tick=item.info)
    for line in more:
        yield Line(item, line, parent=parent)


def _label(item: Block) -> str:
    """Give the letter that a numbered item stands for."""
    return LETTERS[item.level - 1 : item.level] if item.level else ""


def blocks_of(lines: Iterable[Line]) -> tuple[Block, ...]:
    """Put lines together again: those of one paragraph, and the items of one list."""
    lines = list(lines)
    if len(lines) == 1 and lines[0].inline and lines[0].parent is None:
        # Nearly all options are one line.
        alone = _together(lines)[1]
        return (alone,) if alone.kind is not Kind.PARAGRAPH or alone.text else ()
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
    if first.inline is None:
        return first.parent, first.block
    if first.block.kind is Kind.HEADING:
        return None, first.block._replace(inline=first.inline)
    inline = first.inline if len(lines) == 1 else _joined([line.inline for line in lines if line.inline])
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


@cache
def _initials(part: str) -> frozenset[str]:
    # `Q1.` may stand before the word.
    return initials(labels().spellings[part]) | {"q"}


@cache
def _labelled(part: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings[part]))
    blank = r"[^\S\n]*+"
    # What may stand before the word: emoji, a number such as `Q1.`; and after it: its colon.
    return re.compile(
        rf"[\W_]*+(?:Q\s*+\d+\s*+[.):]\s*+)?(?:{words}){blank}\d{{0,3}}{blank}"
        rf"(?:[)\]]?{blank}(?:[:：.]|(?=\n)|$)|[)\]]\s)\s*",
        re.IGNORECASE,
    )


def labelled(inline: Inline, part: str) -> Inline | None:
    """Give what follows a label such as ``Question:`` at the beginning of a line; None without it."""
    if not begins(inline, _initials(part)):
        return None
    found = _labelled(part).match(plain(inline.raw))
    if found:
        return inline.cut(found.end())
    # A bold label needs no colon, nor does one behind a sign.
    signed = _signed(part).match(inline.raw)
    lead = inline.strong_lead()
    if signed or (0 < lead < len(inline.raw) and _labelled(part).fullmatch(inline.raw, 0, lead)):
        return inline.cut(signed.end() if signed else lead)
    return None


@cache
def _signed(part: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels().spellings[part]))
    return re.compile(rf"[■▶▷►●◆◇□▣※★☆▪]\s*(?:{words})\s+(?=\S)", re.IGNORECASE)


def is_label(line: Line, part: str) -> bool:
    """Tell whether a line is a label and nothing else."""
    rest = labelled(line.inline, part) if line.inline else None
    return rest is not None and not rest.raw


def is_aside(line: Line) -> bool:
    """Tell whether a further line of an option is italic as a whole, or labelled as a reason."""
    if line.inline is None:
        return False
    runs = [run for run in line.inline.runs if run.text.strip()]
    italic = all(any(mark.tag == "em" for mark in run.marks) for run in runs)
    return italic or labelled(line.inline, "rationale") is not None
