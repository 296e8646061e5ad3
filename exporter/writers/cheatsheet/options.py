"""What the reader can choose about the cheat-sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class CheatsheetOptions:
    """The options of the writer ``pdf``.

    Attributes:
        detail: Whether the explanations are printed.
        font: A font family to prefer for text.
        mono: A font family to prefer for code and diagrams.
    """

    detail: Literal["brief", "full"] = field(
        default="brief", metadata={"help": "`full` prints the explanations as well"}
    )
    font: str = field(default="", metadata={"help": "font family for text, before the built-in choice"})
    mono: str = field(default="", metadata={"help": "font family for code and diagrams"})
