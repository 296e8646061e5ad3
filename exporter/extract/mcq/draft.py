"""A question as it is read: its lines, sorted into parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from exporter.source import Span

if TYPE_CHECKING:
    from exporter.extract.mcq.line import Line
    from exporter.markdown import Inline


class Part(IntEnum):
    """What the next line of a question goes on with."""

    STEM = 0
    OPTIONS = 1
    ANSWER = 2
    RATIONALE = 3


class Claim(NamedTuple):
    """What is said to be right.

    Attributes:
        where: The line that says so.
        letters: The options that it names.
        said: What it says, as written.
    """

    where: Line
    letters: tuple[str, ...]
    said: str


@dataclass(slots=True)
class Draft:
    """A question as it is read.

    Attributes:
        part: What the next line goes on with.
        labelled: Whether its stem has a label.
        owned: Whether a line says what the reader chose.
        ticked: Whether a box in its stem is ticked.
        number: That it has in its note, where it has one.
        stem: Its lines.
        letters: Of the options.
        options: The lines of each option.
        ticks: Whether each option is marked as right (or wrong) where it stands; None where it is not.
        claims: What lines that are labelled as the answer say.
        unclear: A line that is labelled as the answer and names no letter, and what it says.
        awaited: A label of the answer that has its letter on a line below.
        further: Letters of further options that the answer names on lines of their own.
        rationale: What stands behind the answer.
        stray: An option whose letter does not follow the last one's.
        style: How the options are labelled.
        taken: The options' lines as they stand in the note.
        translated: The question once more in another language, as its label says.
        translating: Whether the next line may go on with that.
    """

    part: Part = Part.STEM
    labelled: bool = False
    ticked: bool = False
    owned: bool = False
    number: int | None = None
    stem: list[Line] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[list[Line]] = field(default_factory=list)
    ticks: list[bool | None] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    unclear: tuple[Line, Inline] | None = None
    awaited: Line | None = None
    further: list[str] = field(default_factory=list)
    rationale: list[Line] = field(default_factory=list)
    stray: Line | None = None
    style: str = ""
    taken: list[Line] = field(default_factory=list)
    translated: list[Line] = field(default_factory=list)
    translating: bool = False

    @property
    def answered(self) -> bool:
        """Whether a line says what is right, or means to."""
        return bool(self.claims or self.unclear or self.awaited)

    @property
    def span(self) -> Span:
        """Where it begins."""
        lines = [*self.stem[:1], *self.taken[:1], *(claim.where for claim in self.claims[:1])]
        for line in lines:
            return line.inline.span if line.inline and line.inline.raw else line.block.span
        return Span(0, 1)

    @property
    def answer_span(self) -> Span:
        """Where it says what is right; where it begins if it does not."""
        said = self.claims[0].where if self.claims else self.unclear[0] if self.unclear else self.awaited
        return said.inline.span if said and said.inline else self.span

    def drop_options(self) -> None:
        """Put what was taken for options back into the stem."""
        self.stem += [*self.taken, *self.rationale]
        self.letters, self.options, self.ticks, self.taken, self.rationale = [], [], [], [], []
        self.stray = None
