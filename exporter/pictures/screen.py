"""Pictures as a screen may show them: a drawing without scripts and what it would load from elsewhere.

Unlike for a page, a drawing keeps its fonts and the text that it sets as HTML: browsers draw both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import tinycss2

from exporter.pictures.page import DEEP, is_drawing, is_raster, local_name, refuse_repetition

if TYPE_CHECKING:
    from collections.abc import Iterable

_RUNS = frozenset({"script", "handler", "listener", "iframe", "frame", "object", "embed", "applet"})
_LOADS = frozenset({"audio", "video", "source", "track", "link", "meta", "base", "form"})
_ANIMATES = frozenset({"set", "animate", "animateTransform", "animateMotion"})
_ADDRESSES = re.compile(r"(?:href|src|srcset|data|action|formaction|poster|background|base)$", re.IGNORECASE)
_INSIDE = re.compile(r"#|data:(?:image/(?!svg)|font/|application/(?:x-)?font)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto|obsidian):", re.IGNORECASE)
# What browsers skip in an address: `java\nscript:`.
_SKIPPED = re.compile(r"[\x00-\x20]+")
_MAY_LOAD = re.compile(r"url|src|image|import|\\", re.IGNORECASE)
_STYLED_BY = re.compile(rb"<\?xml-stylesheet\b")
_ELSEWHERE = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})


class OnScreen(NamedTuple):
    """A picture as a screen may show it.

    Attributes:
        content: The file's own bytes, unless something had to be left out.
        cleaned: Whether something was.
    """

    content: bytes
    cleaned: bool


def on_screen(content: bytes) -> OnScreen:
    """Make a picture fit to be shown by a browser.

    Args:
        content: A file that is said to be a picture.

    Raises:
        ValueError: It is none, or none that could be drawn; the message says why.
    """
    if is_raster(content):
        return OnScreen(content, cleaned=False)
    if not is_drawing(content):
        message = "it is no picture, whatever its name says" if content else "it is empty"
        raise ValueError(message)
    try:
        # Entities grow as far as expat allows, and none of a file is ever read.
        root = ET.fromstring(content)  # noqa: S314
    except ET.ParseError as error:
        message = f"its XML is broken: {error}"
        raise ValueError(message) from error
    _refuse_depth(root)
    refuse_repetition(root)
    if not _clean(root) and not _STYLED_BY.search(content):
        return OnScreen(content, cleaned=False)
    return OnScreen(ET.tostring(root, encoding="utf-8"), cleaned=True)


def _refuse_depth(root: ET.Element) -> None:
    level, deep = [root], 0
    while level:
        level, deep = [child for each in level for child in each], deep + 1
        if deep > DEEP:
            message = "it is nested too deeply"
            raise ValueError(message)


def _clean(root: ET.Element) -> bool:
    """Take out what runs or loads; tell whether there was anything."""
    found = False
    for element in list(root.iter()):
        for child in [child for child in element if _is_unsafe(child)]:
            _remove(element, child)
            found = True
        for name, value in list(element.attrib.items()):
            if _is_handler(name) or _leads_out(element, name, value) or _loads_by_style(value):
                del element.attrib[name]
                found = True
        if local_name(element) == "style":
            found |= _clean_style(element)
    return found


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take out an element and leave the text behind it."""
    place = list(parent).index(child)
    if child.tail and place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _is_unsafe(element: ET.Element) -> bool:
    name = local_name(element)
    if name in _ANIMATES:
        moved = element.get("attributeName", "").rpartition(":")[2]
        return _is_handler(moved) or _ADDRESSES.match(moved) is not None
    if name.casefold() in _RUNS | _LOADS:
        return True
    return name in {"image", "img", "use", "feImage"} and any(
        _leads_out(element, *each) for each in element.attrib.items()
    )


def _is_handler(name: str) -> bool:
    return name.rpartition("}")[2].casefold().startswith("on")


def _leads_out(element: ET.Element, name: str, value: str) -> bool:
    if not _ADDRESSES.match(name.rpartition("}")[2]):
        return False
    address = _SKIPPED.sub("", value)
    return not (
        not address or _INSIDE.match(address) or (local_name(element) == "a" and _LINK.match(address))
    )


def _loads_by_style(css: str) -> bool:
    return _MAY_LOAD.search(css) is not None and _loads(tinycss2.parse_component_value_list(css))


def _clean_style(element: ET.Element) -> bool:
    css = "".join(element.itertext())
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    kept = [rule for rule in rules if not _is_loading(rule)]
    if len(kept) == len(rules) and not len(element):
        return False
    element.text = "\n".join(rule.serialize() for rule in kept)
    del element[:]
    return True


def _is_loading(rule: tinycss2.ast.Node) -> bool:
    if rule.type == "at-rule":
        return rule.lower_at_keyword == "import" or _loads((*rule.prelude, *(rule.content or ())))
    return rule.type != "qualified-rule" or _loads((*rule.prelude, *rule.content))


def _loads(tokens: Iterable[tinycss2.ast.Node]) -> bool:
    """Tell whether a part of a style sheet names an address that is not in the drawing itself."""
    waiting = [(token, False) for token in tokens]
    while waiting:
        token, as_address = waiting.pop()
        if token.type == "url" or (token.type == "string" and as_address):
            if not _INSIDE.match(_SKIPPED.sub("", token.value)):
                return True
        elif token.type == "function":
            waiting += [(each, token.lower_name in _ELSEWHERE) for each in token.arguments]
        elif token.type in {"() block", "[] block", "{} block"}:
            waiting += [(each, as_address) for each in token.content]
    return False
