"""Obsidian's ``#tags`` in running text: marked in the runs, what is none left as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.markdown.tree import Mark, Run, cut_run
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# As Obsidian reads them: behind white space, up to white space or punctuation.
_NAME = r"#([\w/\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff-]+)"
_TAG, _ESCAPED = re.compile(rf"(?<!\S){_NAME}"), re.compile(rf"\\{_NAME}")
# Not alone figures; no colour; what stands in these is no running text.
_FIGURES = re.compile(r"[\d/_-]+")
_COLOUR = re.compile(r"(?=.*\d|(.)\1+$)(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_ELSEWHERE = frozenset({"code", "kbd", "a", "wikilink", "math", "footnote"})


# A tag begins so, its first letter perhaps escaped.
_MAYBE = re.compile(rf"#(?:\\|{_NAME[1:]})")


def may_have_tags(markdown: str) -> bool:
    """Tell whether a text may have a tag; where it cannot, none of its runs is marked as one.

    Args:
        markdown: Of a note's body.
    """
    # Its sign may also be written as an entity.
    return "&" in markdown or _MAYBE.search(markdown) is not None


def tagged(run: Run, before: str, source: str) -> Iterator[Run]:
    """Part a run at its tags; each becomes a run of its own, marked ``tag``, without its ``#``.

    Args:
        run: Of running text.
        before: The character before it on its line, if any.
        source: Where the run stands, for escapes.
    """
    if "#" not in run.text or any(mark.tag in _ELSEWHERE for mark in run.marks):
        yield run
        return
    escaped = set(_ESCAPED.findall(source, run.start, run.end + len(run.text))) if "\\#" in source else set()
    at = 0
    for found in _TAG.finditer(run.text):
        name = found[1].strip("/-")
        glued = not found.start() and before.strip()
        if glued or not _is_tag(name) or found[1] in escaped:
            continue
        if found.start() > at:
            yield cut_run(run, at, found.start())
        piece = cut_run(run, found.start(), found.end())
        mark = Mark("tag", name, Span(piece.start, piece.end))
        yield Run(found[1], (*run.marks, mark), min(piece.start + 1, piece.end), piece.end)
        at = found.end()
    if at < len(run.text):
        yield cut_run(run, at, len(run.text))


def _is_tag(name: str) -> bool:
    return bool(name) and not _FIGURES.fullmatch(name) and not _COLOUR.fullmatch(name)
