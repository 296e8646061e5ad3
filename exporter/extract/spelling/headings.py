"""Headings that are nearly the label of a section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic, at
from exporter.extract.spelling.lines import label_in, letter_in, lines_in
from exporter.extract.texts import is_placeholder
from exporter.labels import fold, labels
from exporter.markdown import Kind
from exporter.model import ConceptCard, Role, kind_of
from exporter.parse.roles import role_of
from exporter.spelling import Words, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.markdown import Block, Inline
    from exporter.model import Card
    from exporter.parse import ParsedNote, Section
    from exporter.source import Source

_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")
_SEPARATOR = re.compile(r"(?:\s*[(（][^()（）]{0,80}[)）])?\s*(?:[:：=→]|[-–—](?=\s))")
_NUMBERS = re.compile(r"^\d+|\d+$")


class _Place(NamedTuple):
    """What may be a label, and what stands under it.

    Attributes:
        label: The words.
        section: Where they stand.
        lines: Which of its blocks stand under them; None for all that is in it.
    """

    label: Inline
    section: Section
    lines: slice | None = None

    @property
    def role(self) -> str | None:
        """The role of what stands under it, as it is read now."""
        return self.section.role

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands under it."""
        return self.section.blocks[self.lines] if self.lines else tuple(self.section.all_blocks())


def misspelt_headings(note: ParsedNote, cards: Sequence[Card]) -> Iterator[Diagnostic]:
    """Find headings, and bold lines that stand for one, that are nearly a label.

    Args:
        note: The note.
        cards: Where something under the heading became such a card, nothing is lost.
    """
    known = {section.role for section in note.walk() if section.labelled}
    made = _lines_by_role(cards)
    for place in _places(note):
        near = _meant(fold(_BRACKETS.sub(" ", place.label.text)))
        if near is None or role_of(place.label.text) or place.role == near.role:
            continue
        if near.role in _EXTRAS:
            if "key_point" in known and near.role not in known and place.body:
                yield _extra(place, near.spelling, note.source)
        elif _looks(near.role, place, known) and not _gave(made.get(near.role, ()), place, note.source):
            yield _lost(place, near.spelling, note.source)


def _places(note: ParsedNote) -> Iterator[_Place]:
    for section in note.walk():
        if section.role == "question":
            # All that stands under a question's label is read, whatever its own headings say.
            continue
        if section.heading and section.heading.inline and section.heading.kind is Kind.HEADING:
            yield _Place(section.heading.inline, section)
        bold = [number for number, block in enumerate(section.blocks) if _is_bold_line(block)]
        for number, end in pairwise((*bold, len(section.blocks))):
            label = section.blocks[number].inline
            if label:
                yield _Place(label, section, slice(number + 1, end))


def _is_bold_line(block: Block) -> bool:
    if block.kind is not Kind.PARAGRAPH or not block.inline or "\n" in block.inline.raw:
        return False
    return 0 < block.inline.strong_lead() >= len(block.inline.raw.rstrip(" :："))


class _Meant(NamedTuple):
    spelling: str
    role: str


# What completes the card of the key point; without one there is nothing to complete.
_EXTRAS = frozenset({"explanation", "diagram", "use_cases"})
_SHORTEST = {"question": 8, "tradeoffs": 8, "key_point": 8}
_LONG = 14


@cache
def _known() -> tuple[Words, tuple[_Meant, ...]]:
    """Give the labels that are long enough to be told from ordinary words."""
    every = [
        _Meant(spelling, role)
        for role, spellings in labels().headings.items()
        for spelling in spellings
        if role != "references" and len(letters(fold(spelling))) >= _SHORTEST.get(role, 9)
    ]
    return Words(tuple(fold(each.spelling) for each in every)), tuple(every)


@lru_cache(maxsize=1024)
def _meant(folded: str) -> _Meant | None:
    """Give the label that a folded heading is nearly; two slips are forgiven only in a long one."""
    words, every = _known()
    counted = folded[:1].isdecimal() or folded[-1:].isdecimal()
    heading = _NUMBERS.sub("", folded) if counted else folded
    near = words.near(heading, 2 if len(letters(heading)) >= _LONG else 1)
    found = every[words.known.index(near)] if near else None
    # `Applications` is no misspelt `Application`.
    plural = found is not None and found.role in _EXTRAS and heading.rstrip("s") == (near or "").rstrip("s")
    return None if plural else found


def _looks(role: str, place: _Place, known: set[str | None]) -> bool:
    """Tell whether what stands under a heading is what a section of a role holds."""
    lines = lines_in(place.body)
    match role:
        case "question":
            found = [letter for letter in map(letter_in, lines) if letter]
            return "A" in found and "B" in found
        case "definitions":
            return any(map(_defines, lines))
        case "tradeoffs":
            return any(map(_weighs, lines)) or any(_weighs_in_columns(block) for block in place.body)
        case _:
            return role not in known and bool(lines) and not is_placeholder(lines[0].text)


def _defines(line: Inline) -> bool:
    lead = line.strong_lead()
    found = _SEPARATOR.match(line.raw, lead) if lead else None
    inside = line.raw[:lead].rstrip().endswith((":", "："))
    meaning = line.raw[found.end() if found else lead :].strip()
    return bool(meaning) and (found is not None or inside) and not is_placeholder(meaning)


def _weighs(line: Inline) -> bool:
    label = label_in(line)
    return label is not None and _is_side(label.words)


def _weighs_in_columns(block: Block) -> bool:
    if block.kind is not Kind.TABLE or not block.children:
        return False
    return sum(_is_side(cell.text) for cell in block.children[0].children) > 1


def _is_side(words: str) -> bool:
    *_, last = words.split() or [""]
    return any(fold(each) in labels().parts[side] for side in ("pros", "cons") for each in (last, words))


def _gave(lines: Sequence[int], place: _Place, source: Source) -> bool:
    """Tell whether what stands there became a card all the same: one begins between its lines."""
    first = source.position(place.label.span.start).line
    last = source.position(place.body[-1].span.end).line if place.body else first
    return bisect_left(lines, first) < bisect_right(lines, last)


def _lines_by_role(cards: Sequence[Card]) -> dict[str, list[int]]:
    """Give the lines at which cards begin, by the role of the section that makes such cards."""
    found: dict[str, list[int]] = {}
    for card in cards:
        role = _ROLES.get(kind_of(card), "")
        if isinstance(card, ConceptCard) and card.role is Role.KEY_POINT:
            role = "key_point"
        found.setdefault(role, []).append(card.origin.line)
    return {role: sorted(lines) for role, lines in found.items()}


_ROLES = {"mcq": "question", "tradeoff": "tradeoffs", "concept": "definitions"}


def _lost(place: _Place, meant: str, source: Source) -> Diagnostic:
    message = f"`{place.label.text}` is no label, so what stands under it makes no card of its own"
    return at(source, place.label.span, "label-misspelt", message, fix=f"did you mean `{meant}`?")


def _extra(place: _Place, meant: str, source: Source) -> Diagnostic:
    message = f"`{place.label.text}` is no label, so what stands under it is on no card"
    return at(source, place.label.span, "heading-misspelt", message, fix=f"did you mean `{meant}`?")
