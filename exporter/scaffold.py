"""A new note: its name, its language, and the template filled in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.language import language_of

if TYPE_CHECKING:
    from datetime import date

    from exporter.vault import Vault

# No file system, or no link of Obsidian's, takes these.
_FORBIDDEN = re.compile(r'[\\:*?"<>|#^\[\]\x00-\x1f\x7f]')


def note_path(name: str) -> str:
    """Give the path of a note that is named by the user.

    Args:
        name: With or without folders before it and `.md` behind it.

    Raises:
        ValueError: It names no place in a vault; the message is for the user.
    """
    path = unicodedata.normalize("NFC", name.strip()).removesuffix(".md")
    for part in path.split("/"):
        if not part.strip(" ."):
            message = f"`{name}` is no name of a note"
            raise ValueError(message)
        if part.startswith("."):
            message = f"`{part}` would be hidden: notes whose name begins with a point are not read"
            raise ValueError(message)
    wrong = _FORBIDDEN.search(path)
    if wrong:
        sign = wrong[0] if wrong[0].isprintable() else f"U+{ord(wrong[0]):04X}"
        message = f"`{sign}` cannot stand in a note's name"
        raise ValueError(message)
    return "/".join(part.strip() for part in path.split("/")) + ".md"


def unnamed(lang: str) -> str:
    """Give the name of a note that nobody named."""
    return labels().word("new_note", lang)


def main_language(vault: Vault) -> str | None:
    """Give the language that most notes of a vault are in; None where there is no note.

    Args:
        vault: Its notes are read.
    """
    sources = (vault.read(path).value for path in vault.notes)
    found = Counter(language_of(source.text) for source in sources if source and source.text.strip())
    return found.most_common(1)[0][0] if found else None


def filled(template: str, title: str, day: date) -> str:
    """Fill a template in: `{{title}}` and `{{date}}`, the names that Obsidian's own templates have.

    Args:
        template: Its text; what it leaves to the author stays.
        title: Of the note.
        day: On which it is begun.
    """
    return template.replace("{{date}}", day.isoformat()).replace("{{title}}", title)
