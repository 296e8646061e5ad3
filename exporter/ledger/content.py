"""A card packed into one short text, and unpacked: so that a retired card can be written again."""

from __future__ import annotations

import json
import zlib
from base64 import b85decode
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from exporter.ledger.base85 import encoded
from exporter.model import (
    ClozeCard,
    ConceptCard,
    Gap,
    McqCard,
    Note,
    Option,
    Origin,
    Role,
    Text,
    TradeoffCard,
    kind_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Card

_Shape = dict[str, Any]


def pack_card(card: Card, note: Note) -> str:
    """Pack a card with what its fields say of its note.

    Args:
        card: The card.
        note: Its note.
    """
    shape = {
        "kind": kind_of(card),
        "note": [note.path, note.id, _text(note.title), note.tags, note.aliases],
        "origin": [card.origin.line, card.origin.slot, _texts(card.origin.context)],
        **({"tags": card.origin.tags} if card.origin.tags else {}),
        **_own(card),
    }
    return encoded(deflated(_JSON.encode(shape).encode()))


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def deflated(flat: bytes) -> bytes:
    """Give what ``zlib.compress(flat, 9)`` gives.

    To lay out its memory takes zlib far longer than to compress a card in it; for a text that fits into
    a small window, with as many symbols at most, a small one gives the same. Only the head would tell.

    Args:
        flat: A card in JSON.
    """
    if len(flat) > _SMALL:
        return zlib.compress(flat, 9)
    small = zlib.compressobj(9, zlib.DEFLATED, wbits=-12, memLevel=6)
    return b"".join((_HEAD, small.compress(flat), small.flush(), zlib.adler32(flat).to_bytes(4)))


_SMALL = (1 << 12) - 300
_HEAD = b"\x78\xda"


def unpack_card(packed: str) -> tuple[Card, Note] | None:
    """Unpack a card and its note; None where the text is damaged."""
    try:
        shape = json.loads(zlib.decompress(b85decode(packed)))
        path, id_, title, tags, aliases = shape["note"]
        note = Note(path, id_, _to_text(title), tuple(tags), tuple(aliases))
        line, slot, context = shape["origin"]
        origin = Origin(path, line, slot, _to_texts(context), tags=tuple(shape.get("tags", ())))
        return _card(shape, origin), note
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


def _text(text: Text | None) -> list[Any] | None:
    return None if text is None else [text.html, text.text, text.lang, *_texts(text.translations)]


def _texts(texts: Iterable[Text | None]) -> list[list[Any] | None]:
    return [_text(text) for text in texts]


def _to_text(shape: list[Any]) -> Text:
    html, text, lang, *translations = shape
    return Text("", html, text, lang, _to_texts(translations))


def _maybe(shape: list[Any] | None) -> Text | None:
    return None if shape is None else _to_text(shape)


def _to_texts(shapes: Iterable[list[Any]]) -> tuple[Text, ...]:
    return tuple(map(_to_text, shapes))


def _own(card: Card) -> _Shape:
    match card:
        case ConceptCard():
            return {
                "role": card.role,
                "texts": _texts((card.term, card.definition, card.prompt, card.clue, card.explanation)),
                "examples": _texts(card.examples),
                "diagrams": card.diagrams,
            }
        case TradeoffCard():
            return {
                "subject": _text(card.subject),
                "sides": [_texts(card.pros), _texts(card.cons), _texts(card.alternatives)],
                "comparison": card.comparison,
                "clue": _text(card.clue),
            }
        case McqCard():
            options = [
                [each.label, _text(each.text), each.correct, _text(each.rationale)] for each in card.options
            ]
            return {"stem": _text(card.stem), "options": options, "rationale": _text(card.rationale)}
        case ClozeCard():
            gaps = [astuple(gap) for gap in card.gaps]
            return {"text": _text(card.text), "extra": _text(card.extra), "gaps": gaps}


def _card(shape: _Shape, origin: Origin) -> Card:
    match shape["kind"]:
        case "concept":
            term, definition, *rest = shape["texts"]
            prompt, clue, explanation = map(_maybe, rest)
            return ConceptCard(
                origin,
                Role(shape["role"]),
                _to_text(term),
                _to_text(definition),
                prompt,
                clue,
                _to_texts(shape["examples"]),
                explanation,
                tuple(shape["diagrams"]),
            )
        case "tradeoff":
            pros, cons, others = map(_to_texts, shape["sides"])
            subject, clue = _to_text(shape["subject"]), _maybe(shape["clue"])
            return TradeoffCard(origin, subject, pros, cons, others, shape["comparison"], clue)
        case "mcq":
            options = tuple(
                Option(label, _to_text(text), correct, _maybe(rationale))
                for label, text, correct, rationale in shape["options"]
            )
            return McqCard(origin, _to_text(shape["stem"]), options, _maybe(shape["rationale"]))
    gaps = tuple(Gap(*each) for each in shape.get("gaps", ()))
    return ClozeCard(origin, _to_text(shape["text"]), _maybe(shape["extra"]), gaps)
