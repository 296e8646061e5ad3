"""Which characters a note may be expected to hold, and how often each symbol stands in notes."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def plausible(character: str) -> bool:
    """Tell whether a character may be put where bytes were lost."""
    return "가" <= character <= "힣" or character in symbols()


@cache
def symbols() -> dict[str, int]:
    """The symbols that notes use, with their rank."""
    text = Path(__file__).with_name("symbols.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("# "))
    return {symbol: rank for rank, symbol in enumerate(dict.fromkeys("".join(lines).replace(" ", "")))}
