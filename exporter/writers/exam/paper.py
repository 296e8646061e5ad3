"""What stands on the paper, on the answer sheet and in the key: values that the templates read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.press.fragments import Phrase

# The answer sheet, in mm: its rows, and what a number and each bubble take of a column.
ROWS, FIVE = 25, 5
NUMBER_WIDTH, BUBBLE_WIDTH, SHEET_GAP, SHEET_WIDTH = 13.0, 6.6, 4.0, 178.0
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, under its letter on this paper."""

    label: str
    text: Phrase
    correct: bool
    rationale: Phrase | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what its key says.

    Attributes:
        number: On this paper, from 1.
        stem: The question.
        choices: In the order of the paper.
        rationale: Of the question as a whole.
        id: Short id of the card.
        uri: Opens the note; None where the vault is unknown to Obsidian.
    """

    number: int
    stem: Phrase
    choices: tuple[Choice, ...]
    rationale: Phrase | None
    id: str
    uri: str | None

    @property
    def key(self) -> tuple[Choice, ...]:
        """The right options."""
        return tuple(choice for choice in self.choices if choice.correct)

    @property
    def explained(self) -> tuple[Choice, ...]:
        """The options that have a rationale."""
        return tuple(choice for choice in self.choices if choice.rationale)


@dataclass(frozen=True, slots=True)
class Score:
    """A row of the score table.

    Attributes:
        name: The tag's levels below the first; empty for the questions without a tag.
        numbers: Of its questions.
        group: The tag's first level; empty for a tag of one level.
        total: Whether it is the row of all questions.
    """

    name: str
    numbers: tuple[int, ...]
    group: str = ""
    total: bool = False


@dataclass(frozen=True)
class Paper:
    """Everything to print.

    Attributes:
        title: Of the pack.
        languages: The reader's own first.
        minutes: To work in.
        seed: As the reader gave it.
        edition: Short hash of what is asked and answered: equal on paper and key.
        tags: That the questions were chosen by, as Obsidian writes them.
        questions: In order.
        rows: The score table.
        columns: Of questions.
        key: Whether the key is printed.
        rationales: Whether the key says why.
    """

    title: Phrase
    languages: tuple[str, ...]
    minutes: int
    seed: str
    edition: str
    tags: tuple[str, ...]
    questions: tuple[Question, ...]
    rows: tuple[Score, ...]
    columns: int
    key: bool
    rationales: bool

    @property
    def several(self) -> bool:
        """Whether any question has several right options."""
        return any(len(question.key) > 1 for question in self.questions)

    @cached_property
    def sheet(self) -> tuple[tuple[tuple[tuple[Question, ...], ...], ...], ...]:
        """The answer sheet: pages of columns of groups of five questions."""
        return sheet_of(self.questions)


def sheet_of(questions: tuple[Question, ...]) -> tuple[tuple[tuple[tuple[Question, ...], ...], ...], ...]:
    """Share questions out to an answer sheet: pages of columns of groups of five.

    As many columns stand side by side as their longest rows of bubbles leave room for, and no more than
    are needed; they come out equally long.
    """
    for columns in range(MOST_COLUMNS, 0, -1):
        pages = tuple(_in_columns(page, columns) for page in _chunks(questions, ROWS * columns))
        if all(sum(map(_width, page)) <= SHEET_WIDTH + SHEET_GAP for page in pages):
            break
    return pages


def _in_columns(page: tuple[Question, ...], columns: int) -> tuple[tuple[tuple[Question, ...], ...], ...]:
    groups = _chunks(page, FIVE)
    return _chunks(groups, -(-len(groups) // columns))


def _width(column: tuple[tuple[Question, ...], ...]) -> float:
    bubbles = max(len(question.choices) for group in column for question in group)
    return NUMBER_WIDTH + BUBBLE_WIDTH * bubbles + SHEET_GAP


def _chunks(items: tuple, size: int) -> tuple[tuple, ...]:  # type: ignore[type-arg]  # of anything
    return tuple(items[start : start + size] for start in range(0, len(items), size))


def time_for(drawn: int, count: int, minutes: int) -> int:
    """Give the minutes for the questions that there are.

    Args:
        drawn: How many.
        count: How many there should have been.
        minutes: The time for those; 0 for two each.

    Returns:
        As much in proportion; what is worked out stands on five minutes, from ten on.
    """
    whole = minutes or 2 * count
    if drawn >= count:
        return whole
    share = whole * drawn / count
    return max(1, round(share)) if share < 10 else 5 * round(share / 5)  # noqa: PLR2004 - as said
