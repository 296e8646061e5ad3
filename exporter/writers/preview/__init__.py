"""The writer ``preview``: all cards as one page, to look at before importing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Pack
    from exporter.render.templates import Templates
    from exporter.writers.base import Job
    from exporter.writers.preview.cards import Shown

_FIX = "compare your `templates/preview` folder with the one that comes with studypack"


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """The writer's options: none yet."""


class PreviewWriter:
    """Writes a page that shows each card as Anki will, front and back."""

    extension = "html"
    suffix = "preview"
    summary = "all cards on one page, front and back, to look at before importing"
    options = PreviewOptions

    def write(self, pack: Pack, options: PreviewOptions, job: Job) -> Checked[bytes | None]:
        """Write the page; see :class:`exporter.writers.base.Writer`."""
        from exporter.writers.preview.cards import shown

        del options
        made = shown(pack, job)
        if made.value is None:
            return Checked(None, made.diagnostics)
        written = composed(made.value, (*pack.diagnostics, *made.diagnostics), job.templates)
        return Checked(written.value, (*made.diagnostics, *written.diagnostics))


def composed(
    made: Shown,
    findings: Sequence[Diagnostic],
    templates: Templates,
    *,
    live: bool = False,
    trouble: str = "",
) -> Checked[bytes | None]:
    """Write the page of cards that are made; see :func:`exporter.writers.preview.page.page`.

    Returns:
        The page, or None where one of its own templates is broken.
    """
    from exporter.render.templates import BrokenTemplateError
    from exporter.writers.preview.page import page

    try:
        return Checked(page(made, findings, templates, live=live, trouble=trouble))
    except (BrokenTemplateError, UnicodeDecodeError) as error:
        return Checked(None, (Diagnostic("bad-template", str(error), help=_FIX),))


writer = PreviewWriter()
