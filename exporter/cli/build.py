"""``studypack build``: what is done already is not done again."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

from exporter.cli.cache import cache
from exporter.program import identity, typefaces
from exporter.receipt import Receipt, look_into, receipt_of
from exporter.root import find_root

if TYPE_CHECKING:
    from exporter.cli.options import Exit
    from exporter.receipt import Inputs
    from exporter.writers.base import Cache


class Request(NamedTuple):
    """What the user asked for; see `studypack build --help`."""

    vault: Path
    ledger: Path | None
    out: Path
    to: str
    options: tuple[str, ...]
    lang: str | None
    strict: bool
    verify: bool
    json: bool
    open: bool
    quiet: bool
    format: str
    no_cache: bool = False


class Desk(NamedTuple):
    """What a build keeps things in, and what it began with.

    Attributes:
        store: What is kept from one build to the next.
        key: Of the build's receipt.
        inputs: What there was to be read when it began.
    """

    store: Cache
    key: str
    inputs: Inputs


def run(request: Request) -> Exit:
    """Build as the user asked on the command line, and give the exit status."""
    return build(request, cache(wanted=not request.no_cache))


def build(request: Request, store: Cache | None) -> Exit:
    """Build, unless that has been done, and give the exit status.

    Args:
        request: What the user asked for.
        store: Where things are kept; None if nothing is.
    """
    desk = _desk(request, store)
    receipt = _receipt(desk) if desk and not request.verify else None
    if desk and receipt and receipt.lasts(desk.inputs):
        from exporter.cli.outcome import said_again

        return said_again(request, desk.inputs.root, receipt)
    from exporter.cli import building

    return building.run(request, desk)


def _desk(request: Request, store: Cache | None) -> Desk | None:
    if store is None or not request.vault.exists():
        return None
    place = request.vault.resolve()
    root = find_root(place)
    asked = request._replace(vault=place, out=request.out.resolve(), verify=False, json=False, open=False)
    ledger = request.ledger and request.ledger.resolve()
    asked = asked._replace(quiet=False, format="", ledger=ledger)
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    return Desk(store, f"build {identity()} {typefaces()} {moment} {root} {asked}", look_into(root))


def _receipt(desk: Desk) -> Receipt | None:
    content = desk.store.get(desk.key)
    return receipt_of(content) if content else None
