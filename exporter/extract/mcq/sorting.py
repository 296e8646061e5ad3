"""Where a line of a question belongs: to the stem, the options, the answer, or what explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.extract.mcq.draft import Claim, Draft, Part
from exporter.extract.mcq.key import answer_of, is_firm, key_of, trailing
from exporter.extract.mcq.lead import LETTERS, option_of, outranks, several
from exporter.extract.mcq.line import Line, is_label, labelled
from exporter.extract.mcq.number import numbered
from exporter.extract.mcq.tick import told
from exporter.labels import fold
from exporter.markdown import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.markdown import Inline


def take(draft: Draft, line: Line) -> None:
    """Put one line where it belongs."""
    if line.inline is not None:
        if answer_of(line.inline, "own"):
            # What the reader chose says nothing of what is right, and ticks may be the reader's too.
            draft.owned = True
            return
        if _replies(draft, line):
            return
        if _translates(draft, line) or (draft.part <= Part.OPTIONS and _takes_options(draft, line)):
            return
        if draft.part is Part.STEM and is_label(line, "options"):
            draft.part = Part.OPTIONS
            return
        if _takes_answer(draft, line) or (draft.letters and _explains(draft, line)):
            return
    match draft.part:
        case Part.OPTIONS if draft.options:
            _continue_option(draft, line)
        case Part.RATIONALE:
            if not _claims_too(draft, line):
                draft.rationale.append(line)
        case _:
            continue_stem(draft, line)


def _translates(draft: Draft, line: Line) -> bool:
    """Take a line of the question in another language, from its label up to the options or the answer."""
    said = labelled(line.inline, "translation") if line.inline and draft.part <= Part.OPTIONS else None
    if said is not None and (draft.stem or draft.letters):
        draft.translated.append(line._replace(inline=said))
        draft.translating = True
        return True
    if not draft.translating:
        return False
    if draft.part > Part.OPTIONS or (not draft.letters and option_of(line)):
        draft.translating = False
        return False
    if line.inline and (answer_of(line.inline) is not None or labelled(line.inline, "rationale") is not None):
        draft.translating = False
        return False
    draft.translated.append(line)
    return True


def _replies(draft: Draft, line: Line) -> bool:
    """Take `A. B`, the answer of a question that began with `Q`: a letter alone, apart from the options."""
    option = option_of(line) if draft.part is Part.OPTIONS and len(draft.letters) > 1 else None
    if option is None or (option.letter, option.style) != ("A", "A") or not line.inline:
        return False
    last = draft.taken[-1]
    if line.block is last.block or (line.parent and line.parent is last.parent):
        # Among the options it is one of them, with a letter that another has too.
        return False
    said = answer_of(option.rest)
    claim = said if said is not None else option.rest.raw if _ALONE.fullmatch(option.rest.raw) else ""
    if not key_of(claim, draft.letters):
        return False
    _claim(draft, line, claim, option.rest)
    draft.part = Part.RATIONALE
    return True


_ALONE = re.compile(r"[(\[]?[A-Ha-h][)\].]?")


def continue_stem(draft: Draft, line: Line) -> None:
    """Add a line to the stem; the first one loses its number."""
    draft.ticked = draft.ticked or line.tick == "x"
    if draft.stem:
        draft.stem.append(line)
        return
    if line.inline and labelled(line.inline, "about") is not None:
        return
    if line.label:
        draft.number = LETTERS.index(line.label) + 1
    number, rest = numbered(line)
    draft.number = number or draft.number
    draft.stem += _unlisted(rest)


def _takes_options(draft: Draft, line: Line) -> bool:
    """Take the options that a line holds, if it holds any."""
    if not line.inline or answer_of(line.inline) is not None:
        return False
    pieces = several(line.inline, len(draft.letters))
    if len(pieces) == 1:
        return _takes_option(draft, line)
    for number, piece in enumerate(pieces):
        part = line._replace(inline=piece, label="" if number else line.label, rest=())
        if not _takes_option(draft, part):
            continue_stem(draft, part)
    if draft.options:
        draft.options[-1][0] = draft.options[-1][0]._replace(rest=line.rest)
    return True


def _takes_option(draft: Draft, line: Line) -> bool:
    """Take a line as an option, if it is one: its letter follows the last one's."""
    found = option_of(line)
    if found is None or (draft.part is Part.STEM and found.letter != "A"):
        return False
    if draft.letters and found.letter == "A" and _was_stem(draft, line, found.style):
        _drop(draft)
    if draft.letters and found.style != draft.style:
        return False
    if draft.letters and found.letter not in {LETTERS[len(draft.letters) :][:1], draft.letters[-1]}:
        return False
    tick, rest = told(found.rest)
    draft.style = found.style
    draft.letters.append(found.letter)
    draft.ticks.append(found.tick if tick is None else tick)
    draft.taken.append(line)
    draft.options.append([line._replace(inline=rest, parent=None)])
    draft.part = Part.OPTIONS
    return True


def _drop(draft: Draft) -> None:
    """Put what looked like options back into the stem; a single one was the number of the question."""
    if len(draft.letters) == 1 and all(each.block.kind is Kind.HEADING for each in draft.stem):
        number, bare = numbered(draft.taken[0])
        draft.number = number or (1 if draft.taken[0].label else draft.number)
        draft.taken[:1] = _unlisted(bare)
    draft.drop_options()


def _was_stem(draft: Draft, line: Line, style: str) -> bool:
    """Tell whether what looked like options was a numbered list in the stem, or its number."""
    if len(draft.letters) == 1 and (style != draft.style or line.parent is not draft.taken[0].parent):
        return not draft.rationale or outranks(style, draft.style)
    return outranks(style, draft.style)


def _takes_answer(draft: Draft, line: Line) -> bool:
    """Take a line that says what is right, or the line below a label that stood alone."""
    inline = line.inline
    claim = answer_of(inline) if inline else None
    if inline and draft.part is Part.OPTIONS and inline.raw.strip() in _TURNED:
        claim = ""
    if inline and draft.part is Part.ANSWER and not claim:
        # The label stood alone: the letter is on the line behind it.
        said = f"{LETTERS.index(line.label) + 1}. {line.text}" if line.label else line.text
        _claim(draft, line, said, inline)
        draft.part = Part.RATIONALE
        return True
    if inline and claim is None and draft.part is Part.OPTIONS and draft.letters and not option_of(line):
        claim = trailing(inline)
    if inline is None or claim is None:
        return False
    if draft.part is Part.RATIONALE:
        letters = key_of(claim, draft.letters)
        if letters and draft.letters and line.block.kind is not Kind.HEADING:
            draft.claims.append(Claim(line, letters, claim))
        return False
    if not claim:
        draft.awaited, draft.part = line, Part.ANSWER
        return True
    return _answers(draft, line, claim, inline.cut(max(0, len(inline.raw) - len(claim))))


# A line that parts a card's front from its back.
_TURNED = frozenset({"?", "??"})


def _answers(draft: Draft, line: Line, claim: str, words: Inline) -> bool:
    """Take an answer line, if it names letters or at least has a colon."""
    firm = line.inline is not None and is_firm(line.inline)
    if not firm and not key_of(claim, draft.letters):
        draft.unclear = (line, words) if draft.letters else draft.unclear
        return False
    _claim(draft, line, claim, words)
    draft.rationale += _beside(line)
    # An answer may stand above its options.
    draft.part = Part.RATIONALE if draft.letters or _offers(draft.stem) else Part.STEM
    return True


def _beside(line: Line) -> list[Line]:
    """Give what is said behind a bold answer on its own line: the reason, for it is not bold too."""
    inline = line.inline
    lead = inline.strong_lead() if inline else 0
    if not inline or not 0 < lead <= len(inline.raw) - _REASON:
        return []
    if not key_of(answer_of(inline.cut(0, lead)) or "", LETTERS):
        return []
    found = _DASH.match(inline.raw, lead)
    return [line._replace(inline=inline.cut(found.end() if found else lead), label="")]


# Fewer characters explain nothing.
_REASON = 10
_DASH = re.compile(r"[\s:：–—-]+")


def _claim(draft: Draft, line: Line, said: str, inline: Inline) -> None:
    if len(draft.letters) == 1:
        _drop(draft)
    letters = key_of(said, draft.letters)
    if letters:
        draft.claims.append(Claim(line, letters, said))
    else:
        draft.unclear = line, inline


def _explains(draft: Draft, line: Line) -> bool:
    """Read a line that is labelled as an explanation."""
    rest = labelled(line.inline, "rationale") if line.inline else None
    if rest is None or (rest.raw and line.item):
        return False
    draft.rationale += [line._replace(inline=rest)] if rest.raw else []
    draft.part = Part.RATIONALE
    return True


def _claims_too(draft: Draft, line: Line) -> bool:
    """Take a further line of an answer below its label: another option's letter, and its words."""
    option = option_of(line) if draft.awaited and draft.claims and not draft.rationale else None
    if option is None or option.letter not in draft.letters:
        return False
    words = fold(option.rest.raw)
    said = fold(" ".join(each.text for each in draft.options[draft.letters.index(option.letter)]))
    if not words or not (said.startswith(words) or words.startswith(said)):
        return False
    draft.further.append(option.letter)
    return True


def _continue_option(draft: Draft, line: Line) -> None:
    """Add to the last option what goes on from it; a paragraph behind the options is no part of one."""
    option = draft.options[-1]
    framed = line.inline is None and line.block.kind in _FRAMES
    found = option_of(line)
    stray = found is not None and found.style == draft.style
    if stray:
        draft.stray = draft.stray or line
    if not (framed or stray) and (line.inline is None or line.block is option[0].block):
        option.append(line._replace(parent=None))
        draft.taken.append(line)
    else:
        draft.rationale.append(line)


# What stands in one of these behind the options explains them.
_FRAMES = frozenset({Kind.CALLOUT, Kind.DETAILS, Kind.QUOTE})


def _unlisted(line: Line) -> list[Line]:
    """Take the first line of a question out of the list that it is an item of."""
    if line.inline is None:
        return [line]
    first = [line._replace(parent=None, item=False, label="", rest=())] if line.text else []
    return [*first, *(Line(block, None) for block in line.rest)]


def _offers(stem: Sequence[Line]) -> bool:
    """Tell whether a stem ends with a list, which may be options without letters."""
    return len(stem) > 2 and all(line.item for line in stem[-2:])  # noqa: PLR2004
