"""Gives cards their translations: from the catalogues, and where these are silent from the notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.model import ClozeCard, Text, with_texts
from exporter.translate.check import WHOLE, broken, found_in
from exporter.translate.found import Place, noted_in, place_of, references, wants
from exporter.translate.pieces import pieces, with_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.model import Card, Note
    from exporter.translate.catalogue import Catalogue, CatalogueEntry
    from exporter.translate.snippets import Snippets

# Before a translation that nobody has looked at since its note changed.
MARK = '<span class="fuzzy">≈</span> '


@dataclass(slots=True)
class Translator:
    """Translates cards, notes and chapters.

    Attributes:
        catalogues: One for each language.
        snippets: Makes texts of translations.
        fuzzy: Whether fuzzy translations are used; they are marked.
    """

    catalogues: Sequence[Catalogue]
    snippets: Snippets
    fuzzy: bool = True
    _made: dict[tuple[str, str, str], Text] = field(default_factory=dict)
    _missing: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _fuzzy: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _broken: dict[tuple[str, str, str], Diagnostic] = field(default_factory=dict)

    def card(self, card: Card, id_: str, note: Note) -> Card:
        """Give a card with the translations of its texts.

        Args:
            card: As its note says it.
            id_: Of the card.
            note: Its note.
        """
        if not self.catalogues:
            return card

        noted = noted_in(card)

        def change(role: str, text: Text) -> Text:
            if role == "alternative":
                # It is translated where it is the subject.
                return text
            gaps = card if isinstance(card, ClozeCard) and role == "text" else None
            return self._text(text, place_of(role, id_, note.id), noted, (note.path, id_), gaps)

        return with_texts(card, change)

    def note(self, note: Note) -> Note:
        """Give a note with the translation of its title."""
        return replace(
            note, title=self._text(note.title, place_of("title", "", note.id), "ko", (note.path, ""))
        )

    def words(self, text: Text, context: str) -> Text:
        """Give words that stand in no note with their translations.

        Args:
            text: Plain.
            context: As in a catalogue.
        """
        entries = (
            (each, self._entry(each, context, text.markdown))
            for each in self.catalogues
            if wants(text, "title", each.lang)
        )
        found = [
            Text(entry.target, escape(entry.target, quote=False), entry.target, catalogue.lang)
            for catalogue, entry in entries
            if entry
        ]
        return _with_translations(text, found) if found else text

    def findings(self) -> list[Diagnostic]:
        """Say what the catalogues lack, and which translations are broken."""
        return [*self._counts(), *self._broken.values()]

    def _counts(self) -> Iterator[Diagnostic]:
        for catalogue in self.catalogues:
            missing = len(self._missing.get(catalogue.lang, ()))
            fuzzy = len(self._fuzzy.get(catalogue.lang, ()))
            parts = [
                f"{count} {'text is' if count == 1 else 'texts are'} {what}"
                for count, what in ((missing, "not translated"), (fuzzy, "translated as the note was"))
                if count
            ]
            if parts:
                message, fix = " and ".join(parts), "run `studypack translate update`, then see to them there"
                yield Diagnostic("translations-incomplete", message, catalogue.path, help=fix)

    def _text(
        self, text: Text, place: Place, noted: str, where: tuple[str, str], gaps: ClozeCard | None = None
    ) -> Text:
        found = []
        for catalogue in self.catalogues:
            if not wants(text, place.role, catalogue.lang, noted):
                continue
            key = (catalogue.lang, place.context, text.markdown)
            made = self._made.get(key) or self._translated(text, catalogue, place.context, where, gaps)
            if made is not None:
                self._made[key] = made
                found.append(made)
        return _with_translations(text, found) if found else text

    def _translated(
        self,
        text: Text,
        catalogue: Catalogue,
        context: str,
        place: tuple[str, str],
        gaps: ClozeCard | None,
    ) -> Text | None:
        """Translate a text; None where a piece of it is not translated."""
        said: dict[str, CatalogueEntry] = {}
        for piece in pieces(text.markdown):
            entry = self._entry(catalogue, context, piece)
            if entry is None:
                self._missing.setdefault(catalogue.lang, set()).add((context, piece))
            else:
                said[piece] = entry
        if not said or len(said) < len(set(pieces(text.markdown))):
            return None
        path, id_ = place
        whole = with_pieces(text.markdown, lambda piece: said[piece].target)
        if gaps is not None:
            made, numbers = self.snippets.with_gaps(path, text, whole, catalogue.lang)
            if sorted(numbers) != sorted(gap.number for gap in gaps.gaps):
                return None
        else:
            notes = self._footnotes(catalogue, path, id_, text.markdown)
            made = self.snippets.text(path, text, whole, catalogue.lang, notes)
        fuzzy = any(entry.fuzzy for entry in said.values())
        return replace(made, html=MARK + made.html) if fuzzy else made

    def _footnotes(self, catalogue: Catalogue, path: str, id_: str, markdown: str) -> str:
        """Give the footnotes that a text refers to, in the catalogue's language where it has them."""
        notes = self.snippets.places[path].footnotes
        found = []
        for name in references(markdown):
            source = notes.get(name, "")
            entry = self._entry(catalogue, f"{id_} footnote", source)
            found.append(f"[^{name}]: {entry.target if entry else source}")
        return "\n\n".join(found)

    def _entry(self, catalogue: Catalogue, context: str, source: str) -> CatalogueEntry | None:
        """Give an entry that can be used."""
        entry = catalogue.entries.get((context, source))
        if entry is None or not entry.target:
            return None
        if entry.fuzzy:
            self._fuzzy.setdefault(catalogue.lang, set()).add(entry.key)
            if not self.fuzzy:
                return None
        wrong = broken(entry)
        if wrong:
            key = (catalogue.lang, *entry.key)
            self._broken.setdefault(key, found_in(catalogue, entry, "translation-markup", wrong[0], WHOLE))
            return None
        return entry


def _with_translations(text: Text, found: Sequence[Text]) -> Text:
    """Add translations; the catalogues' win over the note's own, and what says the same is none."""
    if any(each.lang == text.lang for each in found):
        # So many English names stand in a Korean sentence that it was taken for English.
        text = replace(text, lang="ko")
    langs = {each.lang for each in found}
    new = [each for each in found if each.html != text.html]
    kept = [each for each in text.translations if each.lang not in langs]
    return replace(text, translations=(*new, *kept))
