"""What each card says in the fields of its Anki note."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from exporter.mask import context_html
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard, kind_of
from exporter.render.cells import diagrams_in_cells
from exporter.writers.anki import fields
from exporter.writers.anki.mcq import mcq_fields
from exporter.writers.anki.notetypes import note_types
from exporter.writers.anki.tradeoff import tradeoff_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import IssuedCard, Pack

Contents = dict[str, str]


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
            own = {"Text": fields.say(card.text), "Extra": fields.say(card.extra)}
    filled = {**_shared_fields(issued, pack), **own}
    names = note_types()[kind_of(card)].field_names
    return {name: fields.writable(filled.get(name, "")) for name in names}


def _shared_fields(issued: IssuedCard, pack: Pack) -> Contents:
    note = pack.notes[issued.card.origin.note]
    return {
        "Context": fields.wrap(context_html(issued.card), note.title.lang),
        "Title": fields.say(note.title),
        "Source": escape(issued.uri or ""),
        "CardId": issued.id,
        "Retired": ""
        if issued.retired is None
        else datetime.fromtimestamp(issued.retired, UTC).date().isoformat(),
    }


def _day(moment: int | None) -> str:
    return "" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat()


def _concept_fields(card: ConceptCard, pack: Pack) -> Contents:
    return {
        "Prompt": _prompt(card, pack),
        "Answer": _answer(card),
        "Term": fields.say(card.term),
        "Clue": fields.say(card.clue),
        "Examples": fields.say_list(card.examples),
        "AskName": _asked_by_name(card, pack),
        "Explain": fields.say(card.explanation),
        "Diagram": fields.draw(card.diagrams),
    }


def _asked_by_name(card: ConceptCard, pack: Pack) -> str:
    """Give what asks for a name, where it is asked for; a question has its other way from its author."""
    if card.clue is None:
        return ""
    if card.role is Role.QUESTION:
        return fields.wrap(fields.ask("other_side", pack.languages), pack.languages[0], "turned")
    return fields.ask("name", pack.languages) if pack.ask.name else ""


def _answer(card: ConceptCard) -> str:
    """Give the answer; what the front has said already stands back in it."""
    given = card.prompt.html if card.prompt else ""
    html = card.definition.html
    if given and html.startswith(given):
        html = f'<span class="given">{given}</span>{html.removeprefix(given)}'
    return fields.wrap(diagrams_in_cells(html), card.definition.lang)


def _prompt(card: ConceptCard, pack: Pack) -> str:
    """A situation asks what to do, a title asks for the gist, a term or a question asks by itself."""
    face = card.prompt or card.term
    if card.role is not Role.KEY_POINT:
        name = "term" if card.prompt is None and card.role is Role.DEFINITION else "question"
        return fields.wrap(face.html, face.lang, name)
    word = "gist" if card.prompt is None else "how"
    return fields.wrap(face.html, face.lang, "situation") + " " + fields.ask(word, pack.languages)
