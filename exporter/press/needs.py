"""What the pages need besides Python, and how to get it: native libraries and fonts."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostic
from exporter.render.templates import Templates

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_PANGO = {
    "darwin": "brew install pango",
    "linux": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}
_SUBSET = {
    "darwin": "brew install harfbuzz",
    "linux": "sudo apt-get install libharfbuzz-subset0",
}
_FONTS = {
    "darwin": "brew install --cask font-nanum-gothic font-d2coding",
    "linux": "sudo apt-get install fonts-nanum fonts-naver-d2coding fonts-symbola",
}
_ELSEWHERE = "see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"

# Each script and sign that a page is sure to hold.
_PROBE = "<!doctype html><html lang='ko'><p>한글 Latin 42 · ＋ － → ↗ ✓ ⚠ 💡</p><pre>┌─┐ │한글│</pre></html>"


def unheard() -> AbstractContextManager[object]:
    """Keep what WeasyPrint prints where it cannot be loaded off standard output: a finding says it."""
    return redirect_stdout(StringIO())


def library_missing(error: OSError) -> Diagnostic:
    """Say what to install where WeasyPrint cannot be loaded."""
    reason = str(error).strip().partition("\n")[0]
    message = f"cannot load the libraries that lay out pages: {reason}"
    return Diagnostic("pdf-library-missing", message, help=_run(_PANGO))


def library_slow() -> Diagnostic:
    """Say what to install where fonts are cut down slowly."""
    message = "HarfBuzz's subset library is missing: writing is slow"
    return Diagnostic("pdf-slow-library", message, help=_run(_SUBSET))


def missing() -> list[Diagnostic]:
    """Lay out a line of everything, and say what was missing for it."""
    try:
        with unheard():
            from exporter.press.layout import (
                Press,
                at_work,
                subsets_quickly,
                write_down,
            )  # loads native libraries
    except OSError as error:
        return [library_missing(error)]
    found = [] if subsets_quickly() else [library_slow()]
    with at_work() as said:
        write_down(Press("cheatsheet", Templates(), {}).lay_out(_PROBE))
    if any(".notdef" in message for message in said.messages):
        message = "the installed fonts lack Hangul, box drawing or symbols"
        found.append(Diagnostic("missing-glyph", message, help=_run(_FONTS)))
    return found


def _run(commands: dict[str, str]) -> str:
    command = commands.get(sys.platform)
    return f"run `{command}`" if command else _ELSEWHERE
