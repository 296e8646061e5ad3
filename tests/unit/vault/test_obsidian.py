"""What Obsidian's settings and the user's patterns leave out, and what they keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from exporter.vault import open_vault
from exporter.vault.ignore import left_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Vaults = Callable[[dict[str, str | bytes]], Path]

TEMPLATER = ".obsidian/plugins/templater-obsidian/data.json"


@pytest.mark.parametrize(
    ("file", "settings", "left"),
    [
        (".obsidian/templates.json", {"folder": "틀"}, {"틀/a.md", "틀/b/c.md"}),
        (".obsidian/templates.json", {"folder": "/틀/"}, {"틀/a.md", "틀/b/c.md"}),
        (TEMPLATER, {"templates_folder": "틀/b"}, {"틀/b/c.md"}),
        (".obsidian/daily-notes.json", {"template": "틀/a"}, {"틀/a.md"}),
        (".obsidian/app.json", {"userIgnoreFilters": ["틀/b/", "/^초안.*/"]}, {"틀/b/c.md", "초안 1.md"}),
        (".obsidian/app.json", {"userIgnoreFilters": ["/(/", 3, ""]}, set()),
        (".obsidian/app.json", {"userIgnoreFilters": None}, set()),
        (".obsidian/templates.json", {"folder": ""}, set()),
        (".obsidian/templates.json", {"folder": "/"}, set()),
        (".obsidian/templates.json", [], set()),
    ],
)
def test_obsidians_settings_leave_notes_out_and_it_is_said(
    vault: Vaults, file: str, settings: object, left: set[str]
) -> None:
    """Templates and excluded files are no notes; an info names the setting and how many it leaves out."""
    notes = {"a.md", "초안 1.md", "틀/a.md", "틀/b/c.md"}
    root = vault({**dict.fromkeys(notes, ""), file: json.dumps(settings)})
    opened = open_vault(root, root)
    assert set(opened.notes) == notes - left
    assert set(opened.every) == notes
    said = {(each.rule, str(each.severity), each.path) for each in opened.diagnostics}
    assert said == ({("notes-left-out", "info", file)} if left else set())


def test_settings_that_cannot_be_read_leave_nothing_out(vault: Vaults) -> None:
    """A broken file of another program stops nothing."""
    root = vault({"a.md": "", ".obsidian/app.json": b"\xff{", ".obsidian/templates.json": "["})
    assert open_vault(root, root).notes == ("a.md",)


def test_the_user_has_the_last_word(vault: Vaults) -> None:
    """A pattern with an exclamation mark keeps what Obsidian leaves out."""
    root = vault({"a.md": "", "틀/a.md": "", ".obsidian/templates.json": '{"folder": "틀"}'})
    opened = open_vault(root, root, ("!틀",))
    assert opened.notes == ("a.md", "틀/a.md")
    assert opened.diagnostics == ()


def test_drawings_are_no_notes(vault: Vaults) -> None:
    """What Excalidraw keeps in a note's clothes is a file that can be embedded."""
    root = vault({"a.md": "", "b.excalidraw.md": "## 주요개념\n- **a**: b"})
    opened = open_vault(root, root)
    assert opened.notes == ("a.md",)
    assert list(opened.files) == ["b.excalidraw.md"]


@pytest.mark.parametrize(
    ("path", "patterns", "out"),
    [
        ("templates/a.md", ("templates",), True),
        ("x/templates/a.md", ("templates",), True),
        ("x/templates/a.md", ("/templates",), False),
        ("x/templates/a.md", ("templates/",), True),
        ("x/draft-1.md", ("draft-*",), True),
        ("x/draft-1.md", ("x/draft-*",), True),
        ("x/y/draft-1.md", ("*/draft-*",), True),
        ("draft-1.md", ("**/draft-*",), True),
        ("x/y/z.md", ("x/**",), True),
        ("x/y/z.md", ("x/y",), True),
        ("x/y/z.md", ("y/z.md",), False),
        ("x/y.md", ("x", "!x/y.md"), False),
        ("x/y.md", ("!x/y.md", "x"), True),
        ("x/y.md", ("*.md",), True),
        ("초안/가.md", ("초안",), True),
        ("readme.md", ("README.md",), False),
    ],
)
def test_patterns_are_weighed_in_order(path: str, patterns: tuple[str, ...], out: bool) -> None:  # noqa: FBT001
    """A bare name fits anywhere, a path from the root; the last pattern that fits decides."""
    assert left_out(path, patterns) is out
