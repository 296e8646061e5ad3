"""The places of a note where pros and cons stand: sections labelled so, and all the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.names import is_comparison, is_topic, undecorated
from exporter.extract.tradeoff.lists import Reading, announced, from_blocks
from exporter.extract.tradeoff.side import label_of, may_label, turned
from exporter.parse.roles import role_of, subject_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.extract.tradeoff.side import Side
    from exporter.markdown import Block, Inline
    from exporter.parse import ParsedNote, Section

# In these nothing is weighed: what looks like a label there is an option, a use case, a link.
_OTHERS = frozenset({"question", "references", "use_cases", "diagram", "key_point"})


class Place(NamedTuple):
    """One place with its sides.

    Attributes:
        section: The section, or the first with a side where the place is the whole note.
        sides: In source order.
        around: What the headings around it are about; None where they do not say.
        weighs: Whether it is labelled as a place that weighs.
    """

    section: Section
    sides: tuple[Side, ...]
    around: Inline | None
    weighs: bool


def places(note: ParsedNote) -> Iterator[Place]:
    """Give the places of a note that have sides."""
    text = note.source.text
    elsewhere: list[tuple[Section, Side]] = []
    for section in note.sections:
        yield from _in(section, None, text, elsewhere)
    if elsewhere:
        yield Place(elsewhere[0][0], tuple(side for _, side in elsewhere), None, weighs=False)


def _in(
    section: Section, subject: Inline | None, text: str, elsewhere: list[tuple[Section, Side]]
) -> Iterator[Place]:
    if section.role == "tradeoffs" and (section.labelled or not section.level):
        told = _told(section)
        sides = tuple(_weighed(section, told, text))
        yield Place(section, sides, told or subject, weighs=True)
        return
    side = _announced(section, subject)
    if section.role in _OTHERS or side:
        elsewhere += [(section, side)] if side and section.role not in _OTHERS else []
    else:
        labels = may_label(section.blocks)
        if labels or section.sections:
            subject = _own(section) or subject
        if labels:
            how = Reading(text, weighs=False, defines=section.role == "definitions")
            elsewhere += [(section, side) for side in from_blocks(section.blocks, subject, how)]
    for inner in section.sections:
        if not side:
            yield from _in(inner, subject, text, elsewhere)


def _weighed(section: Section, subject: Inline | None, text: str) -> Iterator[Side]:
    side = _announced(section, subject)
    if side:
        yield side
        return
    yield from from_blocks(section.blocks, subject, Reading(text, weighs=True))
    for inner in section.sections:
        if inner.role == "tradeoffs":
            yield from _weighed(inner, _own(inner) or subject, text)


def _announced(section: Section, subject: Inline | None) -> Side | None:
    """Make a side of a section whose heading is a label; sections in it are points, or part of one."""
    heading = section.heading.inline if section.heading else None
    label = label_of(heading, bold=False) if heading else None
    if heading is None or label is None or (label.rest.raw and label.subject):
        return None
    label = turned(label) if label.rest.raw else label
    side = announced(
        label._replace(subject=label.subject or subject or label.aside), section.blocks, heading.span
    )
    further = tuple((inner.heading, *inner.all_blocks()) for inner in section.sections if inner.heading)
    return side._replace(points=(*side.points, *further))


def _told(section: Section) -> Inline | None:
    """Give the subject that the label of a place names: `Lambda 장단점`."""
    heading = section.heading.inline if section.heading else None
    told = subject_told(heading.raw, "tradeoffs") if heading and not role_of(heading.text) else None
    name = undecorated(heading.cut(*told)) if heading and told else None
    return name if name and not is_comparison(name.text) else None


def _own(section: Section) -> Inline | None:
    """Give the subject that a section's heading names, if it is a name."""
    heading: Block | None = section.heading
    if heading is None or heading.inline is None:
        return None
    if section.labelled:
        return _told(section)
    name = undecorated(heading.inline)
    return None if is_topic(name.text) else name
