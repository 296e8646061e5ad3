"""Ids written into notes: nothing else of a file changes, and the cards stay what they are."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.extract import extract
from exporter.identity import first_id
from exporter.inscribe import Wanted, inscribe
from exporter.ledger import FILE, read_ledger
from exporter.model import Card, Pack, kind_of
from exporter.parse import parse_note
from exporter.vault import NoteLinks
from exporter.vault.decode import decode
from tests.fixtures import read
from tests.test_properties import PIECES
from tests.test_verify import NOTE, Author, counts_of, studypack
from tests.vaults import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NOTES = [path.read_text("utf-8") for path in sorted((ROOT / "notes").rglob("*.md"))]
CASES = [case.given for path in sorted((ROOT / "tests" / "cases").glob("*.md")) for case in read(path)]
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16-le": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "cp949": lambda text: text.encode("cp949", "replace"),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
}


def cards_of(content: bytes, path: str = "note.md") -> tuple[Card, ...]:
    """Read the cards of a file's content."""
    source = decode(path, content).value
    return extract(parse_note(source).value, NoteLinks({}, {})).value if source else ()


def wanted_in(content: bytes) -> list[Wanted]:
    """Give the cards of a file, each with the id that it would be issued, none of them twice."""
    by_id = {(first := first_id(card.origin, None)): Wanted(card, first) for card in cards_of(content)}
    return list(by_id.values())


def without(content: bytes, ids: tuple[str, ...]) -> bytes:
    """Take ids out of a file again, in whatever encoding it is."""
    for id_ in ids:
        narrow = f" ^{id_}".encode()
        for tail in (narrow, f" ^{id_}".encode("utf-16-le"), f" ^{id_}".encode("utf-16-be")):
            if content.count(tail) == 1:
                content = content.replace(tail, b"")
                break
        else:
            raise AssertionError(id_)
    return content


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Draw a sample note, or pieces of one mixed with syntax, with any line ends, in any encoding."""
    text = draw(st.sampled_from([*NOTES, *CASES]))
    if draw(st.booleans()):
        lines = text.split("\n")
        for _ in range(draw(st.integers(1, 6))):
            at = draw(st.integers(0, len(lines)))
            lines.insert(at, "".join(draw(st.lists(PIECES, min_size=1, max_size=5))))
        text = "\n".join(lines)
    if draw(st.booleans()):
        text = re.sub(r"(?m)$", lambda _: draw(st.sampled_from(["", "", "", " ", "  ", "\t"])), text)
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return ENCODINGS[draw(st.sampled_from(sorted(ENCODINGS)))](text)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents())
def test_only_ids_are_added_and_only_once(content: bytes) -> None:
    """Without the ids the file is what it was, byte for byte; a second time adds nothing."""
    wanted = wanted_in(content)
    made = inscribe("note.md", content, wanted)
    assert without(made.content, made.written) == content
    assert len(made.written) + len(made.left) <= len(wanted)
    again = inscribe("note.md", made.content, wanted_in(made.content))
    assert again.content == made.content
    assert again.written == ()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents())
def test_each_id_is_read_back_as_its_cards(content: bytes) -> None:
    """Every card that got an id has it, no other has, and none says anything else than before."""
    wanted = wanted_in(content)
    made = inscribe("note.md", content, wanted)
    before, after = cards_of(content), cards_of(made.content)
    ids = {(kind_of(each.card), each.card.origin.line, each.card.origin.slot): each.id for each in wanted}
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        token = new.origin.token
        assert token == old.origin.token or token == ids[kind_of(old), old.origin.line, old.origin.slot]
        assert (new.origin.line, new.origin.slot) == (old.origin.line, old.origin.slot)
    assert {card.origin.token for card in after} - {card.origin.token for card in before} == set(made.written)


def lines_with_ids(text: str) -> list[str]:
    content = text.encode()
    made = inscribe("note.md", content, wanted_in(content)).content.decode()
    return [line.rpartition(" ^")[0] for line in made.split("\n") if re.search(r" \^\w{12}$", line)]


def test_ids_stand_where_obsidian_takes_them() -> None:
    """At the end of a paragraph, a list item, a label's line and a stem, however many lines they have."""
    text = """# T

## 🎯 핵심 포인트

지연이 큰 경우 미리
데워 둔다.

## 🔍 주요개념

- **하나**: 첫째
  이어진다
  - 딸린 것
- **둘**: 둘째

**셋**: 셋째

### Trade-offs

**가 장점**:
- 좋다

**가 단점**:
- 나쁘다

- 나
  - 장점: 싸다
  - 단점: 느리다

## 📝 관련 문제

**Question:** 무엇?

- A) 가
- B) 나

**정답: B)**
"""
    assert lines_with_ids(text) == [
        "데워 둔다.",
        "  이어진다",
        "- **둘**: 둘째",
        "**셋**: 셋째",
        "**가 장점**:",
        "  - 장점: 싸다",
        "**Question:** 무엇?",
    ]


def test_what_has_no_place_of_its_own_is_left_and_named() -> None:
    """Two cards in one paragraph, rows of a table and a key point that is a list stay as they are."""
    text = """---
id: x
---
# T

## 🎯 핵심 포인트

- 첫째
- 둘째

## 🔍 주요개념

**하나**: 첫째
**둘**: 둘째

### Trade-offs

| 이름 | 장점 | 단점 |
|---|---|---|
| 가 | 싸다 | 느리다 |

끝
"""
    content = text.encode()
    made = inscribe("note.md", content, wanted_in(content))
    assert made.content == content
    assert [(each.rule, each.position.line) for each in made.left if each.position] == [
        ("id-not-written", 8),
        ("id-not-written", 13),
        ("id-not-written", 14),
        ("id-not-written", 20),
    ]


def test_a_block_id_of_the_authors_stays() -> None:
    """Who has named a card has named it."""
    content = b"# T\n\n## Key concepts\n\n- **One**: first ^mine\n- **Two**: second ^theirs\n"
    assert len(cards_of(content)) == 2
    assert inscribe("note.md", content, wanted_in(content)) == (content, (), ())


def issued(pack: Pack) -> list[tuple[str, str]]:
    return [(each.id, each.guid) for each in pack.cards]


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Give an author with one note that has been built."""
    made = Author(tmp_path / "vault")
    made.write(NOTE)
    made.build()
    return made


def test_a_rebuild_issues_the_same(author: Author, tmp_path: Path) -> None:
    """With ids in the notes every card is the same card, nothing changed, and Anki updates nothing."""
    before, _ = author.read()
    done = studypack(tmp_path, "ids", "write", "vault")
    assert (done.returncode, done.stderr) == (0, "4 ids written into 1 note\n")
    after, _ = author.read()
    assert issued(after.pack) == issued(before.pack)
    assert after.plan.summary() == "4 unchanged"
    assert "^" not in str([each.card for each in before.pack.cards])
    assert counts_of(author.verify()) == (0, 0, 4)
    assert studypack(tmp_path, "ids", "write", "vault").stderr == "0 ids written into 0 notes\n"


@pytest.mark.parametrize("lost", [False, True], ids=["with the ledger", "without the ledger"])
def test_ids_in_notes_outlive_what_the_ledger_could_not(
    author: Author, tmp_path: Path, *, lost: bool
) -> None:
    """Moved and rewritten at once, right after the ids were written, a card keeps its GUID."""
    before, _ = author.read()
    studypack(tmp_path, "ids", "write", "vault")
    note = author.folder / "note.md"
    text = re.sub(
        r"\*\*웜 스타트\*\*: .* \^", "**Something else**: with other words ^", note.read_text("utf-8")
    )
    (author.folder / "elsewhere.md").write_text(text, "utf-8")
    note.unlink()
    if lost:
        (author.folder / FILE).unlink()
    after, _ = author.read()
    assert {each.guid for each in after.pack.cards} == {each.guid for each in before.pack.cards}
    assert "with other words" in str(after.pack.cards)


def test_a_dry_run_shows_the_difference_and_writes_nothing(author: Author, tmp_path: Path) -> None:
    """What it shows is what the next run writes."""
    old = {path: path.read_bytes() for path in author.folder.iterdir()}
    done = studypack(tmp_path, "ids", "write", "vault", "--dry-run")
    assert {path: path.read_bytes() for path in author.folder.iterdir()} == old
    shown = [line[1:] for line in done.stdout.split("\n") if line.startswith("+") and line[1:2] != "+"]
    studypack(tmp_path, "ids", "write", "vault")
    written = (author.folder / "note.md").read_text("utf-8").split("\n")
    assert shown == [line for line in written if " ^" in line]
    assert len(shown) == 4


def test_links_to_notes_stay_links(author: Author, tmp_path: Path) -> None:
    """A note that lies elsewhere in the vault is written where it lies."""
    target = author.folder / "real" / "note.txt"
    target.parent.mkdir()
    (author.folder / "note.md").rename(target)
    (author.folder / "note.md").symlink_to(PurePosixPath("real/note.txt"))
    studypack(tmp_path, "ids", "write", "vault")
    assert (author.folder / "note.md").is_symlink()
    assert target.read_text("utf-8").count(" ^") == 4


def test_the_ledger_learns_of_the_ids_at_once(author: Author, tmp_path: Path) -> None:
    """Entries name the block id, and their stamps stay."""
    before = read_ledger(author.folder / FILE).value.entries
    studypack(tmp_path, "ids", "write", "vault")
    after = read_ledger(author.folder / FILE).value.entries
    assert {each.explicit for each in after.values()} == {f"^{id_}" for id_ in before}
    assert {id_: each.stamp for id_, each in after.items()} == {
        id_: each.stamp for id_, each in before.items()
    }
