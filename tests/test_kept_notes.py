"""What is kept of notes from one build to the next: it changes nothing but the work that is done."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import exporter.extract
import exporter.parse
from exporter.cache import Store
from exporter.config import Config
from exporter.diagnostics import Checked
from exporter.ledger import Ledger
from exporter.parse import ParsedNote
from exporter.pipeline.reading import put_together
from exporter.vault import open_vault
from tests.packs import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.model import Pack
    from exporter.writers.base import Cache

WORDS = [
    "엔드포인트",
    "배포",
    "모델",
    "지연",
    "비용",
    "endpoint",
    "canary",
    "shadow",
    "batch",
    "queue",
    "cost",
    "latency",
]
LINKS = (
    "[[{name}]]",
    "[[{name}#Parts]]",
    "[[{name}#^here|그 문장]]",
    "[{name}]({name}.md)",
    "![[{name}]]",
    "![[{name}#Parts]]",
    "![[chart.png]]",
    "![](drawings/plan.svg)",
    "[[nobody wrote this]]",
    "[[{word}]]",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title>{}</svg>'


def quietly(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def packed(root: Path, cache: Cache | None) -> Pack:
    """Read a vault from the disk as a build does."""
    return put_together(open_vault(root, root), Config(id="t", name="t"), Checked(Ledger()), quietly, cache)


def note(draw: random.Random, names: list[str]) -> str:
    """Write a note whose cards say what other notes are called and what they say."""
    said = [" ".join(draw.choices(WORDS, k=4)) for _ in range(3)]
    links = [draw.choice(LINKS).format(name=draw.choice(names), word=draw.choice(WORDS)) for _ in range(3)]
    alias = f"---\naliases: [{draw.choice(WORDS)}]\n---\n" if draw.random() < 0.3 else ""
    title = f"# {' '.join(draw.choices(WORDS, k=2))}\n\n" if draw.random() < 0.7 else ""
    both = enumerate(zip(said, links, strict=True))
    points = [f"- **{draw.choice(WORDS)} {n}**: {words} {link}" for n, (words, link) in both]
    last = " ".join(draw.choices(WORDS, k=5))
    return "\n".join([f"{alias}{title}## 용어 정리\n", *points, f"\n## Parts\n\n{last} ^here\n"])


class Vault:
    """A vault that somebody works on."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.draw = root, random.Random(seed)  # noqa: S311 - repeatable is what it is to be
        self.names = [f"{word}-{number}" for number, word in enumerate(WORDS[:8])]
        (root / "drawings").mkdir(parents=True)
        for name in self.names:
            self.write(name)
        self.paint()

    def write(self, name: str) -> None:
        (self.root / f"{name}.md").write_text(note(self.draw, self.names), "utf-8")

    def paint(self) -> None:
        (self.root / "chart.png").write_bytes(picture(self.draw.randrange(10, 40), 20))
        script = self.draw.choice(("", "<script>alert(1)</script>"))
        (self.root / "drawings" / "plan.svg").write_text(SVG.format(self.draw.random(), script), "utf-8")

    def edit(self) -> None:
        """Do one of the things that people do."""
        name = self.draw.choice(self.names)
        match self.draw.randrange(6):
            case 0 | 1:
                self.write(name)
            case 2:
                new = f"{self.draw.choice(WORDS)}-{self.draw.randrange(1000)}"
                (self.root / f"{name}.md").rename(self.root / f"{new}.md")
                self.names = [new if each == name else each for each in self.names]
            case 3:
                self.paint()
            case 4:
                (self.root / "chart.png").unlink(missing_ok=True)
            case _:
                path = self.root / f"{name}.md"
                path.write_text(path.read_text("utf-8").replace("# ", "# 새 ", 1), "utf-8")


@pytest.mark.parametrize("seed", range(12))
def test_kept_notes_change_nothing(tmp_path: Path, seed: int) -> None:
    """Through edits, renames and lost pictures, a pack made with what was kept is one made from nothing."""
    vault, store = Vault(tmp_path / "vault", seed), Store(tmp_path / "kept")
    for _ in range(12):
        assert packed(vault.root, store) == packed(vault.root, None)
        vault.edit()


def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, int]]:
    """Count how many notes are parsed and extracted; the counts begin anew with each look."""
    counts = [0, 0]
    for place, (stage, name) in enumerate(((exporter.parse, "parse_note"), (exporter.extract, "extract"))):
        real = getattr(stage, name)

        def counting(*given: object, place: int = place, real: Callable[..., object] = real) -> object:
            counts[place] += 1
            return real(*given)

        monkeypatch.setattr(stage, name, counting)

    def look() -> tuple[int, int]:
        seen = counts[0], counts[1]
        counts[:] = 0, 0
        return seen

    return look


def linked_vault(root: Path) -> None:
    """Ten notes in a row, each linking to the next."""
    root.mkdir()
    for number in range(10):
        text = f"# 노트 {number}\n\n## 용어\n\n- **낱말 {number}**: [[{number + 1}]]를 보라\n"
        (root / f"{number}.md").write_text(text, "utf-8")


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged vault parses no note, an edit one, and a new title those too whose links show it."""
    root, store = tmp_path / "vault", Store(tmp_path / "kept")
    linked_vault(root)
    look = counted(monkeypatch)
    packed(root, store)
    assert look() == (10, 10)
    packed(root, store)
    assert look() == (0, 0)
    edited = root / "5.md"
    edited.write_text(edited.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    packed(root, store)
    assert look() == (1, 1)
    edited.write_text(edited.read_text("utf-8").replace("# 노트 5", "# 다섯째"), "utf-8")
    pack = packed(root, store)
    assert look() == (2, 2)
    assert any("다섯째" in each.card.definition.text for each in pack.cards)  # type: ignore[union-attr]


def test_settings_that_matter_part_what_is_kept(tmp_path: Path) -> None:
    """Cards under one flashcard tag are not served where another is asked for."""
    root, store = tmp_path / "vault", Store(tmp_path / "kept")
    root.mkdir()
    (root / "a.md").write_text("#quiz\n\n질문인가::답이다\n", "utf-8")
    for tags in (("flashcards",), ("quiz",), ("flashcards",)):
        config = Config(id="t", name="t", flashcard_tags=tags)
        vault = open_vault(root, root)
        kept = put_together(vault, config, Checked(Ledger()), quietly, store)
        assert kept == put_together(vault, config, Checked(Ledger()), quietly)


def test_damage_costs_work_and_nothing_else(tmp_path: Path) -> None:
    """Entries that were cut short or overwritten are made anew."""
    root, store = tmp_path / "vault", Store(tmp_path / "kept")
    linked_vault(root)
    fresh = packed(root, None)
    packed(root, store)
    for number, place in enumerate(sorted((tmp_path / "kept").rglob("*"))):
        if place.is_file():
            content = place.read_bytes()
            place.write_bytes(
                content[: len(content) // 2] if number % 2 else b"\x80\x05" + bytes(len(content))
            )
    assert packed(root, store) == fresh
    assert packed(root, store) == replace(fresh)


def test_holds_no_tree_that_nothing_waits_for(tmp_path: Path) -> None:
    """Of the notes that are read, only those with a link are held until all others are known."""
    for number in range(9):
        (tmp_path / f"alone {number}.md").write_text(f"# 노트 {number}\n\n- **용어**: 뜻 {number}\n", "utf-8")
    (tmp_path / "linked.md").write_text("# 묶음\n\n- **용어**: [[alone 1]]\n", "utf-8")
    held: set[str] = set()

    def look(stage: str, _done: int, _total: int) -> None:
        if stage == "extract":
            trees = [each for each in gc.get_objects() if isinstance(each, ParsedNote)]
            held.update(each.source.path for each in trees if each.source.path in vault.notes)

    vault = open_vault(tmp_path, tmp_path)
    put_together(vault, Config(), Checked(Ledger()), look)
    assert held == {"linked.md"}
