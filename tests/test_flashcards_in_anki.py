"""The author's own cards in the real Anki: every one asks, and what was learned stays where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.ledger import Ledger
from exporter.pipeline.writing import write_all, write_retired
from exporter.writers.base import Job
from exporter.writers.registry import choose
from tests.memory import built, templates
from tests.real_anki import Imported, bring_in, collection, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.collection import Collection

AT = 1_700_000_000
FIRST = "Kinesis는 ==레코드==를 ==샤드==에 나누고 ==파티션 키==^[무엇으로?]로 고른다."
OTHER = "Firehose는 `${{ x }}`를 모아 ==S3==에, {{c4::**Parquet**으로 `a::b`}} 바꾸어 둔다."
NOTE = f"""# 스트림

#flashcards

샤드 하나의 쓰기 한도는?::초당 1 MB 또는 1,000건
순서 번호:::레코드가 샤드에 들어온 차례

보존 기간을 늘리면?
??
지난 레코드를 더 오래 읽는다
- 기본은 24시간

{FIRST}

{OTHER}
"""


class Learner:
    """Someone who builds, imports and learns.

    Args:
        opened: The collection.
        folder: Where it lies.
    """

    def __init__(self, opened: Collection, folder: Path) -> None:
        self.opened = opened
        self.folder = folder
        self.ledger = Ledger()
        self.at = AT

    def imports(self, text: str) -> Imported:
        """Build an hour later, and import."""
        self.at += 3600
        reading = built({"streams.md": text}, self.ledger, self.at)
        self.ledger = reading.ledger
        (output,) = write_all(reading, [choose("apkg", {})], Job(self.at, templates()), lambda *_: None)
        assert output.content
        return bring_in(self.opened, output.content, self.folder)

    def imports_retired(self, text: str) -> Imported:
        """Import the deck of the retired cards."""
        reading = built({"streams.md": text}, self.ledger, self.at)
        output = write_retired(reading, [choose("apkg", {})], Job(self.at, templates()))
        assert output
        assert output.content
        return bring_in(self.opened, output.content, self.folder)

    def learns(self) -> None:
        """Answer each card as often as its number says."""
        assert self.opened.db
        self.opened.db.execute("update cards set type=2, queue=2, reps=ord+1, ivl=9, due=9 where reps=0")

    def reps(self, words: str) -> dict[int, int]:
        """How often each card of a text with gaps was answered, by its gap's number."""
        (found,) = self.opened.find_notes(f"Text:*{words}*")
        return {card.ord + 1: card.reps for card in self.opened.get_note(found).cards()}

    def asked(self, words: str) -> dict[int, str]:
        """What each card of a text with gaps hides, by its gap's number."""
        (found,) = self.opened.find_notes(f"Text:*{words}*")
        hidden = {}
        for card in self.opened.get_note(found).cards():
            answer = card.render_output().answer_text
            begin = answer.find('<span class="cloze" data-ordinal')
            if begin >= 0:
                hidden[card.ord + 1] = answer[answer.index(">", begin) + 1 : answer.index("</span>", begin)]
        return hidden


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A learner who has answered every card once, or more often."""
    with collection(tmp_path) as opened:
        made = Learner(opened, tmp_path)
        assert made.imports(NOTE) == Imported(5, 0, 0, 0)
        made.learns()
        yield made


def test_every_card_asks_and_answers(learner: Learner) -> None:
    """Questions ask one way or both, each gap asks once, and no side shows a brace."""
    cards = rendered(learner.opened)
    assert sorted(card.template for card in cards) == ["Cloze"] * 5 + ["Name"] * 2 + ["Recall"] * 3
    for card in cards:
        assert 'id="answer"' in card.back
        for side in (card.front, card.back):
            assert "{{c" not in side
            assert "[[" not in side
    assert not learner.opened.get_empty_cards().notes
    fronts = " ".join(card.front for card in cards)
    assert "[무엇으로?]" in fronts
    assert "초당 1 MB" not in fronts
    turned = next(card for card in cards if card.template == "Name" and "샤드에 들어온" in card.front)
    assert "순서 번호" not in turned.front
    assert "순서 번호" in turned.back


def test_braces_and_colons_of_the_author_end_no_gap(learner: Learner) -> None:
    """A gap hides all that it holds, and what stands around it stays."""
    (_, whole) = (card for card in rendered(learner.opened) if "Firehose" in card.back)
    assert "<strong>Parquet</strong>으로 <code>a&#58;:b</code></span> 바꾸어" in whole.back
    assert "[...]</span> 바꾸어" in whole.front
    assert "Parquet<" not in whole.front
    assert "$&#123;&#123; x &#125;&#125;" in whole.front


def test_a_rebuild_updates_nothing(learner: Learner) -> None:
    """The same note a while later: no note is new, none is updated."""
    assert learner.imports(NOTE) == Imported(0, 0, 5, 0)


def test_a_gap_that_goes_takes_no_other_with_it(learner: Learner) -> None:
    """The first gap goes, one comes, the rest change places: each review stays with what it was about."""
    assert learner.reps("Kinesis") == {1: 1, 2: 2, 3: 3}
    without = NOTE.replace("==레코드==", "레코드")
    assert learner.imports(without) == Imported(0, 1, 4, 0)
    assert learner.asked("Kinesis") == {2: "샤드", 3: "파티션 키"}
    assert learner.imports(without.replace("고른다", "==고른다==")) == Imported(0, 1, 4, 0)
    turned = "Kinesis는 ==파티션 키==^[무엇으로?]로 ==샤드==를 ==고른다==, 그리고 레코드를 나눈다."
    assert learner.imports(NOTE.replace(FIRST, turned)) == Imported(0, 1, 4, 0)
    assert learner.asked("Kinesis") == {2: "샤드", 3: "파티션 키", 4: "고른다"}
    assert learner.reps("Kinesis") == {1: 1, 2: 2, 3: 3, 4: 0}
    assert learner.reps("Firehose") == {1: 1, 4: 4}


def test_a_text_that_goes_and_comes_back_has_its_reviews(learner: Learner) -> None:
    """Taken out, retired, and put back with one gap fewer: the others are what they were."""
    assert learner.imports(NOTE.replace(FIRST, "")) == Imported(0, 0, 4, 0)
    assert learner.imports_retired(NOTE.replace(FIRST, "")) == Imported(0, 1, 0, 0)
    assert learner.asked("Kinesis") == {1: "레코드", 2: "샤드", 3: "파티션 키"}
    assert learner.imports(NOTE.replace("==레코드==", "레코드")).updated == 1
    assert learner.asked("Kinesis") == {2: "샤드", 3: "파티션 키"}
    assert learner.reps("Kinesis") == {1: 1, 2: 2, 3: 3}
