"""What is kept of cards from one build to the next: it changes nothing but the work that is done."""

from __future__ import annotations

import os
import random
import signal
from typing import TYPE_CHECKING

import pytest

from exporter.cache import Store
from exporter.config import ChapterRule, Config
from exporter.cores import context
from exporter.diagnostics import Checked
from exporter.ledger import Ledger
from exporter.model import PRESETS
from exporter.pipeline import made
from exporter.pipeline.reading import read_pack
from exporter.render.templates import Templates
from exporter.vault import open_vault
from exporter.writers.base import Job
from tests.test_kept_notes import Vault, linked_vault, quietly

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.pipeline.reading import Reading
    from exporter.writers.base import Cache

CONFIGS = [
    Config(id="t", name="t"),
    Config(id="t", name="t", ask=PRESETS["full"], obsidian="vault"),
    Config(id="t", name="t", languages=("en", "ko"), deck="folder"),
    Config(id="t", name="t", speak=("ko",)),
    Config(id="t", name="t", chapters=(ChapterRule("다른 장", notes=("*",)),)),
    Config(id="t", name="t", first={"concept": "ko"}, flashcard_tags=("quiz",)),
]
FORKS = context().get_start_method() == "fork"
QUIZ = "# 객체\n\n#quiz\n\n객체는 ==버킷==에 담고 =={word}==로 찾는다.\n\n질문 {word}:::답 {word}\n"


def built(root: Path, ledger: Ledger, at: int, config: Config, cache: Cache | None) -> Reading:
    """Read a vault from the disk as a build does."""
    return read_pack(
        open_vault(root, root), config, Checked(ledger), Job(at, Templates(), cache=cache), quietly
    )


@pytest.mark.parametrize("seed", range(8))
def test_kept_cards_change_nothing(tmp_path: Path, seed: int) -> None:
    """Through edits of notes and settings, deck and ledger are those of a build that knows nothing."""
    vault, store, draw = Vault(tmp_path / "vault", seed), Store(tmp_path / "kept"), random.Random(seed)  # noqa: S311 - repeatable
    ledger, config = Ledger(), CONFIGS[0]
    for at in range(100, 110):
        (vault.root / "quiz.md").write_text(QUIZ.format(word=draw.choice(vault.names)), "utf-8")
        kept = built(vault.root, ledger, at, config, store)
        assert kept == built(vault.root, ledger, at, config, None)
        ledger = kept.ledger
        vault.edit()
        if draw.random() < 0.4:
            config = draw.choice(CONFIGS)


@pytest.mark.parametrize("dies", [False, True], ids=["whole", "killed"])
def test_several_processes_make_what_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dies: bool
) -> None:
    """Of many cards, and where one of the processes is killed."""
    vault, here, real = Vault(tmp_path / "vault", 3), os.getpid(), made.pack_card
    alone = built(vault.root, Ledger(), 1, CONFIGS[1], None)
    shared: list[str] = []

    def dying(card: object, note: object) -> str:
        if os.getpid() == here:
            shared.append(note.path)  # type: ignore[attr-defined]
        elif dies and note.path == f"{vault.names[4]}.md":  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGKILL)
        return real(card, note)  # type: ignore[arg-type]

    monkeypatch.setattr(made, "pack_card", dying)
    monkeypatch.setattr(made, "cores", lambda: 3)
    monkeypatch.setattr(made, "LEAST", 1)
    assert built(vault.root, Ledger(), 1, CONFIGS[1], None) == alone
    assert bool(shared) is dies or not FORKS


def add(path: Path, term: str) -> None:
    """Define another term in a note, always in the same words."""
    path.write_text(f"{path.read_text('utf-8')}- **{term}**: 새로운 것을 여기에서 처음으로 뜻한다\n", "utf-8")


def test_only_cards_of_a_changed_note_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of an unchanged vault, after an edit those of its note, and those that lose their clue by it."""
    root, store, seen = tmp_path / "vault", Store(tmp_path / "kept"), list[str]()
    real = made.pack_card

    def counting(card: object, note: object) -> str:
        seen.append(card.origin.note)  # type: ignore[attr-defined]
        return real(card, note)  # type: ignore[arg-type]

    monkeypatch.setattr(made, "pack_card", counting)
    linked_vault(root)
    ledger = Ledger()

    def again(at: int) -> list[str]:
        nonlocal ledger
        seen.clear()
        ledger = built(root, ledger, at, CONFIGS[1], store).ledger
        return sorted(set(seen))

    assert len(again(1)) == 10
    assert again(2) == []
    add(root / "5.md", "새 낱말")
    assert again(3) == ["5.md"]
    add(root / "7.md", "딴 낱말")
    assert again(4) == ["5.md", "7.md"]
    assert again(5) == []


def test_cards_that_no_note_type_holds_are_kept_as_such(tmp_path: Path) -> None:
    """A question with too many options is in the ledger, and in no deck."""
    root, store = tmp_path / "vault", Store(tmp_path / "kept")
    root.mkdir()
    options = "\n".join(f"- {letter}) option {letter} of many" for letter in "ABCDEFGHI")
    asked, answer = "**Question:** Which one is right?", "**Answer: B) option B of many**"
    text = f"# Quiz\n\n## Practice question\n\n{asked}\n\n{options}\n\n{answer}"
    (root / "quiz.md").write_text(text, "utf-8")
    first = built(root, Ledger(), 1, CONFIGS[0], store)
    [issued] = first.pack.cards
    second = built(root, Ledger(), 1, CONFIGS[0], store)
    assert second == first
    assert issued.id in first.ledger.entries
    assert not first.filled
