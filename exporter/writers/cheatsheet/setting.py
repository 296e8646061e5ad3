"""Sets parts of a sheet: what is kept is taken, the rest is set on all cores."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exporter.cores import context, settle_in
from exporter.press.inspect import inspected
from exporter.press.layout import Press, at_work
from exporter.press.numbers import numbered
from exporter.press.packing import least_pages
from exporter.press.part import Part, unpacked, written
from exporter.press.stamp import stamp
from exporter.writers.cheatsheet.leaves import runt_chapters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weasyprint import Document

    from exporter.render.templates import Templates
    from exporter.writers.base import Cache

FOLDER = "cheatsheet"
# Pages up to which a more tightly set chapter is tried: laying out again doubles the time.
SECOND_TRY = 60
# What `.tight` in the stylesheet leaves at least of the height of a line, and of the spaces between blocks.
TIGHT_LINES, TIGHT_SPACES = 0.977, 0.5
_DOTS = 1000


class Copy(NamedTuple):
    """What a part is set from.

    Attributes:
        html: The document.
        paper: The stylesheet of its pages.
        notes: Path of each note by its anchor.
        pages: Pages of anchors of other parts, where it prints them and they are known; else None.
        before: How many pages stand before it for the running heads' sake.
    """

    html: str
    paper: str
    notes: Mapping[str, str]
    pages: Mapping[str, int] | None = None
    before: int = 0

    @property
    def work(self) -> int:
        """Estimate what setting it takes, in characters of text: a line of dots is a box for each."""
        return len(self.html) + _DOTS * self.html.count('class="dots"')

    def key(self, stamped: str) -> str:
        """Name all that the part is made of."""
        pages = None if self.pages is None else sorted(self.pages.items())
        notes = sorted(self.notes.items())
        told = repr((stamped, self.html, self.paper, notes, pages, self.before))
        return f"cheatsheet part {blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=20).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Shop:
    """What parts are set with.

    Attributes:
        templates: Where the stylesheets lie.
        pictures: Content by name.
        font: Font family to prefer for text.
        mono: Font family to prefer for code and diagrams.
        jobs: How many processes there may be.
    """

    templates: Templates
    pictures: Mapping[str, bytes]
    font: str
    mono: str
    jobs: int

    def press(self) -> Press:
        """Make the press."""
        return Press(FOLDER, self.templates, self.pictures, self.font, self.mono)


def set_all(
    copies: Sequence[Copy], shop: Shop, press: Press, cache: Cache | None, step: Callable[[], None]
) -> list[Part]:
    """Set parts.

    Args:
        copies: What they are set from.
        shop: What they are set with.
        press: The same, in this process.
        cache: Where parts are kept.
        step: Called when a part is done.

    Returns:
        The parts, in the order of their copies: the same bytes, however many processes there are.
    """
    stamped = stamp(press.rules, press.folders, Path(__file__).parent)
    keys = [copy.key(stamped) for copy in copies]
    done: dict[int, bytes] = {}
    for index, key in enumerate(keys):
        kept = cache.get(key) if cache else None
        if kept is not None:
            done[index] = kept
            step()
    # The largest first: the last ones to be done are then small, and no core waits for long.
    missing = sorted((i for i in range(len(copies)) if i not in done), key=lambda i: -copies[i].work)

    def keep(index: int, packed: bytes) -> None:
        done[index] = packed
        if cache:
            cache.put(keys[index], packed)
        step()

    if min(shop.jobs, len(missing)) > 1:
        with suppress(BrokenProcessPool):  # a process was killed: what is left is done here
            _set_beside(copies, missing, shop, keep)
    for index in missing:
        if index not in done:
            keep(index, _set_and_forget(press, copies[index]))
    return [unpacked(done[index]) for index in range(len(copies))]


def set_part(press: Press, copy: Copy) -> Part:
    """Lay out a part and write it down."""
    with at_work() as said:
        document = press.lay_out(copy.html, paper=copy.paper)
        if len(document.pages) <= SECOND_TRY and runt_chapters(document) and _may_gain(press, document, copy):
            tightened = press.lay_out(_tight(copy.html), paper=copy.paper)
            document = min((document, tightened), key=lambda each: len(each.pages))
        document = document.copy(document.pages[copy.before :])
        found = tuple(inspected(document, copy.notes))
        if copy.pages is not None:
            document = numbered(document, copy.pages)
        return written(document, (), found)._replace(messages=tuple(said.messages))


def _may_gain(press: Press, document: Document, copy: Copy) -> bool:
    """Tell whether a part might take fewer pages if its chapter were set more tightly: most do not."""
    pages = document.pages[copy.before :]
    return press.tailored or least_pages(pages, TIGHT_LINES, TIGHT_SPACES) < len(pages)


def _tight(html: str) -> str:
    """Let the chapter of a part be set more tightly."""
    return html.replace('<section class="chapter ', '<section class="chapter tight ', 1)


_press: list[Press] = []
_kept: list[int] = []  # pages of the parts whose boxes are still there
_KEPT = 60  # of these: two hundred megabytes


def _open(shop: Shop) -> None:
    settle_in()
    _press[:] = [shop.press()]
    # What the first process has made is not looked at, and so stays shared between all.
    gc.freeze()


def _set(copy: Copy) -> bytes:
    return _set_and_forget(_press[0], copy)


def _set_and_forget(press: Press, copy: Copy) -> bytes:
    part = set_part(press, copy)
    _kept.append(len(part.leaves))
    if sum(_kept) > _KEPT:
        # A document's boxes know each other: only the collector takes them away. What was there before is
        # old after the first time, and is not looked at again.
        _kept.clear()
        gc.collect(1)
    return part.packed()


def _set_beside(
    copies: Sequence[Copy],
    missing: Sequence[int],
    shop: Shop,
    keep: Callable[[int, bytes], None],
) -> None:
    # Where forking is safe, it saves each process the loading of everything.
    pool = ProcessPoolExecutor(min(shop.jobs, len(missing)), context(), _open, (shop,))
    try:
        waiting = {pool.submit(_set, copies[index]): index for index in missing}
        for each in as_completed(waiting):
            keep(waiting[each], each.result())
    finally:
        pool.shutdown(cancel_futures=True)
