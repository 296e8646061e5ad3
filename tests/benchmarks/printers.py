"""The tools with which one would otherwise make pages, each at the same text in one file.

Where a tool does not read Markdown, turning it into what the tool reads is not counted.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import comrak

from tests.benchmarks.measure import MeasureError, Taken, run
from tests.chromium import Chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.benchmarks.peers import Installed

    Print = Callable[[str], Taken]

_FONT, _MONO = "NanumGothic", "NanumGothicCoding"
_STYLE = f"@page {{size: A4; margin: 2cm}} body {{font: 10pt {_FONT}}} pre, code {{font-family: {_MONO}}}"
# The pages of a process that runs already: a line that comes in is a wish for them.
_TYPST = """
import sys, typst
compiler = typst.Compiler(sys.argv[1])
for _ in sys.stdin:
    compiler.compile(output=sys.argv[2])
    print(flush=True)
"""
_TYPST_ONCE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_TO_TYPST = """
import sys, pypandoc
pypandoc.convert_file(sys.argv[1], "typst", format="gfm", extra_args=sys.argv[3:], outputfile=sys.argv[2])
"""


@dataclass(frozen=True)
class Printer:
    """A tool that is there.

    Attributes:
        name: In the table.
        version: Of the tool.
        open: Gives for a folder what prints a text there and says what that took, as long as it is open.
        runs: Whether it has been started before, so that a text is printed as after an edit.
    """

    name: str
    version: str
    open: Callable[[Path], AbstractContextManager[Print]]
    runs: bool = False


def printers(typst: Installed | None, python: str, tell: Callable[[str], None]) -> Iterator[Printer]:
    """Give those that are there.

    Args:
        typst: In its environment; None if it could not be had.
        python: The interpreter of the program's own environment.
        tell: Is told which are left out.
    """
    if shutil.which("pandoc") and shutil.which("xelatex"):
        version = f"{_version('pandoc')} + {_version('xelatex')}"
        yield Printer("pandoc + xelatex", version, _xelatex)
    else:
        tell("pandoc + xelatex is left out: not installed (Debian: pandoc texlive-xetex lmodern)")
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser:
        version = _version(browser)
        yield Printer("Chromium", version, lambda folder: _chromium(folder, browser))
        yield Printer("Chromium, running", version, _running_chromium, runs=True)
    else:
        tell("Chromium is left out: not installed (Debian: chromium)")
    if typst:
        version = typst.version.partition("==")[2]
        yield Printer("Typst", version, lambda folder: _typst(folder, typst.command))
        yield Printer(
            "Typst, running", version, lambda folder: _running_typst(folder, typst.command), runs=True
        )
    yield Printer("WeasyPrint alone", "", lambda folder: _weasyprint(folder, python))


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"TeX Live \d+", said) or re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else "?"


def _html(folder: Path, text: str) -> Path:
    page = folder / "notes.html"
    body = comrak.render_markdown(text)
    page.write_text(f'<meta charset="utf-8"><title>notes</title><style>{_STYLE}</style>{body}', "utf-8")
    return page


def _markdown(folder: Path, text: str) -> Path:
    file = folder / "notes.md"
    file.write_text(text, "utf-8")
    return file


def _printed(command: tuple[str | Path, ...], pages: Path) -> Taken:
    """Run a command that is to make pages."""
    pages.unlink(missing_ok=True)
    taken = run(command)
    if not pages.exists():
        message = f"no pages: {taken.said}"
        raise MeasureError(message)
    return taken


@contextmanager
def _xelatex(folder: Path) -> Iterator[Print]:
    pages = folder / "notes.pdf"
    fonts = ("-V", f"mainfont={_FONT}", "-V", f"monofont={_MONO}", "-V", "geometry:a4paper,margin=2cm")

    def printed(text: str) -> Taken:
        file = _markdown(folder, text)
        command = ("pandoc", "--from", "gfm", file, "--pdf-engine", "xelatex", *fonts, "--output", pages)
        return _printed(command, pages)

    yield printed


@contextmanager
def _chromium(folder: Path, browser: str) -> Iterator[Print]:
    pages = folder / "notes.pdf"
    # It refuses to run as root with its sandbox.
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    flags = ("--headless", *root, "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pages}")
    yield lambda text: _printed((browser, *flags, _html(folder, text).as_uri()), pages)


@contextmanager
def _running_chromium(folder: Path) -> Iterator[Print]:
    with Chromium() as browser:

        def printed(text: str) -> Taken:
            page = _html(folder, text)
            begun = perf_counter()
            browser.open(page, 800)
            made = browser.send("Page.printToPDF", preferCSSPageSize=True)
            (folder / "notes.pdf").write_bytes(base64.b64decode(made["data"]))
            return Taken(perf_counter() - begun)

        yield printed


def _for_typst(folder: Path, text: str, python: Path) -> Path:
    file = folder / "notes.typ"
    options = ("--standalone", f"--variable=mainfont:{_FONT}", "--variable=papersize:a4")
    command = (python, "-c", _TO_TYPST, _markdown(folder, text), file, *options)
    subprocess.run(command, check=True, capture_output=True)
    return file


@contextmanager
def _typst(folder: Path, python: Path) -> Iterator[Print]:
    pages = folder / "notes.pdf"
    yield lambda text: _printed((python, "-c", _TYPST_ONCE, _for_typst(folder, text, python), pages), pages)


@contextmanager
def _running_typst(folder: Path, python: Path) -> Iterator[Print]:
    words = (python, "-c", _TYPST, _for_typst(folder, "-", python), folder / "notes.pdf")
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:

        def printed(text: str) -> Taken:
            _for_typst(folder, text, python)
            begun = perf_counter()
            if running.stdin and running.stdout:
                running.stdin.write("\n")
                running.stdin.flush()
                if running.stdout.readline():
                    return Taken(perf_counter() - begun)
            message = "it ended"
            raise MeasureError(message)

        yield printed


@contextmanager
def _weasyprint(folder: Path, python: str) -> Iterator[Print]:
    pages = folder / "notes.pdf"
    yield lambda text: _printed((python, "-m", "weasyprint", _html(folder, text), pages), pages)
