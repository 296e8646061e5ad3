"""Elements that are told the same share a style: told to WeasyPrint, which takes each language for its own.

WeasyPrint computes a style once for all siblings that the same rules hold for. What an element's attributes
say counts by identity, though: ``lang="ko"`` is read anew for each element, so two of them never have the
same style, nor has anything within them. Here what reads the same *is* the same, and of a thousand styles
of a part a quarter is left.

Besides, every element there is gets five styles for the marks of notes that it might become; here only where
a stylesheet makes notes.
"""

from __future__ import annotations

import re
from copy import copy
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

from weasyprint import HTML, css

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTES = "find_style_attributes"
_NOTES = re.compile(r"\bfootnote\b|\bnote\(")
_MARKS = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}


def share_styles() -> None:
    """Let WeasyPrint, from now on, take equal declarations of elements for one."""
    found = getattr(css, _ATTRIBUTES, None)
    if found is not None and not hasattr(found, "__wrapped__"):
        setattr(css, _ATTRIBUTES, _equal(found))


def _equal(find: Any) -> Any:  # noqa: ANN401 - untyped library
    @wraps(find)
    def found(*args: Any, **named: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        kept: dict[tuple[object, ...], Any] = {}
        last, told = None, ()
        for specificity, element, declarations, *others in find(*args, **named):
            # WeasyPrint looks at the last of them alone, so it has to stand for those before, too.
            before = told if element is last else (element.get("style"),)
            last, told = element, (*before, *(_said(each, element) for each in declarations))
            yield specificity, element, kept.setdefault(told, declarations), *others

    return found


def _said(declaration: Any, element: Any) -> object:  # noqa: ANN401 - untyped library
    """Give what a declaration says; one that is not understood is like no other."""
    return declaration.serialize() if declaration.type == "declaration" else element


def speaks_of_notes(said: str) -> bool:
    """Tell whether a stylesheet, or a document with one, might make notes of elements."""
    return _NOTES.search(said) is not None


class Noteless(HTML):  # type: ignore[misc]  # untyped library
    """A document of whose elements none becomes a note."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 - as WeasyPrint has it
        return [_without_marks(sheet) for sheet in super()._ua_stylesheets(forms)]


@cache
def _without_marks(sheet: Any) -> Any:  # noqa: ANN401 - untyped library
    """Give a stylesheet of WeasyPrint's without its rules for the marks of notes."""
    plain = copy(sheet)
    try:
        plain.matcher = copy(sheet.matcher)
        everywhere = sheet.matcher.other_selectors
        plain.matcher.other_selectors = [each for each in everywhere if each[3] not in _MARKS]
    except (AttributeError, LookupError):  # it keeps them otherwise than it did
        return sheet
    return plain
