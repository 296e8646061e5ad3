"""Concept cards: the key point of a note, its definitions, and the author's own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.extract.concept.definition import definitions
from exporter.extract.concept.key_point import key_points
from exporter.extract.concept.question import questions

if TYPE_CHECKING:
    from exporter.extract.texts import Texts
    from exporter.model import Card
    from exporter.parse import ParsedNote


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the concept cards of a note."""
    points = key_points(note, texts)
    terms = definitions(note, texts)
    asked = questions(note, texts)
    # `**Term**:: meaning` among definitions is one.
    defined = {card.origin.line for card in terms.value}
    own = (card for card in asked.value if card.origin.line not in defined)
    said = (each for each in asked.diagnostics if each.position and each.position.line not in defined)
    return Checked((*points.value, *terms.value, *own), (*points.diagnostics, *terms.diagnostics, *said))
