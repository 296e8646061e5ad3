"""The cards as HTML documents, through the templates: one to measure them, one to print them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter import __version__
from exporter.writers.flashcards.anatomy import GAP
from exporter.writers.flashcards.calibration import sides
from exporter.writers.flashcards.impose import impose
from exporter.writers.flashcards.marks import cuts, folds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.model import Pack
    from exporter.writers.flashcards.anatomy import Anatomy
    from exporter.writers.flashcards.fit import Trial
    from exporter.writers.flashcards.forms import Forms
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
        forms: Fills in the templates.
        pack: What is printed.
        options: How.
        anatomy: Of a card.
        built_at: Seconds since the epoch, for the PDF's dates.
    """

    forms: Forms
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
        return self.forms.page(
            name,
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
