"""WeasyPrint: from HTML documents to laid-out pages and the bytes of a PDF, quietly and reproducibly.

Importing this module loads WeasyPrint's native libraries and raises OSError without them.
"""

from __future__ import annotations

import gc
import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exporter.press.fonts import MENDED, SIGNS, font_rules
from exporter.render.typeset import ROOM

with warnings.catch_warnings():
    # Said as a diagnostic instead, see `subsets_quickly`.
    warnings.simplefilter("ignore", DeprecationWarning)
    from weasyprint import CSS, HTML
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration

    from exporter.press.balance import measure_whole_boxes
    from exporter.press.cascade import Noteless, share_styles, speaks_of_notes
    from exporter.press.faces import installed
    from exporter.press.jail import Jail
    from exporter.press.remembering import remember_fonts
    from exporter.press.scanning import keep_patterns
    from exporter.press.tags import VARIANT, finish, own_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from weasyprint import Document

    from exporter.render.templates import Templates

STYLE, USER_STYLE = "style.css", "user.css"
PALETTE = "press/palette.css"
LOGGERS = ("weasyprint", "fontTools")


def subsets_quickly() -> bool:
    """Whether the library is there that cuts fonts down in a seventeenth of the time."""
    return ffi.harfbuzz_subset is not None


class _Collector(logging.Handler):
    """Keeps the messages of warnings and errors, each once, in order."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.getMessage()] = None


@contextmanager
def _overheard() -> Iterator[_Collector]:
    """Collect what the libraries log, and keep it off the console."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield collector
    finally:
        for logger, propagate in before:
            logger.removeHandler(collector)
            logger.propagate = propagate


@contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend the cyclic garbage collector: layout makes millions of objects and no garbage to speak of."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Press:
    """Lays out documents with the fonts, stylesheets and pictures of one writer.

    Attributes:
        rules: The stylesheets.
        folders: Where they find fonts and pictures.
        tailored: Whether a stylesheet is the reader's own.
    """

    def __init__(
        self,
        folder: str,
        templates: Templates,
        attachments: Mapping[str, bytes],
        font: str = "",
        mono: str = "",
    ) -> None:
        """Load fonts and stylesheets.

        Args:
            folder: Below the templates folders; its ``style.css`` is used, and the user's ``user.css``.
            templates: Where the stylesheets lie.
            attachments: Content of the pictures that a document may show, by name.
            font: Font family to prefer for text.
            mono: Font family to prefer for code and diagrams.
        """
        measure_whole_boxes()
        share_styles()
        keep_patterns()
        remember_fonts()
        folders = [each / folder for each in templates.folders]
        faces = installed((MENDED, *(face for face, *_ in SIGNS)))
        self._jail = Jail(attachments, faces, folders)
        self._fonts = FontConfiguration()
        self._notes = False
        fonts = font_rules(font, mono, faces if MENDED in faces else {})
        own = stylesheets(folders)
        self.rules = (ROOM + fonts + templates.read(PALETTE), *(path.read_text("utf-8") for path in own))
        self.folders = folders
        self.tailored = any(path.parent != templates.folders[-1] / folder for path in own)
        first, *others = self.rules
        self._sheets = [self.style(first)]
        self._sheets += [self.style(rules, path.as_uri()) for rules, path in zip(others, own, strict=True)]

    def style(self, rules: str, base_url: str | None = None) -> CSS:
        """Read a stylesheet.

        Args:
            rules: CSS.
            base_url: What its own addresses are relative to.
        """
        self._notes |= speaks_of_notes(rules)
        return CSS(string=rules, base_url=base_url, url_fetcher=self._jail, font_config=self._fonts)

    def lay_out(self, document: str, *further: CSS, paper: str = "") -> Document:
        """Lay out a document.

        Args:
            document: HTML.
            further: Stylesheets for this document alone; they win over the others.
            paper: CSS for this document alone; the others win over it.
        """
        fonts, *styles = self._sheets
        sheets = [fonts, self.style(paper), *styles, *further]
        sort = HTML if self._notes or speaks_of_notes(document) else Noteless
        page = sort(string=document, url_fetcher=self._jail)
        return page.render(font_config=self._fonts, stylesheets=sheets, pdf_tags=True)


def write_down(document: Document, preferences: Mapping[str, str] | None = None) -> bytes:
    """Give the PDF of a laid-out document.

    Args:
        document: To be written.
        preferences: What the PDF asks of the program that shows and prints it, as PDF names them:
            ``{"PrintScaling": "/None"}``.
    """

    def finished(laid_out: Document, pdf: Any) -> None:  # noqa: ANN401 - untyped library
        finish(laid_out, pdf)
        pdf.catalog["ViewerPreferences"].update(preferences or {})

    pdf: bytes = own_links(document).write_pdf(pdf_variant=VARIANT, finisher=finished)
    return pdf


@contextmanager
def at_work() -> Iterator[_Collector]:
    """Lay out and write within this: what WeasyPrint has to say is collected, garbage is not."""
    with _overheard() as collector, _no_collection():
        yield collector


def stylesheets(folders: list[Path]) -> list[Path]:
    """The style in force, the reader's before the program's, and the reader's additions to it."""
    found = [next((folder / STYLE for folder in folders if (folder / STYLE).is_file()), None)]
    found.append(next((folder / USER_STYLE for folder in folders if (folder / USER_STYLE).is_file()), None))
    return [path for path in found if path is not None]
