"""One note: parsed, and its cards extracted.

What that takes is loaded with the first note that has to be read: most builds have kept what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.assemble import NoteCards
from exporter.diagnostics import Checked
from exporter.links import head_of
from exporter.pipeline.shelf import Extract, Record, packed
from exporter.translate.snippets import NotePlace, footnotes_of

if TYPE_CHECKING:
    from exporter.diagnostics import Diagnostic
    from exporter.links import Asked, Linked
    from exporter.parse import ParsedNote
    from exporter.vault import Vault


class Parsed(NamedTuple):
    """A note that was parsed in this build.

    Attributes:
        note: The note.
        findings: What is wrong with it as Markdown.
        sound: Whether its bytes alone say what it says.
    """

    note: ParsedNote
    findings: tuple[Diagnostic, ...]
    sound: bool


def parsed(vault: Vault, path: str, content: bytes) -> Checked[Parsed | None]:
    """Decode and parse a note; None where it is no text.

    Args:
        vault: Of the note.
        path: Of the note.
        content: Its bytes.
    """
    from exporter.parse import parse_note

    source = vault.decoded(path, content)
    if source.value is None:
        return Checked(None, source.diagnostics)
    checked = parse_note(source.value)
    # Of a damaged note the other notes tell what it said.
    made = Parsed(checked.value, checked.diagnostics, sound=not source.diagnostics)
    return Checked(made, (*source.diagnostics, *checked.diagnostics))


def extracted(note: ParsedNote, links: Checked[Linked], flashcard_tags: tuple[str, ...]) -> Extract:
    """Extract a note's cards.

    Args:
        note: The note.
        links: What its links lead to.
        flashcard_tags: The tags under which a line is a card by its signs.
    """
    from exporter.extract import describe, extract

    cards = extract(note, links.value, flashcard_tags)
    entry = NoteCards(describe(note, links.value, flashcard_tags), cards.value, note.properties.id)
    place = NotePlace(links.value, footnotes_of(note.source.text))
    return Extract(entry, (*links.diagnostics, *cards.diagnostics), place)


def recorded(made: Parsed, digest: str | None, asked: Asked | None, extract: Extract) -> Record | None:
    """Give what can be kept of a note; None where its bytes do not tell what it says.

    Args:
        made: The note.
        digest: Of its bytes.
        asked: What its links asked of the vault; None where that is not all that counts.
        extract: What was extracted.
    """
    if not made.sound or digest is None:
        return None
    content = b"" if asked is None else packed(extract)
    return Record(digest, head_of(made.note), made.findings, asked, content)
