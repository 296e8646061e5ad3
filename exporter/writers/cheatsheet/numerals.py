"""Numbers of notes and questions that are filled in when all parts are bound.

A note that is put in moves the numbers of all that follow. So that their parts stay as they are, they are
composed with numbers that only stand for the real ones: made of the note's path or the question's id, and
long enough that no other is like them.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Pack
    from exporter.writers.cheatsheet.sheet import Sheet

_DIGITS = 15
_SHOWN = re.compile(rf">(\d{{{_DIGITS}}})<")
_ANY = re.compile(rf"(?<!\d)\d{{{_DIGITS}}}(?!\d)")


def standing(pack: Pack) -> dict[str, int]:
    """Give what stands for the numbers of notes, by path, and of questions, by short id."""
    return {name: _number(name) for name in (*pack.notes, *(issued.short_id for issued in pack.cards))}


def counted(sheet: Sheet) -> dict[str, int]:
    """Give the real numbers, by what stands for them."""
    notes = {str(entry.number): number for number, entry in enumerate(sheet.entries, 1)}
    return notes | {str(question.number): number for number, question in enumerate(sheet.questions, 1)}


def awaiting(html: str, numbers: Mapping[str, int], sheet: Sheet) -> str:
    """Let a document keep room for the numbers that it shows."""
    notes = {str(entry.number) for entry in sheet.entries}
    rooms = {True: "0" * len(str(len(notes))), False: "0" * len(str(len(sheet.questions)))}

    def room(shown: re.Match[str]) -> str:
        name = shown[1]
        if name not in numbers:
            return shown[0]
        return f'><span data-figures="{name}">{rooms[name in notes]}</span><'

    return _SHOWN.sub(room, html)


def settled(html: str, numbers: Mapping[str, int]) -> str:
    """Give a document with the real numbers."""
    return _ANY.sub(lambda found: str(numbers.get(found[0], found[0])), html)


def _number(name: str) -> int:
    first: int = 10 ** (_DIGITS - 1)
    drawn = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return first + drawn % (9 * first)
