"""Bilingual notes: `note.en.md` beside `note.md` makes no cards of its own, it says the same in English."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.labels import fold
from exporter.model import ConceptCard, McqCard, Role, face_of, kind_of, texts_by_role, with_texts
from exporter.source import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from exporter.model import Card, Note, Text

_NAME = re.compile(r"(?P<stem>.+)\.(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)?)\.md", re.IGNORECASE)
_BRACKETS = r"[(（\[]([^()（）\[\]]*)[)）\]]"


def main_of(path: str, paths: Collection[str], languages: Iterable[str]) -> tuple[str, str] | None:
    """Give the note that a note is the translation of, and its language; None for any other note.

    Args:
        path: Of the note.
        paths: Of all notes.
        languages: In which notes may be.
    """
    found = _NAME.fullmatch(path)
    if found is None or found["lang"].casefold() not in {each.casefold() for each in languages}:
        return None
    main = f"{found['stem']}.md"
    return (main, found["lang"]) if main in paths else None


def paired(
    note: Note, cards: Sequence[Card], twin: Note, twins: Sequence[Card], lang: str
) -> Checked[tuple[Note, tuple[Card, ...]]]:
    """Give a note and its cards with what its translation says.

    Cards are paired by what they are called, else in order, if as many are left on both sides.

    Args:
        note: The note.
        cards: Its cards.
        twin: Its translation.
        twins: The cards that the translation would make.
        lang: Of the translation.
    """
    said: list[Diagnostic] = []
    partner = _partners(cards, twins)
    found = tuple(
        _translated(card, partner[index], lang, said) if index in partner else card
        for index, card in enumerate(cards)
    )
    matched = {id(each) for each in partner.values()}
    said += [_unpaired(each) for each in twins if id(each) not in matched]
    title = _with(note.title, twin.title, lang)
    return Checked((replace(note, title=title), found), tuple(said))


def _partners(cards: Sequence[Card], twins: Sequence[Card]) -> dict[int, Card]:
    """Pair cards, by index of the note's own."""
    found: dict[int, Card] = {}
    kinds = dict.fromkeys(map(_kind, cards))
    for kind in kinds:
        mine = [index for index, card in enumerate(cards) if _kind(card) == kind]
        theirs = [each for each in twins if _kind(each) == kind]
        for index in tuple(mine):
            names = _names(cards[index])
            match = next((each for each in theirs if names & _names(each)), None)
            if match is not None:
                found[index] = match
                mine.remove(index)
                theirs = [each for each in theirs if each is not match]
        if len(mine) == len(theirs):
            found.update(zip(mine, theirs, strict=True))
    return found


def _kind(card: Card) -> tuple[str, object]:
    """Give what two cards must have in common: kind and role, and of questions the key."""
    match card:
        case ConceptCard():
            return "concept", card.role
        case McqCard():
            return "mcq", (len(card.options), card.key)
    return kind_of(card), None


def _names(card: Card) -> frozenset[str]:
    """Give the names by which a card may be known in both languages; a question has none."""
    if isinstance(card, McqCard) or (isinstance(card, ConceptCard) and card.role is Role.KEY_POINT):
        return frozenset()
    face = face_of(card).text
    parts = (face, re.sub(_BRACKETS, " ", face), *re.findall(_BRACKETS, face))
    return frozenset(each for each in map(fold, parts) if each)


def _translated(card: Card, twin: Card, lang: str, said: list[Diagnostic]) -> Card:
    """Give a card with the texts of its twin, role by role, where both have as many."""
    mine, theirs = _by_role(card), _by_role(twin)
    uneven = [role for role, texts in mine.items() if role in theirs and len(theirs[role]) != len(texts)]
    uneven = [role for role in uneven if role not in {"title", "heading", "example", "alternative"}]
    if uneven:
        said.append(_uneven(twin, uneven[0], len(mine[uneven[0]]), len(theirs[uneven[0]])))
    queues = {
        role: list(theirs[role])
        for role, texts in mine.items()
        if role in theirs and len(theirs[role]) == len(texts)
    }

    def change(role: str, text: Text) -> Text:
        return _with(text, queues[role].pop(0), lang) if queues.get(role) else text

    return with_texts(card, change)


def _by_role(card: Card) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for role, text in texts_by_role(card):
        found.setdefault(role, []).append(text)
    return found


def _with(text: Text, other: Text, lang: str) -> Text:
    if other.html == text.html or text.lang == lang:
        return text
    kept = tuple(each for each in text.translations if each.lang != lang)
    return replace(text, translations=(*kept, replace(other, lang=lang, translations=())))


def _unpaired(twin: Card) -> Diagnostic:
    message = f"`{face_of(twin).text[:60]}` has no counterpart in the note that this one translates"
    fix = "let both notes have the same parts in the same order, or name the term in both languages"
    return Diagnostic(
        "translation-unpaired", message, twin.origin.note, Position(twin.origin.line, 1), help=fix
    )


def _uneven(twin: Card, role: str, here: int, there: int) -> Diagnostic:
    message = f"here are {there} parts ({role}), and {here} in the note that this one translates"
    fix = "let both have as many, in the same order"
    return Diagnostic(
        "translation-unpaired", message, twin.origin.note, Position(twin.origin.line, 1), help=fix
    )
