"""What the reader can choose about the practice exam."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exporter.spelling import nearest

_CHOICES = {"paper": ("a4", "letter"), "key": ("with", "only", "none"), "columns": (1, 2)}


@dataclass(frozen=True, slots=True)
class ExamOptions:
    """The options of the writer ``exam``.

    Attributes:
        count: How many questions at most.
        minutes: The time for them all; 0 for two minutes each. Where there are fewer questions, less in
            proportion.
        seed: Gives the selection and the order; any text.
        tags: Obsidian tags; a question counts if it has one of them, or one below it. None: all do.
        paper: Its size.
        columns: Of the questions.
        shuffle: Whether questions and options change their order.
        key: Whether the key is printed with the paper, by itself, or not at all.
        rationales: Whether the key says why.
        font: A font family to prefer for text.
        mono: A font family to prefer for code and diagrams.
    """

    count: int = field(default=65, metadata={"help": "how many questions at most"})
    minutes: int = field(default=0, metadata={"help": "time for that many; 0 gives two minutes for each"})
    seed: str = field(default="1", metadata={"help": "another seed gives another exam of the same questions"})
    tags: tuple[str, ...] = field(
        default=(), metadata={"help": "only questions with one of these tags, or one below it; with commas"}
    )
    paper: Literal["a4", "letter"] = field(default="a4", metadata={"help": "`a4` or `letter`"})
    columns: int = field(default=2, metadata={"help": "columns of questions, 1 or 2"})
    shuffle: bool = field(
        default=True, metadata={"help": "`false` keeps questions and options in the order of the notes"}
    )
    key: Literal["with", "only", "none"] = field(
        default="with", metadata={"help": "`only` prints nothing but the key's pages, `none` all others"}
    )
    rationales: bool = field(default=True, metadata={"help": "`false` keeps the key to the letters"})
    font: str = field(default="", metadata={"help": "font family for text, before the built-in choice"})
    mono: str = field(default="", metadata={"help": "font family for code and diagrams"})

    def __post_init__(self) -> None:
        """Refuse what cannot be printed.

        Raises:
            ValueError: Says which option, and what it may be.
        """
        for name, allowed in _CHOICES.items():
            given = getattr(self, name)
            if given not in allowed:
                listed = " or ".join(f"`{each}`" for each in allowed)
                near = nearest(str(given), [str(each) for each in allowed])
                hint = f"; did you mean `{near}`?" if near else ""
                message = f"`{name}` must be {listed}, not `{given}`{hint}"
                raise ValueError(message)
        if self.count < 1 or self.minutes < 0:
            message = "`count` must be at least 1 and `minutes` at least 0"
            raise ValueError(message)
