"""The front matter of a note, read leniently, with the place of what is wrong in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.model import anki_tag
from exporter.parse.keys import misspelt_keys
from exporter.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.source import Source

# The properties by which plugins know the notes that hold their own data.
_PLUGINS = frozenset({"kanban-plugin", "excalidraw-plugin"})
_SPLIT = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the front matter says.

    Attributes:
        title: The property of that name.
        id: The author's own name for the note.
        tags: As Anki shows them.
        aliases: In source order.
        created: Where it is a date.
        modified: Where it is a date.
        plugin: Whether a plugin of Obsidian's keeps a board or a drawing in this note.
        body: Offset at which the body begins.
    """

    title: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: date | None = None
    modified: date | None = None
    plugin: bool = False
    body: int = 0


def parse_properties(source: Source) -> Checked[Properties]:
    """Read the front matter; a note without any is fine.

    Args:
        source: The note.
    """
    if not source.text.startswith("---"):
        return Checked(Properties())
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(source.text):
        return Checked(Properties())
    try:
        matter, content = handler.split(source.text)
    except ValueError:
        # A thematic break at the top of the note, and no front matter.
        return Checked(Properties())
    body = _line_start(source, len(source.text) - len(content))
    loaded = _load(handler, matter, source)
    found = loaded.value
    return Checked(
        Properties(
            title=_string(found.get("title")),
            id=_string(found.get("id")),
            tags=tuple(_tags(found.get("tags", found.get("tag")))),
            aliases=tuple(_strings(found.get("aliases", found.get("alias")))),
            created=_date(found.get("created", found.get("date"))),
            modified=_date(found.get("modified", found.get("updated"))),
            plugin=not _PLUGINS.isdisjoint(found),
            body=body,
        ),
        (*loaded.diagnostics, *misspelt_keys(found, source, body)),
    )


def _line_start(source: Source, offset: int) -> int:
    """Give the beginning of the line that an offset stands in: there Markdown starts to count.

    At a line's end that is the next one's: the closing `---` is no thematic break.
    """
    if source.text.startswith("\n", offset):
        return offset + 1
    return source.text.rfind("\n", 0, offset) + 1


def _load(handler: Any, matter: str, source: Source) -> Checked[dict[str, Any]]:  # noqa: ANN401 - untyped library
    import yaml

    begin = source.text.find(matter) + len(matter) - len(matter.lstrip())
    try:
        found = handler.load(matter.lstrip())
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        # ValueError: a date such as 2025-13-45; TypeError: a list as a key.
        mark = getattr(error, "problem_mark", None)
        place = begin + min(mark.index, len(matter.strip())) if mark else begin
        what = getattr(error, "problem", None) or str(error)
        message = f"the front matter is not valid YAML: {what}"
        fix = "quote values that contain `: `, `#`, `[` or `{`; the cards are made without the properties"
        return Checked({}, (at(source, Span(place, place + 1), "front-matter-invalid", message, fix=fix),))
    if found is None:
        return Checked({})
    if not isinstance(found, dict):
        return Checked({}, (_no_mapping(source, begin),))
    # Obsidian takes `Tags` for `tags`; of two that differ in case alone the first counts.
    names = {str(key).casefold(): value for key, value in reversed(found.items())}
    return Checked(names)


def _no_mapping(source: Source, begin: int) -> Diagnostic:
    message = "the front matter is no list of `key: value` lines"
    fix = "write one property a line, such as `tags: [service/sagemaker]`"
    return at(source, Span(begin, begin + 1), "front-matter-invalid", message, fix=fix)


def _string(value: object) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    text = unicodedata.normalize("NFC", " ".join(str(value).split()))
    return text or None


def _strings(value: object) -> Iterable[str]:
    values = (
        value if isinstance(value, list) else str(value).split(",") if isinstance(value, str) else [value]
    )
    for entry in values:
        text = _string(entry)
        if text:
            yield text


def _tags(value: object) -> Iterable[str]:
    raw = _SPLIT.split(value) if isinstance(value, str) else value if isinstance(value, list) else []
    seen: set[str] = set()
    for entry in raw:
        tag = anki_tag(_string(entry) or "")
        if tag and tag.casefold() not in seen:
            seen.add(tag.casefold())
            yield tag


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat((_string(value) or "")[:10])
    except ValueError:
        return None
