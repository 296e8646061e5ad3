"""Anki's note types: their fields and templates with permanent ids, read from ``notetypes.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note type.

    Attributes:
        name: What templates call it.
        id: What Anki knows it by, whatever its name becomes.
        open: Whether it stands unfolded in Anki's editor.
        searched: Whether a search for plain words looks into it.
    """

    name: str
    id: int
    open: bool
    searched: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a note type: one way to ask.

    Attributes:
        name: What Anki calls it; in lower case the name of its files.
        id: What Anki knows it by, whatever its name becomes.
        asks: The field that must be filled for it to make a card; None where it always does.
        browser: Front and back in the columns of Anki's browser.
    """

    name: str
    id: int
    asks: str | None
    browser: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoteType:
    """What Anki calls a note type: one for each kind of card.

    Attributes:
        kind: The card kind.
        name: What Anki shows.
        id: What Anki knows it by.
        cloze: Whether its cards are the gaps of its first field.
        fields: In Anki's order.
        templates: In Anki's order.
    """

    kind: str
    name: str
    id: int
    cloze: bool
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        return tuple(field.name for field in self.fields)


@cache
def note_types() -> Mapping[str, NoteType]:
    """All note types by card kind."""
    table = tomllib.loads(Path(__file__).with_name("notetypes.toml").read_text("utf-8"))
    return {kind: _note_type(kind, entry, table) for kind, entry in table["kinds"].items()}


def _note_type(kind: str, entry: Mapping[str, Any], table: Mapping[str, Any]) -> NoteType:
    opened = {*entry["open"], *table["open"]}
    unsearched = {*entry.get("unsearched", ()), *table["unsearched"]}
    ids: dict[str, int] = {**entry["fields"], **table["fields"]}
    return NoteType(
        kind=kind,
        name=entry["name"],
        id=entry["id"],
        cloze=entry.get("cloze", False),
        fields=tuple(Field(name, id_, name in opened, name not in unsearched) for name, id_ in ids.items()),
        templates=tuple(
            Template(name, one["id"], one.get("asks"), (one["browser"][0], one["browser"][1]))
            for name, one in entry["templates"].items()
        ),
    )
