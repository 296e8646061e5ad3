"""Labels inside a question that are nearly those of its parts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic, at
from exporter.extract.spelling.lines import Label, label_in, letter_in, lines_in
from exporter.labels import fold, labels
from exporter.spelling import Words, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.markdown import Block, Inline
    from exporter.parse import ParsedNote, Section
    from exporter.source import Source

# What an answer says behind its label: a letter, or the number that stands for one.
# A text, which `re` makes a pattern of when it is wanted: of large sets that takes long.
_KEY = r"[(\[]?(?:[A-Ha-h]|[1-8]|[①-⑧])(?:[)\].]|번)?(?![A-Za-z0-9가-힣])"
_SHORTEST = 5
_LONG = 6


def misspelt_in_questions(note: ParsedNote) -> Iterator[Diagnostic]:
    """Find labels that are nearly those of an answer, a question or its options, beside real options."""
    for blocks in _regions(note.sections):
        lines = lines_in(blocks)
        marks = [letter_in(line) for line in lines]
        if any(marks):
            yield from _in_region(lines, marks, note.source)


def _regions(sections: Iterable[Section]) -> Iterator[Iterable[Block]]:
    """Give the blocks of each outermost section of questions, and of every section not below one."""
    for section in sections:
        if section.role == "question":
            yield section.all_blocks()
        else:
            yield section.blocks
            yield from _regions(section.sections)


def _in_region(lines: Sequence[Inline], marks: Sequence[str], source: Source) -> Iterator[Diagnostic]:
    options = 0
    answered = False
    for number, line in enumerate(lines):
        if marks[number]:
            options = 1 if marks[number] == "A" else options + 1
            answered = answered and marks[number] != "A"
            continue
        label = label_in(line)
        if label is None:
            continue
        part = _part(label.words)
        answered = answered or part == "answer"
        if part is not None:
            continue
        if options > 1 and not answered and (not label.rest or re.match(_KEY, label.rest)):
            answer = _near(label.words, "answer")
            answered = answer is not None
            if answer:
                yield _misspelt(label, answer, "so this answer is not read", source)
                continue
        if label.bold and "A" in marks[number + 1 : number + 2] and not label.rest:
            meant = _near(label.words, "options")
        elif label.bold and label.rest and "A" in marks[number + 1 : number + 4]:
            meant = _near(label.words, "stem")
        else:
            meant = None
        if meant:
            yield _misspelt(label, meant, "so it is read as part of the question", source)


def _part(words: str) -> str | None:
    """Give the part that a label is of, if it is one."""
    folded = fold(words)
    return next((part for part in _PARTS if folded in labels().parts[part]), None)


_PARTS = ("answer", "stem", "options", "rationale", "own", "translation", "about")


@cache
def _words(part: str) -> Words:
    return Words(tuple(each for each in labels().spellings[part] if len(letters(fold(each))) >= _SHORTEST))


def _near(words: str, part: str) -> str | None:
    folded = fold(words)
    return _words(part).near(folded, 2 if len(letters(folded)) > _LONG else 1) if folded else None


def _misspelt(label: Label, meant: str, lost: str, source: Source) -> Diagnostic:
    message = f"`{label.words}` is no label, {lost}"
    return at(source, label.place(), "label-misspelt", message, fix=f"did you mean `{meant}`?")
