"""From the pack to the sheet: what is printed of each note, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, TypeVar

from exporter.glossary import is_name
from exporter.labels import fold, labels
from exporter.model import ClozeCard, ConceptCard, McqCard, Role, Text, TradeoffCard
from exporter.writers.cheatsheet.bilingual import parts
from exporter.writers.cheatsheet.geometry import LINE, PAPERS, Geometry
from exporter.writers.cheatsheet.measure import height, lines
from exporter.writers.cheatsheet.namelist import name_lists
from exporter.writers.cheatsheet.sheet import (
    Block,
    Choice,
    Comparison,
    Entry,
    Item,
    Question,
    Section,
    Sheet,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporter.model import Card, IssuedCard, Note, Pack
    from exporter.press.diagram import Diagram
    from exporter.press.fragments import Phrase
    from exporter.writers.cheatsheet.facing import Faced
    from exporter.writers.cheatsheet.layouts import Layout

EXAMPLES = "실전 적용 · In practice "  # stands for the label when its width is estimated
QUESTION_PADDING = 6.0
HANGING = 3.0
LETTER = 4.0
KEY_SIZE = 0.85  # of the type in which keys are set, relative to the body's

_CardT = TypeVar("_CardT", bound="Card")


@dataclass(slots=True)
class Composer:
    """Numbers notes and questions through the whole sheet.

    Attributes:
        pack: What to print.
        fragments: Sets its texts in the layout.
        full: Whether explanations are printed.
        glossary: Whether there is one: ``yes``, ``no``, or ``auto``.
        faced: Sets notes in rows, in the layout ``facing``.
        paper: What is printed on, where nothing else is said.
        starts: What begins a page, see `Sheet`.
        scales: Of notes that are set in another scale, by path.
        standing: What stands for the numbers of notes, by path, and of questions, by short id, if their
            own are filled in later.
        entries: Number of the last note.
        questions: Number of the last question.
    """

    pack: Pack
    fragments: Layout
    full: bool
    glossary: str = "auto"
    faced: Faced | None = None
    paper: Geometry = PAPERS["a4"]
    starts: str = "chapter"
    scales: Mapping[str, float] = field(default_factory=dict)
    standing: Mapping[str, int] = field(default_factory=dict)
    entries: int = 0
    questions: int = 0
    _cards: dict[str, list[IssuedCard]] = field(default_factory=dict)
    _geometry: Geometry = PAPERS["a4"]
    _column: float = PAPERS["a4"].column

    def sheet(self) -> Sheet:
        """Compose everything; notes and chapters without cards are left out."""
        self._cards = self.pack.by_note()
        self._set_on(self.paper)
        self.fragments.note = None
        title = self.fragments.heading(self.pack.cover or plain_text(self.pack.title, self.pack.languages[0]))
        sections: list[Section] = []
        for chapter in self.pack.chapters:
            paths = [path for path in chapter.notes if self._cards.get(path)]
            if not paths:
                continue
            self.fragments.note = None
            heading = self.fragments.heading(chapter.title)
            entries = tuple(self._entry(self.pack.notes[path]) for path in paths)
            section = Section(len(sections) + 1, heading, entries)
            sections.append(self._with_rows(section))
        numbers = {entry.path: entry.number for section in sections for entry in section.entries}
        lists = name_lists(self.pack, self.glossary, numbers, self.paper)
        return Sheet(
            title,
            self.fragments.languages,
            tuple(sections),
            self.paper,
            self.starts,
            self.fragments.layout,
            lists,
        )

    def _with_rows(self, section: Section) -> Section:
        """Give a chapter with its keys in rows, where notes are."""
        return replace(section, rows=self.faced.keys(section)) if self.faced else section

    def _set_on(self, geometry: Geometry) -> None:
        self._geometry, self._column = geometry, geometry.column
        self.fragments.column, self.fragments.page = geometry.drawing
        self.fragments.room, self.fragments.scale = geometry.area[1], geometry.scale

    def _entry(self, note: Note) -> Entry:
        self._set_on(self.paper.scaled(self.scales.get(note.path, 1.0)))
        self.fragments.note = note.path
        self.entries += 1
        issued = self._cards[note.path]
        concepts = [(one, one.card) for one in issued if isinstance(one.card, ConceptCard)]
        drawings = dict.fromkeys(drawing for _, card in concepts for drawing in card.diagrams)
        diagrams = [self.fragments.diagram(drawing) for drawing in drawings]
        blocks = (
            *self._definitions([(one, card) for one, card in concepts if card.role is Role.DEFINITION]),
            *self._answered([(one, card) for one, card in concepts if card.role is Role.QUESTION]),
            *self._filled([(one, one.card) for one in issued if isinstance(one.card, ClozeCard)]),
            *self._explanations(card for _, card in concepts),
            *(diagram_block(diagram) for diagram in diagrams if not diagram.across),
            *self._examples(card for _, card in concepts),
            *(self._question(one, one.card) for one in issued if isinstance(one.card, McqCard)),
        )
        entry = Entry(
            number=self.standing.get(note.path, self.entries),
            path=note.path,
            title=self.fragments.heading(note.title),
            tags=tuple(map(ends_of, note.tags)),
            key_points=tuple(
                Item(self.fragments.phrase(card.definition), one.short_id)
                for one, card in concepts
                if card.role is Role.KEY_POINT
            ),
            comparisons=self._comparisons(issued),
            across=tuple(diagram for diagram in diagrams if diagram.across),
            blocks=tuple(replace(block, tall=block.height > self._geometry.room) for block in blocks),
            uri=issued[0].uri,
            geometry=self._geometry,
        )
        if self.faced is None:
            return entry
        faced = replace(self.faced, geometry=self._geometry)
        return replace(entry, rows=faced.note(entry), titles=faced.title(entry))

    def _phrases(self, texts: Iterable[Text | None]) -> tuple[Phrase, ...]:
        # A text that several cards share is printed once.
        once = dict.fromkeys(text for text in texts if text is not None)
        return tuple(self.fragments.phrase(text) for text in once)

    def _definitions(self, definitions: list[tuple[IssuedCard, ConceptCard]]) -> Iterator[Block]:
        for one, card, heading, first in self._headed(definitions):
            item = Item(self.fragments.phrase(card.definition), one.short_id, self.fragments.name(card.term))
            tall = height(f"{card.term.text} {item.body.html}", self._column - HANGING)
            yield _under("definition", item, tall, heading, first=first)

    def _answered(self, asked: list[tuple[IssuedCard, ConceptCard]]) -> Iterator[Block]:
        for one, card, heading, first in self._headed(asked):
            asks = card.prompt or card.term
            question = self.fragments.name(asks) if is_name(asks.text) else self.fragments.phrase(asks)
            item = Item(self.fragments.phrase(card.definition), one.short_id, question)
            tall = height(question.html, self._column - LETTER) + height(
                item.body.html, self._column - LETTER
            )
            yield _under("answered", item, tall, heading, first=first)

    def _filled(self, texts: list[tuple[IssuedCard, ClozeCard]]) -> Iterator[Block]:
        for one, card, heading, first in self._headed(texts):
            item = Item(self.fragments.filled(card.text, card.extra), one.short_id)
            yield _under("filled", item, height(item.body.html, self._column - HANGING), heading, first=first)

    def _headed(
        self, cards: list[tuple[IssuedCard, _CardT]]
    ) -> Iterator[tuple[IssuedCard, _CardT, Phrase | None, bool]]:
        """Give each card with the sub-heading that is new over it, and whether it is the first."""
        last: Text | None = None
        for index, (one, card) in enumerate(cards):
            heading = own_heading(card, first=index == 0)
            new = heading if heading != last else None
            last = heading
            yield one, card, None if new is None else self.fragments.heading(new), index == 0

    def _explanations(self, cards: Iterable[ConceptCard]) -> Iterator[Block]:
        if not self.full:
            return
        first = True
        for phrase in self._phrases(card.explanation for card in cards):
            for part in parts(phrase):
                yield Block("explanation", part, height(part.html, self._column) + LINE * first, first)
                first = False

    def _examples(self, cards: Iterable[ConceptCard]) -> Iterator[Block]:
        phrases = self._phrases(example for card in cards for example in card.examples)
        if phrases:
            said = " / ".join(phrase.plain for phrase in phrases)
            yield Block("examples", phrases, LINE * (0.5 + lines(f"{EXAMPLES}{said}", self._column, 0.92)))

    def _comparisons(self, issued: list[IssuedCard]) -> tuple[Comparison, ...]:
        places: dict[str, list[Subject]] = {}
        names: dict[str, Text | None] = {}
        for one in issued:
            card = one.card
            if isinstance(card, TradeoffCard):
                subject = Subject(
                    self.fragments.name(card.subject),
                    self._phrases(card.pros),
                    self._phrases(card.cons),
                    one.short_id,
                )
                places.setdefault(card.comparison, []).append(subject)
                names.setdefault(card.comparison, own_heading(card, first=True))
        return tuple(
            Comparison(None if name is None else self.fragments.heading(name), tuple(places[place]))
            for place, name in names.items()
        )

    def _question(self, one: IssuedCard, card: McqCard) -> Block:
        self.questions += 1
        choices = tuple(
            Choice(
                option.label,
                self.fragments.phrase(option.text),
                option.correct,
                None if option.rationale is None else self.fragments.phrase(option.rationale),
            )
            for option in card.options
        )
        rationale = None if card.rationale is None else self.fragments.phrase(card.rationale)
        question = Question(
            self.standing.get(one.short_id, self.questions),
            self.fragments.phrase(card.stem),
            choices,
            rationale,
            one.short_id,
            self._tall_key((*(choice.rationale for choice in choices), rationale)),
        )
        size = 0.94 if card.stem.lang.startswith("en") else 1.0
        inner = (self._column - QUESTION_PADDING) / size
        heights = [height(question.stem.html, inner)]
        heights += [height(choice.text.html, inner - LINE) for choice in choices]
        return Block("question", question, 2 * LINE + sum(heights))

    def _tall_key(self, said: tuple[Phrase | None, ...]) -> bool:
        # Keys stand at the end of the chapter, on pages of the normal scale.
        width = (self.paper.column - 3 * LINE) / KEY_SIZE
        return sum(height(one.html, width) for one in said if one) * KEY_SIZE > self.paper.room


def _under(kind: str, item: Item, tall: float, heading: Phrase | None, *, first: bool) -> Block:
    """Make a block with its label and sub-heading over it."""
    return Block(kind, item, tall + LINE * ((heading is not None) + first), first, heading)


def plain_text(text: str, lang: str) -> Text:
    """Make a text of a plain string, such as the pack's title."""
    return Text(text, escape(text, quote=False), text, lang)


def is_label(heading: str) -> bool:
    """Whether a heading merely names a section, as every note does."""
    return fold(heading) in labels().sections


def own_heading(card: Card, *, first: bool) -> Text | None:
    """Give the innermost heading above a card.

    Args:
        card: The card.
        first: Whether it is the first of its section, right below the section's label. A heading
            that merely names the section says nothing new there.
    """
    headings = card.origin.context[1:]
    if not headings or (first and is_label(headings[-1].text)):
        return None
    return headings[-1]


def diagram_block(diagram: Diagram) -> Block:
    """Make the block of a drawing."""
    return Block("diagram", diagram, LINE + diagram.height)


def ends_of(tag: str) -> tuple[str, str]:
    """First and last level of a tag: what sort of tag it is, and what it says."""
    levels = [level for level in tag.replace("/", "::").split("::") if level]
    return (levels[0] if len(levels) > 1 else "", levels[-1] if levels else tag)
