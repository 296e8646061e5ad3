"""Makes the pictures of the README: `.venv/bin/python -m docs.pictures` in the checkout."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from exporter.model import McqCard
from exporter.render.templates import Templates
from exporter.writers.base import Job
from exporter.writers.cheatsheet import writer as cheatsheet
from tests.chromium import Chromium
from tests.real_anki import BUILT_AT, bring_in, build, collection, page, rendered
from tests.vaults import ROOT, pack_of

HERE = Path(__file__).parent
WIDTH, HEIGHT = 460, 1060


def main() -> None:
    """Take a picture of an answered question by night, and one of a page."""
    pack = pack_of(ROOT / "notes")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stem = next(issued.card.stem.text for issued in pack.cards if isinstance(issued.card, McqCard))
        take_card(folder, build(pack), stem)
        sheet = cheatsheet.write(pack, cheatsheet.options(), Job(BUILT_AT, Templates())).value
        (folder / "sheet.pdf").write_bytes(sheet or b"")
        command = ["pdftoppm", "-png", "-r", "100", "-f", "2", "-l", "2", "-singlefile", "sheet.pdf", "page"]
        subprocess.run(command, cwd=folder, check=True)
        small(folder / "page.png", HERE / "page.png")


def take_card(folder: Path, deck: bytes, stem: str) -> None:
    """Picture the back of the question whose stem is given."""
    with collection(folder) as opened, Chromium() as browser:
        bring_in(opened, deck, folder)
        card = next(card for card in rendered(opened) if stem[:40] in card.back)
        path = folder / "card.html"
        path.write_text(page(card, card.back, night=True), "utf-8")
        browser.open(path, WIDTH, HEIGHT)
        browser.screenshot(folder / "card.png")
    small(folder / "card.png", HERE / "card.png")


def small(source: Path, target: Path) -> None:
    """Save a picture with few colours, so that the repository stays light."""
    Image.open(source).convert("RGB").quantize(
        200, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    ).save(target, optimize=True)


if __name__ == "__main__":
    main()
