"""From a pack to the bytes of a deck file, with what has to be said about it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic
from exporter.model import McqCard, kind_of
from exporter.source import Position
from exporter.writers.anki.contents import as_row, contents
from exporter.writers.anki.markup import TemplateError
from exporter.writers.anki.mcq import SLOTS, fits
from exporter.writers.anki.notetypes import note_types
from exporter.writers.anki.package import Deck, Model, Note, model, pack_file

if TYPE_CHECKING:
    from exporter.model import IssuedCard, Pack
    from exporter.writers.base import Job

_REPORT_EVERY = 50


def write_deck(pack: Pack, job: Job) -> Checked[bytes | None]:
    """Write the deck of a pack: equal packs built at the same time give equal bytes."""
    try:
        models = {
            kind: model(made, job.templates, job.styled.get(kind, job.built_at))
            for kind, made in note_types().items()
        }
    except TemplateError as error:
        fix = "compare your `templates/anki` folder with the one that comes with studypack"
        return Checked(None, (Diagnostic("bad-template", str(error), help=fix),))
    diagnostics = [too_many(issued) for issued in pack.cards if not fits(issued)]
    decks = _decks(pack, models, job)
    media = {attachment.name: attachment.content for attachment in pack.attachments}
    return Checked(pack_file(decks, media, job.built_at), tuple(diagnostics))


def too_many(issued: IssuedCard) -> Diagnostic:
    """Say that a question has more options than Anki's note type has slots."""
    card = issued.card
    count = len(card.options) if isinstance(card, McqCard) else 0
    return Diagnostic(
        "too-many-options",
        f"the question has {count} options, but a card holds {len(SLOTS)}; it is left out of the deck",
        card.origin.note,
        Position(card.origin.line, 1),
        help=f"split the question, or drop options until {len(SLOTS)} are left",
    )


def deck_id(name: str) -> int:
    """A number for a deck, the same for the same name. Anki itself matches decks by name."""
    return 1 << 40 | int.from_bytes(sha256(name.encode()).digest()[:5], "big")


def _decks(pack: Pack, models: dict[str, Model], job: Job) -> list[Deck]:
    """Fill the decks; new cards come in pack order."""
    decks: dict[str, Deck] = {}
    comparisons = pack.comparisons()
    total = len(pack.cards)
    for place, issued in enumerate(pack.cards, start=1):
        if fits(issued):
            row = job.filled.get(issued.id) or as_row(contents(issued, pack, comparisons))
            made = Note(
                model=models[kind_of(issued.card)],
                row=row,
                tags=issued.tags,
                guid=issued.guid,
                due=place,
                changed=job.built_at if issued.changed is None else issued.changed,
            )
            name = issued.deck
            decks.setdefault(name, Deck(deck_id(name), name)).add_note(made)
        if place % _REPORT_EVERY == 0 or place == total:
            job.progress(place, total)
    return list(decks.values())
