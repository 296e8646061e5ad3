"""Damaged text: UTF-8 that was read as another encoding and saved again, recognised and repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.repair.glance import suspicious

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.repair.mend import Repaired


def repair(text: str, notes: Callable[[], Iterable[str]] = tuple) -> Repaired | None:
    r"""Repair a text; None where nothing in it looks damaged.

    Args:
        text: As it was decoded, before any normalising: white space may be part of a character.
        notes: Gives healthy texts of the same author, if it comes to choosing; their words are likely.
    """
    if not suspicious(text):
        return None
    from exporter.repair.mend import repaired

    return repaired(text, notes)


__all__ = ["repair"]
