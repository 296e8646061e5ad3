"""Trade-off cards: what speaks for and against each of the subjects compared in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.texts import is_placeholder
from exporter.extract.tradeoff.lists import from_lists
from exporter.extract.tradeoff.table import from_table
from exporter.labels import fold
from exporter.markdown import Kind
from exporter.model import Card, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.extract.texts import Texts
    from exporter.extract.tradeoff.side import Side
    from exporter.markdown import Block, Inline
    from exporter.parse import ParsedNote, Section


@dataclass(slots=True)
class _Subject:
    """What has been gathered of one subject so far."""

    name: Inline
    token: str = ""
    pros: list[tuple[Block, ...]] = field(default_factory=list)
    cons: list[tuple[Block, ...]] = field(default_factory=list)


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the trade-off cards of a note."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for section in note.walk():
        if section.role != "tradeoffs" or (section.level and not section.labelled):
            continue
        sides = tuple(_sides(section))
        subjects = _gather(sides)
        cards += _cards(section, subjects, texts)
        diagnostics += [_nameless(side, texts) for side in sides if side.subject is None]
        diagnostics += [finding for subject in subjects for finding in _doubts(subject, texts)]
    return Checked(tuple(cards), tuple(diagnostics))


def _sides(section: Section) -> Iterable[Side]:
    for inner in section.walk():
        if inner.role != "tradeoffs":
            continue
        yield from from_lists(inner)
        for block in inner.blocks:
            if block.kind is Kind.TABLE:
                yield from from_table(block)


def _gather(sides: Iterable[Side]) -> list[_Subject]:
    """Bring the sides of one subject together, subjects in the order of their first side."""
    found: dict[str, _Subject] = {}
    for side in sides:
        if side.subject is None or _is_template(side):
            continue
        subject = found.setdefault(fold(side.subject.text), _Subject(side.subject, side.token))
        (subject.pros if side.good else subject.cons).extend(side.points)
    return list(found.values())


def _is_template(side: Side) -> bool:
    """Tell whether a side is what a template leaves to be filled in."""
    texts = [" ".join(block.text for block in point) for point in side.points]
    return bool(texts) and all(map(is_placeholder, texts))


def _cards(section: Section, subjects: list[_Subject], texts: Texts) -> Iterable[Card]:
    weighed = [subject for subject in subjects if subject.pros or subject.cons]
    names = [texts.inline(subject.name) for subject in weighed]
    for number, (subject, name) in enumerate(zip(weighed, names, strict=True)):
        yield TradeoffCard(
            origin=texts.origin(
                section, f"tradeoff:{subject.name.text}", subject.name.span.start, subject.token
            ),
            subject=name,
            pros=tuple(map(texts.blocks, subject.pros)),
            cons=tuple(map(texts.blocks, subject.cons)),
            alternatives=(*names[:number], *names[number + 1 :]),
            comparison=fold(" ".join(heading.text for heading in section.trail)),
        )


def _nameless(side: Side, texts: Texts) -> Diagnostic:
    message = "these pros or cons name no subject"
    fix = "put its name before the word, as in `**X 장점**:` or `**X pros**:`"
    return at(texts.source, side.span, "tradeoff-without-subject", message, fix=fix)


def _doubts(subject: _Subject, texts: Texts) -> Iterable[Diagnostic]:
    span, name = subject.name.span, subject.name.text
    if not subject.pros and not subject.cons:
        message = f"`{name}` has neither pros nor cons"
        yield at(
            texts.source, span, "tradeoff-empty", message, fix="add at least one point, or remove the label"
        )
    elif not subject.pros or not subject.cons:
        missing = "cons" if subject.pros else "pros"
        yield at(
            texts.source, span, "tradeoff-one-sided", f"`{name}` has no {missing}", fix=f"add its {missing}"
        )
