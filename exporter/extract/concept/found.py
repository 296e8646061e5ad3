"""Finds the definitions in some blocks: which lines part, and what goes on from each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.concept.lines import Found, Reading, are_plain_lines, line_end, read_paragraph
from exporter.extract.concept.split import Parts, is_property, label_words, split, whole_bold
from exporter.extract.concept.table import terms_in_table
from exporter.extract.names import is_attribute, is_comparison, is_short_name, is_topic
from exporter.extract.tradeoff.side import is_side, label_of
from exporter.markdown import Block, Inline, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


class How(NamedTuple):
    """How blocks are read.

    Attributes:
        plain: Whether terms may be unmarked.
        below: Whether the blocks stand below a term.
        owned: Whether they may be all about what stands above them.
        repeated: Labels that several lists of the note have: beneath a name they are properties.
    """

    plain: bool = True
    below: bool = False
    owned: bool = False
    repeated: frozenset[str] = frozenset()


def read(blocks: Sequence[Block], how: How) -> Reading:
    """Read blocks.

    Args:
        blocks: Of a section, an item, a quotation.
        how: How to read them.
    """
    lines = how.plain and are_plain_lines(blocks)
    found: list[Found] = []
    left: list[Block] = []
    # What goes on from the last definition; None where other text parts it from what follows.
    going: list[Block] | None = None
    for number, block in enumerate(blocks):
        match block.kind:
            case Kind.LIST:
                owned = how.owned or how.below or going is not None
                inner = _list(block, how._replace(owned=owned))
            case Kind.PARAGRAPH if block.inline:
                inner = read_paragraph(block, block.inline, blocks[number + 1 : number + 2], plain=lines)
            case Kind.QUOTE | Kind.CALLOUT | Kind.DETAILS:
                inner = _frame(block, how)
            case Kind.TABLE:
                terms = tuple(Found(*each) for each in terms_in_table(block))
                inner = Reading(terms, () if terms else (block,))
            case _:
                inner = Reading((), (block,))
        if going is not None and not inner.found and _goes_on(block, found[-1]):
            going.append(block)
            continue
        _close(found, going)
        found += inner.found
        left += inner.left
        going = [] if block.kind is Kind.PARAGRAPH and inner.found else None
    _close(found, going)
    return Reading(
        tuple(each for each in found if each.meaning.raw or each.rest or not each.bare), tuple(left)
    )


def _close(found: list[Found], going: list[Block] | None) -> None:
    """Give the last definition the blocks that go on from it."""
    if going:
        found[-1] = found[-1]._replace(rest=(*found[-1].rest, *going))


def _goes_on(block: Block, last: Found) -> bool:
    """Tell whether a block behind a definition belongs to it; to a bare name also text does."""
    if last.bare and block.kind is Kind.PARAGRAPH:
        inline = block.inline
        return inline is not None and not whole_bold(inline) and not label_of(inline, bold=False)
    if block.kind is Kind.LIST and last.bare:
        return not all(_is_side_item(item) for item in block.children)
    return block.kind in {Kind.LIST, Kind.TABLE, Kind.CODE}


def _is_side_item(item: Block) -> bool:
    first = item.children[0].inline if item.children else None
    return bool(first and label_of(first, bold=False))


def _list(block: Block, how: How) -> Reading:
    """Read a list: each item that defines something, and a list of those that do not.

    Where something stands above it, and half of the items or more are properties (`특징: …`), all are.
    """
    items = [item for item in block.children if item.children and item.children[0].inline]
    firsts = [item.children[0].inline for item in items if item.children[0].inline]
    how, repeated = how._replace(below=how.below or any(map(is_property, firsts))), how.repeated
    # One label in two lists may be a term that is defined twice; two are a scheme.
    if sum(label_words(first) in how.repeated for first in firsts) < _SCHEME:
        how = how._replace(repeated=frozenset())
    properties = sum(_is_property(first, how) for first in firsts)
    if not items or (how.owned and 2 * properties >= len(items)):
        return Reading((), (block,))
    readings = [_item(item, how, repeated) for item in items]
    # One line with a colon among sentences is a sentence too.
    some = sum(bool(reading.found) for reading in readings)
    sure = 2 * some > len(items)
    found: list[Found] = []
    left: list[Block] = []
    for item, reading in zip(items, readings, strict=True):
        if reading.found and (sure or not _is_plain(item)):
            found += reading.found
        else:
            left.append(item)
    rest = (block._replace(children=tuple(left)),) if left and found else (block,) if left else ()
    return Reading(tuple(found), rest)


_SCHEME = 2


def _is_plain(item: Block) -> bool:
    parts = split(item.children[0].inline) if item.children[0].inline else None
    return parts is not None and parts.plain


def _is_property(first: Inline, how: How) -> bool:
    return is_property(first, below=how.below) or (how.owned and label_words(first) in how.repeated)


def _item(item: Block, how: How, repeated: frozenset[str]) -> Reading:
    """Read one item, and what is nested in it: definitions of its own, or the rest of this one."""
    first, nested = item.children[0].inline, item.children[1:]
    if first is None or _is_property(first, how):
        return Reading((), (item,))
    parts = _item_parts(first, nested, plain=how.plain)
    unmarked = how.plain and (parts is None or (parts.plain and not parts.meaning.raw))
    inner = read(nested, How(unmarked, below=parts is not None, repeated=repeated))
    if parts is None:
        name = _plain_name(first, inner) if how.plain else None
        parts = Parts(name, first.cut(len(first.raw)), plain=True) if name else None
    if parts is None:
        return inner if inner.found else Reading((), (item,))
    own = Found(parts.term, parts.meaning, inner.left, item.token)
    if inner.found and not own.meaning.raw and not own.rest:
        return inner
    return Reading((own, *inner.found), ())


def _item_parts(first: Inline, nested: tuple[Block, ...], *, plain: bool) -> Parts | None:
    parts = split(first, plain=plain)
    if parts:
        return parts
    # The term alone on its line, and what it means below it.
    name = whole_bold(first.cut(0, line_end(first)))
    if name is None or is_side(name) or is_comparison(name.text):
        return None
    rest = first.cut(line_end(first))
    return Parts(name, rest) if rest.raw or nested else None


def _plain_name(first: Inline, inner: Reading) -> Inline | None:
    """Give the short plain words that stand above nested bullets which define nothing themselves."""
    if inner.found or not inner.left or is_side(first):
        return None
    if not is_short_name(first.text) or is_topic(first.text) or len(first.text.split()) > _FEW:
        return None
    # Pros and cons nested below a name are a trade-off, no definition.
    lists = [block for block in inner.left if block.kind is Kind.LIST]
    if not lists or any(_is_side_item(item) for block in lists for item in block.children):
        return None
    return first


_FEW = 4


def _frame(block: Block, how: How) -> Reading:
    """Read what is quoted, folded or called out; the title of a callout may be the term."""
    inner = read(block.children, how)
    title = block.inline
    if inner.found or block.kind is not Kind.CALLOUT or title is None or not inner.left:
        return inner if inner.found else Reading((), (block,))
    if is_topic(title.text) or not is_short_name(title.text) or is_side(title) or is_attribute(title.text):
        return Reading((), (block,))
    return Reading((Found(title, title.cut(len(title.raw)), inner.left, block.token),), ())
