"""The hand-written tables of what a vault holds, and the same counted from a pack."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.model import ClozeCard, ConceptCard, McqCard, Role, TradeoffCard

if TYPE_CHECKING:
    from exporter.model import Pack

CASES = Path(__file__).parent / "cases"


def table(name: str) -> dict[str, Any]:
    """Read the table of a vault."""
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def counted(pack: Pack) -> dict[str, Any]:
    """Count a pack in the table's form."""
    return {path: _note([issued.card for issued in cards]) for path, cards in pack.by_note().items()}


def _note(cards: list[Any]) -> dict[str, Any]:
    concepts = [card for card in cards if isinstance(card, ConceptCard)]
    tradeoffs = [card for card in cards if isinstance(card, TradeoffCard)]
    found: dict[str, Any] = {
        "key_points": sum(card.role is Role.KEY_POINT for card in concepts),
        "definitions": [card.term.text for card in concepts if card.role is Role.DEFINITION],
        "subjects": [card.subject.text for card in tradeoffs],
        "pros": [len(card.pros) for card in tradeoffs],
        "cons": [len(card.cons) for card in tradeoffs],
        "mcqs": [
            {
                "options": len(card.options),
                "key": list(card.key),
                "rationales": [option.label for option in card.options if option.rationale],
            }
            for card in cards
            if isinstance(card, McqCard)
        ],
        "questions": [card.term.text for card in concepts if card.role is Role.QUESTION],
        "gaps": [[gap.text for gap in card.gaps] for card in cards if isinstance(card, ClozeCard)],
    }
    optional = ("questions", "gaps")
    return {name: value for name, value in found.items() if value or name not in optional}
