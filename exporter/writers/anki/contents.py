"""What each card says in the fields of its Anki note."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from exporter.mask import context_html
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard, kind_of
from exporter.render.cells import diagrams_in_cells
from exporter.writers.anki import fields
from exporter.writers.anki.mcq import fits, mcq_fields
from exporter.writers.anki.notetypes import note_types
from exporter.writers.anki.speech import spoken
from exporter.writers.anki.tradeoff import tradeoff_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import IssuedCard, Pack, Text

Contents = dict[str, str]

# Stands between fields in Anki's own rows, and so in none of them.
_BETWEEN = "\x1f"


def as_row(filled_fields: Contents) -> bytes:
    """Give fields as they stand in a row of Anki's: in half the room that they take as strings.

    Args:
        filled_fields: In the order of the note type.
    """
    return _BETWEEN.join(filled_fields.values()).encode()


def from_row(row: bytes) -> list[str]:
    """Give the fields of a row.

    Args:
        row: Made by `as_row`.
    """
    return row.decode().split(_BETWEEN)


def filled(pack: Pack) -> dict[str, Contents]:
    """Fill the fields of each card that a note type can hold, by its id.

    Args:
        pack: What is issued; the times in it play no part.
    """
    comparisons = pack.comparisons()
    return {issued.id: contents(issued, pack, comparisons) for issued in pack.cards if fits(issued)}


def contents(
    issued: IssuedCard, pack: Pack, comparisons: Mapping[tuple[str, str], tuple[TradeoffCard, ...]]
) -> Contents:
    """Fill the fields of a card's note type; those that the card has nothing for stay empty.

    Args:
        issued: The card.
        pack: Where it stands.
        comparisons: The pack's, made once.
    """
    card = issued.card
    match card:
        case ConceptCard():
            own = _concept_fields(card, pack)
        case TradeoffCard():
            own = tradeoff_fields(card, pack, comparisons.get((card.origin.note, card.comparison), ()))
        case McqCard():
            own = mcq_fields(card, pack)
        case ClozeCard():
            own = fields.both(Text=card.text, Extra=card.extra)
    said = _shared_fields(issued, pack) | own
    every = _empty(kind_of(card))
    written = {name: fields.writable(value) for name, value in said.items() if value and name in every}
    return every | written | {"Audio": spoken(card, pack.speak)}


@cache
def _empty(kind: str) -> Contents:
    return dict.fromkeys(note_types()[kind].field_names, "")


def _shared_fields(issued: IssuedCard, pack: Pack) -> Contents:
    note = pack.notes[issued.card.origin.note]
    others = fields.unsaid(issued.chapter) if issued.chapter else []
    return {
        "Context": fields.wrap(context_html(issued.card), note.title.lang),
        "Title": fields.say(note.title) + _chapter(issued.chapter),
        "Title2": fields.second(note.title) + "".join(map(_chapter, others)),
        "Source": escape(issued.uri or ""),
        "CardId": issued.id,
        "Retired": _day(issued.retired),
    }


def _chapter(title: Text | None) -> str:
    return fields.wrap(title.html, title.lang, "chapter") if title else ""


def _day(moment: int | None) -> str:
    return "" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat()


def _concept_fields(card: ConceptCard, pack: Pack) -> Contents:
    face = card.prompt or card.term
    return {
        **fields.both(Term=card.term, Clue=card.clue, Explain=card.explanation),
        "Prompt": _prompt(card, pack),
        "Prompt2": "".join(fields.wrap(each.html, each.lang, _manner(card)) for each in fields.unsaid(face)),
        "Answer": _answer(card.definition, card.prompt),
        "Answer2": "".join(_answer(each, _same(card.prompt, each)) for each in card.definition.translations),
        "Examples": fields.say_list(card.examples),
        "Examples2": fields.second_list(card.examples),
        "AskName": _asked_by_name(card, pack),
        "Diagram": fields.draw(card.diagrams),
    }


def _same(text: Text | None, other: Text) -> Text | None:
    """Give a text in the language of another."""
    return text.said_in(other.lang) if text else None


def _asked_by_name(card: ConceptCard, pack: Pack) -> str:
    """Give what asks for a name, where it is asked for; a question has its other way from its author."""
    if card.clue is None:
        return ""
    if card.role is Role.QUESTION:
        return fields.wrap(fields.ask("other_side", pack.languages), pack.languages[0], "turned")
    return fields.ask("name", pack.languages) if pack.ask.name else ""


def _answer(answer: Text, prompt: Text | None) -> str:
    """Give the answer; what the front has said already stands back in it."""
    given = prompt.html if prompt else ""
    html = answer.html
    if given and html.startswith(given):
        html = f'<span class="given">{given}</span>{html.removeprefix(given)}'
    return fields.wrap(diagrams_in_cells(html), answer.lang)


def _prompt(card: ConceptCard, pack: Pack) -> str:
    """A situation asks what to do, a title asks for the gist, a term or a question asks by itself."""
    face = card.prompt or card.term
    shown = fields.wrap(face.html, face.lang, _manner(card))
    if card.role is not Role.KEY_POINT:
        return shown
    return shown + " " + fields.ask("gist" if card.prompt is None else "how", pack.languages)


def _manner(card: ConceptCard) -> str:
    """Say as what the front is set."""
    if card.role is Role.KEY_POINT:
        return "situation"
    return "term" if card.prompt is None and card.role is Role.DEFINITION else "question"
