"""Hashes of what Anki is given: a note or note type is stamped anew when its own changes."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from exporter.writers.anki.markup import sides, style
from exporter.writers.anki.notetypes import note_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import IssuedCard, Pack
    from exporter.render.templates import Templates
    from exporter.writers.anki.contents import Contents


def card_digests(pack: Pack, filled: Mapping[str, Contents]) -> dict[str, str]:
    """Hash each card's fields and tags, by id, of those that a note type can hold.

    Args:
        pack: What is issued; the times in it play no part.
        filled: The fields of its cards, by id.
    """
    return {issued.id: card_digest(issued, filled[issued.id]) for issued in pack.cards if issued.id in filled}


def card_digest(issued: IssuedCard, fields: Contents) -> str:
    """Hash a card's fields and tags.

    Args:
        issued: The card; its time plays no part.
        fields: Its fields.
    """
    return _digest([fields, sorted(issued.tags)])


def note_type_digests(templates: Templates) -> dict[str, str]:
    """Hash each note type's templates and style, by card kind.

    Args:
        templates: Finds them.

    Raises:
        TemplateError: One of the templates asks for what does not exist.
    """
    found = {}
    for kind, made in note_types().items():
        shown = [sides(made, each, templates) for each in made.templates]
        found[kind] = _digest([made.name, style(kind, templates), shown])
    return found


def _digest(value: object) -> str:
    return blake2b(_JSON.encode(value).encode(), digest_size=12).hexdigest()


_JSON = json.JSONEncoder(ensure_ascii=False)
