"""Vaults of any size, as people write them and the same from the same seed, and quizzes for the peers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from tests.benchmarks.wordings import ENGLISH, KOREAN, Wording
from tests.benchmarks.words import FIELDS, PARTS, QUALITIES, TERMS, THINGS, Korean, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FOLDER = 50
CONFIG = 'id = "benchmark"\nname = "benchmark"\n'
_NAMES = 10  # that a note takes at most: two subjects and eight definitions
_ASKED = 10  # questions in a note that has nothing else
_LETTERS = "ABCD"


@dataclass(frozen=True)
class Question:
    """A question with four options.

    Attributes:
        key: Place of the right option.
        reasons: One for each option, the right one's being empty.
    """

    stem: str
    options: tuple[str, ...]
    key: int
    reasons: tuple[str, ...]


class Author:
    """Writes one note; what it writes depends on seed and number alone, not on the vault's size."""

    def __init__(self, seed: int, number: int) -> None:
        self.number = number
        self.english = number % 5 in {1, 3}
        self.wording: Wording = ENGLISH if self.english else KOREAN
        self.random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable is what it is to be
        place = seed + number * _NAMES
        self.names = [term(at % TERMS) for at in range(place, place + _NAMES)]

    @property
    def definitions(self) -> int:
        """How many it has: four to eight."""
        return 4 + self.number % 5

    def name(self, place: int) -> str:
        """Give one of the note's own names."""
        return self.names[place][self.english]

    def say(self, sentence: str, name: int = 0) -> str:
        """Fill in a sentence, with words drawn anew."""
        draw, own = self.random.choice, str if self.english else Korean
        pairs = {"field": FIELDS, "thing": THINGS, "part": PARTS, "quality": QUALITIES}
        drawn = {kind: draw(words) for kind, words in pairs.items()}
        said = sentence.format(
            **{kind: own(pair[self.english]) for kind, pair in drawn.items()},
            **{f"{kind}_en": pair[1] for kind, pair in drawn.items()},
            term=own(self.name(name)),
            other=own(self.name(1 - name)),
            n=f"{self.random.randrange(20, 9_990):,}",
            m=self.random.randrange(2, 90),
            k=self.random.randrange(2, 9),
        )
        return said[0].upper() + said[1:] if sentence[0] == "{" else said

    def some(self, sentences: Sequence[str], count: int, name: int = 0) -> list[str]:
        """Say several things, each in another way."""
        return [self.say(each, name) for each in self.random.sample(sentences, count)]

    def question(self) -> Question:
        """Make up a question."""
        stem = self.say(self.random.choice(self.wording.stems))
        options = tuple(self.some(self.wording.options, len(_LETTERS)))
        key = self.random.randrange(len(options))
        reasons = self.some(self.wording.reasons, len(options))
        return Question(
            stem, options, key, tuple("" if at == key else each for at, each in enumerate(reasons))
        )

    def note(self) -> str:
        """Write the note."""
        wording = self.wording
        parts = chain(
            self._head(),
            [f"## {wording.key_point_label}", self.say(self.random.choice(wording.key_points))],
            [f"## {wording.explanation_label}", *self._explanation()],
            [f"### {wording.tradeoff_label}", *self._tradeoffs()],
            [f"## {wording.definitions_label}", _items(self._definitions())],
            [f"### {wording.use_label}", _items(self.some(wording.uses, 3))],
            [f"## {wording.question_label}", _asked(self.question(), wording)],
        )
        return "\n\n".join(parts) + "\n"

    def _head(self) -> Iterator[str]:
        day, topic = 1 + self.number % 28, self.names[0][1].replace(" ", "-")
        tags = f"- service/{self.random.choice(PARTS)[1]}\n- domain/{self.random.choice(FIELDS)[1]}"
        aliases = f'aliases: ["{self.names[0][0]}", "{self.names[0][1]}"]'
        yield f"---\n\ntitle: {topic}\ncreated: 2025-10-{day:02}\ntags:\n{tags}\n{aliases}\n\n---"
        yield f"# {self.say(self.wording.title)}"

    def _explanation(self) -> Iterator[str]:
        first, second, *rest = self.some(self.wording.explanations, 4)
        yield f"{first} {second}"
        yield " ".join(rest)
        if self.number % 3 == 0:
            yield f"### {self.wording.drawing_label}"
            yield _drawing([self.random.choice(PARTS)[self.english] for _ in range(3)])

    def _tradeoffs(self) -> Iterator[str]:
        for subject in (0, 1):
            for label, points in (
                (self.wording.pros_label, self.wording.pros),
                (self.wording.cons_label, self.wording.cons),
            ):
                said = self.some(points, 2 + self.random.randrange(2), subject)
                yield label.format(term=self.name(subject)) + "\n" + _items(said)

    def _definitions(self) -> Iterator[str]:
        for place in range(2, 2 + self.definitions):
            korean, english = self.names[place]
            name = english if self.english else f"{korean}({english})"
            yield f"**{name}**: {self.say(self.random.choice(self.wording.definitions), place)}"


def _items(lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _asked(question: Question, wording: Wording) -> str:
    options = _items([f"{at}) {each}" for at, each in zip(_LETTERS, question.options, strict=True)])
    letter = _LETTERS[question.key]
    given = zip(_LETTERS, question.reasons, strict=True)
    reasons = _items([f"**Option {at}** - {each}" for at, each in given if each])
    return "\n\n".join(
        (
            f"**Question:** {question.stem}",
            "**Options:**",
            options,
            f"**{wording.answer}: {letter}) {question.options[question.key]}**",
            wording.reasons_label,
            reasons,
        )
    )


def _drawing(names: Sequence[str]) -> str:
    widths = [sum(2 if east_asian_width(each) == "W" else 1 for each in name) for name in names]
    gap, arrow = "     ", "────▶"
    top = gap.join(f"┌{'─' * (width + 2)}┐" for width in widths)
    foot = gap.join(f"└{'─' * (width + 2)}┘" for width in widths)
    return f"```\n{top}\n{arrow.join(f'│ {name} │' for name in names)}\n{foot}\n```"


def path_of(number: int) -> str:
    """Where a note lies in its vault."""
    return f"part-{number // FOLDER:04}/note-{number:06}.md"


def write_vault(folder: Path, notes: int, seed: int = 1) -> Path:
    """Write a vault of so many notes, and give its folder."""
    texts = {path_of(number): Author(seed, number).note() for number in range(notes)}
    return _written(folder, texts)


def write_questions(folder: Path, count: int, seed: int = 1) -> Path:
    """Write a vault of questions alone, ten in a note."""
    texts: dict[str, str] = {}
    for place, numbers in enumerate(tens(count)):
        authors = [Author(seed, number) for number in numbers]
        asked = [f"## {each.number + 1}\n\n{_asked(each.question(), each.wording)}" for each in authors]
        texts[path_of(place)] = "\n\n".join((f"# Quiz {place + 1}", *asked)) + "\n"
    return _written(folder, texts)


def tens(count: int) -> list[range]:
    """Give the numbers of the questions, those of a note together."""
    return [range(first, min(first + _ASKED, count)) for first in range(0, count, _ASKED)]


def quiz(numbers: range, seed: int = 1) -> str:
    """Give the same questions as the peers read them: a heading with the stem, and all else below it.

    They know neither options nor reasons, so these are the answer's text.
    """
    parts = [f"# Quiz {numbers.start // _ASKED + 1}"]
    for author in (Author(seed, number) for number in numbers):
        stem, _, answer = _asked(author.question(), author.wording).partition("\n\n")
        parts.append(f"## {stem.removeprefix('**Question:** ')}\n\n{answer}")
    return "\n\n".join(parts) + "\n"


def book(count: int, seed: int = 1) -> str:
    """Give the notes of a vault as one text, as those read it who make pages of one file."""
    texts = (Author(seed, number).note() for number in range(count))
    return "\n\n".join(text.split("\n---\n\n", 1)[1] for text in texts)


def edit(folder: Path, number: int, time: int) -> None:
    """Change one note: the reason that stands last in it, another way each time."""
    path = folder / path_of(number)
    path.write_text(f"{path.read_text('utf-8').rstrip()} ({time})\n", "utf-8")


def _written(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    (folder / "studypack.toml").write_text(CONFIG, "utf-8")
    for path, text in texts.items():
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
    return folder
