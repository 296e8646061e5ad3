"""A vault that lives: edited step by step, and imported each time into one collection that is studied."""

# ruff: noqa: S311 - chance must be repeatable, not secret

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from exporter.ledger import FILE, Ledger, read_ledger, write_ledger
from exporter.pipeline.writing import write_all, write_retired
from exporter.writers.base import Job
from exporter.writers.registry import choose
from tests import edits
from tests.edits import Line, lines_of
from tests.memory import built, templates
from tests.real_anki import Imported, bring_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.pipeline.reading import Reading

START = 1_700_000_000
_SEEDS = st.integers(0, 10**9)
# What may be done to a card or a note in one step, each known line by line.
_EDITS = {
    each.__name__: each for each in edits.EDITS if each.__name__ not in {"rename", "move", "merge", "split"}
}
_NAMES = ("alpha", "bravo", "cargo", "delta", "ember", "fjord", "gamma", "hotel")
_BROKEN = b"\x00\x01 no text"


def _sentence(random: Random, least: int = 9) -> str:
    return " ".join(
        "".join(
            random.choice(("ba", "ke", "ti", "mo", "su", "라", "무", "전", "리"))
            for _ in range(random.randint(1, 4))
        )
        for _ in range(random.randint(least, least + 6))
    )


def _note(random: Random) -> list[Line]:
    """Write a note that has cards of every kind, like no other."""
    name = _sentence(random, 2)
    definitions = "\n".join(
        f"- **{_sentence(random, 1)}**: {_sentence(random)}" for _ in range(random.randint(1, 3))
    )
    options = "\n".join(f"- {letter}) {_sentence(random, 3)}" for letter in "ABCD")
    return lines_of(
        f"---\ncreated: 2026-01-01\n---\n\n# {name}\n\n## 🎯 Key point\n\n"
        f"When {_sentence(random)}, use {_sentence(random)}.\n\n"
        f"## 📝 Explanation\n\n{_sentence(random)}\n\n### Trade-offs\n\n"
        f"**{name} pros**:\n- {_sentence(random)}\n\n**{name} cons**:\n- {_sentence(random)}\n\n"
        f"## 🔍 Key concepts\n\n### Words\n\n{definitions}\n\n"
        f"## 📝 Practice question\n\n**Question:** {_sentence(random, 14)}?\n\n"
        f"**Options:**\n\n{options}\n\n**Answer: {random.choice('ABCD')})**\n\n"
        f"## Review\n\n#flashcards {_sentence(random)}?::{_sentence(random)}\n\n"
        f"#flashcards {_sentence(random)} =={_sentence(random, 1)}== and =={_sentence(random, 2)}== too\n"
    )


class Life(RuleBasedStateMachine):
    """A vault, its ledger and its reader's collection; after each step all three are compared."""

    until = float("inf")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.collection = Collection(str(self.folder / "collection.anki2"))
        self.vault: edits.Vault = {}
        self.trash: list[tuple[str, list[Line]]] = []
        self.broken: set[str] = set()
        self.at = START
        self.guids: dict[int, str] = {}
        self.twins: dict[int, int] = {}
        self.issued: set[str] = set()
        self.told: dict[str, int] = {}
        self.chosen = [choose("apkg", {})]
        self.names = 0

    def teardown(self) -> None:
        self.collection.close()
        shutil.rmtree(self.folder)

    # --- what is done to the notes

    @initialize(seed=_SEEDS)
    def begin(self, seed: int) -> None:
        random = Random(f"first {seed}")
        for _ in range(2):
            self.vault[self._path(random)] = _note(random)
        self._step()

    @rule(seed=_SEEDS)
    def add_note(self, seed: int) -> None:
        random = Random(f"{seed} {self.names}")
        self.vault[self._path(random)] = _note(random)
        self._step()

    @rule(seed=_SEEDS)
    def add_card(self, seed: int) -> None:
        random = Random(f"{seed} {self.names}")
        self.names += 1
        path, at = self._definition(random)
        if path:
            self.vault[path][at:at] = lines_of(f"- **{_sentence(random, 2)}**: {_sentence(random)}")
        self._step()

    @rule(seed=_SEEDS, name=st.sampled_from(sorted(_EDITS)))
    def edit(self, seed: int, name: str) -> None:
        self._change(_EDITS[name], seed)

    @rule(seed=_SEEDS, how=st.sampled_from((edits.rename, edits.move)))
    def rename_or_move(self, seed: int, how: Callable[[Random, edits.Vault], None]) -> None:
        self._change(how, seed)

    @rule(seed=_SEEDS)
    def split(self, seed: int) -> None:
        self._change(edits.split, seed)

    @rule(seed=_SEEDS)
    def merge(self, seed: int) -> None:
        self._change(edits.merge, seed)

    @rule(seed=_SEEDS)
    def delete_note(self, seed: int) -> None:
        if len(self.vault) > 1:
            path = Random(seed).choice(sorted(self.vault))
            self.trash.append((path, self.vault.pop(path)))
            self.broken.discard(path)
        self._step()

    @rule(seed=_SEEDS)
    def delete_card(self, seed: int) -> None:
        path, at = self._definition(Random(seed))
        if path:
            self.trash.append((path, [self.vault[path].pop(at)]))
        self._step()

    @precondition(lambda self: self.trash)
    @rule(seed=_SEEDS, home=st.booleans())
    def undelete(self, seed: int, *, home: bool) -> None:
        random = Random(f"{seed} {self.names}")
        path, lines = self.trash.pop(random.randrange(len(self.trash)))
        if len(lines) > 1:
            self.vault[path if home and path not in self.vault else self._path(random)] = lines
        else:
            there, at = self._definition(random)
            if there:
                self.vault[there][at:at] = lines
        self._step()

    @rule(seed=_SEEDS)
    def copy(self, seed: int) -> None:
        random = Random(f"{seed} {self.names}")
        path = random.choice(sorted(self.vault))
        if path not in self.broken:
            kept = [line for line in self.vault[path] if not line.text.startswith("id: ")]
            copied = lines_of("\n".join(line.text.partition(" ^own-")[0] for line in kept))
            for line, twin in zip(kept, copied, strict=True):
                self.twins[twin.uid] = self._origin(line.uid)
            self.vault[self._path(random)] = copied
        self._step()

    @rule(seed=_SEEDS)
    def break_note(self, seed: int) -> None:
        self.broken.add(Random(seed).choice(sorted(self.vault)))
        self._step()

    @precondition(lambda self: self.broken)
    @rule()
    def mend(self) -> None:
        self.broken.clear()
        self._step()

    @rule()
    def nothing(self) -> None:
        self._step()

    # --- what the reader does

    @rule(seed=_SEEDS)
    def study(self, seed: int) -> None:
        random = Random(seed)
        for card in self.collection.db.list("select id from cards"):
            if random.random() < 0.4:
                self.collection.db.execute(
                    "update cards set type=2, queue=2, reps=reps+1, ivl=?, due=? where id=?",
                    random.randint(1, 300),
                    random.randint(1, 300),
                    card,
                )

    @rule(seconds=st.sampled_from((0, 0, 1, 60, 86_400, 10_000_000)))
    def wait(self, seconds: int) -> None:
        self.at += seconds

    @rule()
    def import_retired(self) -> None:
        """Import the deck of the retired cards: those that were not told yet are updated, none is new."""
        if time.monotonic() > Life.until:
            return
        ledger = read_ledger(self.folder / FILE).value
        reading = self._built(ledger)
        if reading.plan.revived or reading.plan.retired or not reading.pack.cards:
            # A vault of broken notes alone is not built, so its ledger is not kept either.
            return
        deck = write_retired(reading, self.chosen, Job(self.at, templates()))
        (self.folder / FILE).write_bytes(write_ledger(reading.ledger))
        entries = reading.ledger.entries
        gone = {id_: entry.stamp.mod for id_, entry in entries.items() if entry.since is not None}
        assert (deck is None) == (not gone)
        if not deck:
            return
        assert deck.content
        before = self._studied()
        fresh = sum(self.told.get(id_) != mod for id_, mod in gone.items())
        log = bring_in(self.collection, deck.content, self.folder)
        assert log == Imported(0, fresh, len(gone) - fresh, 0)
        assert self._studied() == before
        self.told |= gone
        for id_ in gone:
            (found,) = self.collection.find_notes(f"CardId:{id_}")
            note = self.collection.get_note(found)
            assert note["Retired"]
            assert any(tag.endswith("::retired") for tag in note.tags)

    # --- what must hold

    def _step(self) -> None:
        """Build, import, and compare: plan and log, cards and reviews, cards and Anki notes."""
        if time.monotonic() > Life.until:
            return
        ledger = read_ledger(self.folder / FILE)
        assert ledger.diagnostics == ()
        reading = self._built(ledger.value)
        self._compare_identities(reading)
        if not reading.pack.cards:
            return
        (output,) = write_all(reading, self.chosen, Job(self.at, templates()), lambda *_: None)
        assert output.content
        before = self._studied()
        log = bring_in(self.collection, output.content, self.folder)
        plan = reading.plan
        assert log == Imported(len(plan.new), len(plan.changed) + len(plan.revived), plan.unchanged, 0)
        after = self._studied()
        assert before.items() <= after.items()
        (self.folder / FILE).write_bytes(write_ledger(reading.ledger))
        self.issued |= {issued.guid for issued in reading.pack.cards}
        known = self.collection.db.list("select guid from notes")
        assert len(known) == len(set(known))
        assert set(known) == self.issued
        for issued in reading.pack.cards:
            (found,) = self.collection.find_notes(f"CardId:{issued.id}")
            note = self.collection.get_note(found)
            assert note.guid == issued.guid
            assert not note["Retired"]
            assert not any(tag.endswith("::retired") for tag in note.tags)

    def _built(self, ledger: Ledger) -> Reading:
        texts = edits.texts_of(self.vault) | dict.fromkeys(self.broken & set(self.vault), _BROKEN)
        return built(texts, ledger, self.at)

    def _compare_identities(self, reading: Reading) -> None:
        """Each line's card has the GUID that it had first, and no other line's card had that one.

        A line and its copy, once they stand in one note, are nobody's to tell apart.
        """
        owner = {guid: self._origin(uid) for uid, guid in self.guids.items()}
        copied = set(self.twins.values())
        for issued in reading.pack.cards:
            line = self.vault[issued.card.origin.note][issued.card.origin.line - 1]
            origin = self._origin(line.uid)
            assert owner.get(issued.guid, origin) == origin, line
            assert origin in copied or self.guids.get(line.uid, issued.guid) == issued.guid, line
            self.guids[line.uid] = issued.guid

    def _origin(self, uid: int) -> int:
        return self.twins.get(uid, uid)

    def _studied(self) -> dict[tuple[str, int], tuple[int, int]]:
        rows = self.collection.db.all(
            "select n.guid, c.ord, c.reps, c.ivl from cards c join notes n on n.id = c.nid"
        )
        return {(guid, number): (reps, interval) for guid, number, reps, interval in rows}

    # --- where

    def _change(self, edit: Callable[[Random, edits.Vault], None], seed: int) -> None:
        """Let an edit loose on the notes that can be read."""
        sound = {path: lines for path, lines in self.vault.items() if path not in self.broken}
        hidden = {path: lines for path, lines in self.vault.items() if path in self.broken}
        try:
            edit(Random(f"{seed} {self.names}"), sound)
        except (IndexError, ValueError):
            return
        self.names += 1
        self.vault = {**sound, **hidden}
        self._step()

    def _path(self, random: Random) -> str:
        self.names += 1
        return f"{random.choice(('', 'one/', 'two/'))}{random.choice(_NAMES)}-{self.names}.md"

    def _definition(self, random: Random) -> tuple[str, int]:
        """Choose a line that defines a word, in a note that can be read."""
        places = [
            (path, at)
            for path, lines in sorted(self.vault.items())
            if path not in self.broken
            for at, line in enumerate(lines)
            if edits.DEFINITION.match(line.text)
        ]
        return random.choice(places) if places else ("", 0)


def _live(examples: int, steps: int, minutes: float) -> None:
    Life.until = time.monotonic() + minutes * 60
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not os.environ.get("STUDYPACK_TEST_RANDOM"),
            database=None,
            # A failure names its steps; making them fewer would take minutes.
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_short_life_loses_no_review_and_doubles_no_card() -> None:
    """Through a dozen edits every card keeps its reviews, none is doubled, and the plan is what happens."""
    _live(8, 12, 1)


@pytest.mark.slow
def test_two_hundred_lives_lose_no_review_and_double_no_card() -> None:
    """Through fifty edits every card keeps its reviews, none is doubled, and the plan is what happens."""
    _live(200, 50, float(os.environ.get("STUDYPACK_TEST_MINUTES", "15")))
