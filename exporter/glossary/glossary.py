"""Collects the names of a pack: terms, subjects and notes, each once, with all the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from exporter.glossary.names import Name, is_hangul, is_name, is_slug, pair
from exporter.labels import fold
from exporter.model import ConceptCard, Role, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Card, IssuedCard, Note, Pack, Text

_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Headword:
    """A name and where it stands.

    Attributes:
        hangul: The name in Hangul; empty where it is not known.
        latin: The name in Latin letters, likewise.
        cards: Ids of the cards that are about it, in pack order, what is compared first.
        notes: Paths of the notes that are called so.
    """

    hangul: str
    latin: str
    cards: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_pair(self) -> bool:
        """Whether it is known in both scripts."""
        return bool(self.hangul and self.latin)


class _Found(NamedTuple):
    name: Name
    card: str | None
    note: str


def glossary(pack: Pack) -> tuple[Headword, ...]:
    """Collect the names of a pack, in the order in which they come.

    A name is a pair if its text has a translation or a gloss in the other script. One that has
    neither is the pair's that has it as one half, wherever that stands; else it remains alone.
    """
    found = list(_found(pack))
    whole = dict.fromkeys(_key(each.name) for each in found if all(each.name))
    halves = {half: key for key in reversed(whole) for half in key}
    merged: dict[tuple[str, str], Headword] = {}
    for each in found:
        key = _key(each.name)
        if key not in whole:
            key = halves.get(key[0] or key[1], key)
        known = merged.get(key, Headword(*each.name))
        merged[key] = _with(known, each)
    return tuple(merged.values())


def _key(name: Name) -> tuple[str, str]:
    return fold(name.hangul), fold(name.latin)


def _with(known: Headword, found: _Found) -> Headword:
    cards = known.cards if found.card is None else (*known.cards, found.card)
    notes = known.notes if found.card is not None else (*known.notes, found.note)
    return replace(
        known,
        hangul=known.hangul or found.name.hangul,
        latin=known.latin or found.name.latin,
        cards=tuple(dict.fromkeys(cards)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _found(pack: Pack) -> Iterator[_Found]:
    for path, issued in pack.by_note().items():
        if not issued:
            continue
        yield from (_Found(name, None, path) for name in _titles(pack.notes[path]))
        for one in sorted(issued, key=_as_printed):
            text = _subject(one.card)
            name = None if text is None else _name(text)
            if name is not None:
                yield _Found(name, one.id, path)


def _as_printed(one: IssuedCard) -> bool:
    return not isinstance(one.card, TradeoffCard)


def _subject(card: Card) -> Text | None:
    match card:
        case TradeoffCard():
            return card.subject
        case ConceptCard(role=Role.DEFINITION):
            return card.term
        case ConceptCard(role=Role.QUESTION):
            return card.prompt or card.term
    return None


def _name(text: Text) -> Name | None:
    return pair(_plain(text), _other(text))


def _titles(note: Note) -> Iterable[Name]:
    """Give a note's title: as one pair where it is a name, else in each of its languages by itself."""
    title = _plain(note.title)
    other = _other(note.title) or _alias(note)
    if is_name(title, _TITLE_WORDS) and (not other or is_name(other, _TITLE_WORDS + 1)):
        found = pair(title, other)
        return () if found is None else (found,)
    said = dict.fromkeys((title, *map(_plain, note.title.translations)))
    return [Name(each, "") if is_hangul(each) else Name("", each) for each in said if each]


def _alias(note: Note) -> str:
    """Give the alias that is the title in the other script: only one may be."""
    here = is_hangul(note.title.text)
    others = [alias for alias in note.aliases if is_hangul(alias) != here and is_name(alias)]
    return others[0] if len(others) == 1 and not is_slug(others[0]) else ""


def _other(text: Text) -> str:
    here = is_hangul(text.text)
    return next((_plain(each) for each in text.translations if is_hangul(each.text) != here), "")


def _plain(text: Text) -> str:
    return normalize("NFC", text.text).strip()
