"""The files that notes show: found by name as Obsidian does, named flat with a content hash."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from exporter.model import Attachment
from exporter.vault.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"})
# What Anki forbids; `&` and `'`, which it does not find again in a card's HTML; braces, which end a gap.
_FORBIDDEN = re.compile(r"""[\[\]<>:"/?*^\\|#%&'{}\x00-\x1f]+""")
# Anki's limit on a media file's name, in bytes of UTF-8.
_LONGEST = 120


@dataclass(slots=True)
class Attachments:
    """Reads attachments, each once.

    Attributes:
        files: Place on disk by path in the vault.
        used: What has been read, by path.
        refused: Why a file is no picture that can be shown, by path.
        cleaned: Paths of drawings that have lost what would run or be loaded.
    """

    files: Mapping[str, Path]
    used: dict[str, Attachment] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    cleaned: set[str] = field(default_factory=set)
    _names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Index the files by name."""
        self._names = Names(self.files)

    @property
    def tried(self) -> frozenset[str]:
        """Paths of all files that were read, or could not be."""
        return frozenset((*self.used, *self.refused))

    def find(self, target: str, note: str) -> str | None:
        """Give the path that a target means, seen from a note: relative, absolute, or by name."""
        return self._names.find(target, note) or self._names.find(target.partition("#")[0], note)

    def read(self, path: str) -> Attachment | None:
        """Read a picture; None where the disk will not give it, or it is none."""
        if path not in self.used and path not in self.refused:
            from exporter.pictures import on_screen

            try:
                picture = on_screen(self.files[path].read_bytes())
            except OSError as error:
                self.refused[path] = f"it cannot be read: {error.strerror or error}"
            except ValueError as error:
                self.refused[path] = str(error)
            else:
                digest = sha256(picture.content).hexdigest()
                self.used[path] = Attachment(flat_name(path, digest), path, digest, picture.content)
                self.cleaned |= {path} if picture.cleaned else set()
        return self.used.get(path)


def flat_name(path: str, digest: str) -> str:
    """Give the name under which a file travels: bare, legal in Anki, changed when the content is.

    Args:
        path: In the vault.
        digest: SHA-256 of the content, hexadecimal.
    """
    stem, _, ending = path.rsplit("/", 1)[-1].rpartition(".")
    tail = f"-{digest[:10]}.{ending.casefold()}"
    # A leading underscore would tell Anki never to update or remove the file.
    clean = _FORBIDDEN.sub("_", "-".join(stem.split())).strip("._-") or "file"
    room = _LONGEST - len(tail.encode())
    return unicodedata.normalize("NFC", clean).encode()[:room].decode(errors="ignore") + tail


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """What the pictures and wikilinks of one note lead to, where nothing is known of other notes.

    Attributes:
        names: Flat name by target.
        titles: What to show for a wikilink, by target.
    """

    names: Mapping[str, str]
    titles: Mapping[str, str]

    def picture(self, target: str) -> str | None:
        """Give the flat name of the attachment that a target means."""
        return self.names.get(target)

    def label(self, target: str) -> str:
        """Give what to show for a wikilink without words of its own: the note's title."""
        return self.titles.get(target) or label_of(target)

    def part(self, target: str) -> None:
        """Give nothing of other notes: they are not known here."""


def label_of(target: str, title: str = "") -> str:
    """Give what a wikilink says by itself: the heading it leads to, else the note.

    Args:
        target: As the note writes it.
        title: Of the note it leads to; else its file's name stands for it.
    """
    note, _, fragment = target.partition("#")
    heading = "" if fragment.lstrip("#").startswith("^") else fragment.rsplit("#", 1)[-1].strip()
    name = note.rsplit("/", 1)[-1].strip()
    return heading or title or name.removesuffix(".md") or target.strip()
