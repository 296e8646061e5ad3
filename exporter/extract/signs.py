"""The signs by which a line is a card: `question::answer`, and what only looks like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from exporter.markdown import Inline

# Stands for a character of what is not read for signs: code, formulas, links.
SHADE = "\ufffc"
_OPAQUE = frozenset({"code", "math", "a", "wikilink", "img", "embed"})
# The gaps of Anki's own syntax have colons too; a name in brackets is part of the text around it.
_ENCLOSED = re.compile(r"\{\{c\d+::(?:[^{}]*\}\})?|\([^()\n]*\)|\[[^\[\]\n]*\]")
_NOT_LINE_END = re.compile(r"[^\n]")
_WORD = re.compile(r"\S+")
_COLONS = re.compile(r"(?<!:):{2,3}(?!:)")
# An option of a question is none of these cards.
_OPTION = re.compile(r"\s*[A-Ha-h][.)]\s")
_FIELD = re.compile(r"\s*[\w-]+::(?:\s|$)")
_EMPTY_FIELD = re.compile(r"\s*[\w-]+::\s*$")
_ADDRESS = re.compile(
    r"(?P<groups>[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:[%/][\w.]+)?[.,;)\]]*", re.IGNORECASE
)
_NAME = re.compile(r"(?:::)?~?[A-Za-z_]\w*(?:::~?[A-Za-z_]\w*)+", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!:)\S")
_SPACES = frozenset({"std", "boost", "aws", "alexa", "custom", "torch", "eigen", "cv", "absl", "folly"})
_INNER = re.compile(r"_|[a-z][A-Z]")


class Separator(NamedTuple):
    """What parts question and answer.

    Attributes:
        start: Offset in the line.
        end: Offset behind it.
        both_ways: Whether the answer asks for the question too.
    """

    start: int
    end: int
    both_ways: bool


class Doubt(NamedTuple):
    """What may part question and answer, and may be something else.

    Attributes:
        start: Offset in the line.
        end: Offset behind it.
        what: What else it reads as.
    """

    start: int
    end: int
    what: str


def shade(inline: Inline) -> str:
    """Give the text of all runs, of the same length, with what is not read for signs blotted out."""
    return "".join(
        _shaded(run.text) if any(mark.tag in _OPAQUE for mark in run.marks) else run.text
        for run in inline.runs
    )


def _shaded(text: str) -> str:
    return _NOT_LINE_END.sub(SHADE, text)


def separators(inline: Inline) -> list[Separator | Doubt | None]:
    """Give what each line of a text is parted by, line by line.

    A line is parted at its first `::` or `:::`. With a space before it, it is always a separator;
    without one it may belong to a name in code, to an address or to a Dataview field.
    """
    if "::" not in inline.raw:
        return [None] * (inline.raw.count("\n") + 1)
    shaded = _ENCLOSED.sub(lambda found: _shaded(found[0]), shade(inline))
    return [_separator(line) for line in shaded.split("\n")]


def _separator(line: str) -> Separator | Doubt | None:
    if "::" not in line or _OPTION.match(line) or _EMPTY_FIELD.match(line):
        return None
    doubt: Doubt | None = None
    for word in _WORD.finditer(line):
        colons = _COLONS.search(line, *word.span())
        if colons is None or not line[: colons.start()].strip():
            continue
        what = _otherwise(word[0], line)
        # Behind a doubt, only what leaves none parts the line.
        if what is None and (doubt is None or colons.span() == word.span()):
            return Separator(*colons.span(), both_ways=len(colons[0]) > len("::"))
        doubt = doubt or Doubt(*word.span(), what or "")
    return doubt


def _otherwise(word: str, line: str) -> str | None:
    """Say what a word with colons in it reads as, if it need not part a question from its answer."""
    if not word.strip(":"):
        return None
    if _FIELD.match(line) and line.strip().startswith(word):
        return "a Dataview field"
    address = _ADDRESS.fullmatch(word)
    if address and _is_address(word, address["groups"]):
        return "an address"
    if _URI.match(word):
        return "an address"
    name = _NAME.match(word.lstrip("([\"'“‘<*&"))
    return "a name in code" if name and _is_name(name[0], name.string[name.end() :]) else None


def _is_address(word: str, groups: str) -> bool:
    """Tell an address of IPv6 from two numbers that the colons part."""
    parts = groups.split(":")
    mixed = any(re.search(r"\d", part) and re.search(r"[a-f]", part, re.IGNORECASE) for part in parts)
    return word.startswith("::") or "/" in word or mixed or sum(map(bool, parts)) > len(("front", "back"))


def _is_name(name: str, behind: str) -> bool:
    """Tell a qualified name, as `std::vector`, from two words that the colons part."""
    first, *rest = [part for part in name.split("::") if part]
    return (
        len(rest) != 1
        or first.casefold() in _SPACES
        or _INNER.search(rest[0]) is not None
        or behind[:1] in {"(", "<", "&", "*"}
        or "가" <= behind[:1] <= "힣"
    )
