"""How cards look: enlarged, in other scripts, chosen from and answered, on three programs."""

# ruff: noqa: E501 - scripts of the page

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.model import PRESETS, ConceptCard, Role
from tests.chromium import Chromium
from tests.packs import reworded, sample_pack, text
from tests.real_anki import CLIENTS, Rendered, bring_in, build, collection, page, rendered
from tests.test_cards_in_browser import FINGER, MEASURE, PHONE, TABLET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Pack, Text

WIDE = 1280
_WITHOUT_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Start one browser for all."""
    with Chromium() as started:
        yield started


def cards_of(folder: Path, *changes: ConceptCard) -> tuple[Path, list[Rendered]]:
    """Import the made-up pack; the media folder and the cards, or the cards of those that were changed alone."""
    pack = sample_pack(PRESETS["full"])
    definitions = [
        number
        for number, issued in enumerate(pack.cards)
        if isinstance(issued.card, ConceptCard) and issued.card.role is Role.DEFINITION
    ]
    for number, change in zip(definitions, changes, strict=False):
        pack = reworded(pack, number, change)
    with collection(folder) as opened:
        bring_in(opened, build(pack), folder)
        return folder / "collection.media", rendered(opened)


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Rendered]]:
    """Everything that can be asked."""
    return cards_of(tmp_path_factory.mktemp("anki"))


def measured(browser: Chromium, path: Path, content: str, pixels: int) -> dict[str, object]:
    """Give what is wrong with a page."""
    path.write_text(content, "utf-8")
    browser.open(path, pixels)
    found = json.loads(browser.run(MEASURE))
    found["sideways"] = max(found["sideways"], 0)
    assert browser.complaints() == []
    return {key: found[key] for key in ("faint", "small", "wide", "sideways", "broken")}


FINE = {"faint": [], "small": [], "wide": [], "sideways": 0, "broken": []}


def test_every_card_in_large_text(cards: tuple[Path, list[Rendered]], browser: Chromium) -> None:
    """At twice the size of text, on the narrowest phone, only drawings, code and tables scroll sideways."""
    media, sides = cards
    path = media / "large.html"
    for card in sides:
        for side in (card.front, card.back):
            content = page(card, side, night=False, client="android", style="html { font-size: 200% }")
            assert measured(browser, path, content, PHONE) == FINE, (card.note_type, card.template)
    path.unlink()


def test_every_template_in_the_root_size_of_the_desktop(
    cards: tuple[Path, list[Rendered]], browser: Chromium
) -> None:
    """Its rem is 15 pixels; texts and folds are no smaller for that than people can read and tap."""
    media, sides = cards
    path = media / "root.html"
    for card in {(each.note_type, each.template): each for each in sides}.values():
        for side in (card.front, card.back):
            content = page(card, side, night=False, style="html { font-size: 15px }")
            assert measured(browser, path, content, TABLET) == FINE, (card.note_type, card.template)
            assert json.loads(browser.run(MEASURE))["lowest"] >= FINGER
    path.unlink()


@pytest.mark.parametrize("client", CLIENTS)
def test_a_question_in_all_its_states(
    client: str, cards: tuple[Path, list[Rendered]], browser: Chromium
) -> None:
    """Chosen, right, wrong and half right stand out by day and night, on every program and window."""
    media, sides = cards
    path = media / "states.html"
    questions = [card for card in sides if card.template == "Choose"]
    choose = (
        "<script>document.querySelectorAll('.option').forEach(each => each.classList.add('chosen'))</script>"
    )
    for number, pixels in enumerate((PHONE, TABLET, WIDE)):
        card = questions[number]
        for night in (False, True):
            for outcome in ("right", "partly", "wrong"):
                told = f"<script>document.querySelector('.outcome').className = 'outcome {outcome}'</script>"
                for side in (card.front + choose, card.back + choose + told):
                    content = page(card, side, night=night, client=client)
                    assert measured(browser, path, content, pixels) == FINE, (side[-80:], night, pixels)
    path.unlink()


def test_every_card_of_the_sample_vault(asked_in_full: Pack, tmp_path: Path, browser: Chromium) -> None:
    """Unfolded, in both languages, by day and night, in three windows: nothing is faint, small or wide."""
    with collection(tmp_path) as opened:
        bring_in(opened, build(asked_in_full), tmp_path)
        sides = rendered(opened)
    path = tmp_path / "collection.media" / "all.html"
    for kind in {card.note_type for card in sides}:
        several = [card for card in sides if card.note_type == kind]
        whole = "".join(_WITHOUT_SCRIPT.sub("", side) for card in several for side in (card.front, card.back))
        # As if each translation were of an earlier text.
        whole = whole.replace('<div class="second">', '<div class="second"><span class="fuzzy">≈</span> ')
        for night in (False, True):
            for client, pixels in (("android", PHONE), ("iphone", TABLET), ("desktop", WIDE)):
                content = page(several[0], whole, night=night, client=client)
                assert measured(browser, path, content, pixels) == FINE, (kind, night, pixels)


# Of the first language and of the other: how a gap is drawn, and what stands before a point for and against.
_CLUES = r"""JSON.stringify([".clue", ".said"].map(place => {
  document.querySelector(".toggle").open = true;
  const look = (part, pseudo) => {
    const found = document.querySelector(`${place} ${part}`), style = found && getComputedStyle(found, pseudo);
    return style && [style.content, style.display, style.borderBottomStyle, style.webkitTextFillColor == "rgba(0, 0, 0, 0)", style.paddingLeft != "0px"];
  };
  return [look(".gap"), look(".pros > li"), look(".pros > li", "::before"), look(".cons > li", "::before")];
}))"""


def test_a_clue_looks_the_same_in_both_languages(
    asked_in_full: Pack, tmp_path: Path, browser: Chromium
) -> None:
    """Gaps are drawn and points are signed in the other language as in the first."""
    with collection(tmp_path) as opened:
        bring_in(opened, build(asked_in_full), tmp_path)
        sides = [card for card in rendered(opened) if card.template in ("Name", "Which")]
    path, seen = tmp_path / "collection.media" / "clue.html", set()
    for card in sides:
        clue, _, other = card.front.partition('class="toggle"')
        if ('class="gap"' in clue) == ('class="gap"' in other) and other:
            path.write_text(page(card, card.front, night=False), "utf-8")
            browser.open(path, TABLET)
            first, second = json.loads(browser.run(_CLUES))
            assert first == second
            seen |= {(card.template, part) for part, look in enumerate(first) if look}
    assert seen == {("Name", 0), ("Which", 0), ("Which", 1), ("Which", 2), ("Which", 3)}


def said(definition: Text, term: Text) -> ConceptCard:
    """Give a definition in place of one of the pack's."""
    pack = sample_pack()
    card = next(
        issued.card
        for issued in pack.cards
        if isinstance(issued.card, ConceptCard) and issued.card.role is Role.DEFINITION
    )
    return replace(card, term=term, definition=definition, clue=None)


SCRIPTS = (
    "Ελληνικά",
    "Кириллица",
    "ไทยไม่มีช่องว่าง",
    "हिन्दी क्षत्रिय",
    "日本語の説明",
    "中文说明",
    "Tiếng Việt",
    "👩‍👩‍👧‍👦 🇰🇷",
    "עברית",
    "العربية",
)


def test_scripts_of_all_kinds_survive(tmp_path: Path, browser: Chromium) -> None:
    """Letters of every script arrive as they were written, conjoined or joined by nothing that is seen."""
    media, sides = cards_of(tmp_path, said(text(" · ".join(SCRIPTS), "en"), text("Scripts", "en")))
    card = next(each for each in sides if "Ελληνικά" in each.back)
    path = media / "scripts.html"
    assert measured(browser, path, page(card, card.back, night=False), PHONE) == FINE
    shown = browser.run("document.querySelector('.answer').textContent")
    assert all(each in shown for each in SCRIPTS)


def test_text_from_right_to_left_begins_at_the_right(tmp_path: Path, browser: Chromium) -> None:
    """Hebrew and Arabic run from the right, lists too; code in them runs on from the left, and Korean as ever."""
    hebrew = "<p>אחסון של אובייקטים בענן:</p><ul><li>זול</li><li>עמיד</li></ul><pre class='code'><code>aws s3 ls</code></pre>".replace(
        "'", '"'
    )
    media, sides = cards_of(
        tmp_path,
        said(text(hebrew, "en"), text("אחסון", "en")),
        said(text("تخزين الكائنات في السحابة", "en"), text("تخزين", "en")),
    )
    path = media / "direction.html"
    look = "JSON.stringify((each => { const box = each.getBoundingClientRect(), range = document.createRange(); range.selectNodeContents(each); const inner = range.getBoundingClientRect(); return [getComputedStyle(each).direction, box.right - inner.right < inner.left - box.left] })(document.querySelector(%r)))"
    for word, selector in (
        ("אחסון של", ".answer p"),
        ("זול", ".answer li"),
        ("تخزين الكائنات", ".answer [lang]"),
        ("אחסון", ".term"),
    ):
        card = next(each for each in sides if word in each.back)
        assert measured(browser, path, page(card, card.back, night=False), PHONE) == FINE
        assert json.loads(browser.run(look % selector)) == ["rtl", True], word
    card = next(each for each in sides if "אחסון של" in each.back)
    path.write_text(page(card, card.back, night=False), "utf-8")
    browser.open(path, TABLET)
    assert json.loads(browser.run(look % ".answer pre code")) == ["ltr", False]
    assert browser.run("getComputedStyle(document.querySelector('.foot')).direction") == "ltr"


PICTURES = """JSON.stringify((() => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true });
  const width = each => each ? Math.round(each.getBoundingClientRect().width) : 0;
  return { fits: [...document.querySelectorAll(".sp img:not(.zoomed img)")].map(width).every(each => each <= innerWidth - 16),
           zoomed: width(document.querySelector(".zoomed img")), tappable: document.querySelectorAll("img.tappable").length };
})())"""


def test_a_picture_fits_and_a_tap_enlarges_it(cards: tuple[Path, list[Rendered]], browser: Chromium) -> None:
    """It is never wider than the card; a tap shows it in its own size, and another puts it back."""
    media, sides = cards
    card = next(each for each in sides if "<img" in each.back)
    path = media / "zoom.html"
    path.write_text(page(card, card.back, night=True), "utf-8")
    browser.open(path, PHONE)
    before = json.loads(browser.run(PICTURES))
    assert (before["fits"], before["zoomed"], before["tappable"] > 0) == (True, 0, True)
    browser.run("document.querySelector('img.zooms').click()")
    assert json.loads(browser.run(PICTURES))["zoomed"] >= 960
    assert browser.run("document.documentElement.scrollWidth") <= PHONE
    browser.run("document.querySelector('.zoomed').click()")
    assert json.loads(browser.run(PICTURES)) == before
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(path, PHONE)
        assert json.loads(browser.run(PICTURES)) == {"fits": True, "zoomed": 0, "tappable": 0}
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)
    path.unlink()


def test_an_option_that_is_a_picture_is_chosen_and_not_enlarged(
    cards: tuple[Path, list[Rendered]], browser: Chromium
) -> None:
    """A tap has one meaning."""
    media, sides = cards
    card = next(each for each in sides if each.template == "Choose")
    name = next(each.name for each in media.iterdir() if each.suffix == ".png")
    front = card.front.replace('<div class="says">', f'<div class="says"><img src="{name}" alt="">', 1)
    path = media / "option.html"
    path.write_text(page(card, front, night=False), "utf-8")
    browser.open(path, PHONE)
    browser.run("document.querySelector('.option img').click()")
    assert json.loads(browser.run(PICTURES))["zoomed"] == 0
    assert browser.run("document.querySelectorAll('.chosen').length") == 1
    path.unlink()
