"""The names of a pack in both scripts, and where each is found."""

from exporter.glossary.glossary import Headword, glossary
from exporter.glossary.names import Name, is_hangul, is_name, parted
from exporter.glossary.order import by_head, hangul_head, latin_head

__all__ = [
    "Headword",
    "Name",
    "by_head",
    "glossary",
    "hangul_head",
    "is_hangul",
    "is_name",
    "latin_head",
    "parted",
]
