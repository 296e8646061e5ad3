"""Texts in further languages: gettext catalogues, bilingual notes, and which language is shown first."""

from exporter.translate.catalogue import (
    Catalogue,
    CatalogueEntry,
    catalogue_path,
    new_header,
    read_catalogue,
    write_catalogue,
)
from exporter.translate.check import check_catalogue
from exporter.translate.found import Wanted, wanted
from exporter.translate.merge import merged
from exporter.translate.shown import Languages
from exporter.translate.snippets import NotePlace, Snippets, footnotes_of
from exporter.translate.speaker import Speaker
from exporter.translate.stats import Stats, stats
from exporter.translate.translator import Translator
from exporter.translate.twins import main_of, paired

__all__ = [
    "Catalogue",
    "CatalogueEntry",
    "Languages",
    "NotePlace",
    "Snippets",
    "Speaker",
    "Stats",
    "Translator",
    "Wanted",
    "catalogue_path",
    "check_catalogue",
    "footnotes_of",
    "main_of",
    "merged",
    "new_header",
    "paired",
    "read_catalogue",
    "stats",
    "wanted",
    "write_catalogue",
]
