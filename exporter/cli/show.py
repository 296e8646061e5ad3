"""``studypack show``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer

from exporter.cli.cache import cache
from exporter.cli.opening import opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, progress
from exporter.report.card import card_lines

if TYPE_CHECKING:
    from pathlib import Path


def run(short_id: str, place: Path) -> Exit:
    """Print the cards whose id begins as given."""
    source = opened(place)
    if source is None:
        return Exit.USAGE
    with progress(wanted=True) as show:
        pack = source.read(source.job(0, cache()), show).pack
    wanted = short_id.strip().casefold()
    found = [issued for issued in pack.cards if wanted and issued.id.startswith(wanted)]
    if not found:
        near = get_close_matches(wanted, [issued.short_id for issued in pack.cards], n=3)
        fail(f"no card has the id `{short_id}`", f"did you mean {', '.join(near)}?" if near else None)
        return Exit.FINDINGS
    lang, root = pack.languages[0], source.vault.root
    typer.echo("\n\n".join("\n".join(card_lines(issued, lang, root)) for issued in found))
    return Exit.FINE
