"""Where in a note questions stand: under a label, or wherever lettered lines follow a question."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.draft import Claim, Draft, Part
from exporter.extract.mcq.gathered import give, take
from exporter.extract.mcq.key import key_of, trailing
from exporter.extract.mcq.lead import LETTERS, option_of
from exporter.extract.mcq.line import Line, is_label, lines_of
from exporter.extract.mcq.number import numbered
from exporter.extract.mcq.reading import read
from exporter.extract.mcq.rows import of_table
from exporter.extract.mcq.sorting import take as take_line
from exporter.extract.mcq.unlettered import letter_options
from exporter.extract.texts import is_placeholder
from exporter.labels import labels
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.parse import ParsedNote, Section


class Question(NamedTuple):
    """A question as it was read.

    Attributes:
        draft: Its lines.
        section: Where it stands.
        sure: Whether a label says that it is one; else only its structure does.
    """

    draft: Draft
    section: Section
    sure: bool


def questions(note: ParsedNote) -> list[Question]:
    """Read the questions of a note, those gathered answers given that stand apart from them.

    Args:
        note: The parsed note.
    """
    found: list[Question] = []
    open_ones: list[Draft] = []
    for section, sure in _regions(note):
        lines, gathered = take(_lines(section, sure=sure), alone=section.role == "answers")
        if found and not (sure or gathered) and _is_bold_part(section) and found[-1].draft.letters:
            _go_on(found[-1].draft, section)
            continue
        here = list(_read(lines, section, sure=sure))
        found += here
        asking = [each.draft for each in here if each.sure or _is_meant(each.draft)]
        if gathered:
            # Answers below their questions, else those of the sections above.
            give(gathered, asking or open_ones)
            open_ones = [] if not asking else open_ones
        elif section.role == "answers" and len(open_ones) == 1 and not open_ones[0].answered:
            _continue(open_ones.pop(), lines)
        else:
            open_ones += [draft for draft in asking if draft.letters]
    if any(each.draft.claims for each in found):
        # Beside answered questions a numbered one is meant as one.
        found = [each._replace(sure=each.sure or each.draft.number is not None) for each in found]
    found += [Question(draft, section, sure=True) for section, draft in _tabled(note)]
    return [each for each in found if not _is_template(each.draft) and (each.sure or _is_plain(each.draft))]


def _read(lines: Sequence[Line], section: Section, *, sure: bool) -> Iterator[Question]:
    for at, draft in enumerate(read(lines)):
        if not at:
            _announced(section, draft)
        letter_options(draft)
        if not sure:
            _shorten(draft)
        yield Question(draft, section, sure)


def _go_on(draft: Draft, section: Section) -> None:
    """Go on with a question below the bold label of its next part."""
    head = [Line(section.heading, section.heading.inline)] if section.heading else []
    for line in (*head, *lines_of(section.all_blocks())):
        take_line(draft, line)


def _continue(draft: Draft, lines: Sequence[Line]) -> None:
    """Go on with a question whose answer stands in the section below it."""
    draft.part = Part.ANSWER
    for line in lines:
        take_line(draft, line)


def _announced(section: Section, draft: Draft) -> None:
    """Take what a heading such as `Question 12 (answer: B)` says of the question below it."""
    if section.heading and section.heading.inline:
        line = Line(section.heading, section.heading.inline)
        draft.number = draft.number or numbered(line)[0]
        claim = trailing(section.heading.inline)
        letters = key_of(claim, draft.letters) if claim else ()
        if claim and letters:
            draft.claims.append(Claim(line, letters, claim))


def _tabled(note: ParsedNote) -> Iterator[tuple[Section, Draft]]:
    """Give the questions that are rows of a table, with the section it stands in."""
    for section in note.walk():
        for block in section.blocks:
            if block.kind is Kind.TABLE:
                yield from ((section, draft) for draft in of_table(block))


def _is_plain(draft: Draft) -> bool:
    """Tell whether a question without a label is one: its options have letters, or its stem asks."""
    return _is_meant(draft) or bool(draft.style and draft.claims)


def _is_meant(draft: Draft) -> bool:
    return draft.labelled or draft.number is not None or asks(draft)


def means_to_ask(draft: Draft) -> bool:
    """Tell whether what stands under no label of questions was written as one."""
    return asks(draft) or (
        draft.labelled and (bool(draft.letters) or sum(line.item for line in draft.stem) > 1)
    )


def _is_template(draft: Draft) -> bool:
    """Tell whether the options are what a template leaves to be filled in."""
    return bool(draft.options) and all(is_placeholder(lines[0].text) for lines in draft.options)


# What a question that no heading announces cannot do without: a second option, and a sign of the key.
# All begins with one of a few signs, which a search can leap to; a line's, with the end of the one before.
_OFFERED = re.compile(
    r"""[\s<\[(|②❷ⓑⒷ](?:
        (?:(?<=\n)|(?<=<)br\s*+/?>)[ \t>]*+(?:(?:[-*+]|\d{1,3}[.)])[ \t]++)*+(?:\[[ xX]\][ \t]*+)?
        [*_~`(\[✅✔❌ ]*(?:[Bb나ㄴ2][*_`]*\s?[-).\]．:：번]|[②❷ⓑⒷ]|[B][*_`]{1,2}\s)
      |(?<=[②❷ⓑⒷ])|(?<=\[)[xX]\]|(?<=\()[xX✓●]\)|(?<=<)ol\b|(?<=[ \t])[Bb]\s?[.)]\s|(?<=\s)\(?[B2]\)\s
      |(?<=\|)\s*\(?[B2][).]?\s*\|)""",
    re.VERBOSE,
)
# What each of these has, without its surroundings: quick to look for, as its first sign is one of a few.
_MAY_OFFER = re.compile(
    r"""[Bb나ㄴ2②❷ⓑⒷxX✓●<](?:(?<=[②❷ⓑⒷ])|(?<=[Bb나ㄴ2])[*_`]*\s?[-).\]．:：번]|(?<=B)[*_`]{1,2}\s
      |(?<=[xX✓●])[\])]|(?<=<)ol\b|(?<=[B2])[).]?\s*\|)""",
    re.VERBOSE,
)
# Sections whose lists mean something else.
_OTHER = frozenset({"definitions", "tradeoffs", "references", "use_cases", "diagram"})


def _regions(note: ParsedNote) -> Iterator[tuple[Section, bool]]:
    """Give the outermost sections that are labelled as questions, and those that look like holding some."""
    # Its first line begins as all others do.
    text = f"\n{note.source.text}"
    for number, section in enumerate(note.sections):
        if not number and note.title and section.heading is None:
            # A note's title may be the question itself.
            yield from _within(replace(section, heading=note.title), text)
        else:
            yield from _within(section, text)


def _within(section: Section, text: str) -> Iterator[tuple[Section, bool]]:
    if section.role == "question":
        yield section, True
        return
    goes_on = section.role == "answers" or _is_bold_part(section)
    if goes_on or (section.role not in _OTHER and _offers(section, text)):
        yield section, False
    if section.role != "answers":
        for inner in section.sections:
            if not _is_part(inner):
                yield from _within(inner, text)


def _offers(section: Section, text: str) -> bool:
    """Tell whether a section may hold a question; before the text stands a line end that is none of its."""
    if not section.blocks:
        return False
    start, end = section.blocks[0].span.start + 1, section.blocks[-1].span.end + 1
    begin = start - (text[start - 1] == "\n")
    if _MAY_OFFER.search(text, start, end) and _OFFERED.search(text, begin, end):
        return True
    words, answered = _answered()
    return words.search(text[start:end].casefold()) is not None and bool(answered.search(text, start, end))


@cache
def _answered() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the words for an answer, in one case, and the pattern of a line that begins with one."""
    words = "|".join(map(re.escape, labels().spellings["answer"]))
    folded = "|".join(re.escape(word.casefold()) for word in labels().spellings["answer"])
    line = rf"(?:^|<br\s*+/?>)(?:[^\w\n]|_)*+(?:{words})[*_]*\s*[:：]"
    return re.compile(folded), re.compile(line, re.MULTILINE | re.IGNORECASE)


def _lines(section: Section, *, sure: bool) -> list[Line]:
    """Give a region's lines: without a label, those of the section alone and of what continues them."""
    if sure or section.role == "answers":
        return _headed(list(lines_of(section.all_blocks())))
    head = [Line(section.heading, section.heading.inline)] if section.heading else []
    lines = [*head, *lines_of(section.blocks)]
    for inner in section.sections:
        if _is_part(inner) and inner.heading:
            lines += [Line(inner.heading, inner.heading.inline), *lines_of(inner.all_blocks())]
    return lines


def _headed(lines: list[Line]) -> list[Line]:
    """Take headings that stand right below each other for options, where their letters are in order."""
    for start, line in enumerate(lines):
        run = (
            list(takewhile(lambda each: each.block.kind is Kind.HEADING, lines[start:]))
            if _heads(line)
            else []
        )
        plain = [each._replace(block=each.block._replace(kind=Kind.PARAGRAPH)) for each in run]
        letters = "".join(option.letter for option in map(option_of, plain) if option)
        if letters.startswith("AB") and LETTERS.startswith(letters) and len(letters) >= len(run) - 1:
            lines[start : start + len(letters)] = plain[: len(letters)]
    return lines


def _heads(line: Line) -> bool:
    """Tell whether a heading begins like the first option."""
    plain = line._replace(block=line.block._replace(kind=Kind.PARAGRAPH))
    option = option_of(plain) if line.block.kind is Kind.HEADING else None
    return option is not None and option.letter == "A"


def _is_bold_part(section: Section) -> bool:
    """Tell whether a bold line is a label that goes on with what a bold line above it has begun."""
    return section.heading is not None and section.heading.kind is Kind.PARAGRAPH and _is_part(section)


def _is_part(section: Section) -> bool:
    """Tell whether a section goes on with the question above it: its heading is the label of a part."""
    head = Line(section.heading, section.heading.inline) if section.heading else None
    return head is not None and any(is_label(head, part) for part in ("options", "answer", "rationale"))


def _shorten(draft: Draft) -> None:
    """Leave of a stem that no label begins what asks: the last text, and what stands behind it.

    A number of its own, or a heading, says where the question begins.
    """
    heads = [at for at, line in enumerate(draft.stem) if line.block.kind is Kind.HEADING]
    if heads:
        last = heads[-1]
        asks = draft.stem[last].text.rstrip().endswith(("?", "？")) or last == len(draft.stem) - 1
        draft.stem = draft.stem[last if asks else last + 1 :]
    if draft.stem:
        number, draft.stem[0] = numbered(draft.stem[0])
        draft.number = number or draft.number
    if draft.number is None:
        draft.stem = draft.stem[_last_text(draft.stem) :]


def _last_text(stem: Sequence[Line]) -> int:
    """Give where the last paragraph begins; a list, a table or code behind it goes on from it."""
    texts = [at for at, line in enumerate(stem) if line.inline and not line.item]
    if not texts:
        return 0
    block = stem[texts[-1]].block
    return next(at for at in texts if stem[at].block is block)


def asks(draft: Draft) -> bool:
    """Tell whether what nobody labelled as a question can hardly be anything else."""
    stem = draft.stem[-1].text if draft.stem else ""
    return len(draft.letters) + (draft.stray is not None) >= _CHOICE and _QUESTION.search(stem) is not None


_CHOICE = 3
_QUESTION = re.compile(r"(?:[?？]|것은|고르시오|고르세요|고르라)[^\n]{0,40}$")
