"""Parts a line into a term and what it means: small recognisers, tried in order."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.extract.lead import BOLD, marked_lead
from exporter.extract.names import BEFORE, is_attribute, is_short_name, trimmed
from exporter.extract.tradeoff.side import is_side
from exporter.labels import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.markdown import Inline

# What stands between term and meaning; the term may have a gloss in brackets behind it.
_GLOSS = r"(?:\s*(?:\((?:[^()\n]++|\([^()\n]*+\))*+\)|（[^（）\n]*+）|\[[^\[\]\n]*+\]))*+"
_GLOSSES = re.compile(_GLOSS)
_MARK = r"(?:=>|->|[:：=→⇒➜➡]|[–—]|-(?=\s))"
_SEPARATOR = re.compile(rf"{_GLOSS}(?P<mark>\s*)(?:(?:{_MARK})+\s*|(?:이?란)[,，]?\s+(?=\S))")
_INSIDE = re.compile(r"\s*[:：]\s*$")
# Words that are not bold need a separator that prose does not have, and few of them a dash.
_PLAIN = re.compile(
    r"(?P<term>[^\n:：]{1,45}?(?:[:：](?=[^\s:：])(?![가-힣])[^\s:：]*)?)"
    r"(?:\s*[:：](?:\s+|(?=[가-힣]))|\s+[-–—=]\s+)(?=\S)(?!(?:은|는|이|가|을|를|의|도)\s)"
)
_ONLY_LINK = re.compile(r"<?(?:https?://|www\.)\S+>?$")
_MARKED = frozenset({"code", "mark", "wikilink", "em", "u"})


class Parts(NamedTuple):
    """A line in two.

    Attributes:
        term: What is defined.
        meaning: What stands behind the separator; empty where nothing does.
        plain: Whether the term is marked in no way.
    """

    term: Inline
    meaning: Inline
    plain: bool = False


def _bold(line: Inline) -> Parts | None:
    """Read a bold term: the separator behind it, or a colon inside it, at its end."""
    begin, lead = marked_lead(line, BOLD)
    if not lead:
        return None
    inside = _INSIDE.search(line.raw, begin, lead)
    separator = _SEPARATOR.match(line.raw, lead)
    if inside:
        return Parts(line.cut(begin, inside.start()), line.cut(separator.end() if separator else lead))
    if separator:
        return Parts(line.cut(begin, separator.start("mark")), line.cut(separator.end()))
    return None


def _marked(line: Inline) -> Parts | None:
    """Read a term in code, a highlight, a link to a note or italics, with a separator behind it."""
    begin, lead = marked_lead(line, _MARKED)
    separator = _SEPARATOR.match(line.raw, lead) if lead else None
    if separator is None:
        return None
    return Parts(line.cut(begin, separator.start("mark")), line.cut(separator.end()))


def _plain(line: Inline) -> Parts | None:
    """Read a short term that is not marked, or only in part, with a colon or a dash behind it."""
    start = BEFORE.match(line.raw)
    begin = start.end() if start else 0
    found = _PLAIN.match(line.raw, begin)
    if found is None or not is_short_name(found["term"].strip()):
        return None
    return Parts(line.cut(*found.span("term")), line.cut(found.end()), plain=True)


_RECOGNISERS: tuple[Callable[[Inline], Parts | None], ...] = (_bold, _marked, _plain)


def split(line: Inline, *, plain: bool = True) -> Parts | None:
    """Part a line into term and meaning, if it defines something.

    Args:
        line: A line, or a whole paragraph that begins with one.
        plain: Whether the term may be unmarked.
    """
    for recognise in _RECOGNISERS if plain else _RECOGNISERS[:2]:
        parts = recognise(line)
        if parts is None:
            continue
        if not fold(parts.term.raw) or _leads_away(parts.meaning) or is_side(parts.term):
            return None
        return parts._replace(term=trimmed(parts.term))
    return None


def _leads_away(meaning: Inline) -> bool:
    """Tell whether all that follows a term is an address: the line is one of a list of links."""
    if not meaning.runs:
        return False
    return _ONLY_LINK.fullmatch(meaning.text) is not None or all(
        any(mark.tag == "a" for mark in run.marks) or not run.text.strip() for run in meaning.runs
    )


def is_property(line: Inline, *, below: bool = False) -> bool:
    """Tell whether a line begins with a label of the thing above it: `**특징**: …`, `용도: …`.

    Args:
        line: The line.
        below: Whether it stands below a term, or beside another such label.
    """
    lead, before_colon = _labels(line)
    return bool(
        (lead and is_attribute(lead, below=below))
        or (before_colon and is_attribute(before_colon, below=below))
    )


def label_words(line: Inline) -> str:
    """Give the words that a line begins with as a label, folded: bold, or before a colon; else nothing."""
    lead, before_colon = _labels(line)
    return fold(lead) or fold(before_colon)


@lru_cache(maxsize=1024)
def _labels(line: Inline) -> tuple[str, str]:
    begin, lead = marked_lead(line, BOLD)
    colon = _COLON.search(line.raw, 0, _LONGEST_LABEL)
    return line.raw[begin:lead].strip(), line.raw[: colon.start()].strip() if colon else ""


_COLON = re.compile(r"[:：]")
_LONGEST_LABEL = 40


def whole_bold(line: Inline) -> Inline | None:
    """Give the name that a line is, if it is bold from end to end and has no separator inside."""
    begin, lead = marked_lead(line, BOLD)
    words = line.raw.rstrip(" :：\n")
    gloss = _GLOSSES.match(line.raw, lead) if lead else None
    if not lead or "\n" in words or max(lead, gloss.end() if gloss else 0) < len(words):
        return None
    return trimmed(line.cut(begin, len(words)))
