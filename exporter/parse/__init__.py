"""Text to note: properties, title and the tree of sections. Never fails, on any text."""

from exporter.parse.note import ParsedNote, parse_note
from exporter.parse.sections import Section

__all__ = ["ParsedNote", "Section", "parse_note"]
