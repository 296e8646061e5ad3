"""What could be better about the cards of a pack, each said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.assemble.asked_twice import asked_twice, unclear_fronts
from exporter.assemble.differs import differing
from exporter.assemble.long_lists import too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.diagnostics import Diagnostic
    from exporter.ledger import Found, Identified
    from exporter.model import Card


def hints(
    every: Sequence[Found], asked: Iterable[Card], identified: Identified, *, stems_alone: bool
) -> Iterator[Diagnostic]:
    """Give hints on cards that are hard to answer; of what one rule has told, no other speaks.

    Args:
        every: The cards as the notes say them.
        asked: Those that are asked, as they are shown.
        identified: Who is who.
        stems_alone: Whether questions are also asked without their options.
    """
    yield from too_long(found.card for found in every)
    unclear = list(unclear_fronts(asked, stems_alone=stems_alone))
    told = _places(unclear)
    differs = [each for each in differing(found.card for found in every) if not _places([each]) & told]
    told |= _places(differs)
    copies = {each.path for each in identified.diagnostics if each.rule == "note-copied"}
    yield from (*unclear, *differs)
    yield from asked_twice(
        found.card
        for found, _ in identified.known()
        if found.note not in copies and (found.note, found.card.origin.line) not in told
    )


def _places(findings: Iterable[Diagnostic]) -> set[tuple[str | None, int]]:
    return {(each.path, each.position.line if each.position else 0) for each in findings}
