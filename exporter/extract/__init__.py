"""Note to cards: one package of recognisers for each kind, over the tree of the note."""

from exporter.extract.cloze.filled import gaps_filled
from exporter.extract.note import describe, extract
from exporter.extract.texts import FLASHCARD_TAGS, Texts, is_unfilled

__all__ = ["FLASHCARD_TAGS", "Texts", "describe", "extract", "gaps_filled", "is_unfilled"]
