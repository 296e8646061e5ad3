"""``studypack watch``."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from exporter.cli.build import build
from exporter.cli.cache import cache
from exporter.cli.clock import moment
from exporter.cli.opening import opened
from exporter.cli.options import Exit
from exporter.cli.terminal import fail, messages
from exporter.ledger import FILE
from exporter.serve import changes

if TYPE_CHECKING:
    from exporter.cli.build import Request
    from exporter.writers.base import Cache

_LOOK = 0.5  # seconds between looks whether a folder is back


class Memory:
    """Keeps things as long as the command runs, where nothing is kept on the disk."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Give what was kept under a key."""
        return self._kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep something."""
        self._kept[key] = content


def run(request: Request) -> Exit:
    """Build after each change until the user ends it, and give the exit status."""
    begun = moment()
    store = cache() or Memory()
    status = build(request, store)
    if status is Exit.USAGE:
        return status
    try:
        while True:
            _follow(request, store, begun)
            messages().line(f"`{request.vault}` is gone: waiting until it is back")
            while not request.vault.exists():
                time.sleep(_LOOK)
            # All that there is now counts as changed.
            begun = 0.0
    except KeyboardInterrupt:
        # Asked for, and so no error.
        return Exit.FINE


def _follow(request: Request, store: Cache, begun: float) -> None:
    """Build after each change, until the vault itself is gone."""
    source = opened(request.vault, request.ledger)
    if source is None:
        return
    root, own = source.vault.root, source.job(0).templates.user_folder
    apart = (request.out.resolve(), (request.ledger or root / FILE).resolve())
    messages().line((f"watching {request.vault}; Ctrl-C ends it", "dim"))
    for _ in changes(root, [own] if own else [], begun, apart):
        if not request.vault.exists():
            return
        _again(request, store)


def _again(request: Request, store: Cache) -> None:
    """Build; whatever is wrong, watching goes on."""
    try:
        build(request, store)
    except OSError as error:
        # A file went while it was read; its going is the next change.
        fail(f"`{error.filename}`: {error.strerror or error}")
    gc.collect()
