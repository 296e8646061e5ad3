"""Where catalogues lie; most vaults have none, and need no more than this to see it."""

from __future__ import annotations

_DOMAIN = "studypack"


def catalogue_path(folder: str, lang: str) -> str:
    """Say where a language's catalogue lies in the vault, as gettext has it.

    Args:
        folder: Of all catalogues.
        lang: BCP 47; empty for the template.
    """
    if not lang:
        return f"{folder}/{_DOMAIN}.pot"
    return f"{folder}/{lang.replace('-', '_')}/LC_MESSAGES/{_DOMAIN}.po"
