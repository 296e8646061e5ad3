"""The benchmarks measure what they say: their vaults are as meant, and a quick run works end to end."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from exporter.model import McqCard, texts_of
from tests.benchmarks.__main__ import main
from tests.benchmarks.measure import MeasureError, run
from tests.benchmarks.rows import Row, growth, ratios, table
from tests.benchmarks.vaults import Author, edit, path_of, quiz, write_questions, write_vault
from tests.benchmarks.words import TERMS, Korean, term
from tests.table import counted
from tests.vaults import pack_of

if TYPE_CHECKING:
    from pathlib import Path


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
    stems = [line.removeprefix("## ") for line in quiz(25).splitlines() if line.startswith("## ")]
    assert [issued.card.stem.text for issued in pack.cards if isinstance(issued.card, McqCard)] == stems
    assert not pack.diagnostics


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


def test_a_quick_run_prints_a_table_and_writes_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--quick` goes through everything that needs no other tool."""
    main(["--quick", "--json", str(tmp_path / "bench.json")])
    said = capsys.readouterr()
    report = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    rows = {(row["what"], row["size"]): row for row in report["rows"]}
    for name in ("deck: cold", "deck: unchanged", "deck: one edit", "check", "stage: write"):
        row = rows[name, 10]
        assert row["cards"] == sum(4 + Author(1, number).definitions for number in range(10))
        assert row["seconds"] > 0
        assert f"| {name}" in said.out
    assert rows["deck: cold", 10]["megabytes"] > 10
    assert rows["deck: one edit", 10]["against"].keys() == {"deck: cold", "genanki alone"}
    assert "deck of 10 notes" in said.err
