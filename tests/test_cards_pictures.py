"""Pictures of each kind and template, front and back, by day and night, beside those that were looked at.

Text is set in blocks, so that fonts make no difference, and pictures are coarse, so that how edges are drawn
makes none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageFilter

from exporter.model import PRESETS
from tests.blocks import blocked
from tests.chromium import Chromium
from tests.coarse import CELL, apart, coarse
from tests.packs import sample_pack
from tests.real_anki import Rendered, bring_in, build, collection, page, rendered
from tests.test_choosing import DAY, NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOLDEN = Path(__file__).parent / "golden" / "cards"
PHONE = 375
TEMPLATES = (
    ("Concept", "Recall"),
    ("Concept", "Name"),
    ("Trade-off", "Whole"),
    ("Trade-off", "Pros"),
    ("Trade-off", "Cons"),
    ("Trade-off", "Which"),
    ("MCQ", "Choose"),
    ("MCQ", "Recall"),
    ("Cloze", "Cloze"),
)


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a side of a template's first card, by day or night."""

    kind: str
    template: str
    side: str
    light: str

    def __str__(self) -> str:
        """Name its picture."""
        return f"{self.kind}-{self.template}-{self.side}-{self.light}".lower()


VIEWS = [
    View(*template, side, light)
    for template, side, light in product(TEMPLATES, ("front", "back"), ("day", "night"))
]
NAME_FRONT, NAME_BACK = View("Concept", "Name", "front", "day"), View("Concept", "Name", "back", "day")
RECALL_BACK, CHOOSE_BACK = View("Concept", "Recall", "back", "day"), View("MCQ", "Choose", "back", "day")
WHOLE_NIGHT = View("Trade-off", "Whole", "back", "night")


class Album:
    """Cards in the real backend's rendering, and a browser at noon to picture them.

    Attributes:
        browser: Shows them.
        media: The folder with their pictures.
        cards: The first card of each kind and template.
    """

    def __init__(self, browser: Chromium, folder: Path) -> None:
        """Import the made-up pack with everything that can be asked."""
        self.browser, self.media = browser, folder / "collection.media"
        with collection(folder) as opened:
            bring_in(opened, build(sample_pack(PRESETS["full"])), folder)
            every = rendered(opened)
        self.cards = {
            (card.note_type.removeprefix("studypack "), card.template): card for card in reversed(every)
        }
        self.noon(0)
        browser.send("Emulation.setTimezoneOverride", timezoneId="UTC")

    def noon(self, day: int) -> None:
        """Make it noon of that day, by which options are shuffled."""
        self.browser.send(
            "Page.addScriptToEvaluateOnNewDocument", source=f"Date.now = () => {NOON + day * DAY}"
        )

    def card(self, view: View) -> Rendered:
        """Give the view's card."""
        return self.cards[view.kind, view.template]

    def picture(self, view: View, card: Rendered | None = None) -> Image.Image:
        """Picture a view, unfolded, in another card's stead if one is given; a question is chosen from."""
        shown, night = card or self.card(view), view.light == "night"
        self._open(page(shown, shown.front, night=night, client="android"))
        if shown.template == "Choose":
            self.browser.run("document.querySelectorAll('.option')[1].click()")
        if view.side == "back":
            self._open(page(shown, shown.back, night=night, client="android"))
        self.browser.run("sessionStorage.clear()")
        rows = -(-self.browser.run("document.documentElement.scrollHeight") // CELL)
        size = {"width": PHONE, "height": rows * CELL, "deviceScaleFactor": 1, "mobile": False}
        self.browser.send("Emulation.setDeviceMetricsOverride", **size)
        shot = self.media.parent / f"{view}.png"
        self.browser.screenshot(shot)
        with Image.open(shot) as taken:
            return taken.convert("RGB")

    def _open(self, content: str) -> None:
        path = self.media / "picture.html"
        path.write_text(blocked(content), "utf-8")
        self.browser.open(path, PHONE)
        self.browser.run(
            "document.querySelectorAll('details').forEach(fold => { fold.open = true });"
            "Promise.all(['400', '700'].map(each => document.fonts.load(each + ' 1em Blocks')))"
            ".then(() => document.fonts.ready).then(() => document.fonts.size)"
        )


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Album]:
    """One for all."""
    with Chromium() as browser:
        yield Album(browser, tmp_path_factory.mktemp("album"))


def golden(view: View) -> Image.Image:
    """Give the picture that was looked at."""
    with Image.open(GOLDEN / f"{view}.png") as kept:
        return kept.convert("RGB")


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_card_looks_as_it_did(
    view: View, album: Album, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """No box has moved, no colour changed, nothing come or gone, beyond what browsers draw differently."""
    taken = album.picture(view)
    if request.config.getoption("--rewrite") and (
        not (GOLDEN / f"{view}.png").exists() or apart(golden(view), coarse(taken)).most > 0
    ):
        coarse(taken).save(GOLDEN / f"{view}.png", optimize=True)
    found = apart(golden(view), coarse(taken))
    if found.much:
        taken.save(tmp_path / "taken.png")
        for name, picture in (("was", golden(view)), ("is", coarse(taken))):
            enlarged = (picture.width * CELL, picture.height * CELL)
            picture.resize(enlarged, Image.Resampling.NEAREST).save(tmp_path / f"{name}.png")
        pytest.fail(f"{view} looks different, {found}: see was.png, is.png and taken.png in {tmp_path}")


def test_every_picture_belongs_to_a_view() -> None:
    """None is left of a template that is no more."""
    assert {each.stem for each in GOLDEN.iterdir()} == set(map(str, VIEWS))


def test_no_installed_font_is_drawn_with(album: Album) -> None:
    """Every sign of every back comes from the font of blocks, and so has its size."""
    send, drawn = album.browser.send, set()
    for view in VIEWS:
        if (view.side, view.light) == ("back", "day"):
            album.picture(view)
            for domain in ("DOM", "CSS"):
                send(f"{domain}.enable")
            root = send("DOM.getDocument")["root"]["nodeId"]
            texts = send("DOM.querySelectorAll", nodeId=root, selector="#content *")["nodeIds"]
            for node in texts:
                fonts = send("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]
                drawn |= {(font["familyName"], font["isCustomFont"]) for font in fonts}
            send("CSS.disable")
    assert drawn == {("Blocks", True)}


STYLES: dict[str, tuple[View, str, str]] = {
    "the accent's colour": (RECALL_BACK, "--key: #1f3a5f", "--key: #1f4a6f"),
    "a wash": (NAME_BACK, "--key-wash: #eff2f6", "--key-wash: #f5f6f8"),
    "a wash by night": (WHOLE_NIGHT, "--pro-wash: #22302a", "--pro-wash: #1d2026"),
    "a line": (CHOOSE_BACK, "--line: #d9dee5", "--line: #ffffff"),
    "two pixels of padding": (NAME_BACK, "padding: .875rem 1rem .875rem", "padding: 1rem 1rem .875rem"),
    "two pixels to the side": (NAME_BACK, "1.125rem; border-inline", "1.25rem; border-inline"),
    "a tenth of the size": (NAME_FRONT, "font-size: 1.1875rem", "font-size: 1.3125rem"),
    "a smaller text": (NAME_BACK, "font-size: 1.3125rem", "font-size: 1.1875rem"),
    "weight": (NAME_BACK, "font-size: 1.3125rem; font-weight: 700", "font-size: 1.3125rem; font-weight: 400"),
    "hidden rationales": (CHOOSE_BACK, ".says > .why {", ".says > .why { display: none;"),
    "an unmarked choice": (CHOOSE_BACK, ".back .chosen > .letter {", ".back .none > .letter {"),
    "an unmarked key": (CHOOSE_BACK, ".key.D > .oD,", ".key.D > .none,"),
    "columns": (WHOLE_NIGHT, "minmax(min(15rem, 100%), 1fr)", "minmax(min(5rem, 100%), 1fr)"),
    "no night": (WHOLE_NIGHT, ".nightMode, .night_mode {", ".never {"),
}


@pytest.mark.parametrize("change", STYLES)
def test_a_changed_style_is_seen(change: str, album: Album) -> None:
    """Colours, sizes, places and marks: each change that a person would see makes a picture fail."""
    view, old, new = STYLES[change]
    card = album.card(view)
    assert old in card.css
    changed = replace(card, css=card.css.replace(old, new))
    assert apart(golden(view), coarse(album.picture(view, changed))).much


CONTENTS: dict[str, tuple[View, Callable[[str], str]]] = {
    "a lost picture": (RECALL_BACK, lambda side: side.replace('<img src="', '<img src="no-')),
    "another word": (NAME_BACK, lambda side: side.replace("서버리스", "관리형")),
    "a lost row": (WHOLE_NIGHT, lambda side: side.replace("<li>", "<li hidden>", 1)),
    "a class by night": (WHOLE_NIGHT, lambda side: side.replace('class="sp ', 'class="')),
}


@pytest.mark.parametrize("change", CONTENTS)
def test_changed_content_is_seen(change: str, album: Album) -> None:
    """What is lost or replaced makes a picture fail."""
    view, altered = CONTENTS[change]
    card = album.card(view)
    changed = replace(card, back=altered(card.back))
    assert changed != card
    assert apart(golden(view), coarse(album.picture(view, changed))).much


def test_another_order_of_options_is_seen(album: Album) -> None:
    """The next day's shuffle is another picture."""
    for day, same in ((1, False), (0, True)):
        album.noon(day)
        assert apart(golden(CHOOSE_BACK), coarse(album.picture(CHOOSE_BACK))).much is not same


def test_other_fonts_and_smoother_edges_are_not_seen(album: Album) -> None:
    """Which fonts are there makes no difference, nor does one more pixel of smoothing."""
    smooth = ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 4, 2, 1, 2, 1))
    for view in (RECALL_BACK, WHOLE_NIGHT, CHOOSE_BACK):
        card = album.card(view)
        other = replace(
            card, css=card.css.replace("NanumBarunGothic", "NanumMyeongjo").replace("D2Coding", "-")
        )
        assert other != card
        taken = album.picture(view, other)
        assert apart(golden(view), coarse(taken)).most < 0.005
        assert not apart(golden(view), coarse(taken.filter(smooth))).much


@pytest.mark.parametrize(
    "flags",
    [
        ("--font-render-hinting=none", "--disable-lcd-text"),
        ("--font-render-hinting=full", "--disable-font-subpixel-positioning"),
    ],
    ids=" ".join,
)
def test_another_drawing_of_text_is_not_seen(flags: tuple[str, ...], tmp_path: Path) -> None:
    """How a system has its text drawn makes no difference."""
    with Chromium(*flags) as browser:
        album = Album(browser, tmp_path)
        for view in (RECALL_BACK, WHOLE_NIGHT, CHOOSE_BACK):
            assert apart(golden(view), coarse(album.picture(view))).most < 0.005
