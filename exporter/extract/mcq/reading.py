"""Reads the questions of a region: one pass over its lines."""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from exporter.extract.mcq.draft import Draft, Part
from exporter.extract.mcq.key import answer_of, is_answer, trailing
from exporter.extract.mcq.lead import LETTERS, offered, option_of, several
from exporter.extract.mcq.line import Line, is_label, labelled
from exporter.extract.mcq.number import is_numbered
from exporter.extract.mcq.sorting import continue_stem, take
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


# So many lines at most lie between the beginning of a paragraph and its options.
_FAR = 30
_CHOICE = 2


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
        self.parted = False
        self.each_answered = False

    def drafts(self) -> Iterator[Draft]:
        """Give each question as soon as the next one begins."""
        for number, line in enumerate(self.lines):
            if line.block.kind is Kind.RULE:
                self.parted = self.draft.part is not Part.STEM
                continue
            stem = self._stem(line)
            done, behind = self.draft, []
            if _offers(done) or (stem and done.stem):
                begins = stem is not None or self._begins(number)
                if not begins and self._begins_between(number):
                    behind, done.rationale = done.rationale, []
                if begins or behind:
                    self.draft = Draft()
                    self.each_answered |= done.answered
                    if _offers(done):
                        yield done
            self.parted = False
            for each in behind:
                take(self.draft, each)
            if stem:
                self.draft.part, self.draft.labelled = Part.STEM, True
                continue_stem(self.draft, stem)
            else:
                take(self.draft, line)
        if _offers(self.draft):
            yield self.draft

    def _stem(self, line: Line) -> Line | None:
        """Give what a line says of the stem, if it is labelled as one."""
        if line.opens:
            return line
        options = self.draft.part is Part.OPTIONS and (line.item or len(self.draft.letters) < 2)  # noqa: PLR2004
        if line.inline is None or options:
            return None
        stem = labelled(line.inline, "stem")
        return line._replace(inline=stem) if stem is not None else None

    def _begins(self, number: int) -> bool:
        """Tell whether a heading, a number or what stands below a rule begins another question."""
        line = self.lines[number]
        if self.draft.part not in {Part.OPTIONS, Part.RATIONALE} or line.inline is None:
            return False
        if not (self.parted or self._may_begin(line)):
            return self.draft.part is Part.RATIONALE and self._asks(number)
        if any(is_label(line, part) for part in ("answer", "options", "rationale")):
            return False
        own = option_of(line)
        is_option = own is not None and not line.label and self.draft.part is Part.OPTIONS
        return not is_option and self._has_options(number)

    def _has_options(self, number: int) -> bool:
        """Tell whether a line has options below it before another question may begin."""
        letters, marked, items = "", False, 0
        for each in islice(self.lines, number + 1, None):
            found, ticked = offered(each)
            letters, marked = letters + found, marked or ticked
            # Where each question has its answer, so must this one.
            answered = not (self.each_answered or self.draft.claims) or _is_answer(each)
            items += each.item and not each.label
            # Options without letters have an answer in words.
            worded = items >= _CHOICE and each.inline is not None and answer_of(each.inline) is not None
            if worded or (letters.startswith("AB") and (marked or answered)):
                return True
            if self._ends(each, self.lines[number], letters):
                return False
        return False

    def _ends(self, each: Line, line: Line, letters: str) -> bool:
        """Tell whether the search for a question's options is over, without any."""
        if each.label:
            # The items of a numbered list may be the options.
            return each.label not in LETTERS[: len(letters) + 1] or (letters != "" and not each.inline)
        labelled_one = each.inline is not None and labelled(each.inline, "stem") is not None
        another = labelled_one or self._may_begin(each) or each.block.kind is Kind.RULE
        if line.label:
            # An item of a list has its options right behind it.
            return not letters or another
        return another

    def _asks(self, number: int) -> bool:
        """Tell whether a paragraph right behind a list or the answer stands right above options."""
        line, before = self.lines[number], self.lines[number - 1]
        if line.item or line.block.kind is not Kind.PARAGRAPH or _labels(line) or option_of(line):
            return False
        if before.inline and not before.item and self.draft.rationale:
            return False
        later = islice(self.lines, number + 1, number + _FAR)
        behind = list(dropwhile(lambda each: each.block is line.block and not option_of(each), later))
        if behind and is_label(behind[0], "options"):
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
        return not line.item and is_numbered(line)

    def _begins_between(self, number: int) -> bool:
        """Tell whether options begin anew behind words that nobody labelled, so that those are a stem."""
        line, draft = self.lines[number], self.draft
        if self.draft.part is not Part.OPTIONS or not draft.rationale or len(draft.letters) < 2:  # noqa: PLR2004
            return False
        option = option_of(line)
        if not option or option.letter != "A" or option.style != draft.style or not line.inline:
            return False
        if len(several(line.inline)) > 1:
            return True
        behind = next(islice(self.lines, number + 1, None), None)
        following = option_of(behind) if behind else None
        return following is not None and following.letter == "B"


def _offers(draft: Draft) -> bool:
    """Tell whether there is anything to choose from, or an answer, or boxes that are ticked."""
    return bool(draft.letters) or draft.answered or draft.ticked


def _is_answer(line: Line) -> bool:
    return line.inline is not None and (is_answer(line.inline) or trailing(line.inline) is not None)


def _labels(line: Line) -> bool:
    """Tell whether a line only says what follows it."""
    parts = ("rationale", "answer", "options")
    return line.text.endswith((":", "：")) or any(is_label(line, part) for part in parts)


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
