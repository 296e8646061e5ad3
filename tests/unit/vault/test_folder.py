"""Which files are notes, in which order, and where the vault's root is."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

from exporter.root import find_root
from exporter.source import Source
from exporter.vault import kept_beside, open_vault
from exporter.vault.folder import reading_order
from tests.garbled import garbled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Vaults = Callable[[dict[str, str | bytes]], Path]


def test_hidden_folders_hold_no_notes(vault: Vaults) -> None:
    """Obsidian's own folders and its bin are left alone."""
    root = vault({"a.md": "", ".obsidian/b.md": "", ".trash/c.md": "", "d/.e.md": "", "d/f.MD": ""})
    assert open_vault(root, root).notes == ("a.md", "d/f.MD")


def test_notes_come_in_the_order_in_which_people_count() -> None:
    """Numbers by value, a folder's own notes before its folders'."""
    wanted = ["1 시작.md", "2 다음.md", "10 끝.md", "가/1.md", "가/나/1.md", "가/나/2.md", "나/0.md"]
    shuffled = wanted.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    assert sorted(shuffled, key=reading_order) == wanted


def test_the_root_is_the_nearest_marked_folder_upward(vault: Vaults) -> None:
    """A part of a vault, or one note, belongs to the vault around it."""
    root = vault({"studypack.toml": "", "a/b/c.md": ""})
    assert find_root(root / "a" / "b") == root
    assert find_root(root / "a" / "b" / "c.md") == root
    (root / "a" / ".obsidian").mkdir()
    assert find_root(root / "a" / "b") == root / "a"


def test_patterns_leave_out_files_and_folders(vault: Vaults) -> None:
    """`ignore` takes shell patterns and bare folder names."""
    root = vault({"a.md": "", "templates/t.md": "", "b/draft-1.md": "", "b/c.md": ""})
    assert open_vault(root, root, ("templates", "*/draft-*")).notes == ("a.md", "b/c.md")


def test_a_link_out_of_the_vault_is_reported(vault: Vaults, tmp_path: Path) -> None:
    """What lies outside is not the vault's; the other notes are read."""
    root = vault({"a.md": "말"})
    (tmp_path / "secret.md").write_text("비밀", "utf-8")
    (root / "b.md").symlink_to(tmp_path / "secret.md")
    opened = open_vault(root, root)
    assert opened.read("a.md").value is not None
    assert [each.rule for each in opened.read("b.md").diagnostics] == ["note-unreadable"]


def test_a_note_that_vanished_is_reported(vault: Vaults) -> None:
    """A file that goes away while building stops nothing."""
    root = vault({"a.md": "말"})
    opened = open_vault(root, root)
    (root / "a.md").unlink()
    assert [each.rule for each in opened.read("a.md").diagnostics] == ["note-unreadable"]


def test_names_from_a_korean_windows_are_read(vault: Vaults) -> None:
    """A name in CP949, as old archives unpack it, is a path like any other and stops nothing."""
    root = vault({"a.md": ""})
    (root / os.fsdecode("노트.md".encode("cp949"))).write_text("# 제목", "utf-8")
    opened = open_vault(root, root)
    assert opened.notes == ("a.md", "노트.md")
    assert opened.read("노트.md").value == Source("노트.md", "# 제목")


def test_what_cannot_be_read_says_how_to_mend_it(vault: Vaults) -> None:
    """Links that lead nowhere, or out of the vault, are errors with a help line."""
    root = vault({"in/a.md": "", "secret.md": ""}) / "in"
    (root / "gone.md").symlink_to("missing")
    (root / "out.md").symlink_to("../secret.md")
    opened = open_vault(root, root)
    for path in ("gone.md", "out.md"):
        (finding,) = opened.read(path).diagnostics
        assert finding.rule == "note-unreadable"
        assert finding.help


def test_what_is_no_note_is_reported_and_stops_nothing(vault: Vaults) -> None:
    """A folder, a pipe, a file without rights and one of fifty megabytes: each is named, none hangs."""
    root = vault({"a.md": "말", "folder.md/b.md": "속", "huge.md": b"x" * 50_000_000})
    os.mkfifo(root / "pipe.md")
    opened = open_vault(root, root)
    assert opened.notes == ("a.md", "folder.md", "huge.md", "pipe.md", "folder.md/b.md")
    rules = {path: [each.rule for each in opened.read(path).diagnostics] for path in opened.notes}
    assert rules == {
        "a.md": [],
        "folder.md": ["note-unreadable"],
        "folder.md/b.md": [],
        "huge.md": ["note-too-large"],
        "pipe.md": ["note-unreadable"],
    }


def test_a_kept_damaged_note_is_neither_note_nor_attachment(vault: Vaults) -> None:
    """What `repair --write` keeps is nobody's, and is never overwritten."""
    root = vault({"a.md": "말", "a.md.damaged": "옛", "a.md.damaged-2": "더 옛"})
    opened = open_vault(root, root)
    assert opened.notes == ("a.md",)
    assert opened.files == {}
    assert kept_beside(root / "a.md").name == "a.md.damaged-3"


def test_a_damaged_note_is_read_with_the_words_of_the_others(vault: Vaults) -> None:
    """What lost bytes is chosen after the healthy notes of the same vault."""
    text = "오늘은 쟁끝굣 이야기를 하고, 내일도 쟁끝굣 이야기를 한다."
    notes = {"a.md": garbled(text, "cp1254", dropped=True), "b.md": "그 쟁끝굣 이야기다.\n" * 20}
    root = vault({**notes, "c.md": notes["a.md"]})
    read = open_vault(root, root).read("a.md")
    assert read.value is not None
    assert read.value.text == text
