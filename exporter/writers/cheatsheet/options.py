"""What the reader can choose about the cheat-sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LAYOUTS = ("interlinear", "facing", "single")


@dataclass(frozen=True, slots=True)
class CheatsheetOptions:
    """The options of the writer ``pdf``.

    Attributes:
        detail: Whether the explanations are printed.
        layout: Where translations stand.
        glossary: Whether names and their pages are listed at the end.
        font: A font family to prefer for text.
        mono: A font family to prefer for code and diagrams.
    """

    detail: Literal["brief", "full"] = field(
        default="brief", metadata={"help": "`full` prints the explanations as well"}
    )
    layout: Literal["interlinear", "facing", "single"] = field(
        default="interlinear",
        metadata={"help": "`facing`: two languages side by side, row by row; `single`: no translations"},
    )
    glossary: Literal["auto", "yes", "no"] = field(
        default="auto", metadata={"help": "names in both languages, with pages; `auto` if there are enough"}
    )
    font: str = field(default="", metadata={"help": "font family for text, before the built-in choice"})
    mono: str = field(default="", metadata={"help": "font family for code and diagrams"})

    def __post_init__(self) -> None:
        """Refuse what is none of the choices.

        Raises:
            ValueError: It is not.
        """
        allowed = {"detail": ("brief", "full"), "layout": LAYOUTS, "glossary": ("auto", "yes", "no")}
        for name, choices in allowed.items():
            given = getattr(self, name)
            if given not in choices:
                message = f"`{name}` must be {', '.join(choices[:-1])} or {choices[-1]}, not `{given}`"
                raise ValueError(message)
