"""What translators work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.pipeline.catalogues import read_catalogues, up_to_date
from exporter.pipeline.notes import read_notes
from exporter.pipeline.reading import assembled
from exporter.translate.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.config import Config
    from exporter.diagnostics import Checked, Diagnostic
    from exporter.ledger import Ledger
    from exporter.model import Pack
    from exporter.translate.catalogue import Catalogue
    from exporter.vault import Vault


@dataclass(frozen=True, slots=True)
class ToTranslate:
    """What translators work on.

    Attributes:
        pack: Its texts are as the notes say them.
        catalogues: Those that there are.
        footnotes: Of each note, by path, then by name.
        diagnostics: What was found wrong with notes and catalogues.
        folder: Of the catalogues, relative to the vault.
    """

    pack: Pack
    catalogues: tuple[Catalogue, ...]
    footnotes: Mapping[str, Mapping[str, str]]
    diagnostics: tuple[Diagnostic, ...]
    folder: str

    def catalogue(self, lang: str) -> Catalogue:
        """Give the catalogue of a language, up to date with the notes.

        Args:
            lang: BCP 47.
        """
        old = next((each for each in self.catalogues if each.lang == lang), None)
        return up_to_date(old, self.pack, self.footnotes, lang, self.folder)


def to_translate(vault: Vault, config: Config, past: Checked[Ledger]) -> ToTranslate:
    """Read a vault for what it says, in the languages in which its notes say it.

    Args:
        vault: Which notes.
        config: Of the vault.
        past: What earlier builds issued.
    """
    notes, config = read_notes(vault, config, past, lambda *_: None)
    made = assembled(notes, config, past, Speaker())
    catalogues = read_catalogues(vault, config, notes.found)
    footnotes = {path: place.footnotes for path, place in notes.places.items()}
    return ToTranslate(made.pack, catalogues, footnotes, tuple(notes.found), config.locale)
