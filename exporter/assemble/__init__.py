"""Cards to pack: ids, decks, tags, clues, chapters, order."""

from exporter.assemble.pack import Assembled, NoteCards, Past, Read, assemble, languages_of

__all__ = ["Assembled", "NoteCards", "Past", "Read", "assemble", "languages_of"]
