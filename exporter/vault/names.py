"""Files found by name, as Obsidian's links name them."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Names:
    """Finds paths by relative or absolute path, or by as much of one's end as a link gives.

    Args:
        paths: In the vault, NFC.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._exact = frozenset(paths)
        self._folded: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(self._exact):
            self._folded.setdefault(path.casefold(), path)
            self._by_name.setdefault(path.rsplit("/", 1)[-1].casefold(), []).append(path)

    def find(self, target: str, note: str) -> str | None:
        """Give the path that a target means, seen from a note; of equal names the nearest is meant.

        Args:
            target: As a link writes it, with the file's ending.
            note: Path of the note that has the link.
        """
        name = unicodedata.normalize("NFC", target.strip().replace("\\", "/"))
        folder = posixpath.dirname(note)
        for path in (posixpath.normpath(posixpath.join(folder, name)), posixpath.normpath(name.lstrip("/"))):
            found = path if path in self._exact else self._folded.get(path.casefold())
            if found:
                return found
        known = self._by_name.get(name.rsplit("/", 1)[-1].casefold(), [])
        end = f"/{_without_dots(name)}".casefold()
        fitting = [path for path in known if f"/{path}".casefold().endswith(end)]
        return min(fitting, key=lambda path: (_distance(path, folder), len(path), path), default=None)


def _without_dots(name: str) -> str:
    """Take `./` and `../` off a path; the dot that a name begins with stays."""
    parts = name.lstrip("/").split("/")
    while parts[1:] and parts[0] in {".", ".."}:
        del parts[0]
    return "/".join(parts)


def _distance(path: str, folder: str) -> int:
    """Count the steps between a file and a folder."""
    here, there = folder.split("/") if folder else [], path.split("/")[:-1]
    common = len(posixpath.commonprefix([here, there]))
    return len(here) + len(there) - 2 * common
