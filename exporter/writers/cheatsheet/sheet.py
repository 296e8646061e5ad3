"""What stands on the sheet, in print's words: values that the templates read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.writers.cheatsheet.geometry import LINE, PAPERS, Geometry, rules
from exporter.writers.cheatsheet.measure import split

if TYPE_CHECKING:
    from exporter.press.diagram import Diagram
    from exporter.press.fragments import Phrase
    from exporter.writers.cheatsheet.namelist import NameList
    from exporter.writers.cheatsheet.rows import Row, Side

# Of the page with the contents: what stands around them, a line of them, and what its head is of the page.
FRONT, CONTENTS_LINE, FRONT_HEAD = 60.0, 6.0, 0.147


@dataclass(frozen=True, slots=True)
class Item:
    """A run-in head and what it says: a definition, a key point, a filled text.

    Attributes:
        body: The text.
        id: Short id.
        term: The head; a key point has none.
    """

    body: Phrase
    id: str
    term: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What is not divided between two columns.

    Attributes:
        kind: Which template macro prints it.
        content: What that macro takes.
        height: Estimated, in mm.
        first: Whether the section's label stands over it.
        heading: The note's own sub-heading over it.
        tall: Whether it may be broken between columns and pages, for hardly one has room for it whole.
    """

    kind: str
    content: Item | Question | Diagram | Phrase | tuple[Phrase, ...]
    height: float
    first: bool = True
    heading: Phrase | None = None
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One column of a comparison."""

    name: Phrase
    pros: tuple[Phrase, ...]
    cons: tuple[Phrase, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Subjects that are weighed in one place.

    Attributes:
        name: Of the place; None where it says no more than the section's label.
        subjects: In note order.
    """

    name: Phrase | None
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question."""

    label: str
    text: Phrase
    correct: bool
    rationale: Phrase | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, printed in its note, and its key, printed at the end of the chapter.

    Attributes:
        number: In the whole sheet, from 1; what links the two.
        stem: The question.
        choices: In note order.
        rationale: Of the question as a whole.
        id: Short id.
        tall_key: Whether its key may be broken between pages.
    """

    number: int
    stem: Phrase
    choices: tuple[Choice, ...]
    rationale: Phrase | None
    id: str
    tall_key: bool = False

    @property
    def key(self) -> tuple[Choice, ...]:
        """The right options."""
        return tuple(choice for choice in self.choices if choice.correct)

    @property
    def explained(self) -> tuple[Choice, ...]:
        """The options with a rationale."""
        return tuple(choice for choice in self.choices if choice.rationale)


@dataclass(frozen=True, slots=True)
class Entry:
    """A note on the sheet.

    Attributes:
        number: In the whole sheet, from 1.
        path: Of the note.
        title: Without emoji.
        tags: First level and last level of each.
        key_points: Usually one.
        comparisons: In note order.
        across: Diagrams too wide for a column.
        blocks: All else, in the order of reading.
        uri: Opens the note.
        geometry: Of the pages that it stands on.
        rows: Its texts beside their translations, in the layout ``facing``.
        titles: Its title on the left and on the right, likewise.
    """

    number: int
    path: str
    title: Phrase
    tags: tuple[tuple[str, str], ...]
    key_points: tuple[Item, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    across: tuple[Diagram, ...] = ()
    blocks: tuple[Block, ...] = ()
    uri: str | None = None
    geometry: Geometry = PAPERS["a4"]
    rows: tuple[Row, ...] = ()
    titles: tuple[Side | None, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in note order."""
        return tuple(block.content for block in self.blocks if isinstance(block.content, Question))

    @property
    def definitions(self) -> int:
        """How many terms it defines."""
        return sum(block.kind == "definition" for block in self.blocks)

    @property
    def halves(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks shared out between two columns that stay together on a page.

        Empty where there is too much of it for that; then it flows through the columns.
        """
        heights = [block.height for block in self.blocks]
        two = self.geometry.columns == 2 and not self.geometry.flowing  # noqa: PLR2004 - a pair
        if not two or sum(heights) > 2 * self.geometry.room:
            return ()
        # Rather a column that begins with a label than two exactly equal ones.
        penalties = [0 if block.first else 2 * LINE if block.heading else 3 * LINE for block in self.blocks]
        first = split(heights, penalties)
        return (self.blocks[:first], self.blocks[first:])


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter on the sheet.

    Attributes:
        number: From 1.
        title: What stands over it.
        entries: Its notes that have cards.
        rows: Its keys in rows, in the layout ``facing``.
        run: Which part of a large chapter this is, from 1; 0 for a whole one.
        size: How many notes the whole chapter has, where this is a part of it.
    """

    number: int
    title: Phrase
    entries: tuple[Entry, ...]
    rows: tuple[Row, ...] = ()
    run: int = 0
    size: int = 0

    @property
    def begins(self) -> bool:
        """Whether the chapter begins here."""
        return self.run <= 1

    @property
    def mark(self) -> str:
        """What tells it from other chapters and parts of chapters."""
        return str(self.number) if self.begins else f"{self.number}-{self.run}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the chapter."""
        return tuple(question for entry in self.entries for question in entry.questions)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole of it.

    Attributes:
        title: Of the pack.
        languages: In which the program's own words are printed.
        sections: Its chapters.
        paper: What it is printed on.
        starts: What begins a page: a ``chapter``, a ``note``, or ``nothing``.
        layout: Where translations stand.
        lists: The glossary: of names in Hangul, and of names in Latin letters.
    """

    title: Phrase
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    paper: Geometry = PAPERS["a4"]
    starts: str = "chapter"
    layout: str = "interlinear"
    lists: tuple[NameList, ...] = ()

    def only(self, notes: frozenset[str]) -> Sheet:
        """Leave out all other notes, given paths, the keys with their questions, and the glossary."""
        kept = (
            replace(section, entries=tuple(one for one in section.entries if one.path in notes))
            for section in self.sections
        )
        return replace(self, sections=tuple(section for section in kept if section.entries), lists=())

    @property
    def stylesheet(self) -> str:
        """Of its pages."""
        others = {entry.geometry for entry in self.entries} - {self.paper}
        figures = f":root {{ --figures: {len(str(len(self.questions)))}ch }}\n"
        return figures + rules(self.paper, frozenset(others))

    @property
    def dense(self) -> bool:
        """Whether the table of contents has to be set like the rest to stand on one page."""
        tall = FRONT + CONTENTS_LINE * len(self.entries) + 1.5 * CONTENTS_LINE * len(self.sections)
        return tall > self.paper.area[1] * (1 - FRONT_HEAD)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All notes."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def bilingual(self) -> bool:
        """Whether some note has a title in two languages."""
        return any(entry.title.seconds for entry in self.entries)
