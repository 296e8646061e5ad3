"""Pictures are found as Obsidian finds them, and travel under names that Anki can hold."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.vault import Attachments, open_vault
from exporter.vault.attachments import flat_name
from tests.packs import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Vaults = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def attachments(vault: Vaults) -> Attachments:
    root = vault(
        {
            "a/note.md": "",
            "a/one.png": picture(1, 1),
            "b/one.png": picture(2, 1),
            "그림/구성도 (최종).SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "c/deep/two.png": picture(3, 1),
            "x.pdf": b"5",
        }
    )
    return Attachments(open_vault(root, root).files)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("one.png", "a/one.png"),
        ("../b/one.png", "b/one.png"),
        ("b/one.png", "b/one.png"),
        ("/b/one.png", "b/one.png"),
        ("two.png", "c/deep/two.png"),
        ("deep/two.png", "c/deep/two.png"),
        ("구성도 (최종).svg", "그림/구성도 (최종).SVG"),
        (unicodedata.normalize("NFD", "구성도 (최종).svg"), "그림/구성도 (최종).SVG"),
        ("three.png", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_target_means_the_nearest_fitting_file(
    attachments: Attachments, target: str, path: str | None
) -> None:
    """Relative, absolute, by bare name from anywhere, in either normal form; never outside the vault."""
    assert attachments.find(target, "a/note.md") == path


def test_equal_names_stay_two_files(attachments: Attachments) -> None:
    """The content is part of the name, so that one picture never hides another, nor its newer self."""
    names = {read.name for path in ("a/one.png", "b/one.png") if (read := attachments.read(path)) is not None}
    assert len(names) == 2


@given(st.text(min_size=1, max_size=200).filter(lambda name: "/" not in name))
def test_flat_names_are_legal_in_anki(stem: str) -> None:
    """At most 120 bytes, none of the forbidden characters, no leading underscore, the ending kept."""
    name = flat_name(f"folder/{stem}.png", sha256(stem.encode("utf-8", "ignore")).hexdigest())
    assert len(name.encode("utf-8", "ignore")) <= 120
    assert not set(name) & set('[]<>:"/?*^\\|')
    assert not name.startswith("_")
    assert name.endswith(".png")
