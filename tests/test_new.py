"""A new note says nothing by itself, and everything once it is filled in."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from exporter.labels import labels
from exporter.model import ConceptCard, McqCard, TradeoffCard, texts_of
from exporter.scaffold import filled, note_path, unnamed
from tests.vaults import ROOT, pack_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.model import Pack

LANGUAGES = sorted(path.stem for path in (ROOT / "templates" / "note").glob("*.md"))
COMMENT = re.compile(r"%% .* %%")
KEY = re.compile(r"(?<=: )\[[^\[\]]+\](?=\*\*$)", re.MULTILINE)


def template(lang: str) -> str:
    text = (ROOT / "templates" / "note" / f"{lang}.md").read_text("utf-8")
    return filled(text, "Cold start", date(2026, 1, 2))


def written(text: str) -> str:
    """Fill every bracket in with words, equal ones with the same, and the answer with a letter."""
    return re.sub(r"\[([^\[\]]+)\]", r"words for \1", KEY.sub("B", text))


def run(vault: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "exporter", *words]
    return subprocess.run(command, cwd=vault.parent, capture_output=True, text=True, timeout=60, check=False)


def kinds(pack: Pack) -> list[str]:
    cards = [issued.card for issued in pack.cards]
    return [card.role.value if isinstance(card, ConceptCard) else type(card).__name__ for card in cards]


def test_there_is_a_template_in_each_language() -> None:
    """Every language that is printed can be begun in, and its unnamed note has a name."""
    assert set(labels().languages) == set(LANGUAGES)
    assert all(unnamed(lang) for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_note_has_no_card_and_nothing_to_mend(
    lang: str, vault: Callable[[dict[str, str | bytes]], Path]
) -> None:
    """What a template leaves to be filled in is no card and no mistake."""
    pack = pack_of(vault({"note.md": template(lang)}))
    assert pack.cards == ()
    assert [each.rule for each in pack.diagnostics] == ["template-unfilled"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_note_gives_a_card_of_each_kind(
    lang: str, vault: Callable[[dict[str, str | bytes]], Path]
) -> None:
    """Words for the brackets give every kind, and no hint of the template is on any card."""
    pack = pack_of(vault({"note.md": written(template(lang))}))
    assert kinds(pack) == ["key-point", "TradeoffCard", "definition", "McqCard"]
    assert {each.rule for each in pack.diagnostics} <= {"key-point-without-situation"}
    for issued in pack.cards:
        for text in texts_of(issued.card):
            assert "%%" not in text.html
            assert not COMMENT.search(text.text)
    (note,) = pack.notes.values()
    assert (note.title.text, note.created) == ("Cold start", date(2026, 1, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stands_for_a_hint_is_on_the_card(
    lang: str, vault: Callable[[dict[str, str | bytes]], Path]
) -> None:
    """Words for the hints become explanation, example and the rationale of each option."""
    text = COMMENT.sub("words for a hint", written(template(lang)))
    cards = [issued.card for issued in pack_of(vault({"note.md": text})).cards]
    point, weighed, _, question = cards
    assert isinstance(point, ConceptCard)
    assert isinstance(weighed, TradeoffCard)
    assert isinstance(question, McqCard)
    assert point.explanation is not None
    assert point.explanation.text == "words for a hint"
    assert len(point.examples) == 1
    assert (len(weighed.pros), len(weighed.cons)) == (1, 1)
    assert question.key == ("B",)
    assert len(question.options) == 4
    assert all(option.rationale for option in question.options)


def test_nothing_is_overwritten(vault: Callable[[dict[str, str | bytes]], Path]) -> None:
    """A note that is there stays, byte for byte, also where only its case or composition differs."""
    folder = vault({"a/노트.md": b"mine", "B.md": b"mine too"})
    for name in ("a/노트", "a/\u1102\u1169\u1110\u1173.md", "b"):
        done = run(folder, "new", name, str(folder))
        assert done.returncode == 2, name
        assert "already" in done.stderr
    assert sorted(path.read_bytes() for path in folder.rglob("*.md")) == [b"mine", b"mine too"]


def test_the_vaults_language_is_the_notes(vault: Callable[[dict[str, str | bytes]], Path]) -> None:
    """Without a wish the template is in the language of most notes; the configuration goes first."""
    folder = vault({"a.md": "# One\n\nWords.", "b.md": "# Two\n\nWords.", "c.md": "# 셋\n\n한국어다."})
    assert run(folder, "new", "x", str(folder)).stdout.strip() == "vault/x.md"
    assert "## 🎯 Key point" in (folder / "x.md").read_text("utf-8")
    (folder / "studypack.toml").write_text('languages = ["ko", "en"]', "utf-8")
    assert run(folder, "new", "y", str(folder)).returncode == 0
    assert "## 🎯 핵심 포인트" in (folder / "y.md").read_text("utf-8")


def test_the_authors_own_template_wins(vault: Callable[[dict[str, str | bytes]], Path]) -> None:
    """A template in the user's folder is used, in any language, and is itself no note of the vault."""
    folder = vault(
        {
            "studypack.toml": 'templates = "own"',
            "own/note/ko.md": "# {{title}}\n\n## 주요개념\n\n- **내 틀**: {{date}}\n",
            "own/note/ja.md": "# {{title}}\n",
        }
    )
    assert run(folder, "new", "첫 노트", str(folder)).returncode == 0
    text = (folder / "첫 노트.md").read_text("utf-8")
    assert re.fullmatch(r"# 첫 노트\n\n## 주요개념\n\n- \*\*내 틀\*\*: \d{4}-\d\d-\d\d\n", text)
    assert run(folder, "new", "二", str(folder), "--lang", "ja").returncode == 0
    checked = run(folder, "check", str(folder))
    assert checked.stderr.startswith("2 notes, 1 card: no findings")
    refused = run(folder, "new", "own/note/x", str(folder))
    assert refused.returncode == 2
    assert "ignores it" in refused.stderr


def test_no_note_leaves_the_vault(vault: Callable[[dict[str, str | bytes]], Path], tmp_path: Path) -> None:
    """A link out of the vault is not followed."""
    folder = vault({"a.md": "x"})
    (tmp_path / "outside").mkdir()
    (folder / "link").symlink_to(tmp_path / "outside")
    assert run(folder, "new", "link/x", str(folder)).returncode == 2
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", ".x", "a/.x", "a:b", "a#b", "[a]", " ", "a\nb", ".."])
def test_impossible_names_are_refused(name: str) -> None:
    """A name that a file system, Obsidian or the vault does not take says why."""
    with pytest.raises(ValueError, match=r"name|hidden"):
        note_path(name)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("람다", "람다.md"),
        ("배포/콜드 스타트.md", "배포/콜드 스타트.md"),
        ("\u1100\u1161", "가.md"),
        (" a / b ", "a/b.md"),
        ("v1.2", "v1.2.md"),
    ],
)
def test_names_are_paths(name: str, path: str) -> None:
    """Folders, spaces and Hangul are fine; the ending may be there."""
    assert note_path(name) == path
