"""What a pack has to say in another language: one message for each piece of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from exporter.labels import labels
from exporter.model import face_of, texts_by_role
from exporter.translate.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporter.model import Card, IssuedCard, Note, Text

_HANGUL = re.compile("[가-힣]")
_CODE = re.compile(r"`[^`]*`|\$[^$]*\$|!?\[\[[^\[\]]*\]\]|\]\([^()]*\)|<[^<>]*>|\{\{c\d+::|\}\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
# Roles in which an English name is a name in every language.
_NAMING = frozenset({"title", "heading", "term", "subject", "option"})
# A text that is another's: it is translated there.
_OTHERS = frozenset({"alternative"})
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece of text that another language wants.

    Attributes:
        context: Id of the card or note, and the role of the text in it.
        source: What it says, inline Markdown.
        note: Path of the note.
        line: Of the card in it, from 1.
        about: What the card is called, for whoever translates.
    """

    context: str
    source: str
    note: str
    line: int
    about: str

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by."""
        return self.context, self.source


class Place(NamedTuple):
    """Where a text stands: what its messages are named after.

    Attributes:
        id: Of the card, or of the note for its title and headings.
        role: Of the text.
    """

    id: str
    role: str

    @property
    def context(self) -> str:
        """As in a catalogue."""
        return f"{self.id} {self.role}"


def place_of(role: str, card: str, note: str) -> Place:
    """Say where a text of a card stands; titles and headings are the note's.

    Args:
        role: Of the text, as `with_texts` names it.
        card: Id of the card.
        note: Id of its note.
    """
    return Place(note if role in {"title", "heading"} else card, role)


def noted_in(card: Card) -> str:
    """Give the language in which a card is noted: Korean where any of its sentences is.

    Args:
        card: As its note says it.
    """
    texts = (text for role, text in texts_by_role(card) if role not in _NAMING)
    return "ko" if any(map(_is_korean, texts)) else "en"


def _is_korean(text: Text) -> bool:
    return _HANGUL.search(_CODE.sub(" ", text.markdown)) is not None


def wants(text: Text, role: str, lang: str, noted: str = "ko") -> bool:
    """Tell whether a text has to be said in a language as well.

    A text with Hangul wants every other language; one without wants Korean, unless it is but a name.

    Args:
        text: As the note says it.
        role: In its card.
        lang: BCP 47.
        noted: Language in which its card is noted: an English word in Korean notes is more of a name.
    """
    bare = _CODE.sub(" ", text.markdown)
    korean = _HANGUL.search(bare) is not None
    if lang == ("ko" if korean else text.lang) or not _WORD.search(bare):
        return False
    return korean or not (role in _NAMING and _is_name(bare, role, noted))


def _is_name(words: str, role: str, noted: str) -> bool:
    """Tell whether each word is a name or a figure (`Amazon SQS`), or a title is a folder's name."""
    if role == "title" and len(words.split()) == 1:
        return True
    said = [
        word for word in _WORD.findall(words) if len(word) > 1 and word.casefold() not in labels().general
    ]
    if noted == "ko":
        return not any(map(str.islower, said))
    return not any(word[1:].islower() for word in said)


def wanted(
    cards: Iterable[IssuedCard],
    notes: Mapping[str, Note],
    titles: Iterable[tuple[str, Text, str]],
    footnotes: Mapping[str, Mapping[str, str]],
    lang: str,
) -> tuple[Wanted, ...]:
    """Give what a pack has to say in a language, each once, in reading order.

    Args:
        cards: With their texts as in the notes.
        notes: By path.
        titles: Of the pack and its chapters: context, words, path of a note.
        footnotes: Of each note, by name.
        lang: BCP 47.
    """
    found: dict[tuple[str, str], Wanted] = {}
    for context, title, path in titles:
        if wants(title, "title", lang):
            each = Wanted(context, title.markdown, path, 1, "")
            found.setdefault(each.key, each)
    for issued in cards:
        note = notes[issued.card.origin.note]
        for each in _of_card(issued.card, issued.id, note, footnotes.get(note.path, {}), lang):
            found.setdefault(each.key, each)
    return tuple(found.values())


def _of_card(card: Card, id_: str, note: Note, footnotes: Mapping[str, str], lang: str) -> Iterator[Wanted]:
    about = face_of(card).text
    about = about if len(about) <= _SHORT else f"{about[:_SHORT].rstrip()}…"
    noted = noted_in(card)
    for role, text in texts_by_role(card):
        if role in _OTHERS or text.said_in(lang) not in {None, text} or not wants(text, role, lang, noted):
            continue
        context = place_of(role, id_, note.id).context
        said = "" if role in {"title", "heading"} else about
        for piece in pieces(text.markdown):
            yield Wanted(context, piece, note.path, card.origin.line, said)
        for name in _REFERENCE.findall(text.markdown):
            if name in footnotes:
                yield Wanted(f"{id_} footnote", footnotes[name], note.path, card.origin.line, said)


def references(markdown: str) -> list[str]:
    """Give the names of the footnotes that a text refers to.

    Args:
        markdown: Of the text.
    """
    return _REFERENCE.findall(markdown)
