"""What Anki did with the deck, in a line and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.verify import Treatment

if TYPE_CHECKING:
    from exporter.verify import Verified


def verified_line(verified: Verified) -> str:
    """Say in one line what Anki did, and whether that was the plan."""
    said = ", ".join(f"{verified.counts[each]} {each}" for each in Treatment)
    if not verified.sound:
        return f"not verified: {said}, but not as planned"
    if verified.counts == verified.planned:
        return f"verified: {said}, as planned"
    lacks = "the earlier file has not all that the ledger knows" if verified.earlier else "no earlier file"
    return f"verified: {said}, as it must be ({lacks})"


def verified_shape(verified: Verified) -> dict[str, Any]:
    """Give it as JSON shows it."""
    return {
        "sound": verified.sound,
        "earlier": verified.earlier,
        "imported": {str(each): verified.counts[each] for each in Treatment},
        "planned": {str(each): verified.planned[each] for each in Treatment},
    }
