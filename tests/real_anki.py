"""The real Anki backend: a fresh collection, imports, rendered cards."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from exporter.render.templates import Templates
from exporter.writers.anki import writer
from exporter.writers.base import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.notes import Note

    from exporter.model import Pack

BUILT_AT = 1_755_820_800


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as Anki's reviewer gets it."""

    note_type: str
    template: str
    number: int
    front: str
    back: str
    css: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many Anki notes an import treated how."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


def build(pack: Pack, built_at: int = BUILT_AT) -> bytes:
    """Write a deck with the shipped templates; fails on any diagnostic."""
    written = writer.write(pack, writer.options(), Job(built_at, Templates()))
    assert written.diagnostics == ()
    assert written.value is not None
    return written.value


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """Open a fresh collection in a folder."""
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def bring_in(opened: Collection, content: bytes, folder: Path) -> Imported:
    """Import a deck file with Anki's own default options."""
    path = folder / "deck.apkg"
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = opened.import_anki_package(request).log
    return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def rendered(opened: Collection) -> list[Rendered]:
    """Render every card of a collection, in the order of their ids."""
    cards = [opened.get_card(card_id) for card_id in sorted(opened.find_cards(""))]
    return [
        Rendered(
            note_type=str(card.note_type()["name"]),
            template=str(card.template()["name"]),
            number=card.ord,
            front=(output := card.render_output(browser=False)).question_text,
            back=output.answer_text,
            css=output.css,
        )
        for card in cards
    ]


def note_type_name(note: Note) -> str:
    """Name an Anki note's type."""
    note_type = note.note_type()
    assert note_type is not None
    return str(note_type["name"])


# How each program wraps a card: classes of the page, classes of the card by night, and what holds the card.
CLIENTS = {
    "desktop": ("", "nightMode night_mode", "qa"),
    "android": ("android chrome js", "nightMode night_mode", "content"),
    "iphone": ("mobile iphone webkit", "nightMode night_mode", "qa"),
}


def page(card: Rendered, side: str, *, night: bool, client: str = "desktop", style: str = "") -> str:
    """Wrap a side as a reviewer does: that of the desktop, of AnkiDroid or of AnkiMobile."""
    program, dark, holder = CLIENTS[client]
    classes = f"card card{card.number + 1}{f' {dark}' if night else ''}"
    return (
        f'<!doctype html><html class="{program}{" night-mode" if night else ""}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{card.css}</style><style>{style}</style></head>"
        f'<body class="{classes}"><div id="{holder}">{side}</div></body></html>'
    )
