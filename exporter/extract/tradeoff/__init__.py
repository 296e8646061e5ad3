"""Trade-off cards: what speaks for and against each of the subjects compared in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.names import is_comparison
from exporter.extract.texts import is_placeholder
from exporter.extract.tradeoff.places import places
from exporter.labels import fold
from exporter.model import Card, TradeoffCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.extract.texts import Texts
    from exporter.extract.tradeoff.side import Side
    from exporter.markdown import Block
    from exporter.model import Text
    from exporter.parse import ParsedNote, Section
    from exporter.source import Span


@dataclass(slots=True)
class _Subject:
    """What has been gathered of one subject so far.

    Attributes:
        name: As its first label has it.
        written: Likewise, word for word as in the note.
        span: Where that stands.
        token: The author's block id.
        pros: What speaks for it.
        cons: What speaks against it.
        core: Whether a label was one that means nothing else.
    """

    name: Text
    written: str
    span: Span
    token: str = ""
    pros: list[tuple[Block, ...]] = field(default_factory=list)
    cons: list[tuple[Block, ...]] = field(default_factory=list)
    core: bool = False


def recognise(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Find the trade-off cards of a note."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    for place in places(note):
        around = texts.inline(place.around) if place.around else _title(texts)
        if place.weighs and any(side.subject for side in place.sides):
            diagnostics += [_nameless(side, texts) for side in place.sides if side.subject is None]
            around = None
        elif place.weighs and around is None:
            diagnostics += [_nameless(side, texts) for side in place.sides]
        subjects = [each for each in _gather(place.sides, around, texts) if place.weighs or _is_clear(each)]
        cards += _cards(place.section, subjects, texts)
        diagnostics += [finding for subject in subjects for finding in _doubts(subject, texts)]
    return Checked(tuple(cards), tuple(diagnostics))


def _title(texts: Texts) -> Text | None:
    """Give the note's title as the subject of what names none, unless it names two."""
    title = texts.title
    return None if is_comparison(title.text) or not fold(title.text) else title


def _is_clear(subject: _Subject) -> bool:
    """Tell whether pros and cons outside a section of trade-offs are meant as such."""
    return bool((subject.pros and subject.cons) or (subject.core and (subject.pros or subject.cons)))


def _gather(sides: Iterable[Side], around: Text | None, texts: Texts) -> list[_Subject]:
    """Bring the sides of one subject together, subjects in the order of their first side."""
    found: dict[str, _Subject] = {}
    for side in sides:
        name = texts.inline(side.subject) if side.subject else around
        if name is None or _is_template(side):
            continue
        written = side.subject.text if side.subject else name.text
        span = side.subject.span if side.subject else side.span
        subject = found.setdefault(fold(name.text), _Subject(name, written, span, side.token))
        (subject.pros if side.good else subject.cons).extend(side.points)
        subject.core = subject.core or side.core
    return list(found.values())


def _is_template(side: Side) -> bool:
    """Tell whether a side is what a template leaves to be filled in."""
    texts = [" ".join(block.text for block in point) for point in side.points]
    return bool(texts) and all(map(is_placeholder, texts))


def _cards(section: Section, subjects: list[_Subject], texts: Texts) -> Iterable[Card]:
    weighed = [subject for subject in subjects if subject.pros or subject.cons]
    names = [subject.name for subject in weighed]
    for number, (subject, name) in enumerate(zip(weighed, names, strict=True)):
        yield TradeoffCard(
            # The words as written: a link's text may follow another note's title.
            origin=texts.origin(section, f"tradeoff:{subject.written}", subject.span.start, subject.token),
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
    span, name = subject.span, subject.name.text
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
