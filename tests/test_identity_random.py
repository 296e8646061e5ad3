"""A thousand random edits: who every card is, is known by construction, line by line."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.edits import EDITS, Vault, lines_of, texts_of
from tests.memory import built
from tests.vaults import ROOT

if TYPE_CHECKING:
    from exporter.pipeline.reading import Reading

SEED = 20261121


@pytest.fixture(scope="module")
def vault() -> Vault:
    """The sample notes, each line with its own identity."""
    folder = ROOT / "notes"
    return {
        path.relative_to(folder).as_posix(): lines_of(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.md"))
    }


@pytest.fixture(scope="module")
def before(vault: Vault) -> Reading:
    """What was issued for them."""
    return built(texts_of(vault))


def _guids(vault: Vault, reading: Reading) -> dict[int, str]:
    """Give the GUID of each card by the line that it begins in."""
    return {
        vault[issued.card.origin.note][issued.card.origin.line - 1].uid: issued.guid
        for issued in reading.pack.cards
    }


@pytest.mark.parametrize(
    "edits", [pytest.param(150, id="fast"), pytest.param(1500, id="full", marks=pytest.mark.slow)]
)
def test_random_edits_keep_every_card_and_mix_up_none(edits: int, vault: Vault, before: Reading) -> None:
    """Of many single edits 99.5 % keep the GUIDs of all cards, and none gives a card another's GUID."""
    known = _guids(vault, before)
    owner = {guid: uid for uid, guid in known.items()}
    assert len(known) == len(owner) == len(before.pack.cards) == 135
    lost: list[str] = []
    stolen: list[str] = []
    tried: Counter[str] = Counter()
    for number in range(edits):
        random = Random(f"{SEED} {number}")  # noqa: S311 - it must be repeatable, not secret
        edit = EDITS[number % len(EDITS)]
        edited = {path: list(lines) for path, lines in vault.items()}
        edit(random, edited)
        tried[edit.__name__] += 1
        after = built(texts_of(edited), before.ledger, at=1_800_000_100)
        found = _guids(edited, after)
        name = f"{edit.__name__} {number}"
        stolen += [name for uid, guid in found.items() if owner.get(guid, uid) != uid]
        there = {line.uid for lines in edited.values() for line in lines}
        if any(found.get(uid) != guid for uid, guid in known.items() if uid in there):
            lost.append(name)
    assert stolen == []
    assert len(lost) <= edits * 0.005, lost
    assert len(tried) == len(EDITS)
