"""Numbers of gaps: a review belongs to what a gap hides, and never slides to another gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.extract import extract
from exporter.ledger import FILE, Ledger, read_ledger, write_ledger
from exporter.ledger.gaps import IssuedGap, recorded, with_numbers
from exporter.model import ClozeCard
from exporter.parse import parse_note
from exporter.source import Source
from exporter.vault import NoteLinks
from tests.memory import built

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from exporter.pipeline.reading import Reading

NOTE = "# 저장소\n\n#flashcards\n\n{}\n"


def card(reading: Reading) -> ClozeCard:
    """The vault's only text with gaps."""
    (found,) = [each.card for each in reading.pack.cards if isinstance(each.card, ClozeCard)]
    return found


def numbers(*texts: str) -> list[dict[str, int]]:
    """The number of each gap after each of several builds."""
    ledger, found = Ledger(), []
    for at, text in enumerate(texts):
        reading = built({"a.md": NOTE.format(text)}, ledger, 1_800_000_000 + at)
        ledger = reading.ledger
        found.append({gap.text: gap.number for gap in card(reading).gaps})
    return found


def test_a_gap_that_goes_leaves_its_number_unused() -> None:
    """What is left keeps its numbers, and what is new takes one that was never used."""
    assert numbers(
        "S3는 ==객체==를 ==버킷==에 두고 ==키==로 찾는다.",
        "S3는 객체를 ==버킷==에 두고 ==키==로 찾는다.",
        "S3는 객체를 ==버킷==에 두고 ==키==로 ==찾는다==.",
    ) == [{"객체": 1, "버킷": 2, "키": 3}, {"버킷": 2, "키": 3}, {"버킷": 2, "키": 3, "찾는다": 4}]


def test_a_gap_that_comes_back_has_its_number_again() -> None:
    """A gap that is gone is remembered by what it hid."""
    assert numbers(
        "S3는 ==객체==를 ==버킷==에 둔다.", "S3는 객체를 ==버킷==에 둔다.", "S3는 ==객체==를 ==버킷==에 둔다."
    )[2] == {"객체": 1, "버킷": 2}


def test_gaps_that_change_places_keep_their_numbers() -> None:
    """A number belongs to the words, not to the place."""
    assert numbers(
        "==버킷==에 ==객체==를 둔다.",
        "==객체==를 ==버킷==에 둔다.",
        "새로 ==키==, ==객체==를 ==버킷==에 둔다.",
    )[1:] == [{"객체": 2, "버킷": 1}, {"키": 3, "객체": 2, "버킷": 1}]


def test_an_edited_gap_keeps_its_number() -> None:
    """A typo, other words in the same place, a gap made wider."""
    assert numbers(
        "한 엔드포인트는 변형을 최대 ==열 게==까지 둔다. 비율은 ==가중치==로 정한다.",
        "한 엔드포인트는 변형을 최대 ==열 개==까지 둔다. 비율은 ==가중치==로 정한다.",
        "한 엔드포인트는 변형을 최대 ==10==까지 둔다. 비율은 ==가중치==로 정한다.",
        "한 엔드포인트는 변형을 최대 ==10==까지 둔다. 비율은 ==변형의 가중치==로 정한다.",
    ) == [
        {"열 게": 1, "가중치": 2},
        {"열 개": 1, "가중치": 2},
        {"10": 1, "가중치": 2},
        {"10": 1, "변형의 가중치": 2},
    ]


def test_another_gap_elsewhere_is_a_new_one() -> None:
    """One gap gone and a like one put elsewhere: nobody can know, so its number is new."""
    assert numbers(
        "가중치를 영으로 만드는 것은 ==L1 정규화==다. 가중치를 줄이기만 하는 것은 다른 쪽이다.",
        "가중치를 영으로 만드는 것은 한쪽이다. 가중치를 줄이기만 하는 것은 ==L2 정규화==다.",
    )[1] == {"L2 정규화": 2}


def test_numbers_of_the_author_stay_as_written() -> None:
    """A gap in Anki's own syntax keeps its number, and no other gap takes it."""
    assert numbers(
        "{{c3::버킷}}에 ==객체==를 둔다.",
        "{{c3::버킷}}에 ==객체==를 ==키==로 둔다.",
        "{{c1::버킷}}에 ==객체==를 ==키==로 둔다.",
    ) == [
        {"버킷": 3, "객체": 1},
        {"버킷": 3, "객체": 1, "키": 4},
        {"버킷": 1, "객체": 5, "키": 4},
    ]


def test_two_gaps_that_hide_the_same_are_told_apart_by_what_stands_around_them() -> None:
    """The one that is left keeps the number of its own place."""
    ledger = built({"a.md": NOTE.format("읽기는 ==강한== 일관성이고, 목록은 늘 ==강한== 일관성이다.")}).ledger
    after = built({"a.md": NOTE.format("읽기는 강한 일관성이고, 목록은 늘 ==강한== 일관성이다.")}, ledger)
    assert [gap.number for gap in card(after).gaps] == [2]


def test_without_a_ledger_gaps_are_counted() -> None:
    """A lost ledger costs the numbers, and no build."""
    assert numbers("객체를 ==버킷==에 두고 ==키==로 찾는다.") == [{"버킷": 1, "키": 2}]


def test_ledger_keeps_gaps_and_reads_lines_without_any(tmp_path: Path) -> None:
    """What is written is read again; an older ledger has no gaps; a damaged one loses that card alone."""
    reading = built({"a.md": NOTE.format("객체를 ==버킷==에 두고 ==키==로 찾는다.\n\n질문은?::답")})
    path = tmp_path / FILE
    path.write_bytes(write_ledger(reading.ledger))
    assert read_ledger(path).value == reading.ledger
    text = path.read_text("utf-8")
    start, end = text.index(',"gaps":'), text.index(',"content"', text.index(',"gaps":'))
    path.write_text(text[:start] + text[end:], "utf-8")
    older = read_ledger(path)
    assert older.diagnostics == ()
    assert built({"a.md": NOTE.format("객체를 버킷에 두고 ==키==로 찾는다.")}, older.value).pack.cards
    for damage in (
        '"gaps":7',
        '"gaps":[["x"]]',
        '"gaps":[[0,"버킷"]]',
        '"gaps":[[1,"a","b"]]',
        '"gaps":[[1,2]]',
    ):
        path.write_text(f"{text[: start + 1]}{damage}{text[end:]}", "utf-8")
        damaged = read_ledger(path)
        assert [each.rule for each in damaged.diagnostics] == ["ledger-damaged"]
        assert len(damaged.value.entries) == 1


@dataclass
class Life:
    """A text whose gaps change one at a time.

    Attributes:
        pieces: Words, and with each the mark of its gap: what it is, wherever it goes; None for no gap.
    """

    random: Random
    pieces: list[tuple[str, int | None]]
    marks: count[int] = field(default_factory=count)

    def text(self) -> str:
        return " ".join(word if mark is None else f"=={word}==" for word, mark in self.pieces)

    def change(self) -> None:
        change = self.random.choice((self.add, self.remove, self.cut, self.move, self.mistype, self.reword))
        change()

    def _some(self, *, gap: bool) -> int | None:
        places = [at for at, (_, mark) in enumerate(self.pieces) if (mark is not None) == gap]
        return self.random.choice(places) if places else None

    def add(self) -> None:
        if (at := self._some(gap=False)) is not None:
            self.pieces[at] = (self.pieces[at][0], next(self.marks))

    def remove(self) -> None:
        if (at := self._some(gap=True)) is not None:
            self.pieces[at] = (self.pieces[at][0], None)

    def cut(self) -> None:
        if (at := self._some(gap=True)) is not None and len(self.pieces) > 1:
            del self.pieces[at]

    def move(self) -> None:
        if (at := self._some(gap=True)) is not None:
            self.pieces.insert(self.random.randrange(len(self.pieces)), self.pieces.pop(at))

    def mistype(self) -> None:
        if (at := self._some(gap=True)) is not None:
            word, mark = self.pieces[at]
            letter = self.random.randrange(len(word))
            self.pieces[at] = (
                f"{word[:letter]}{self.random.choice('가나다라abc')}{word[letter + 1 :]}",
                mark,
            )

    def reword(self) -> None:
        if (at := self._some(gap=True)) is not None:
            self.pieces[at] = (self.random.choice(WORDS), self.pieces[at][1])


WORDS = re.findall(
    r"\S+",
    "객체 버킷 키 가중치 정규화 L1 L2 S3 EBS 볼륨 스냅숏을 다른 리전으로 복사하고 기본 암호화 열쇠를 바꾼 "
    "뒤에 지연 시간과 비용을 살펴 정한다 endpoint variant shadow test traffic shifts slowly between models",
)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_number_moves_to_another_gap(random: Random) -> None:
    """Through gaps that come, go, move and change, one number never stands at two gaps."""
    life = Life(random, [(random.choice(WORDS), None) for _ in range(random.randint(4, 20))])
    issued: Sequence[IssuedGap] = ()
    gone = False
    owner: dict[int, int] = {}
    words: dict[int, set[str]] = {}
    for _ in range(25):
        life.change()
        note = parse_note(Source("a.md", NOTE.format(life.text()))).value
        found = [each for each in extract(note, NoteLinks({}, {})).value if isinstance(each, ClozeCard)]
        marks = [mark for _, mark in life.pieces if mark is not None]
        if not found:
            gone = True
            continue
        made, gone = with_numbers(found[0], issued, revived=gone), False
        assert len({gap.number for gap in made.gaps}) == len(made.gaps)
        for gap, mark in zip(made.gaps, marks, strict=True):
            # To a learner, a gap that comes and hides what one did that is gone is the same.
            assert owner.get(gap.number, mark) == mark or gap.text in words[gap.number]
            owner[gap.number] = mark
            words.setdefault(gap.number, set()).add(gap.text)
        issued = recorded(made.gaps, issued)


def test_numbers_are_put_into_html_and_markdown() -> None:
    """Both forms of a text have the issued numbers."""
    made = card(built({"a.md": NOTE.format("객체를 ==버킷==에 두고 ==키==^[짧게]로 찾는다.")})).numbered(
        [4, 9]
    )
    assert "{{c4::버킷}}" in made.text.html
    assert made.text.markdown == "객체를 {{c4::버킷}}에 두고 {{c9::키::짧게}}로 찾는다."
    assert replace(made, text=made.text).gaps[1].number == 9
