"""Text to note: properties, title and the tree of sections. Never fails, on any text."""

from exporter.parse.note import ParsedNote, marks_in, parse_note
from exporter.parse.sections import Section

__all__ = ["ParsedNote", "Section", "marks_in", "parse_note"]
