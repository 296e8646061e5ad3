"""A card as plain lines, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.labels import labels
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard
from exporter.report.findings import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import IssuedCard


def card_lines(issued: IssuedCard, lang: str, root: Path) -> Iterator[str]:
    """Give a card's lines.

    Args:
        issued: The card.
        lang: Language of the labels.
        root: The vault's root.
    """
    card, word = issued.card, labels().printed.get(lang, labels().printed["en"])
    yield f"{shown_path(root / card.origin.note)}:{card.origin.line}"
    yield f"{issued.id}  {issued.deck}"
    yield ""
    match card:
        case ConceptCard():
            yield (card.prompt or card.term).text
            both_ways = card.role is Role.QUESTION and card.clue is not None
            yield f"  {'⇄' if both_ways else '→'} {card.definition.text}"
        case TradeoffCard():
            yield card.subject.text
            for mark, name, points in (("＋", word["pros"], card.pros), ("－", word["cons"], card.cons)):
                yield f"  {name}"
                yield from (f"    {mark} {point.text}" for point in points)
        case McqCard():
            yield card.stem.text
            for option in card.options:
                yield f"  {'✓' if option.correct else ' '} {option.label}) {option.text.text}"
                if option.rationale:
                    yield f"       {option.rationale.text}"
            if card.rationale:
                yield f"  {card.rationale.text}"
        case ClozeCard():
            yield card.text.text
            yield from (f"  c{gap.number} {gap.text}" for gap in card.gaps)
