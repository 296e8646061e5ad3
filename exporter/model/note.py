"""What is known of a note besides its cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model.text import Remade

if TYPE_CHECKING:
    from datetime import date

    from exporter.model.text import Text


@dataclass(frozen=True, slots=True)
class Note(Remade):
    """One study note.

    Attributes:
        path: Relative to the vault, NFC, forward slashes.
        id: The author's ``id`` property, else the path without its ending.
        title: The first heading of level 1, else the ``title`` property, else the file's name.
        tags: As Anki shows them (``service::sagemaker``), in source order, without doubles.
        aliases: Other names, in source order.
        created: The property of that name, where it is a date.
        modified: The property of that name, where it is a date.
    """

    path: str
    id: str
    title: Text
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: date | None = None
    modified: date | None = None
