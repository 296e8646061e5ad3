"""Reads the questions of a region: one pass over its lines."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from exporter.extract.mcq.draft import Claim, Draft
from exporter.extract.mcq.key import answer_of, is_answer, is_firm, key_of
from exporter.extract.mcq.lead import LETTERS, option_of, outranks, several
from exporter.extract.mcq.line import Line, labelled
from exporter.extract.mcq.tick import told
from exporter.labels import fold
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.markdown import Inline

# `Q12.`, `12)`, `문제 3번`, `[3]`: the number of a question.
_NUMBER = re.compile(
    r"[\W_]*(?:(?:문제|문항|질문|Question|Problem|Quiz|Q|No)\s*[.#]?\s*)?(?P<number>\d{1,3})\s*"
    r"(?:[.)\]](?!\d)|[:：](?=\s)|번(?:\s*문제)?\s*[.)\]:：]?|$)\s*",
    re.IGNORECASE,
)


class _Part(IntEnum):
    STEM = 0
    OPTIONS = 1
    ANSWER = 2
    RATIONALE = 3


def read(lines: Iterable[Line]) -> Iterator[Draft]:
    """Read the questions of a region, in source order.

    Args:
        lines: Of the region.
    """
    return _Reader(tuple(lines)).drafts()


class _Reader:
    """What has been read so far of a region.

    Args:
        lines: Of the region.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.draft = Draft()
        self.part = _Part.STEM
        self.parted = False
        self.each_answered = False

    def drafts(self) -> Iterator[Draft]:
        """Give each question as soon as the next one begins."""
        for number, line in enumerate(self.lines):
            if line.block.kind is Kind.RULE:
                self.parted = self.part is not _Part.STEM
                continue
            stem = self._stem(line)
            if self.draft.letters or self.draft.answered or (stem and self.draft.stem):
                done = self.draft
                if stem or self._begins(number):
                    yield from self._next(done)
                elif self._begins_between(number):
                    behind, done.rationale = done.rationale, []
                    yield from self._next(done)
                    for each in behind:
                        self._take(each)
            self.parted = False
            if stem:
                self.part = _Part.STEM
                self._continue_stem(stem)
            else:
                self._take(line)
        yield from self._next(self.draft)

    def _next(self, done: Draft) -> Iterator[Draft]:
        self.draft, self.part = Draft(), _Part.STEM
        if done.letters or done.answered:
            self.each_answered |= done.answered
            yield done

    # --- where a question begins

    def _stem(self, line: Line) -> Line | None:
        """Give what a line says of the stem, if it is labelled as one."""
        if line.opens:
            return line
        options = self.part is _Part.OPTIONS and (line.item or len(self.draft.letters) < 2)  # noqa: PLR2004
        if line.inline is None or options:
            return None
        stem = labelled(line.inline, "stem")
        return line._replace(inline=stem) if stem is not None else None

    def _begins(self, number: int) -> bool:
        """Tell whether a heading, a number or what stands below a rule begins another question."""
        line = self.lines[number]
        if self.part < _Part.OPTIONS or line.inline is None:
            return False
        if not (self.parted or self._may_begin(line)):
            return self.part is _Part.RATIONALE and self._asks(number)
        own = option_of(line)
        if own and not line.label and self.part is _Part.OPTIONS:
            return False
        letters, marked = "", False
        for each in islice(self.lines, number + 1, None):
            if each.inline is None:
                continue
            for piece in several(each.inline):
                option = option_of(each._replace(inline=piece))
                letters += option.letter if option else ""
                marked |= bool(option and option.tick is not None)
            if letters.startswith("AB") and (
                marked or not (self.each_answered or self.draft.claims) or is_answer(each.inline)
            ):
                return True
            if (self._may_begin(each) or each.block.kind is Kind.RULE) and (letters or not line.label):
                return False
            if line.label and not letters:
                return False
        return False

    def _asks(self, number: int) -> bool:
        """Tell whether a paragraph right behind a list or the answer stands right above options."""
        line, before = self.lines[number], self.lines[number - 1]
        if line.item or line.block.kind is not Kind.PARAGRAPH or option_of(line) or _labels(line):
            return False
        if before.inline and not before.item and self.draft.rationale:
            return False
        behind = list(
            islice((each for each in islice(self.lines, number, None) if each.block is not line.block), 8)
        )
        if behind and _is_label(behind[0], "options"):
            behind = behind[1:]
        letters = "".join(option.letter if option else "-" for option in map(option_of, behind[:2]))
        return letters == "AB"

    def _may_begin(self, line: Line) -> bool:
        """Tell whether a line looks like the first of a question: a heading, or a number."""
        if line.inline is None:
            return False
        if line.block.kind is Kind.HEADING:
            return True
        if line.label:
            last = self.draft.taken[-1].parent if self.draft.taken else None
            return line.parent is not last
        return not line.item and _NUMBER.match(line.inline.raw) is not None

    def _begins_between(self, number: int) -> bool:
        """Tell whether options begin anew behind words that nobody labelled, so that those are a stem."""
        line, draft = self.lines[number], self.draft
        if self.part is not _Part.OPTIONS or not draft.rationale or len(draft.letters) < 2:  # noqa: PLR2004
            return False
        option = option_of(line)
        if not option or option.letter != "A" or option.style != draft.style or not line.inline:
            return False
        if len(several(line.inline)) > 1:
            return True
        behind = next(islice(self.lines, number + 1, None), None)
        following = option_of(behind) if behind else None
        return following is not None and following.letter == "B"

    # --- where a line belongs

    def _take(self, line: Line) -> None:
        """Put one line where it belongs."""
        draft = self.draft
        if line.inline is not None:
            if answer_of(line.inline, "own"):
                # What the reader chose says nothing of what is right.
                return
            if self.part <= _Part.OPTIONS and self._takes_options(line):
                return
            if self.part is _Part.STEM and _is_label(line, "options"):
                self.part = _Part.OPTIONS
                return
            if self._takes_answer(line) or (draft.letters and self._explains(line)):
                return
        match self.part:
            case _Part.OPTIONS if draft.options:
                self._continue_option(line)
            case _Part.RATIONALE:
                if not self._claims_too(line):
                    draft.rationale.append(line)
            case _:
                self._continue_stem(line)

    def _continue_stem(self, line: Line) -> None:
        if self.draft.stem:
            self.draft.stem.append(line)
            return
        if line.label:
            self.draft.number = LETTERS.index(line.label) + 1
        number, rest = _numbered(line)
        self.draft.number = number or self.draft.number
        self.draft.stem += _unlisted(rest)

    def _takes_options(self, line: Line) -> bool:
        """Take the options that a line holds, if it holds any."""
        if not line.inline or answer_of(line.inline) is not None:
            return False
        pieces = several(line.inline, len(self.draft.letters))
        if len(pieces) == 1:
            return self._takes_option(line)
        for number, piece in enumerate(pieces):
            part = line._replace(inline=piece, label="" if number else line.label, rest=())
            if not self._takes_option(part):
                self._continue_stem(part)
        self.draft.options[-1][0] = self.draft.options[-1][0]._replace(rest=line.rest)
        return True

    def _takes_option(self, line: Line) -> bool:
        """Take a line as an option, if it is one: its letter follows the last one's."""
        found, draft = option_of(line), self.draft
        if found is None or (self.part is _Part.STEM and found.letter != "A"):
            return False
        if draft.letters and found.letter == "A" and self._was_stem(line, found.style):
            if not draft.stem:
                draft.number = 1 if draft.taken[0].label else draft.number
                draft.taken[:1] = _unlisted(draft.taken[0])
            draft.drop_options()
        if draft.letters and found.style != draft.style:
            return False
        if draft.letters and found.letter not in (LETTERS[len(draft.letters)], draft.letters[-1]):
            return False
        tick, rest = told(found.rest)
        draft.style = found.style
        draft.letters.append(found.letter)
        draft.ticks.append(found.tick if tick is None else tick)
        draft.taken.append(line)
        draft.options.append([line._replace(inline=rest, parent=None)])
        self.part = _Part.OPTIONS
        return True

    def _was_stem(self, line: Line, style: str) -> bool:
        """Tell whether what looked like options was a numbered list in the stem, or its number."""
        draft = self.draft
        if len(draft.letters) == 1 and (style != draft.style or line.parent is not draft.taken[0].parent):
            return not draft.rationale
        return outranks(style, draft.style)

    def _takes_answer(self, line: Line) -> bool:
        """Take a line that says what is right, or the line below a label that stood alone."""
        draft, inline = self.draft, line.inline
        claim = answer_of(inline) if inline else None
        if inline and self.part is _Part.ANSWER and (claim is None or not claim):
            # The label stood alone: the letter is on the line behind it.
            said = f"{LETTERS.index(line.label) + 1}. {line.text}" if line.label else line.text
            self._claim(line, said, inline)
            self.part = _Part.RATIONALE
            return True
        if inline is None or claim is None:
            return False
        if not claim:
            if self.part is _Part.RATIONALE:
                return False
            draft.awaited, self.part = line, _Part.ANSWER
            return True
        letters = key_of(claim, draft.letters)
        if self.part is _Part.RATIONALE:
            if letters and draft.letters and line.block.kind is not Kind.HEADING:
                draft.claims.append(Claim(line, letters, claim))
            return False
        if draft.letters and not letters:
            draft.unclear = line, inline.cut(len(inline.raw) - len(claim))
        if letters or is_firm(inline):
            self._claim(line, claim, inline.cut(len(inline.raw) - len(claim)))
            # An answer may stand above its options.
            self.part = _Part.RATIONALE if draft.letters or _offers(draft.stem) else _Part.STEM
            return True
        return False

    def _claim(self, line: Line, said: str, inline: Inline) -> None:
        letters = key_of(said, self.draft.letters)
        if letters:
            self.draft.claims.append(Claim(line, letters, said))
        else:
            self.draft.unclear = line, inline

    def _explains(self, line: Line) -> bool:
        """Read a line that is labelled as an explanation."""
        rest = labelled(line.inline, "rationale") if line.inline else None
        if rest is None or (rest.raw and line.item):
            return False
        self.draft.rationale += [line._replace(inline=rest)] if rest.raw else []
        self.part = _Part.RATIONALE
        return True

    def _claims_too(self, line: Line) -> bool:
        """Take a further line of an answer below its label: another option's letter, and its words."""
        option, draft = option_of(line), self.draft
        if not (option and draft.awaited and draft.claims) or draft.rationale:
            return False
        if option.letter not in draft.letters:
            return False
        words = fold(option.rest.raw)
        said = fold(" ".join(each.text for each in draft.options[draft.letters.index(option.letter)]))
        if not words or not (said.startswith(words) or words.startswith(said)):
            return False
        draft.further.append(option.letter)
        return True

    def _continue_option(self, line: Line) -> None:
        """Add to the last option what goes on from it; a paragraph behind the options is no part of one."""
        draft = self.draft
        option = draft.options[-1]
        if line.inline is None or line.block is option[0].block:
            option.append(line._replace(parent=None))
            draft.taken.append(line)
            return
        found = option_of(line)
        if found and found.style == draft.style:
            draft.stray = draft.stray or line
        draft.rationale.append(line)


def _numbered(line: Line) -> tuple[int | None, Line]:
    """Take the number off a question: it changes when another is put before it."""
    found = _NUMBER.match(line.inline.raw) if line.inline else None
    if not line.inline or not found:
        return None, line
    return int(found["number"]), line._replace(inline=line.inline.cut(found.end()))


def _unlisted(line: Line) -> list[Line]:
    """Take the first line of a question out of the list that it is an item of."""
    if line.inline is None:
        return [line]
    first = [line._replace(parent=None, item=False, label="", rest=())] if line.text else []
    return [*first, *(Line(block, None) for block in line.rest)]


def _offers(stem: Sequence[Line]) -> bool:
    """Tell whether a stem ends with a list, which may be options without letters."""
    return len(stem) > 2 and all(line.item for line in stem[-2:])  # noqa: PLR2004


def _labels(line: Line) -> bool:
    """Tell whether a line only says what follows it."""
    return line.text.endswith((":", "：")) or _is_label(line, "rationale") or _is_label(line, "answer")


def _is_label(line: Line, part: str) -> bool:
    rest = labelled(line.inline, part) if line.inline else None
    return rest is not None and not rest.raw


def run_together(draft: Draft) -> Line | None:
    """Give the beginning of another question that nothing parts from this one.

    That is the text before a run of options, behind the answer, that has an answer of its own.
    """
    before: Line | None = None
    stem: Line | None = None
    letters = ""
    for line in draft.rationale:
        option = option_of(line)
        if option and option.letter == "A":
            stem, letters = before, ""
        elif stem and letters.startswith("AB") and line.inline and is_answer(line.inline):
            return stem
        letters += option.letter if option else ""
        before = None if option or (line.inline and line.inline.raw.endswith((":", "："))) else line
    return None
