"""Patterns of paths to leave out, each weighed against those before it."""

from __future__ import annotations

import unicodedata
from fnmatch import fnmatchcase


def left_out(path: str, patterns: tuple[str, ...], *, before: bool = False) -> bool:
    """Tell whether a path is left out: the last pattern that fits it decides.

    Args:
        path: In the vault.
        patterns: As in a shell. Without a slash one fits a file or folder of that name anywhere; with
            `!` before it, what fits is kept.
        before: What was decided so far.
    """
    for pattern in patterns:
        if fits(path, pattern.removeprefix("!")):
            before = not pattern.startswith("!")
    return before


def fits(path: str, pattern: str) -> bool:
    """Tell whether a pattern fits a path, or a folder on it."""
    bare = unicodedata.normalize("NFC", pattern).removeprefix("./").rstrip("/").removeprefix("**/")
    if "/" not in bare:
        return any(fnmatchcase(name, bare) for name in path.split("/"))
    whole = bare.removeprefix("/").removesuffix("/**")
    return fnmatchcase(path, whole) or fnmatchcase(path, f"{whole}/*")
