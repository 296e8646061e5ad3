"""Concept cards: the key point of a note, and its definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Checked
from exporter.extract.concept.definition import definitions
from exporter.extract.concept.key_point import key_points

if TYPE_CHECKING:
    from exporter.extract.texts import Texts
    from exporter.model import Card
    from exporter.parse import ParsedNote


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the concept cards of a note."""
    points = key_points(note, texts)
    terms = definitions(note, texts)
    return Checked((*points.value, *terms.value), (*points.diagnostics, *terms.diagnostics))
