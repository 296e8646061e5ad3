"""Reads `studypack.toml`."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from exporter.config.problems import invalid, problems
from exporter.config.settings import FILE, FIRST, ChapterRule, Config
from exporter.diagnostics import Checked
from exporter.model import PRESETS, Ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_config(root: Path) -> Checked[Config]:
    """Read the configuration at a vault's root; a vault without one is fine.

    Args:
        root: The vault's root.
    """
    path = root / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Checked(Config())
    except (OSError, UnicodeDecodeError) as error:
        return Checked(Config(), (invalid(f"the file could not be read: {error}"),))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Checked(Config(), (invalid(f"not valid TOML: {error}", text, line=_line_in(str(error))),))
    wrong = tuple(problems(table, text))
    return Checked(Config() if wrong else _config(table), wrong)


def _config(table: Mapping[str, Any]) -> Config:
    ask = table.get("ask", "lean")
    return Config(
        id=table.get("id"),
        name=table.get("name"),
        title=table.get("title"),
        languages=tuple(table.get("languages", ())),
        deck=table.get("deck", "kind"),
        ask=PRESETS[ask] if isinstance(ask, str) else Ask(**ask),
        speak=tuple(table.get("speak", ())),
        ignore=tuple(table.get("ignore", ())),
        flashcard_tags=tuple(table.get("flashcard_tags", Config().flashcard_tags)),
        chapters=tuple(
            ChapterRule(rule["title"], tuple(rule.get("notes", ())), tuple(rule.get("tags", ())))
            for rule in table.get("chapters", ())
        ),
        templates=table.get("templates"),
        obsidian=table.get("obsidian"),
        first={**FIRST, **table.get("first", {})},
        fuzzy=table.get("fuzzy", True),
        locale=table.get("locale", Config().locale),
        writers=table.get("writers", {}),
    )


def _line_in(message: str) -> int | None:
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else None
