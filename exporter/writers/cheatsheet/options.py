"""What the reader can choose about the cheat-sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exporter.writers.cheatsheet.geometry import PAPERS

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
        paper: What is printed on.
        fit: Pages that the whole pack may take; 0 for any number.
        fit_note: Pages that each note may take, each beginning one; 0 for any number.
        jobs: Processes that set pages at once; 0 for one a core. The pages are the same.
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
    paper: Literal["a4", "letter", "a5", "poster", "poster-a3"] = field(
        default="a4",
        metadata={"help": "`a4`, `letter`, `a5` in one column, `poster` or `poster-a3` across in three"},
    )
    fit: int = field(default=0, metadata={"help": "make the type so small that all fits on so many pages"})
    fit_note: int = field(default=0, metadata={"help": "likewise each note, on pages of its own"})
    jobs: int = field(default=0, metadata={"help": "processes that set pages at once; 0 for one a core"})

    def __post_init__(self) -> None:
        """Refuse what is none of the choices, and what cannot be printed.

        Raises:
            ValueError: The message is for the user.
        """
        allowed = {
            "detail": ("brief", "full"),
            "layout": LAYOUTS,
            "glossary": ("auto", "yes", "no"),
            "paper": tuple(PAPERS),
        }
        for name, choices in allowed.items():
            given = getattr(self, name)
            if given not in choices:
                message = f"`{name}` must be {', '.join(choices[:-1])} or {choices[-1]}, not `{given}`"
                raise ValueError(message)
        if self.fit < 0 or self.fit_note < 0:
            message = "`fit` and `fit_note` are numbers of pages, from 1"
            raise ValueError(message)
        if self.jobs < 0:
            message = "`jobs` is a number of processes, or 0 for one a core"
            raise ValueError(message)
        if self.fit and self.fit_note:
            message = "`fit` is for the whole pack and `fit_note` for each note: choose one"
            raise ValueError(message)
