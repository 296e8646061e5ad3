"""Pictures as a page may show them: an SVG is a program of sorts, and small files can hold huge pictures."""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree as ET
from xml.parsers import expat

import tinycss2
from PIL import Image

PIXELS = 64_000_000
"""At most, for a raster picture: six times what a page of A4 takes at 300 dpi, with room for maps."""

ELEMENTS = 100_000
"""At most, for a drawing, counting what it repeats."""

DEEP = 200
_SVG = re.compile(rb"<(?:\w+:)?svg\b")
_RASTER = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
_DROPPED = frozenset({"script", "foreignObject", "handler", "iframe", "audio", "video"})
_SHOWS = frozenset({"image", "use", "feImage"})
_BITMAP = re.compile(r"data:image/(?:png|jpeg|gif|webp|bmp);", re.IGNORECASE)
_HREF = re.compile(r"(?:\{.*\})?href")
_REPEATS = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")
_TOO_LARGE = "its {} × {} pixels are more than any page can show"
_NUMBER = re.compile(r"\d+")


def harmless(content: bytes) -> bytes:
    """Give a picture that can be drawn without loading anything, in bounded time and room.

    Args:
        content: A file that is said to be a picture.

    Returns:
        A raster picture as it is, and a drawing without scripts, imports, fonts and links to
        anything but its own parts.

    Raises:
        ValueError: It cannot be made harmless; the message says why.
    """
    size = _pixels(content)
    if size is None:
        return _drawing(content)
    if size[0] * size[1] > PIXELS:
        raise ValueError(_TOO_LARGE.format(*size))
    return content


def is_drawing(content: bytes) -> bool:
    """Tell whether a file looks like an SVG."""
    return _SVG.search(content) is not None


def is_raster(content: bytes) -> bool:
    """Tell whether a file is a raster picture, of whatever size."""
    try:
        return _pixels(content) is not None
    except ValueError:
        return True


def _pixels(content: bytes) -> tuple[int, int] | None:
    """Give width and height of a raster picture, None for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_RASTER) as picture:
                return picture.size
    except Image.DecompressionBombError as error:
        raise ValueError(_TOO_LARGE.format("many", "many")) from error
    except (OSError, SyntaxError, ValueError):  # what Pillow raises for files that are something else
        return None


def _drawing(content: bytes) -> bytes:
    if not is_drawing(content):
        message = "it is no picture that can be printed"
        raise ValueError(message)
    _refuse_entities(content)
    try:
        root = ET.fromstring(content)  # noqa: S314 - no entities, see above
    except ET.ParseError as error:
        message = f"its XML is broken: {error}"
        raise ValueError(message) from error
    _clean(root)
    refuse_repetition(root)
    cleaned: bytes = ET.tostring(root, encoding="utf-8")
    return cleaned


def _refuse_entities(content: bytes) -> None:
    """Refuse definitions that could name files or grow without end."""
    depth = 0

    def refuse(*_: object) -> None:
        message = "it defines entities"
        raise ValueError(message)

    def deeper(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEP:
            message = "it is nested too deeply"
            raise ValueError(message)

    def higher(_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = deeper
    parser.EndElementHandler = higher
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's signature
    except expat.ExpatError as error:
        message = f"its XML is broken: {error}"
        raise ValueError(message) from error


def local_name(element: ET.Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _clean(root: ET.Element) -> None:
    for element in root.iter():
        for child in [child for child in element if local_name(child) in _DROPPED or _shows_elsewhere(child)]:
            element.remove(child)
        for name, value in list(element.attrib.items()):
            if _leads_out(name, value) or name.endswith("}base") or name.casefold().startswith("on"):
                del element.attrib[name]
        if local_name(element) == "style":
            element.text = _own_rules("".join(element.itertext()))
            del element[:]


def _leads_out(name: str, value: str) -> bool:
    return _HREF.fullmatch(name) is not None and not (value.startswith("#") or _BITMAP.match(value))


def _shows_elsewhere(element: ET.Element) -> bool:
    return local_name(element) in _SHOWS and any(_leads_out(*each) for each in element.attrib.items())


def _own_rules(css: str) -> str:
    """Leave out imports, fonts and whatever else begins with an at sign."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(rule.serialize() for rule in rules if rule.type == "qualified-rule")


def refuse_repetition(root: ET.Element) -> None:
    """Refuse a drawing that shows itself, or parts of parts so often that drawing it would not end."""
    named = {name: element for element in root.iter() if (name := element.get("id"))}
    weights: dict[int, int] = {}
    elements = sum(1 for _ in root.iter())
    everywhere = 0

    def weigh(element: ET.Element, above: frozenset[int]) -> int:
        key = id(element)
        if key in above or len(above) > DEEP:
            message = "it is a part of itself"
            raise ValueError(message)
        if key not in weights:
            inside = above | {key}
            total = (1 + everywhere if element is root else 1) + sum(
                weigh(child, inside) for child in element
            )
            total += sum(
                times * weigh(named[name], inside) for name, times in _shown(element) if name in named
            )
            if total > ELEMENTS:
                message = f"it draws more than {ELEMENTS} elements"
                raise ValueError(message)
            weights[key] = total
        return weights[key]

    # What a style shows, any element may.
    styles = " ".join(element.text or "" for element in root.iter() if local_name(element) == "style")
    everywhere = elements * sum(
        weigh(named[name], frozenset()) for name in _REPEATS.findall(styles) if name in named
    )
    weigh(root, frozenset())


def _shown(element: ET.Element) -> list[tuple[str, int]]:
    """Give the parts of the drawing that an element repeats, and how often."""
    found: list[tuple[str, int]] = []
    for name, value in element.attrib.items():
        if _HREF.fullmatch(name) and value.startswith("#"):
            found.append((value[1:], 1))
        elif "url(" in value:
            corners = element.get("d") or element.get("points") or ""
            often = 1 + len(_NUMBER.findall(corners)) if name in _MARKERS or "marker" in value else 1
            found += [(part, often) for part in _REPEATS.findall(value)]
    return found
