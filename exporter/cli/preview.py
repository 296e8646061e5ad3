"""``studypack preview``."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack, redirect_stderr
from io import StringIO
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

import typer

from exporter.cli.cache import cache
from exporter.cli.clock import moment
from exporter.cli.opening import Opened, opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages, progress, quietly
from exporter.diagnostics import Severity
from exporter.export import export
from exporter.pipeline.reading import put_together
from exporter.program import shipped_folder
from exporter.report.build import number_of
from exporter.report.findings import print_full, summary
from exporter.serve import Site, changes, serving
from exporter.writers.preview import composed
from exporter.writers.preview.cards import Shown, shown, with_older

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.diagnostics import Diagnostic
    from exporter.render.templates import Templates


class Request(NamedTuple):
    """What the user asked for; see `studypack preview --help`."""

    vault: Path
    ledger: Path | None
    port: int
    write: Path | None
    open: bool
    lang: str | None


class _Made(NamedTuple):
    """What came of a build.

    Attributes:
        root: Of the vault.
        templates: Where they are.
        cards: None where a template is broken.
        findings: Of all stages.
    """

    root: Path
    templates: Templates
    cards: Shown | None
    findings: tuple[Diagnostic, ...]

    @property
    def broken(self) -> frozenset[str]:
        """The notes with an error."""
        return frozenset(each.path for each in self.findings if each.path and each.severity is Severity.ERROR)


def run(request: Request) -> Exit:
    """Write the page, or serve it until the user ends it, and give the exit status."""
    begun = moment()
    source = _opened(request)
    if source is None:
        return Exit.USAGE
    with progress(wanted=True) as show:
        made = _made(source, show)
    _report(made)
    return _write(request.write, made) if request.write else _serve(request, source, made, begun)


def _opened(request: Request) -> Opened | None:
    source = opened(request.vault, request.ledger)
    try:
        return source and source.in_languages(request.lang)
    except ValueError as error:
        fail(str(error))
        return None


def _made(source: Opened, show: Callable[[str, int, int], None]) -> _Made:
    """Make the cards; nothing is recorded."""
    job = source.job(0)
    pack = put_together(source.vault, source.config, source.past(), show, cache())
    cards = shown(pack, job)
    found = sorted((*pack.diagnostics, *cards.diagnostics), key=lambda each: each.order)
    return _Made(source.vault.root, job.templates, cards.value, tuple(found))


def _report(made: _Made) -> None:
    print_full(messages(), [each for each in made.findings if each.severity is not Severity.INFO], made.root)
    if made.findings:
        messages().line((summary(made.findings), "dim"))


def _write(path: Path, made: _Made) -> Exit:
    if path.is_dir():
        fail(f"`{path}` is a folder", "name a file: `--write preview.html`")
        return Exit.USAGE
    page = composed(made.cards, made.findings, made.templates) if made.cards else None
    if page:
        print_full(messages(), page.diagnostics, made.root)
    if made.cards is None or page is None or page.value is None or not made.cards.cards:
        messages().line("no card, so nothing was written" if made.cards else "nothing was written")
        return Exit.FINDINGS
    try:
        export({path: page.value})
    except OSError as error:
        fail(f"`{path}` cannot be written: {error.strerror or error}")
        return Exit.FINDINGS
    messages().line(f"{_number(made.cards)} → {path}")
    return Exit.FINDINGS if _has_errors(made) else Exit.FINE


def _serve(request: Request, source: Opened, made: _Made, begun: float) -> Exit:
    page = _Page(Site(), source.config.languages)
    page.show(made)
    own = source.job(0).templates.user_folder
    with ExitStack() as stack:
        try:
            address = stack.enter_context(serving(page.site, request.port))
        except OSError as error:
            fail(f"port {request.port} cannot be used: {error.strerror or error}", "name another with --port")
            return Exit.USAGE
        typer.echo(address)
        messages().line((f"{_number(page.cards)}; Ctrl-C ends the preview", "dim"))
        if request.open:
            typer.launch(address)
        try:
            for _ in changes(source.vault.root, [shipped_folder(), *([own] if own else [])], begun):
                page.renew(request)
                gc.collect()
        except KeyboardInterrupt:
            # Asked for, and so no error.
            pass
    return Exit.FINE


class _Page:
    """The page that is served, with what it keeps when a build fails."""

    def __init__(self, site: Site, languages: tuple[str, ...]) -> None:
        self.site = site
        self.cards = Shown("studypack", languages)
        self._last: _Made | None = None

    def show(self, made: _Made, trouble: str = "") -> None:
        """Show a build's cards, or the ones before where it has none."""
        if made.cards:
            self.cards = with_older(made.cards, self.cards, made.broken)
        elif not trouble:
            trouble = "\n".join(each.message for each in made.findings if each.rule == "bad-template")
        page = composed(self.cards, made.findings, made.templates, live=True, trouble=trouble)
        if page.value is None:
            print_full(messages(), page.diagnostics, made.root)
            trouble = "\n".join(each.message for each in page.diagnostics)
            page = composed(self.cards, made.findings, type(made.templates)(), live=True, trouble=trouble)
        self._last = made
        if page.value is not None and page.value != self.site.content:
            self.site.put(page.value)

    def renew(self, request: Request) -> None:
        """Build again, and say what differs; whatever is wrong, the page goes on."""
        said = StringIO()
        try:
            with redirect_stderr(said):
                source = _opened(request)
            made = _made(source, quietly) if source else None
        except OSError as error:
            # A file went while it was read; its going is the next change.
            said.write(f"error: {error}\n")
            made = None
        if made is None:
            sys.stderr.write(said.getvalue())
            if self._last:
                self.show(self._last._replace(cards=None), trouble=said.getvalue())
            return
        if self._last is None or made.findings != self._last.findings:
            _report(made)
        before = self.site.version
        self.show(made)
        if self.site.version != before:
            messages().line((f"{_number(self.cards)} on the page", "dim"))


def _number(made: Shown) -> str:
    return number_of(len(made.cards), "card")


def _has_errors(made: _Made) -> bool:
    return any(each.severity is Severity.ERROR for each in made.findings)
