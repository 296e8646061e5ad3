"""What tells a card from every other, for ever: its id, its GUID, and a short id for people."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Origin

# No vowels, so that no id is a word; nothing that is mistaken for another when read off paper.
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
_ID_LENGTH = 12
_ISSUED = re.compile(f"[{_ALPHABET}]{{{_ID_LENGTH}}}")
_GUID_LENGTH = 14
_SHORTEST = 4


def first_id(origin: Origin, explicit: str | None) -> str:
    """Issue a card's id: from the author's own where there is one, else from note path and slot.

    Args:
        origin: Where the card comes from.
        explicit: The note's ``id`` property.
    """
    if origin.token and _ISSUED.fullmatch(origin.token):
        # `studypack ids write` put it there: with it in the note, a lost ledger loses no history.
        return origin.token
    if origin.token:
        return _letters(_ID_LENGTH, "block", origin.token)
    if explicit:
        return _letters(_ID_LENGTH, "note", explicit, origin.slot)
    return _letters(_ID_LENGTH, "path", origin.note, origin.slot)


def further_id(first: str, number: int) -> str:
    """Issue another id where the first is taken: a place can be taken again by another card.

    Args:
        first: The id that is taken.
        number: Which try this is, from 2.
    """
    return _letters(_ID_LENGTH, "again", first, str(number))


def guid(pack: str, kind: str, card: str) -> str:
    """Give what Anki matches on.

    Args:
        pack: Id of the pack.
        kind: Of the card: one that changes kind is another Anki note.
        card: Its id.
    """
    return _letters(_GUID_LENGTH, pack, kind, card)


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Give each id's shortest beginning that no other id of the pack has, at least four letters."""
    found: dict[str, str] = {}
    ordered = sorted(ids)
    for number, each in enumerate(ordered):
        near = ordered[max(number - 1, 0) : number] + ordered[number + 1 : number + 2]
        length = _SHORTEST
        while length <= len(each) and any(other.startswith(each[:length]) for other in near):
            length += 1
        found[each] = each[:length]
    return found


def _letters(length: int, *seeds: str) -> str:
    # Only so much of the hash plays a part; small numbers are divided faster.
    number = int.from_bytes(sha256("\0".join(seeds).encode()).digest()) % len(_ALPHABET) ** length
    out = []
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        out.append(_ALPHABET[rest])
    return "".join(out)
