"""The card kinds: one authored, testable item each. A card becomes one Anki note."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from exporter.model.text import Remade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.model.text import Text


class Role(StrEnum):
    """What a concept card was in its note."""

    KEY_POINT = "key-point"
    DEFINITION = "definition"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Origin(Remade):
    """Where a card comes from.

    Attributes:
        note: Path of the note.
        line: Line at which the card's source begins, from 1.
        slot: Role and normalised term, subject or stem; never a running number.
        context: Note title and headings above the card, outermost first.
        token: The author's own ``^block-id``, where there is one.
        tags: Of its own, beside those of its note; as Anki shows them.
    """

    note: str
    line: int
    slot: str
    context: tuple[Text, ...] = ()
    token: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptCard(Remade):
    """A key point, a definition, or a question of the author's own.

    Attributes:
        origin: Where it comes from.
        role: Key point, definition, or the author's own question.
        term: What is defined; for a key point the note's title, for a question the question.
        definition: The answer: what defines the term, or the whole key-point sentence.
        prompt: What the front asks, where it is not the term.
        clue: The definition with the term masked; None where that would not be a fair question. Of a
            question that is asked both ways, the answer.
        examples: Use cases that illustrate it.
        explanation: The longer text behind it, in blocks.
        diagrams: Preformatted text, line by line as in the note.
    """

    origin: Origin
    role: Role
    term: Text
    definition: Text
    prompt: Text | None = None
    clue: Text | None = None
    examples: tuple[Text, ...] = ()
    explanation: Text | None = None
    diagrams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TradeoffCard(Remade):
    """What speaks for and against one subject.

    Attributes:
        origin: Where it comes from.
        subject: What is weighed.
        pros: What speaks for it.
        cons: What speaks against it.
        alternatives: The other subjects compared in the same place.
        comparison: Name of that place; cards of one note with the same name stand in one table.
        clue: Pros and cons with the subject masked; None where that would not be a fair question.
    """

    origin: Origin
    subject: Text
    pros: tuple[Text, ...]
    cons: tuple[Text, ...]
    alternatives: tuple[Text, ...] = ()
    comparison: str = ""
    clue: Text | None = None


@dataclass(frozen=True, slots=True)
class Option(Remade):
    """One of the answers that a question offers.

    Attributes:
        label: A, B, C, … in source order, whatever the note used.
        text: What it says.
        correct: Whether it belongs to the key.
        rationale: Why it is right or wrong, where the note says so.
    """

    label: str
    text: Text
    correct: bool
    rationale: Text | None = None


@dataclass(frozen=True, slots=True)
class McqCard(Remade):
    """A multiple-choice question.

    Attributes:
        origin: Where it comes from.
        stem: The question.
        options: At least two, at least one of them correct.
        rationale: What explains the question as a whole.
    """

    origin: Origin
    stem: Text
    options: tuple[Option, ...]
    rationale: Text | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The labels of the right options."""
        return tuple(option.label for option in self.options if option.correct)


@dataclass(frozen=True, slots=True)
class Gap(Remade):
    """A gap of a text.

    Attributes:
        number: What Anki tells it by: gaps with one number are asked together.
        text: What it hides, plain.
        before: What stands before it, plain, as far as it tells where the gap is.
        after: What stands behind it, likewise.
        fixed: Whether the number is the author's own: it is kept as written.
    """

    number: int
    text: str
    before: str = ""
    after: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ClozeCard(Remade):
    """A text with gaps.

    Attributes:
        origin: Where it comes from.
        text: With ``{{c1::…}}`` in its markdown and html, the gaps filled in its plain text. Its html
            has no other braces: those of the author are entities.
        extra: What the back adds.
        gaps: In the order of the text.
    """

    origin: Origin
    text: Text
    extra: Text | None = None
    gaps: tuple[Gap, ...] = ()

    def numbered(self, numbers: Sequence[int]) -> ClozeCard:
        """Give the card with other numbers for its gaps, one for each.

        Args:
            numbers: In the order of the text.
        """
        gaps = tuple(replace(gap, number=number) for gap, number in zip(self.gaps, numbers, strict=True))
        text = replace(
            self.text,
            html=_numbered(self.text.html, numbers),
            markdown=_numbered(self.text.markdown, numbers),
        )
        return replace(self, text=text, gaps=gaps)


_NUMBER = re.compile(r"(?<=\{\{c)\d+(?=::)")


def _numbered(source: str, numbers: Sequence[int]) -> str:
    """Put numbers into a text's gaps; code that shows a gap of its own leaves it as it is."""
    parts = _NUMBER.split(source)
    if len(parts) != len(numbers) + 1:
        return source
    return "".join(f"{part}{number}" for part, number in zip(parts, numbers, strict=False)) + parts[-1]


Card: TypeAlias = ConceptCard | TradeoffCard | McqCard | ClozeCard

KINDS: dict[type[Card], str] = {
    ConceptCard: "concept",
    TradeoffCard: "tradeoff",
    McqCard: "mcq",
    ClozeCard: "cloze",
}


def kind_of(card: Card) -> str:
    """The kind's name, as in the pack, the ledger and the templates."""
    return KINDS[type(card)]


def face_of(card: Card) -> Text:
    """What a person would call the card by: its prompt, subject or stem."""
    match card:
        case ConceptCard():
            return card.prompt or card.term
        case TradeoffCard():
            return card.subject
        case McqCard():
            return card.stem
        case ClozeCard():
            return card.text


def texts_of(card: Card) -> Iterator[Text]:
    """Give all texts of a card, those of its place in the note left out."""
    match card:
        case ConceptCard():
            yield from _given(
                card.term, card.definition, card.prompt, card.clue, *card.examples, card.explanation
            )
        case TradeoffCard():
            yield from _given(card.subject, *card.pros, *card.cons, *card.alternatives, card.clue)
        case McqCard():
            yield from _given(card.stem, card.rationale)
            for option in card.options:
                yield from _given(option.text, option.rationale)
        case ClozeCard():
            yield from _given(card.text, card.extra)


def _given(*texts: Text | None) -> Iterator[Text]:
    return (text for text in texts if text is not None)
