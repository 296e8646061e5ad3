"""Composes the stages: vault → notes → cards → pack → bytes."""

from exporter.pipeline.catalogues import as_bytes, template_of
from exporter.pipeline.reading import Reading, held_back, put_together, read_pack
from exporter.pipeline.translating import ToTranslate, to_translate
from exporter.pipeline.verifying import verify_decks
from exporter.pipeline.writing import Output, write_all, write_retired

__all__ = [
    "Output",
    "Reading",
    "ToTranslate",
    "as_bytes",
    "held_back",
    "put_together",
    "read_pack",
    "template_of",
    "to_translate",
    "verify_decks",
    "write_all",
    "write_retired",
]
