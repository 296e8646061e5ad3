"""The catalogues of a vault: read for a build, and brought up to date with its notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.translate.place import catalogue_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.config import Config
    from exporter.model import Pack, Text
    from exporter.translate.catalogue import Catalogue
    from exporter.vault import Vault


def read_catalogues(vault: Vault, config: Config, found: list[Diagnostic]) -> tuple[Catalogue, ...]:
    """Read the catalogues of a vault, one for each language of the pack that has one.

    Args:
        vault: Where they are.
        config: Of the vault, with the languages of the pack.
        found: Takes what is wrong with them.
    """
    read = []
    for lang in config.languages:
        path = catalogue_path(config.locale, lang)
        place = vault.files.get(path)
        if place is None:
            continue
        from exporter.translate.catalogue import read_catalogue

        try:
            checked = read_catalogue(place.read_bytes(), lang, path)
        except OSError as error:
            message = f"this catalogue cannot be read: {error.strerror or error}"
            found.append(Diagnostic("catalogue-invalid", message, path))
            continue
        found.extend(checked.diagnostics)
        if checked.value is not None:
            read.append(checked.value)
    return tuple(read)


def up_to_date(
    old: Catalogue | None, pack: Pack, footnotes: Mapping[str, Mapping[str, str]], lang: str, folder: str
) -> Catalogue:
    """Bring the catalogue of a language up to date with the notes, or begin it.

    Args:
        old: As it is; None where there is none.
        pack: Its texts are as the notes say them.
        footnotes: Of each note, by path, then by name.
        lang: BCP 47.
        folder: Of all catalogues.
    """
    from exporter.translate.catalogue import Catalogue
    from exporter.translate.found import wanted
    from exporter.translate.merge import merged

    texts = wanted(pack.cards, pack.notes, _titles(pack), footnotes, lang)
    return merged(old or Catalogue(lang, path=catalogue_path(folder, lang)), texts)


def template_of(catalogues: tuple[Catalogue, ...], folder: str) -> Catalogue:
    """Give the template for translators: every text that wants another language, none translated.

    Args:
        catalogues: Up to date, one for each language.
        folder: Of all catalogues.
    """
    from exporter.translate.catalogue import Catalogue

    entries = {
        key: replace(entry, target="", fuzzy=False, previous="", comments=(), flags=())
        for catalogue in catalogues
        for key, entry in catalogue.entries.items()
    }
    return Catalogue("", entries, path=catalogue_path(folder, ""))


def as_bytes(catalogue: Catalogue, pack: str, built_at: int) -> bytes:
    """Give the file of a catalogue.

    Args:
        catalogue: To be written.
        pack: What the pack is called.
        built_at: Seconds since the epoch: the date of a new one.
    """
    from exporter.translate.catalogue import new_header, write_catalogue

    header = catalogue.header or new_header(catalogue.lang, pack, built_at)
    return write_catalogue(replace(catalogue, header=header))


def _titles(pack: Pack) -> Iterator[tuple[str, Text, str]]:
    """Give the words of a pack that stand in no note: context, words, path of the first note below them."""
    first = next(iter(pack.notes), "")
    if pack.cover:
        yield "pack title", pack.cover, first
    yield from (("chapter title", chapter.title, chapter.notes[0]) for chapter in pack.chapters)
