"""``studypack doctor``."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from exporter import __version__
from exporter.cli.cache import cache, described
from exporter.cli.options import Exit
from exporter.cli.terminal import results
from exporter.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = ("comrak", "selectolax", "genanki", "weasyprint", "jinja2", "typer", "python-frontmatter")


class _Finding(NamedTuple):
    fine: bool
    what: str
    fix: str = ""
    needed: bool = True


def run() -> Exit:
    """Say what is there and what is not, and how to get it."""
    status = Exit.FINE
    for finding in _findings():
        mark = ("✓", "green") if finding.fine else ("✗", "red") if finding.needed else ("–", "yellow")
        results().line(mark, " ", finding.what)
        if not finding.fine:
            if finding.fix:
                results().line(f"    {finding.fix}")
            status = Exit.FINDINGS if finding.needed else status
    return status


def _findings() -> Iterator[_Finding]:
    yield _Finding(
        fine=True, what=f"studypack {__version__}, Python {platform.python_version()}, {sys.platform}"
    )
    for name in _LIBRARIES:
        try:
            yield _Finding(fine=True, what=f"{name} {version(name)}")
        except PackageNotFoundError:
            yield _Finding(fine=False, what=f"{name} is missing", fix=f"pip install {name}")
    from exporter.press.needs import missing

    absent = missing()
    for need in absent:
        needed = need.severity is Severity.ERROR
        yield _Finding(fine=False, what=need.message, fix=need.help or "", needed=needed)
    if not absent:
        yield _Finding(fine=True, what="the PDF's libraries, and fonts for Hangul, drawings and symbols")
    yield _Finding(fine=True, what=described(cache()))
    yield _anki()


def _anki() -> _Finding:
    try:
        return _Finding(fine=True, what=f"anki {version('anki')}: decks can be verified")
    except PackageNotFoundError:
        fix = "pip install anki"
        return _Finding(
            fine=False, what="anki is not installed; only verifying needs it", fix=fix, needed=False
        )
