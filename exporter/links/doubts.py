"""What of a note's links and embeds leads nowhere, and what is embedded that cannot be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic, at
from exporter.links.excerpt import has
from exporter.vault import PICTURES

if TYPE_CHECKING:
    from collections.abc import Container

    from exporter.links.enquiry import Enquiry
    from exporter.markdown import Mark
    from exporter.parse import ParsedNote

_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:data|file|mailto|tel|javascript):", re.IGNORECASE)
# Other files that Obsidian embeds.
_FILES = PICTURES | {
    *("pdf", "canvas", "base", "excalidraw"),
    *("mp3", "wav", "m4a", "ogg", "3gp", "flac", "mp4", "webm", "ogv", "mov", "mkv"),
}


class _Doubt(NamedTuple):
    rule: str
    message: str
    fix: str | None


class Doubts:
    """Says what is wrong with the links of one note.

    Args:
        note: The note.
        enquiry: Finds notes and files.
    """

    def __init__(self, note: ParsedNote, enquiry: Enquiry) -> None:
        self._note = note
        self._path = note.source.path
        self._enquiry = enquiry

    def about(self, mark: Mark, shown: Container[str]) -> Diagnostic | None:
        """Say what is wrong with a link or an embed; None if nothing is.

        Args:
            mark: The element.
            shown: The targets of the embeds that are shown.
        """
        if mark.tag in {"img", "embed"}:
            found = self._cleaned(mark.value) if mark.value in shown else self._unshown(mark.value)
        else:
            found = self._broken(mark)
        return at(self._note.source, mark.span, found.rule, found.message, fix=found.fix) if found else None

    def _picture(self, target: str) -> str:
        """Give the path of a file in the vault, or nothing."""
        return "" if is_remote(target) else self._enquiry.file(target, self._path) or ""

    def _cleaned(self, target: str) -> _Doubt | None:
        """Say what a drawing has lost."""
        path = self._picture(target)
        if not self._enquiry.is_cleaned(path):
            return None
        message = f"`{path}` has a script, or loads from elsewhere; that is left out"
        return _Doubt("attachment-unsafe", message, "export it anew, as plain SVG or as PNG")

    def _unshown(self, target: str) -> _Doubt:
        """Say why an embed shows nothing."""
        if is_remote(target):
            return _Doubt(
                "picture-remote", "pictures are not fetched from the network", "save it into the vault"
            )
        if (path := self._picture(target)) and (why := self._enquiry.refused(path)):
            return _Doubt("attachment-broken", f"`{path}` cannot be shown: {why}", "export it anew")
        if self._is_other_file(target):
            return _Doubt("embed-not-shown", f"`{target}` is no picture", "write what it says, or link to it")
        if self._enquiry.excerpt(target, self._note):
            return _Doubt("embed-not-shown", f"`{target}` embeds itself, or too much", "link to it instead")
        if ending(target.partition("#")[0]) in _FILES:
            message = f"`{target}` is nowhere in the vault"
            return _Doubt("attachment-missing", message, "add the file, or mend its name")
        return self._unembedded(target)

    def _unembedded(self, target: str) -> _Doubt:
        """Say why an embed shows nothing of a note."""
        path = self._enquiry.find(target, self._path)
        if path is None:
            fix = self._did_you_mean(target) or "mend its name"
            return _Doubt("embed-missing", f"there is no note `{target}`", fix)
        note = self._enquiry.note(path)
        if note is None or note.properties.plugin or not target.partition("#")[2]:
            message = f"`{target}` holds no text that can be shown"
            return _Doubt("embed-not-shown", message, "link to it instead")
        message = f"`{path}` has no such part: `{target}`"
        return _Doubt("embed-missing", message, "mend what stands behind the `#`")

    def _broken(self, mark: Mark) -> _Doubt | None:
        name, _, fragment = mark.value.partition("#")
        if mark.tag == "a" and (is_remote(mark.value) or ending(name) not in {*_FILES, "md"}):
            # On a web site anything may be a link, and addresses of headings are made in many ways.
            return None
        path = self._enquiry.find(mark.value, self._path)
        if path is None:
            missing = _Doubt("link-broken", f"there is no note `{name}`", self._did_you_mean(mark.value))
            return None if self._file(mark.value) else missing
        if mark.tag == "a" or not fragment.strip():
            # Only a part of a note needs a look into it.
            return None
        note = self._enquiry.note(path)
        if note is None or note.properties.plugin or has(note, fragment):
            return None
        where = f"`{path}`" if name else "this note"
        message = f"{where} has nothing named `{fragment}`"
        return _Doubt("link-broken", message, "mend what stands behind the `#`")

    def _file(self, target: str) -> str | None:
        """Find a file that is no note; a drawing is linked to without its last ending."""
        name = target.partition("#")[0]
        return self._enquiry.file(target, self._path) or self._enquiry.file(f"{name}.md", self._path)

    def _is_other_file(self, target: str) -> bool:
        file = self._file(target)
        return file is not None and ending(file) not in PICTURES

    def _did_you_mean(self, target: str) -> str | None:
        likest = self._enquiry.likest(target)
        return f"did you mean `{likest}`?" if likest else None


def is_remote(target: str) -> bool:
    """Tell whether a target lies outside the vault."""
    return _REMOTE.match(target) is not None


def ending(path: str) -> str:
    """Give a file name's ending, without its point; empty where it has none."""
    return path.rpartition(".")[2].casefold() if "." in path else ""
