"""Note to cards: one package of recognisers for each kind, over the tree of the note."""

from exporter.extract.note import describe, extract
from exporter.extract.texts import FLASHCARD_TAGS, is_unfilled

__all__ = ["FLASHCARD_TAGS", "describe", "extract", "is_unfilled"]
