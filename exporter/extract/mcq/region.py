"""Where in a note questions stand: under a label, or wherever lettered lines follow a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.gathered import Gathered, give, take
from exporter.extract.mcq.line import Line, is_label, lines_of
from exporter.extract.mcq.reading import read
from exporter.extract.mcq.verdict import letter_options
from exporter.extract.texts import is_placeholder
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.extract.mcq.draft import Draft
    from exporter.parse import ParsedNote, Section


class Question(NamedTuple):
    """A question as it was read.

    Attributes:
        draft: Its lines.
        section: Where it stands.
        sure: Whether a label says that it is one; else only its structure does.
    """

    draft: Draft
    section: Section
    sure: bool


def questions(note: ParsedNote) -> list[Question]:
    """Read the questions of a note, those gathered answers given that stand apart from them.

    Args:
        note: The parsed note.
    """
    found: list[Question] = []
    gathered: list[Gathered] = []
    for section, sure in _regions(note):
        lines, answers = take(_lines(section, sure=sure), alone=section.role == "answers")
        gathered += answers
        for draft in read(lines):
            letter_options(draft)
            found.append(Question(draft, section, sure))
    give(gathered, [each.draft for each in found])
    for each in found:
        if not each.sure:
            _shorten(each.draft)
    return [each for each in found if not _is_template(each.draft)]


def _is_template(draft: Draft) -> bool:
    """Tell whether the options are what a template leaves to be filled in."""
    return bool(draft.options) and all(is_placeholder(lines[0].text) for lines in draft.options)


# What a question that no heading announces cannot do without: a second option, and a sign of the key.
_OFFERED = re.compile(
    r"""^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)*(?:\[[ xX]\][ \t]*)?[*_~`(\[✅✔❌ ]*
        (?:[Bb나ㄴ2][*_`]*\s?[-).\]．:：번]|[②❷ⓑⒷ]|[B][*_`]{1,2}\s)
      |[②❷ⓑⒷ]|\s\(?[B2]\)\s|\|\s*\(?[B2][).]?\s*\|""",
    re.MULTILINE | re.VERBOSE,
)
# Sections whose lists mean something else.
_OTHER = frozenset({"definitions", "tradeoffs", "references", "use_cases", "diagram"})


def _regions(note: ParsedNote) -> Iterator[tuple[Section, bool]]:
    """Give the outermost sections that are labelled as questions, and those that look like holding some."""
    for section in note.sections:
        yield from _within(section, note.source.text)


def _within(section: Section, text: str) -> Iterator[tuple[Section, bool]]:
    if section.role == "question":
        yield section, True
        return
    if section.role == "answers" or (section.role not in _OTHER and _offers(section, text)):
        yield section, False
    if section.role != "answers":
        for inner in section.sections:
            if not _is_part(inner):
                yield from _within(inner, text)


def _offers(section: Section, text: str) -> bool:
    blocks = section.blocks
    return bool(blocks) and _OFFERED.search(text, blocks[0].span.start, blocks[-1].span.end) is not None


def _lines(section: Section, *, sure: bool) -> list[Line]:
    """Give a region's lines: without a label, those of the section alone and of what continues them."""
    if sure or section.role == "answers":
        return list(lines_of(section.all_blocks()))
    head = [Line(section.heading, section.heading.inline)] if section.heading else []
    lines = [*head, *lines_of(section.blocks)]
    for inner in section.sections:
        if _is_part(inner) and inner.heading:
            lines += [Line(inner.heading, inner.heading.inline), *lines_of(inner.all_blocks())]
    return lines


def _is_part(section: Section) -> bool:
    """Tell whether a section goes on with the question above it: its heading is the label of a part."""
    head = Line(section.heading, section.heading.inline) if section.heading else None
    return head is not None and any(is_label(head, part) for part in ("options", "answer", "rationale"))


def _shorten(draft: Draft) -> None:
    """Leave of a stem that no label begins what asks: the last text, and what stands behind it.

    A number of its own, or a heading, says where the question begins.
    """
    heads = [at for at, line in enumerate(draft.stem) if line.block.kind is Kind.HEADING]
    if heads:
        last = heads[-1]
        asks = draft.stem[last].text.rstrip().endswith(("?", "？")) or last == len(draft.stem) - 1
        draft.stem = draft.stem[last if asks else last + 1 :]
    if draft.number is None:
        draft.stem = draft.stem[_last_text(draft.stem) :]


def _last_text(stem: Sequence[Line]) -> int:
    """Give where the last paragraph begins; a list, a table or code behind it goes on from it."""
    texts = [at for at, line in enumerate(stem) if line.inline and not line.item]
    if not texts:
        return 0
    block = stem[texts[-1]].block
    return next(at for at in texts if stem[at].block is block)
