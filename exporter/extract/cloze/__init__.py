"""Texts with gaps under a flashcard tag."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.cloze.filled import filled
from exporter.extract.cloze.gaps import MOST_GAPS
from exporter.extract.flashcards import inlines
from exporter.extract.signs import separators, shade
from exporter.extract.units import divided
from exporter.model import Card, ClozeCard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.extract.flashcards import Passage
    from exporter.extract.texts import Texts
    from exporter.parse import ParsedNote


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each passage with gaps that stands under a flashcard tag."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    if not texts.passages and "{{c" in note.source.text:
        diagnostics += islice(_untagged(note, texts), 1)
    for passage in texts.passages:
        if not _may_have_gaps(passage, note):
            continue
        found = filled(passage.blocks, texts)
        if found is None:
            continue
        if found.broken:
            diagnostics += [
                at(texts.source, span, "gap-broken", message, fix=_MEND) for span, message in found.broken
            ]
            continue
        if max(gap.number for gap in found.gaps) > MOST_GAPS:
            message = f"this text has {len(found.gaps)} gaps, and Anki knows no more than {MOST_GAPS}"
            span = passage.blocks[0].span
            diagnostics.append(at(texts.source, span, "gap-broken", message, fix=_SPLIT))
            continue
        token = next((block.token for block in passage.blocks if block.token), "")
        origin = texts.origin(
            passage.section, f"cloze:{found.text.text}", passage.blocks[0].span.start, token
        )
        cards.append(ClozeCard(replace(origin, tags=passage.tags), found.text, gaps=found.gaps))
    return Checked(tuple(cards), tuple(diagnostics))


_GAP = re.compile(r"\{\{c\d+::[^{}]*\}\}")
_SPLIT = "split the text with an empty line"
_MEND = "write `{{c1::what it hides}}`, or `{{c1::what it hides::hint}}`"


def _untagged(note: ParsedNote, texts: Texts) -> Iterator[Diagnostic]:
    """Report gaps in Anki's own syntax: nobody writes them but for a card."""
    for inline in inlines([block for section in note.walk() for block in section.blocks]):
        found = _GAP.search(shade(inline))
        if found:
            tag = "#" + next(iter(texts.flashcard_tags), "flashcards").lstrip("#")
            message = f"this gap makes a card only under a tag such as `{tag}`"
            span = inline.cut(*found.span()).span
            yield at(texts.source, span, "gap-untagged", message, fix=f"write `{tag}` on a line of its own")


def _may_have_gaps(passage: Passage, note: ParsedNote) -> bool:
    """Tell whether a passage is text, and no question or part of one: there a highlight is only that."""
    first = passage.blocks[0].inline
    if first is None or any(separators(first)) or divided(passage.blocks, note.source.text):
        return False
    return passage.section.role != "question" or any("{{c" in block.text for block in passage.blocks)
