"""Labels of pros or cons that are nearly one, where the other side of the same subject is there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.diagnostics import Diagnostic, at
from exporter.extract.spelling.lines import Label, label_in, lines_in
from exporter.labels import fold, labels
from exporter.spelling import Words, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.markdown import Inline
    from exporter.parse import ParsedNote
    from exporter.source import Source

_OTHER = {"pros": "cons", "cons": "pros"}
# `한계` is one letter from `단계`, and `이점` from `시점`.
_SHORTEST, _SHORTEST_ASCII = 6, 4


class _Line(NamedTuple):
    """A label in a section of trade-offs: `X 장점:`.

    Attributes:
        subject: What stands before the word, folded.
        word: The last word.
        side: ``pros`` or ``cons``; None where the word is neither.
        label: Where they stand.
    """

    subject: str
    word: str
    side: str | None
    label: Label


def misspelt_sides(note: ParsedNote) -> Iterator[Diagnostic]:
    """Find labels that are nearly those of pros or cons."""
    for section in note.walk():
        if section.role == "tradeoffs" and section.labelled:
            found = [line for line in map(_read, lines_in(section.all_blocks())) if line]
            sides = _by_subject(found)
            for number, line in enumerate(found):
                if line.side is None:
                    others = sides[line.subject] if line.subject else _beside(found, number)
                    yield from _judged(line, others, note.source)


def _read(line: Inline) -> _Line | None:
    label = label_in(line)
    if label is None:
        return None
    subject, _, word = label.words.rpartition(" ")
    side = next((side for side in _OTHER if fold(word) in labels().parts[side]), None)
    return _Line(fold(subject), word, side, label)


def _by_subject(found: Sequence[_Line]) -> dict[str, set[str]]:
    sides: dict[str, set[str]] = {}
    for line in found:
        sides.setdefault(line.subject, set()).update((line.side,) if line.side else ())
    return sides


def _beside(found: Sequence[_Line], number: int) -> set[str]:
    """Give the nameless sides that stand right beside a line that names no subject."""
    beside = (*found[max(number - 1, 0) : number], *found[number + 1 : number + 2])
    return {each.side for each in beside if each.side and not each.subject}


def _judged(line: _Line, others: set[str], source: Source) -> Iterator[Diagnostic]:
    if len(others) != 1:
        return
    (other,) = others
    side = _OTHER[other]
    meant = _words(side).near(fold(line.word), 1)
    if meant:
        message = f"`{line.word}` is no label, so these {side} are not read"
        place = line.label.place(len(line.label.words) - len(line.word))
        yield at(source, place, "label-misspelt", message, fix=f"did you mean `{meant}`?")


@cache
def _words(side: str) -> Words:
    return Words(
        tuple(
            each
            for each in labels().spellings[side]
            if len(letters(fold(each))) >= (_SHORTEST_ASCII if each.isascii() else _SHORTEST)
        )
    )
