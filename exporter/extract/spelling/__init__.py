"""Labels that are nearly known ones: what they announce is lost, and the author should hear of it.

Nothing is read from a misspelt label. It is reported only where what stands by it looks like what the
label would announce, for most words that are near to a label are ordinary words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.extract.spelling.headings import misspelt_headings
from exporter.extract.spelling.questions import misspelt_in_questions
from exporter.extract.spelling.sides import misspelt_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.diagnostics import Diagnostic
    from exporter.model import Card
    from exporter.parse import ParsedNote


def misspelt(note: ParsedNote, cards: Sequence[Card]) -> tuple[Diagnostic, ...]:
    """Find the misspelt labels of a note.

    Args:
        note: The parsed note.
        cards: What was extracted from it.
    """
    return (*misspelt_headings(note, cards), *misspelt_in_questions(note), *misspelt_sides(note))
