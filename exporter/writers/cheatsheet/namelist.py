"""The glossary at the end of the sheet, which is its index as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.glossary import by_head, glossary, hangul_head, latin_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.glossary import Headword
    from exporter.model import Pack

ENOUGH = 8
"""How many names have to be known in both languages for a glossary of its own accord."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list.

    Attributes:
        name: What it is sorted by.
        lang: Language of the name.
        other: What it is called in the other language.
        other_lang: Language of that.
        anchors: Where it stands, in the order of the pages.
        is_title: Whether it is but the title of a note.
    """

    name: str
    lang: str
    other: str
    other_lang: str
    anchors: tuple[str, ...]
    is_title: bool


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of one script.

    Attributes:
        label: Which of the program's words stands over it.
        groups: Heads, each with its lines.
    """

    label: str
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]


def name_lists(pack: Pack, wanted: str, numbers: Mapping[str, int]) -> tuple[NameList, ...]:
    """Make the lists of names.

    Args:
        pack: Whose names.
        wanted: ``yes``, ``no``, or ``auto``: if there are enough pairs.
        numbers: Of the notes on the sheet, by path.
    """
    found = () if wanted == "no" else glossary(pack)
    if wanted == "auto" and sum(each.is_pair for each in found) < ENOUGH:
        return ()
    ids = {issued.id: issued.short_id for issued in pack.cards}
    lines = [line for each in found for line in _lines(each, _anchors(each, numbers, ids))]
    hangul = [line for line in lines if hangul_head(line.name)]
    latin = [line for line in lines if not hangul_head(line.name)]
    made = (
        NameList("by_hangul", by_head(hangul, _sorted_by, hangul_head)),
        NameList("by_latin", by_head(latin, _sorted_by, latin_head)),
    )
    return tuple(each for each in made if each.groups)


def _sorted_by(line: Listed) -> str:
    return line.name


def _lines(word: Headword, anchors: tuple[str, ...]) -> Iterable[Listed]:
    """Give the lines of a name: one in each list, and none that would stand beside its double."""
    title = not word.cards
    if word.hangul and (hangul_head(word.hangul) or not word.latin):
        yield Listed(word.hangul, "ko", word.latin, "en", anchors, title)
    if word.latin:
        yield Listed(word.latin, "en", word.hangul, "ko", anchors, title)


def _anchors(word: Headword, numbers: Mapping[str, int], ids: Mapping[str, str]) -> tuple[str, ...]:
    notes = (f"note-{numbers[path]}" for path in word.notes)
    return (*notes, *(f"card-{ids[card]}" for card in word.cards))
