"""A large deck is made on the disk: the same deck, also where the disk is full."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NoReturn

from exporter.writers.anki import package
from tests.packs import sample_pack
from tests.real_anki import build

if TYPE_CHECKING:
    import pytest


def test_a_large_deck_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through a file, and through memory where there is no file: entry by entry the same bytes."""
    pack = sample_pack()
    small = build(pack)
    monkeypatch.setattr(package, "_LARGE", 1)
    assert build(pack) == small

    def full(**_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package, "TemporaryDirectory", full)
    assert build(pack) == small
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        assert archive.testzip() is None
