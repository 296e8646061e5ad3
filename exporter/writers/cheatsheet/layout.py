"""WeasyPrint: from one HTML document to the bytes of a PDF, quietly and reproducibly.

Importing this module loads WeasyPrint's native libraries and raises OSError without them.
"""

from __future__ import annotations

import gc
import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exporter.writers.cheatsheet.fonts import MENDED, SIGNS, font_rules

with warnings.catch_warnings():
    # Said as a diagnostic instead, see `subsets_quickly`.
    warnings.simplefilter("ignore", DeprecationWarning)
    from weasyprint import CSS, HTML
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration

    from exporter.writers.cheatsheet.faces import installed
    from exporter.writers.cheatsheet.jail import Jail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from weasyprint import Document

    from exporter.render.templates import Templates
    from exporter.writers.cheatsheet.options import CheatsheetOptions

FOLDER = "cheatsheet"
STYLE, USER_STYLE = "style.css", "user.css"
LOGGERS = ("weasyprint", "fontTools")
# What the top margin takes of a page, and what setting a page more tightly gains of it at best.
HEAD, GAIN = 0.05, 0.12
# Pages up to which it is tried: laying out again doubles the time.
SECOND_TRY = 60


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
def overheard() -> Iterator[_Collector]:
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
def no_collection() -> Iterator[None]:
    """Suspend the cyclic garbage collector: layout makes millions of objects and no garbage to speak of."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def lay_out(
    compose: Callable[[frozenset[int]], str],
    options: CheatsheetOptions,
    templates: Templates,
    attachments: Mapping[str, bytes],
    step: Callable[[], None],
) -> tuple[bytes, tuple[str, ...]]:
    """Make the PDF.

    Args:
        compose: Makes the document, given the numbers of the chapters to be set more tightly.
        options: Which fonts to prefer.
        templates: Where the stylesheets lie.
        attachments: Content of the pictures that the document may show, by name.
        step: Called after layout and after writing.

    Returns:
        The PDF and what WeasyPrint had to say.
    """
    folders = [folder / FOLDER for folder in templates.folders]
    faces = installed((MENDED, *(face for face, *_ in SIGNS)))
    signs = faces if MENDED in faces else {}
    jail = Jail(attachments, faces, folders)
    with overheard() as collector, no_collection():
        fonts = FontConfiguration()
        families = font_rules(options.font, options.mono, signs)
        sheets = [CSS(string=families, url_fetcher=jail, font_config=fonts)]
        sheets += [
            CSS(string=path.read_text("utf-8"), base_url=path.as_uri(), url_fetcher=jail, font_config=fonts)
            for path in stylesheets(folders)
        ]

        def render(tight: frozenset[int]) -> Document:
            page = HTML(string=compose(tight), url_fetcher=jail)
            return page.render(font_config=fonts, stylesheets=sheets, pdf_tags=True)

        document = render(frozenset())
        runts = runt_chapters(document)
        if runts and len(document.pages) <= SECOND_TRY:
            tightened = render(runts)
            if len(tightened.pages) < len(document.pages):
                document = tightened
        step()
        pdf: bytes = document.write_pdf(pdf_tags=True)
        step()
    return pdf, tuple(collector.messages)


def runt_chapters(document: Document) -> frozenset[int]:
    """Find the chapters whose last page holds so little that it could be had on the pages before.

    Every chapter begins with the anchor ``chapter-N`` and ends with ``end-N``.
    """
    starts: dict[int, int] = {}
    runts: set[int] = set()
    for index, page in enumerate(document.pages):
        for anchor, (_, top, *_) in page.anchors.items():
            sort, _, digits = anchor.rpartition("-")
            if sort == "chapter":
                starts.setdefault(int(digits), index)
            elif sort == "end":
                before = index - starts[int(digits)]
                if before and top < page.height * (HEAD + GAIN * before):
                    runts.add(int(digits))
    return frozenset(runts)


def stylesheets(folders: list[Path]) -> list[Path]:
    """The style in force, the reader's before the program's, and the reader's additions to it."""
    found = [next((folder / STYLE for folder in folders if (folder / STYLE).is_file()), None)]
    found.append(next((folder / USER_STYLE for folder in folders if (folder / USER_STYLE).is_file()), None))
    return [path for path in found if path is not None]
