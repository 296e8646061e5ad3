"""A pack as plain dictionaries and lists, shaped by ``pack.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.model import ClozeCard, ConceptCard, McqCard, TradeoffCard, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Card, IssuedCard, Note, Pack, Text

FORMAT, VERSION = "studypack-pack", 1

_Shape = dict[str, Any]


def shape(pack: Pack) -> _Shape:
    """Shape a pack."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": pack.title,
        "languages": list(pack.languages),
        "notes": [_note(note) for note in pack.notes.values()],
        "cards": [_card(issued) for issued in pack.cards],
        "chapters": [{"title": _text(each.title), "notes": list(each.notes)} for each in pack.chapters],
        "attachments": [
            {"name": each.name, "path": each.path, "sha256": each.sha256} for each in pack.attachments
        ],
        "diagnostics": [each.shape() for each in pack.diagnostics],
    }


def _text(text: Text) -> _Shape:
    shape: _Shape = {"text": text.text, "html": text.html, "markdown": text.markdown, "lang": text.lang}
    if text.translations:
        shape["translations"] = {
            each.lang: {"text": each.text, "html": each.html} for each in text.translations
        }
    return shape


def _maybe(text: Text | None) -> _Shape | None:
    return None if text is None else _text(text)


def _texts(texts: Iterable[Text]) -> list[_Shape]:
    return [_text(text) for text in texts]


def _note(note: Note) -> _Shape:
    return {
        "path": note.path,
        "id": note.id,
        "title": _text(note.title),
        "tags": list(note.tags),
        "aliases": list(note.aliases),
        "created": note.created.isoformat() if note.created else None,
        "modified": note.modified.isoformat() if note.modified else None,
    }


def _card(issued: IssuedCard) -> _Shape:
    origin = issued.card.origin
    return {
        "kind": kind_of(issued.card),
        "id": issued.id,
        "guid": issued.guid,
        "short_id": issued.short_id,
        "note": origin.note,
        "line": origin.line,
        "tags": list(issued.tags),
        "deck": issued.deck,
        "context": _texts(origin.context),
        "changed": issued.changed,
        "source": issued.uri,
        **_own(issued.card),
    }


def _own(card: Card) -> _Shape:
    """Shape what only cards of this kind have."""
    match card:
        case ConceptCard():
            prompt = {"prompt": _text(card.prompt)} if card.prompt else {}
            return {
                "role": str(card.role),
                "term": _text(card.term),
                "definition": _text(card.definition),
                **prompt,
                "examples": _texts(card.examples),
                "explanation": _maybe(card.explanation),
                "diagrams": list(card.diagrams),
            }
        case TradeoffCard():
            return {
                "subject": _text(card.subject),
                "pros": _texts(card.pros),
                "cons": _texts(card.cons),
                "alternatives": _texts(card.alternatives),
            }
        case McqCard():
            options = [
                {
                    "label": option.label,
                    "text": _text(option.text),
                    "correct": option.correct,
                    "rationale": _maybe(option.rationale),
                }
                for option in card.options
            ]
            return {"stem": _text(card.stem), "options": options, "rationale": _maybe(card.rationale)}
        case ClozeCard():
            return {"text": _text(card.text), "extra": _maybe(card.extra)}
