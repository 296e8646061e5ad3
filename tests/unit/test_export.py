"""Files are replaced whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from exporter.export import export

if TYPE_CHECKING:
    from pathlib import Path


def test_folders_are_made_and_files_replaced(tmp_path: Path) -> None:
    """New content stands in the place of the old, and nothing else is left behind."""
    one = tmp_path / "out" / "one.txt"
    export({one: b"old"})
    export({one: b"new", tmp_path / "out" / "two.txt": b"2"})
    assert one.read_bytes() == b"new"
    assert sorted(path.name for path in one.parent.iterdir()) == ["one.txt", "two.txt"]


def test_nothing_is_replaced_where_one_file_cannot_be(tmp_path: Path) -> None:
    """If the second file has no place, the first keeps its old content, and no temporary stays."""
    one = tmp_path / "one.txt"
    one.write_bytes(b"old")
    (tmp_path / "two.txt").mkdir()
    with pytest.raises(IsADirectoryError):
        export({one: b"new", tmp_path / "two.txt": b"2"})
    assert one.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.txt", "two.txt"]


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A file that others could read stays so; a new one gets what the user's mask allows."""
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_bytes(b"old")
    one.chmod(0o640)
    before = os.umask(0o027)
    try:
        export({one: b"new", two: b"2"})
    finally:
        os.umask(before)
    assert one.stat().st_mode & 0o777 == 0o640
    assert two.stat().st_mode & 0o777 == 0o640


def test_a_file_whose_name_goes_on_is_another(tmp_path: Path) -> None:
    """What is ready for `note.md.damaged` is not taken for the rest of a dead build of `note.md`."""
    export({tmp_path / "note.md.damaged": b"old", tmp_path / "note.md": b"new"})
    assert (tmp_path / "note.md.damaged").read_bytes() == b"old"
    assert (tmp_path / "note.md").read_bytes() == b"new"
