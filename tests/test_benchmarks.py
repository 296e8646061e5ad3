"""The benchmarks measure what they say: their vaults are as meant, and a quick run works end to end."""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from exporter.model import McqCard, texts_of
from tests.benchmarks.__main__ import main
from tests.benchmarks.measure import MeasureError, run
from tests.benchmarks.printers import printers
from tests.benchmarks.readme import readme
from tests.benchmarks.rows import Row, growth, ratios, table
from tests.benchmarks.vaults import Author, book, edit, path_of, quiz, write_questions, write_vault
from tests.benchmarks.words import TERMS, Korean, term
from tests.table import counted
from tests.vaults import pack_of

if TYPE_CHECKING:
    from pathlib import Path


# Two children of a process, each with memory of its own beside what it shares with the other.
_FAMILY = """
import os, time
shared = bytearray(os.urandom(1)) * 80_000_000
for _ in range(2):
    if not os.fork():
        own = bytearray(os.urandom(1)) * 50_000_000
        time.sleep(1.5)
        os._exit(0)
for _ in range(2):
    os.wait()
"""


def _texts(folder: Path) -> dict[str, str]:
    return {str(each.relative_to(folder)): each.read_text("utf-8") for each in folder.rglob("*.md")}


def test_a_vault_is_the_same_from_the_same_seed(tmp_path: Path) -> None:
    """Equal seeds give equal notes, a larger vault begins with the smaller one's, another seed differs."""
    small, again, other = (
        _texts(write_vault(tmp_path / name, notes, seed))
        for name, notes, seed in (("small", 60, 1), ("again", 61, 1), ("other", 60, 2))
    )
    assert {path: again[path] for path in small} == small
    assert set(other) == set(small)
    assert not set(other.values()) & set(small.values())
    assert len({path.partition("/")[0] for path in small}) == 2


def test_notes_give_the_cards_that_the_template_has(tmp_path: Path) -> None:
    """A note gives a key point, two subjects, four to eight definitions and a question; none is faulty."""
    pack = pack_of(write_vault(tmp_path / "vault", 60))
    found = counted(pack)
    for number in range(60):
        cards = found[path_of(number)]
        assert (cards["key_points"], len(cards["subjects"]), len(cards["mcqs"])) == (1, 2, 1)
        assert len(cards["definitions"]) == Author(1, number).definitions
        assert len(cards["mcqs"][0]["rationales"]) == 3
    assert {each.severity for each in pack.diagnostics} <= {"info"}
    assert {note.title.lang for note in pack.notes.values()} == {"ko", "en"}


def test_no_two_texts_are_equal(tmp_path: Path) -> None:
    """No two cards of a vault say the same, so that nothing is done once for many."""
    pack = pack_of(write_vault(tmp_path / "vault", 60))
    said = Counter(" ".join(text.text for text in texts_of(issued.card)) for issued in pack.cards)
    assert said.most_common(1)[0][1] == 1
    assert len({term(place) for place in range(20_000)}) == 20_000 < TERMS


def test_peers_are_given_the_same_questions(tmp_path: Path) -> None:
    """What the peers read has a heading for each question that the program makes a card of."""
    pack = pack_of(write_questions(tmp_path / "vault", 25))
    stems = [line.removeprefix("## ") for line in quiz(range(25)).splitlines() if line.startswith("## ")]
    assert [issued.card.stem.text for issued in pack.cards if isinstance(issued.card, McqCard)] == stems
    assert not pack.diagnostics


def test_a_book_is_what_the_notes_say() -> None:
    """What those read who make pages of one file has each note's text in turn, without its properties."""
    said = book(3)
    assert [line for line in said.splitlines() if line.startswith("# ")] == [
        f"# {Author(1, number).note().partition('# ')[2].splitlines()[0]}" for number in range(3)
    ]
    assert "created:" not in said


def test_an_edit_changes_one_card(tmp_path: Path) -> None:
    """What is measured after an edit is a change of one card, at each repetition."""
    vault = write_vault(tmp_path / "vault", 3)
    seen = []
    for time in range(3):
        pack = pack_of(vault)
        seen.append(
            {issued.id: " ".join(text.html for text in texts_of(issued.card)) for issued in pack.cards}
        )
        edit(vault, 1, time)
    for before, after in pairwise(seen):
        assert before.keys() == after.keys()
        assert sum(before[id_] != after[id_] for id_ in before) == 1


def test_korean_particles_follow_the_last_syllable() -> None:
    """A word takes the particle that its final consonant asks for."""
    said = [f"{Korean(word):으로/로}" for word in ("수집", "캐시", "파일")]
    assert said == ["수집으로", "캐시로", "파일로"]
    assert f"{Korean('표본'):을/를} {Korean('주소'):을/를}" == "표본을 주소를"


def test_rows_are_compared_within_their_size() -> None:
    """A ratio is taken at the same size, and growth is the power between the two largest sizes."""
    rows = [
        Row("base", 10, 10, 1.0, 2.0),
        Row("base", 100, 100, 10.0, 20.0),
        Row("it", 100, 100, 25.0, 25.0, against=("base",)),
    ]
    assert ratios(rows) == [{}, {}, {"base": 2.5}]
    assert ratios(rows, processor=True) == [{}, {}, {"base": 1.25}]
    assert growth(rows) == {"base": pytest.approx(1.0)}
    assert "2.50 base" in table(rows)


def test_a_command_that_fails_or_hangs_is_no_measurement() -> None:
    """A failure is named by the last line that the command said, and what takes too long is ended."""
    with pytest.raises(MeasureError, match="no such thing"):
        run(["sh", "-c", "echo no such thing >&2; exit 3"])
    with pytest.raises(MeasureError, match="given up"):
        run(["sleep", "60"], limit=0.3)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the largest process is known")
def test_memory_is_that_of_all_processes(tmp_path: Path) -> None:
    """What a command's children hold at the same time is added up, what they share is counted once."""
    script = tmp_path / "family.py"
    script.write_text(_FAMILY, "utf-8")
    taken = run([sys.executable, script])
    assert taken.processes == 3
    assert taken.megabytes is not None
    assert 180 < taken.megabytes < 260


def test_a_browser_that_runs_prints_each_text_anew(tmp_path: Path) -> None:
    """What is measured of it are pages of the text that it was given last."""
    peers = {each.name: each for each in printers(None, sys.executable, lambda _: None)}
    with peers["Chromium, running"].open(tmp_path) as printed:
        taken = [printed(f"# 가나다{time}\n\n{book(1)}") for time in range(2)]
    assert all(each.seconds > 0 for each in taken)
    with pdfplumber.open(tmp_path / "notes.pdf") as pages:
        assert "가나다1" in pages.pages[0].extract_text()


def test_the_readmes_table_has_what_was_measured() -> None:
    """A ratio is that of the peer to the program at the same size; what is missing leaves no line."""
    rows = [
        Row("quiz: studypack, cold", 100, 100, 1.0, 1.0),
        Row("quiz: studypack, cold", 1000, 1000, 2.0, 1.0),
        Row("quiz: studypack, one edit", 1000, 1000, 0.5, 1.0),
        Row("quiz: Md2Anki", 100, 100, 9.0, 1.0),
        Row("quiz: Md2Anki", 1000, 1000, 15.0, 1.0),
        Row("watch: one edit", 100, 100, 0.25, None),
    ]
    cells = [[each.strip() for each in line.split("|")[1:-1]] for line in readme(rows, {}).splitlines()[2:6]]
    assert cells == [
        ["deck: studypack, first build", "1,000 questions", "2.0", "1.0 ×", "4.0 ×"],
        ["deck: studypack, after an edit", "1,000 questions", "0.50", "0.25 ×", "1.0 ×"],
        ["deck: Md2Anki", "1,000 questions", "15", "7.5 ×", "30 ×"],
        ["deck: `studypack watch`, from save to deck", "100 notes", "0.25", "", ""],
    ]


def test_a_quick_run_prints_tables_and_writes_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--quick` goes through all that needs no other tool, each command does what its row says."""
    monkeypatch.setenv("STUDYPACK_CACHE", str(tmp_path / "user"))
    main(["--quick", "--readme", "--json", str(tmp_path / "bench.json")])
    said = capsys.readouterr()
    report = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    rows = {(row["what"], row["size"]): row for row in report["rows"]}
    cards = {size: sum(4 + Author(1, number).definitions for number in range(size)) for size in (2, 10)}
    for kind, size in (("deck", 10), ("pdf", 2)):
        did = {"cold": "new", "warm": "new", "unchanged": "unchanged"}
        for state, done in did.items():
            assert rows[f"{kind}: {state}", size]["said"] == f"{cards[size]} {done}"
        assert rows[f"{kind}: one edit", size]["said"] == "1 changed"
    assert rows["watch: one edit", 10]["said"] == "1 changed"
    for name in ("deck: cold", "check", "check: cold", "watch: one edit", "stage: write"):
        assert rows[name, 10]["cards"] == cards[10]
        assert f"| {name}" in said.out
    for row in rows.values():
        assert row["seconds"] > 0
        assert row["megabytes"] is None or row["megabytes"] > 10
        assert all(ratio > 0 for ratio in row["against"].values())
    assert rows["deck: one edit", 10]["against"].keys() == {"deck: cold", "genanki alone"}
    assert "| deck: studypack, first build" in said.out
    assert "deck of 10 notes" in said.err
    assert not (tmp_path / "user").exists()
