"""Cards to pack: ids, decks, tags, clues, chapters, order."""

from exporter.assemble.pack import Assembled, NoteCards, Past, assemble

__all__ = ["Assembled", "NoteCards", "Past", "assemble"]
