"""Decks verified by the real Anki: what differs from the plan is found, and what does not is not."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from exporter.config import read_config
from exporter.ledger import FILE, read_ledger, write_ledger
from exporter.pipeline.reading import Reading, read_pack
from exporter.pipeline.verifying import verify_decks
from exporter.pipeline.writing import write_all, write_retired
from exporter.render.templates import Templates
from exporter.vault import open_vault
from exporter.verify import Treatment
from exporter.writers.base import Job
from exporter.writers.registry import choose
from tests.real_anki import BUILT_AT
from tests.vaults import ROOT, quietly

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporter.diagnostics import Checked
    from exporter.verify import Verified

NOTE = """# 콜드 스타트

## 🎯 핵심 포인트

지연이 들쭉날쭉한 경우 미리 데워 둔다.

## 🔍 주요개념

- **웜 스타트**: 이미 떠 있는 환경이 다시 쓰인다
- **콜드 스타트**: 실행 환경을 새로 만든다

### Trade-offs

**미리 데우기 장점**:
- 첫 요청도 늦지 않다

**미리 데우기 단점**:
- 요금이 든다
"""


@dataclass
class Author:
    """Somebody who builds a vault again and again; an hour passes between two builds."""

    folder: Path
    hour: int = 0
    decks: list[bytes] = field(default_factory=list)
    templates: Path | None = None

    def write(self, text: str, name: str = "note.md") -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    @property
    def job(self) -> Job:
        return Job(BUILT_AT + 3600 * self.hour, Templates(self.templates))

    def read(self, part: str = ".") -> tuple[Reading, bytes]:
        """Read the vault and make its deck, and keep nothing."""
        vault = open_vault(self.folder, self.folder / part)
        config = read_config(self.folder).value
        reading = read_pack(vault, config, read_ledger(self.folder / FILE), self.job, quietly)
        (made,) = write_all(reading, [choose("apkg", {})], self.job, quietly)
        assert made.content
        return reading, made.content

    def build(self, part: str = ".") -> bytes:
        """Build, and keep the ledger."""
        reading, deck = self.read(part)
        (self.folder / FILE).write_bytes(write_ledger(reading.ledger))
        self.decks.append(deck)
        self.hour += 1
        return deck

    def verify(self, earlier: Sequence[bytes] | None = None, part: str = ".") -> Checked[Verified]:
        """Verify what would be built now over the last deck, or over others."""
        reading, deck = self.read(part)
        retired = write_retired(reading, [choose("apkg", {})], self.job)
        earlier = self.decks[-1:] if earlier is None else earlier
        return verify_decks(reading, deck, retired.content if retired else None, earlier)


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Give an author with one note."""
    made = Author(tmp_path / "vault")
    made.write(NOTE)
    return made


def rules_of(checked: Checked[Verified]) -> set[str]:
    return {each.rule for each in checked.diagnostics}


def counts_of(checked: Checked[Verified]) -> tuple[int, int, int]:
    counts = checked.value.counts
    return counts[Treatment.NEW], counts[Treatment.UPDATED], counts[Treatment.UNCHANGED]


def as_planned(checked: Checked[Verified]) -> bool:
    return checked.value.sound and checked.value.counts == checked.value.planned


def test_a_first_build_is_new_as_planned(author: Author) -> None:
    """Without an earlier file every card is new, and nothing else is said."""
    checked = author.verify()
    assert counts_of(checked) == (4, 0, 0)
    assert as_planned(checked)
    assert checked.diagnostics == ()


def test_a_rebuild_touches_nothing(author: Author) -> None:
    """What did not change is unchanged in Anki."""
    author.build()
    checked = author.verify()
    assert counts_of(checked) == (0, 0, 4)
    assert as_planned(checked)
    assert checked.diagnostics == ()


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("다시 쓰인다", "한 번 더 쓰인다", (0, 1, 3)),
        ("- **콜드", "- **핫 스타트**: 늘 떠 있다\n- **콜드", (1, 0, 4)),
        ("- **콜드 스타트**: 실행 환경을 새로 만든다\n", "", (0, 0, 3)),
        ("# 콜드 스타트\n", "---\ntags: [aws/lambda]\n---\n# 콜드 스타트\n", (0, 4, 0)),
    ],
    ids=["changed", "added", "removed", "tagged"],
)
def test_edits_are_imported_as_planned(
    author: Author, old: str, new: str, counts: tuple[int, int, int]
) -> None:
    """A change, an addition, a removal and a tag reach Anki as the plan says, and nothing else does."""
    author.build()
    author.write(NOTE.replace(old, new))
    checked = author.verify()
    assert counts_of(checked) == counts
    assert as_planned(checked), checked.diagnostics


def test_a_revived_card_is_new_over_a_file_without_it(author: Author) -> None:
    """The last file lacks a card that was retired, so it is new to who has imported only that file."""
    author.build()
    author.write(NOTE.replace("- **콜드 스타트**: 실행 환경을 새로 만든다\n", ""))
    author.build()
    author.write(NOTE)
    over_last, over_all = author.verify(), author.verify(author.decks)
    assert counts_of(over_last) == (1, 0, 3)
    assert over_last.value.sound
    assert counts_of(over_all) == (0, 1, 3)
    assert as_planned(over_all)


def test_an_older_file_is_brought_up_to_date(author: Author) -> None:
    """Who missed a build gets its changes now, which is no difference."""
    author.build()
    author.write(
        NOTE.replace("다시 쓰인다", "한 번 더 쓰인다").replace("- **콜드", "- **핫**: 늘 떠 있다\n- **콜드")
    )
    author.build()
    checked = author.verify(author.decks[:1])
    assert counts_of(checked) == (1, 1, 3)
    assert checked.value.sound
    assert checked.diagnostics == ()


def test_a_lost_ledger_is_found(author: Author) -> None:
    """Cards that the plan calls new, but Anki has, would lose what their readers edited."""
    author.build()
    (author.folder / FILE).unlink()
    checked = author.verify()
    assert counts_of(checked) == (0, 4, 0)
    assert not checked.value.sound
    assert rules_of(checked) == {"verify-unplanned"}


def test_a_ledger_older_than_the_file_is_found(author: Author) -> None:
    """A change that bears no later time than the file's would never arrive."""
    author.build()
    old = (author.folder / FILE).read_bytes()
    author.write(NOTE.replace("다시 쓰인다", "한 번 더 쓰인다"))
    author.build()
    author.write(NOTE)
    (author.folder / FILE).write_bytes(old)
    checked = author.verify()
    assert rules_of(checked) == {"verify-stale"}
    assert [each.position.line for each in checked.diagnostics if each.position] == [9]


def test_a_part_of_the_vault_is_verified_for_itself(author: Author) -> None:
    """Building one note over a deck of all leaves the others' cards alone."""
    author.write("# 다른 것\n\n## 🔍 주요개념\n\n- **캐시**: 가까운 사본\n", "other.md")
    author.build()
    assert counts_of(author.verify(part="other.md")) == (0, 0, 1)
    author.build("other.md")
    checked = author.verify()
    assert counts_of(checked) == (4, 0, 1)
    assert checked.value.sound


def test_a_card_that_is_asked_in_fewer_ways_is_a_warning(author: Author) -> None:
    """A fourth point parts a trade-off; the card that asked for all of it stays in Anki, empty."""
    author.build()
    author.write(NOTE.replace("- 요금이 든다", "- 요금이 든다\n- 둘\n- 셋\n- 넷"))
    checked = author.verify()
    assert rules_of(checked) == {"verify-card-emptied"}
    assert as_planned(checked)


def test_an_earlier_file_that_is_no_deck_is_left_out(author: Author) -> None:
    """What Anki cannot import, no reader has."""
    checked = author.verify([b"no deck"])
    assert rules_of(checked) == {"verify-earlier-refused"}
    assert counts_of(checked) == (4, 0, 0)
    assert checked.value.sound


def test_a_template_that_asks_nothing_is_found(author: Author, tmp_path: Path) -> None:
    """A front that shows only what a card may lack is empty."""
    front = tmp_path / "own" / "anki" / "concept" / "recall.front.html"
    front.parent.mkdir(parents=True)
    front.write_text("{{#Audio}}{{Prompt}}{{/Audio}}", "utf-8")
    author.templates = tmp_path / "own"
    assert "verify-empty-card" in rules_of(author.verify())


def test_a_deck_with_other_fields_doubles_the_note_type(author: Author) -> None:
    """An earlier file whose note type has other fields sets every card of that kind aside."""
    deck = altered(author.build(), _without_last_field)
    checked = author.verify([deck])
    assert rules_of(checked) == {"verify-conflict", "verify-note-type-doubled"}
    assert not checked.value.sound


def test_a_picture_that_the_deck_lacks_is_found(author: Author) -> None:
    """A field that shows a file needs that file in the deck."""
    reading, deck = author.read()
    broken = altered(deck, lambda db: db.execute("update notes set flds = flds || '<img src=\"no.png\">'"))
    assert "verify-media-missing" in rules_of(verify_decks(reading, broken, None, []))


def test_a_note_without_cards_is_found(author: Author) -> None:
    """A note that asks nothing is no card, and Anki would make it one in another deck."""
    reading, deck = author.read()
    broken = altered(deck, lambda db: db.execute("delete from cards"))
    assert rules_of(verify_decks(reading, broken, None, [])) >= {"verify-empty-card"}


def test_a_card_that_is_missing_or_foreign_is_found(author: Author) -> None:
    """The deck holds exactly the cards of the plan."""
    reading, deck = author.read()
    broken = altered(
        deck,
        lambda db: db.execute("update notes set guid = 'foreign' where id = (select min(id) from notes)"),
    )
    checked = verify_decks(reading, broken, None, [])
    assert rules_of(checked) == {"verify-unplanned"}
    pack = replace(reading.pack, cards=reading.pack.cards[1:])
    fewer = verify_decks(replace(reading, pack=pack), deck, None, [])
    assert rules_of(fewer) == {"verify-unplanned"}


def test_a_file_that_anki_refuses_is_found(author: Author) -> None:
    """Whatever Anki says of a broken deck is passed on."""
    reading, _ = author.read()
    checked = verify_decks(reading, b"no deck", None, [])
    assert rules_of(checked) == {"verify-refused"}
    assert not checked.value.sound


def altered(deck: bytes, change: Callable[[sqlite3.Connection], object]) -> bytes:
    """Give a deck with its database changed by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "collection.anki2":
                database = sqlite3.connect(":memory:")
                database.deserialize(content)
                change(database)
                database.commit()
                content = database.serialize()
                database.close()
            new.writestr(name, content)
    return out.getvalue()


def _without_last_field(database: sqlite3.Connection) -> None:
    (models,) = database.execute("select models from col").fetchone()
    tables = json.loads(models)
    for table in tables.values():
        table["flds"].pop()
    database.execute("update col set models = ?", (json.dumps(tables),))
    for id_, fields in database.execute("select id, flds from notes").fetchall():
        database.execute(
            "update notes set flds = ? where id = ?", ("\x1f".join(fields.split("\x1f")[:-1]), id_)
        )


def studypack(folder: Path, *words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; ``code`` runs before it in the same process."""
    start = f"import sys; {code}\nfrom exporter.cli import main; sys.argv[1:] = {list(words)!r}; main()"
    return subprocess.run(
        [sys.executable, "-c", start],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_build_verify_writes_nothing_where_anki_differs(author: Author, tmp_path: Path) -> None:
    """The outputs and the ledger stay as they were, byte for byte, and the exit status is 1."""
    first = studypack(tmp_path, "build", "vault", "--to", "apkg", "--verify")
    assert first.returncode == 0
    assert "verified: 4 new, 0 updated, 0 unchanged, as planned" in first.stderr
    deck = tmp_path / "dist" / "vault.apkg"
    before = deck.read_bytes()
    (author.folder / FILE).write_bytes(b"")
    author.write(NOTE.replace("다시", "또다시"))
    done = studypack(tmp_path, "build", "vault", "--to", "apkg,json", "--verify")
    assert done.returncode == 1
    assert "error[verify-unplanned]" in done.stderr
    assert "nothing was written" in done.stderr
    assert deck.read_bytes() == before
    assert (author.folder / FILE).read_bytes() == b""
    assert sorted(each.name for each in (tmp_path / "dist").iterdir()) == ["vault.apkg"]
    assert studypack(tmp_path, "build", "vault", "--to", "apkg").returncode == 0
    assert studypack(tmp_path, "verify", "vault").stdout == (
        "verified: 0 new, 0 updated, 4 unchanged, as planned\n"
    )


def test_verify_speaks_to_machines(author: Author, tmp_path: Path) -> None:
    """`--json` gives what was imported, what was planned and what differs."""
    assert author.folder.is_dir()
    shape = json.loads(studypack(tmp_path, "verify", "vault", "--json").stdout)
    assert shape == {
        "sound": True,
        "earlier": False,
        "imported": {"new": 4, "updated": 0, "unchanged": 0},
        "planned": {"new": 4, "updated": 0, "unchanged": 0},
        "diagnostics": [],
    }
    built = json.loads(studypack(tmp_path, "build", "vault", "--to", "apkg", "--verify", "--json").stdout)
    assert built["verified"]["sound"]


@pytest.mark.parametrize("words", [("verify", "vault"), ("build", "vault", "--verify")])
def test_without_anki_it_says_how_to_get_it(author: Author, tmp_path: Path, words: tuple[str, ...]) -> None:
    """The extra is named, nothing is built, and the exit status is that of wrong usage."""
    assert author.folder.is_dir()
    done = studypack(tmp_path, *words, code="sys.modules['anki'] = None")
    assert done.returncode == 2
    assert "pip install anki" in done.stderr
    assert not (tmp_path / "dist").exists()


def test_building_never_loads_anki(author: Author, tmp_path: Path) -> None:
    """Without `--verify` the package is not needed."""
    assert author.folder.is_dir()
    done = studypack(tmp_path, "build", "vault", "--to", "apkg", code="sys.modules['anki'] = None")
    assert done.returncode == 0


def test_verify_needs_a_deck(author: Author, tmp_path: Path) -> None:
    """There is nothing to verify where no deck is written."""
    assert author.folder.is_dir()
    assert studypack(tmp_path, "build", "vault", "--to", "json", "--verify").returncode == 2


def test_the_retired_deck_brings_the_change_and_then_nothing(author: Author) -> None:
    """Imported after the deck, the file of the retired cards updates each once and never again."""
    author.build()
    author.write(NOTE.replace("- **콜드 스타트**: 실행 환경을 새로 만든다\n", ""))
    assert as_planned(author.verify())
    author.build()
    reading, _ = author.read()
    retired = write_retired(reading, [choose("apkg", {})], author.job)
    assert retired
    author.hour += 1
    assert author.verify([*author.decks, retired.content]).diagnostics == ()


def test_a_retired_card_that_anki_does_not_learn_of_is_found(author: Author) -> None:
    """A retired deck whose card is no newer than the one in Anki would leave it as it was."""
    author.build()
    author.write(NOTE.replace("- **콜드 스타트**: 실행 환경을 새로 만든다\n", ""))
    reading, deck = author.read()
    retired = write_retired(reading, [choose("apkg", {})], author.job)
    assert retired
    old = altered(retired.content, lambda db: db.execute("update notes set mod = 1"))
    checked = verify_decks(reading, deck, old, author.decks)
    assert rules_of(checked) == {"verify-stale"}
    assert not checked.value.sound


def test_a_question_that_no_card_can_hold_is_not_planned(author: Author) -> None:
    """Nine options are more than a card has room for: the plan counts the cards of the deck alone."""
    options = "".join(f"- {letter}) 방법 {letter}\n" for letter in "ABCDEFGHI")
    author.write(f"{NOTE}\n## 📝 관련 문제\n\n무엇이 가장 빠른가?\n\n{options}\n**정답: A)**\n")
    checked = author.verify()
    assert counts_of(checked) == (4, 0, 0)
    assert as_planned(checked)
    author.build()
    assert counts_of(author.verify()) == (0, 0, 4)
