"""Cards to pack: ids, decks, tags, clues, chapters, order."""

from exporter.assemble.pack import NoteCards, assemble

__all__ = ["NoteCards", "assemble"]
