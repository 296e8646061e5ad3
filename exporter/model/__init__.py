"""The vocabulary: texts, notes, cards and packs, all of them values that never change."""

from exporter.model.ask import PRESETS, Ask
from exporter.model.card import (
    KINDS,
    Card,
    ClozeCard,
    ConceptCard,
    Gap,
    McqCard,
    Option,
    Origin,
    Role,
    TradeoffCard,
    face_of,
    kind_of,
    texts_of,
)
from exporter.model.note import Note
from exporter.model.pack import Attachment, Chapter, IssuedCard, Pack
from exporter.model.roles import texts_by_role, with_texts
from exporter.model.tag import anki_tag
from exporter.model.text import Text

__all__ = [
    "KINDS",
    "PRESETS",
    "Ask",
    "Attachment",
    "Card",
    "Chapter",
    "ClozeCard",
    "ConceptCard",
    "Gap",
    "IssuedCard",
    "McqCard",
    "Note",
    "Option",
    "Origin",
    "Pack",
    "Role",
    "Text",
    "TradeoffCard",
    "anki_tag",
    "face_of",
    "kind_of",
    "texts_by_role",
    "texts_of",
    "with_texts",
]
