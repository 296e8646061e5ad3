"""Questions in two languages: the second one behind an arrow, on a further line, or below a label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.mcq.lead import option_of, several
from exporter.extract.mcq.line import is_aside, labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.extract.mcq.draft import Draft
    from exporter.extract.mcq.line import Line
    from exporter.markdown import Inline

_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]{2}")
# An arrow's head: without one there is no arrow.
_HEAD = re.compile("[→⇒➜>]")
_ARROW = re.compile(r"\s+(?:→|⇒|➜|->|=>)\s*|^(?:→|⇒|➜|->|=>)\s*", re.MULTILINE)


class Bilingual(NamedTuple):
    """A question with what is said in another language taken apart.

    Attributes:
        stem: Its lines, and those in the other language.
        options: The lines of each option.
        others: Each option in the other language, where it is said so.
    """

    stem: tuple[Sequence[Line], Sequence[Line]]
    options: list[list[Line]]
    others: list[Inline | None]


def bilingual(draft: Draft) -> Bilingual:
    """Take a question's two languages apart.

    Args:
        draft: The question.
    """
    options, others = _options(draft)
    stem, other = _stem(draft.stem)
    below: list[Line] = []
    for line in draft.translated:
        said = labelled(line.inline, "stem") if line.inline else None
        pieces = several(line.inline) if line.inline else []
        found = [option_of(line._replace(inline=piece)) for piece in pieces]
        for option in found:
            if option and option.letter in draft.letters:
                others[draft.letters.index(option.letter)] = option.rest
        if not any(found):
            below.append(line if said is None else line._replace(inline=said))
    return Bilingual((stem, [line for line in below if line.text] or other), options, others)


def _options(draft: Draft) -> tuple[list[list[Line]], list[Inline | None]]:
    """Part the options, if all of them say the same twice in one way."""
    whole: tuple[list[list[Line]], list[Inline | None]] = (draft.options, [None] * len(draft.options))
    arrows = [_behind_arrow(lines) for lines in draft.options]
    if arrows and all(arrows):
        return [[first] for first, _ in filter(None, arrows)], [other for _, other in filter(None, arrows)]
    pairs = [_pair(lines) for lines in draft.options]
    if pairs and all(pairs):
        return [[lines[0]] for lines in draft.options], [lines[1].inline for lines in draft.options]
    return whole


def _behind_arrow(lines: Sequence[Line]) -> tuple[Line, Inline] | None:
    inline = lines[0].inline
    points = inline is not None and len(lines) == 1 and _HEAD.search(inline.raw)
    arrows = list(_ARROW.finditer(inline.raw)) if inline and points else []
    if not inline or len(arrows) != 1:
        return None
    first, other = inline.cut(0, arrows[0].start()), inline.cut(arrows[0].end())
    return (lines[0]._replace(inline=first), other) if _differ(first.raw, other.raw) else None


def _pair(lines: Sequence[Line]) -> bool:
    two = len(lines) == 2 and not is_aside(lines[1])  # noqa: PLR2004
    return two and _differ(lines[0].text, lines[1].text)


def _stem(stem: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Take off the last line of a stem, where an arrow says that it is the one before in Korean."""
    if len(stem) == 1 and (parts := _behind_arrow(stem)) and _asks(parts[0].text) and _asks(parts[1].raw):
        return [parts[0]], [parts[0]._replace(inline=parts[1])]
    last = stem[-1].inline if len(stem) > 1 else None
    arrow = _ARROW.match(last.raw) if last else None
    if not last or not arrow or not _differ(stem[-2].text, last.raw):
        return stem, ()
    return stem[:-1], (stem[-1]._replace(inline=last.cut(arrow.end())),)


def _asks(text: str) -> bool:
    return text.rstrip().endswith(("?", "？"))


def _differ(one: str, other: str) -> bool:
    """Tell whether one of two texts is Korean, and the other has words but no Hangul."""
    first, second = (_HANGUL.search(text) is not None for text in (one, other))
    return first != second and _LATIN.search(other if first else one) is not None
