"""Elements that are told the same share a style: told to WeasyPrint, which takes each language for its own.

WeasyPrint computes a style once for all siblings that the same rules hold for. What an element's attributes
say counts by identity, though: ``lang="ko"`` is read anew for each element, so two of them never have the
same style, nor has anything within them. Here what reads the same *is* the same, and of a thousand styles
of a part a hundred are left.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from weasyprint import css

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTES = "find_style_attributes"


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
