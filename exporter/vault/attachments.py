"""The files that notes show: found by name as Obsidian does, named flat with a content hash."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.model import Attachment
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from exporter.source import Source

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"})
_FORBIDDEN = re.compile(r'[\[\]<>:"/?*^\\|#%\x00-\x1f]+')
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Anki's limit on a media file's name, in bytes of UTF-8.
_LONGEST = 120


@dataclass(slots=True)
class Attachments:
    """Reads attachments, each once.

    Attributes:
        files: Place on disk by path in the vault.
        used: What has been read, by path.
    """

    files: Mapping[str, Path]
    used: dict[str, Attachment] = field(default_factory=dict)
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the files by bare name: Obsidian's links need no folder."""
        for path in sorted(self.files):
            self._by_name.setdefault(path.rsplit("/", 1)[-1].casefold(), []).append(path)

    def find(self, target: str, note: str) -> str | None:
        """Give the path that a target means, seen from a note: relative, absolute, or by name."""
        name = unicodedata.normalize("NFC", target.partition("#")[0].strip().replace("\\", "/"))
        folder = posixpath.dirname(note)
        for path in (posixpath.normpath(posixpath.join(folder, name)), posixpath.normpath(name.lstrip("/"))):
            if path in self.files:
                return path
        known = self._by_name.get(name.rsplit("/", 1)[-1].casefold(), [])
        fitting = [
            path for path in known if f"/{path}".casefold().endswith(f"/{name.lstrip('./')}".casefold())
        ]
        return min(fitting, key=lambda path: (_distance(path, folder), path), default=None)

    def read(self, path: str) -> Attachment | None:
        """Read an attachment; None where the disk will not give it."""
        if path not in self.used:
            try:
                content = self.files[path].read_bytes()
            except OSError:
                return None
            digest = sha256(content).hexdigest()
            self.used[path] = Attachment(flat_name(path, digest), path, digest, content)
        return self.used[path]


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


def _distance(path: str, folder: str) -> int:
    """Count the steps between a file and a folder: of two equal names the nearer is meant."""
    here, there = folder.split("/") if folder else [], path.split("/")[:-1]
    common = len(posixpath.commonprefix([here, there]))
    return len(here) + len(there) - 2 * common


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """What the pictures and wikilinks of one note lead to.

    Attributes:
        names: Flat name by target.
        titles: Titles of the vault's notes, by file name without ending, casefolded.
    """

    names: Mapping[str, str]
    titles: Mapping[str, str]

    def picture(self, target: str) -> str | None:
        """Give the flat name of the attachment that a target means."""
        return self.names.get(target)

    def label(self, target: str) -> str:
        """Give what to show for a wikilink without words of its own: the note's title."""
        note, _, heading = target.partition("#")
        if heading and not heading.startswith("^"):
            return heading.rsplit("#", 1)[-1]
        return self.titles.get(note.rsplit("/", 1)[-1].casefold(), note)


def resolve(
    targets: Iterable[str], source: Source, attachments: Attachments
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Read the pictures of a note.

    Args:
        targets: As the note writes them.
        source: The note.
        attachments: Reads them.

    Returns:
        Flat name by target, and what could not be found.
    """
    names: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for target in sorted(targets):
        remote = _REMOTE.match(target) is not None
        ending = target.partition("#")[0].rpartition(".")[2].casefold()
        path = None if remote else attachments.find(target, source.path)
        read = attachments.read(path) if path and ending in PICTURES else None
        if read:
            names[target] = read.name
        else:
            problems.append(_problem(target, source, remote=remote, picture=ending in PICTURES))
    return names, problems


def _problem(target: str, source: Source, *, remote: bool, picture: bool) -> Diagnostic:
    if remote:
        rule, message, fix = (
            "picture-remote",
            "pictures are not fetched from the network",
            "save it into the vault",
        )
    elif picture:
        rule, message, fix = (
            "attachment-missing",
            f"`{target}` is nowhere in the vault",
            "add the file, or mend its name",
        )
    else:
        rule, message, fix = (
            "embed-not-shown",
            f"`{target}` is no picture",
            "write what it says, or link to it",
        )
    offset = max(source.text.find(target), 0)
    place = source.position(offset)
    return Diagnostic(rule, message, source.path, Position(*place), len(target), source.line(place.line), fix)
