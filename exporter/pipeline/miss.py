"""Why a vault gives no card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic, Severity
from exporter.extract import is_unfilled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.parse import ParsedNote
    from exporter.vault import Vault


def nearest_miss(vault: Vault, parsed: Sequence[ParsedNote], found: Sequence[Diagnostic]) -> Diagnostic:
    """Say why there is no card: no notes, only broken ones, or none with a part that makes cards.

    Args:
        vault: Where the notes are.
        parsed: Those that could be read.
        found: What was found wrong with them.
    """
    fix = "run `studypack explain pack-empty` to see what makes a card"
    if not vault.notes:
        message = "there is no note (`*.md`) in this folder"
        return Diagnostic("pack-empty", message, help="name the vault's folder")
    error = next((each for each in found if each.severity is Severity.ERROR), None)
    if error:
        message = f"no card was found; the nearest miss: {error.message}"
        return Diagnostic("pack-empty", message, error.path, help=fix)
    unfilled = next((note for note in parsed if is_unfilled(note)), None)
    if unfilled:
        message = "no card yet: what this note leaves to be filled in is still as in its template"
        fix = "put your own words for what stands in brackets"
        return Diagnostic("template-unfilled", message, unfilled.source.path, help=fix)
    longest = max(parsed, key=lambda note: len(note.source.text))
    heads = ", ".join(f"`{section.heading.text}`" for section in longest.walk() if section.heading)
    message = f"no card was found in {len(parsed)} notes; the largest has the headings {heads or 'none'}"
    return Diagnostic("pack-empty", message, longest.source.path, help=fix)
