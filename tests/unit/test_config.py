"""The configuration is understood whole, or refused with the line that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.config import read_config
from exporter.model import PRESETS, Ask, face_of
from tests.vaults import pack_of

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    (folder / "studypack.toml").write_text(text, "utf-8")
    return folder


def test_a_vault_without_configuration_is_fine(tmp_path: Path) -> None:
    """Every key is optional, and so is the file."""
    assert read_config(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ('titel = "x"', "no key", 1),
        ('\ndeck = "colour"', "kind, folder, tag", 2),
        ('name = "two words"', "no spaces", 1),
        ('title = ""', "must be a text", 1),
        ("languages = 'ko'", "list of texts", 1),
        ('ask = "everything"', "lean, exam, full", 1),
        ("[ask]\nname = 1", "true or false", 1),
        ('[[chapters]]\nname = "x"', "needs a `title`", 1),
        ("writers = 3", "a table for each writer", 1),
        ("name = \n", "not valid TOML", 1),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str, line: int) -> None:
    """A mistake in the configuration is an error at its place, and nothing is guessed."""
    (finding,) = read_config(write(tmp_path, text)).diagnostics
    assert finding.rule == "config-invalid"
    assert said in finding.message
    assert finding.position is not None
    assert finding.position.line == line


@pytest.mark.parametrize(
    ("text", "line", "meant"),
    [
        ('titel = "x"', 1, "title"),
        ('\ndeck = "fodler"', 2, "folder"),
        ('ask = "exma"', 1, "exam"),
        ("[ask]\nnmae = true", 2, "name"),
        ('[[chapters]]\ntitle = "x"\nntoes = ["a/*"]', 3, "notes"),
        ('colour = "red"', 1, None),
    ],
)
def test_a_misspelt_word_is_asked_for(tmp_path: Path, text: str, line: int, meant: str | None) -> None:
    """A key or value that is nearly a known one is told which, at its line; one that is not, is not."""
    (finding,) = read_config(write(tmp_path, text)).diagnostics
    assert finding.position is not None
    assert finding.position.line == line
    assert finding.help == (f"did you mean `{meant}`?" if meant else None)


def test_ask_is_a_preset_or_a_table(tmp_path: Path) -> None:
    """Presets by name; a table says what differs from the lean one."""
    assert read_config(write(tmp_path, 'ask = "exam"')).value.ask == PRESETS["exam"]
    assert read_config(write(tmp_path, "[ask]\nname = true\nwhole = false")).value.ask == Ask(
        name=True, whole=False
    )


NOTE = "---\ntags: [service/lambda]\n---\n\n## 주요개념\n\n- **용어**: 뜻이 있다\n"


@pytest.mark.parametrize(
    ("deck", "names"),
    [
        ("kind", {"꾸러미::1 개념"}),
        ("folder", {"꾸러미::가", "꾸러미"}),
        ("tag", {"꾸러미::service::lambda"}),
    ],
)
def test_decks_go_by_kind_folder_or_tag(tmp_path: Path, deck: str, names: set[str]) -> None:
    """Decks betray no answer unless the user asks for folders or tags."""
    write(tmp_path, f'name = "p"\ntitle = "꾸러미"\ndeck = "{deck}"')
    (tmp_path / "가").mkdir()
    (tmp_path / "가" / "n.md").write_text(NOTE, "utf-8")
    (tmp_path / "m.md").write_text(NOTE, "utf-8")
    pack = pack_of(tmp_path)
    assert {issued.deck for issued in pack.cards} == names
    assert {tag for issued in pack.cards for tag in issued.tags} == {"p::service::lambda"}


def test_chapters_are_groups_first_and_folders_after(tmp_path: Path) -> None:
    """A configured chapter takes notes by path or tag; the rest keep their folders; cards follow."""
    write(
        tmp_path,
        'title = "T"\n[[chapters]]\ntitle = "뒤"\nnotes = ["z/*"]\n'
        '[[chapters]]\ntitle = "표"\ntags = ["service"]\n',
    )
    for path, text in {"a/n.md": NOTE.replace("service/", "other/"), "b.md": NOTE, "z/n.md": NOTE}.items():
        place = tmp_path / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
    pack = pack_of(tmp_path)
    assert [(each.title.text, each.notes) for each in pack.chapters] == [
        ("뒤", ("z/n.md",)),
        ("표", ("b.md",)),
        ("a", ("a/n.md",)),
    ]
    assert [issued.card.origin.note for issued in pack.cards] == ["z/n.md", "b.md", "a/n.md"]


def test_flashcard_tags_are_the_readers_own(tmp_path: Path) -> None:
    """Only a configured tag makes cards by their signs; it may be written as Obsidian does."""
    note = "#카드/망 포트 22는?::SSH\n\n#flashcards 포트 53은?::DNS\n"
    for setting, asked in (
        ("", ["포트 53은?"]),
        ('flashcard_tags = ["#카드"]', ["포트 22는?"]),
        ('flashcard_tags = ["카드/망", "flashcards"]', ["포트 22는?", "포트 53은?"]),
        ("flashcard_tags = []", []),
    ):
        write(tmp_path, f'name = "p"\ndeck = "tag"\n{setting}')
        (tmp_path / "n.md").write_text(note, "utf-8")
        cards = pack_of(tmp_path).cards
        assert [face_of(issued.card).text for issued in cards] == asked
    write(tmp_path, 'name = "p"\ntitle = "망"\ndeck = "tag"\nflashcard_tags = ["카드"]')
    (issued,) = pack_of(tmp_path).cards
    assert (issued.deck, issued.tags) == ("망::카드::망", ("p::카드::망", "p::flashcards"))
