"""The cards as HTML documents, through the templates: one to measure them, one to print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter import __version__
from exporter.labels import labels
from exporter.render.typeset import typeset_text
from exporter.writers.flashcards.anatomy import GAP
from exporter.writers.flashcards.calibration import sides
from exporter.writers.flashcards.compose import words_of
from exporter.writers.flashcards.impose import impose
from exporter.writers.flashcards.marks import cuts, folds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from exporter.model import Pack
    from exporter.render.templates import Templates
    from exporter.writers.flashcards.anatomy import Anatomy
    from exporter.writers.flashcards.fit import Trial
    from exporter.writers.flashcards.options import FlashcardOptions
    from exporter.writers.flashcards.sizing import Sized

# Where a text stands that leaves room: in the optical middle.
MIDDLE = 0.42
# From this size down nothing is set smaller than the text itself.
TIGHT = 7.5
LABELS = {
    "key-point": "key_point",
    "definition": "defined",
    "question": "question",
    "tradeoff": "tradeoff",
    "pros": "pros",
    "cons": "cons",
    "mcq": "mcq",
    "gaps": "gap_text",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes the documents.

    Attributes:
        environment: Finds the templates.
        pack: What is printed.
        options: How.
        anatomy: Of a card.
        built_at: Seconds since the epoch, for the PDF's dates.
    """

    environment: Environment
    pack: Pack
    options: FlashcardOptions
    anatomy: Anatomy
    built_at: int

    def measured(self, trials: Mapping[str, Trial]) -> str:
        """Set texts one below the other, as wide as they are on the cards."""
        return self._render("measure", trials=trials)

    def cards(self, cards: Sequence[Sized]) -> str:
        """Set the cards on their pages."""
        grid = self.options.grid
        return self._render(
            "sheets",
            pages=impose(len(cards), self.options),
            cards=cards,
            cuts=cuts(grid, self.options.marks),
            folds=folds(grid, self.options.marks),
            gap=GAP,
            middle=MIDDLE,
        )

    def calibration(self) -> str:
        """Set the sheet by which the offset is found."""
        return self._render("calibration", sides=sides(self.options))

    def _render(self, name: str, **values: object) -> str:
        built = datetime.fromtimestamp(self.built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.environment.get_template(f"flashcards/{name}.html").render(
            title=self.pack.title,
            lang=self.pack.languages[0],
            grid=self.options.grid,
            anatomy=self.anatomy,
            tight=TIGHT,
            labels=LABELS,
            generator=f"studypack {__version__}",
            built=built,
            **values,
        )


def environment(pack: Pack, templates: Templates) -> Environment:
    """Make the environment in which the templates are filled in."""
    made = templates.environment({"mm": lambda length: f"{length:.3f}mm"})
    lang = pack.languages[0]
    made.globals.update(
        words=words_of,
        word=lambda name: _set(labels().word(name, lang), lang),
        said=lambda name: {
            each: _set(text, each) for each, text in labels().words(name, pack.languages).items()
        },
    )
    return made


def _set(text: str, lang: str) -> Markup:
    return Markup(typeset_text(text, lang))  # noqa: S704 - escaped there
