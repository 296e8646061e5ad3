"""Cards as people see them: rendered by the real backend, shown by headless Chromium by day and night."""

# ruff: noqa: E501 - scripts of the page

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from exporter.model import PRESETS, McqCard
from exporter.render.cells import clusters, width
from tests.chromium import Chromium
from tests.packs import DIAGRAM, reworded, sample_pack, text
from tests.real_anki import Rendered, bring_in, build, collection, page, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PHONE, TABLET = 320, 768
FINGER = 32

# What is read in one visit: everything unfolded, then measured by the browser itself.
MEASURE = r"""
(() => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true });
  const rgba = text => { const n = text.match(/[\d.]+/g).map(Number); return [n[0], n[1], n[2], n.length > 3 ? n[3] : 1] };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
  const behind = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const light = colour => {
    const [r, g, b] = colour.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ratio = (one, two) => {
    const [a, b] = [light(one), light(two)].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  };
  const faint = new Set(), small = new Set(), wide = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = texts.nextNode();) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.getClientRects().length || element.closest("style, .gap, .box")) continue;
    const style = getComputedStyle(element), under = behind(element);
    const found = ratio(over(rgba(style.color), under), under);
    if (found < 4.5) faint.add(`${found.toFixed(2)} ${element.className || element.tagName}: ${node.data.trim().slice(0, 30)}`);
    if (parseFloat(style.fontSize) < 12) small.add(`${style.fontSize} ${element.className || element.tagName}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width && box.right > innerWidth + .5 && !element.closest("pre, table, .math.display")) {
      wide.add(`${element.className || element.tagName} to ${box.right}`);
    }
  }
  const taps = [...document.querySelectorAll("summary")].map(each => each.getBoundingClientRect().height);
  return JSON.stringify({
    faint: [...faint], small: [...small], wide: [...wide],
    sideways: document.documentElement.scrollWidth - innerWidth,
    broken: [...document.images].filter(each => !each.naturalWidth).map(each => each.src),
    lowest: taps.length ? Math.min(...taps) : 999,
    text: document.body.innerText.trim().length,
  });
})()
"""


@dataclass(frozen=True, slots=True)
class View:
    """One side of a card in one window, as the browser measures it."""

    name: str
    measured: dict[str, Any]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Start one browser for all."""
    with Chromium() as started:
        yield started


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Rendered]]:
    """Import everything that can be asked; the media folder and the cards."""
    folder = tmp_path_factory.mktemp("anki")
    with collection(folder) as opened:
        bring_in(opened, build(sample_pack(PRESETS["full"])), folder)
        return folder / "collection.media", rendered(opened)


@pytest.fixture(scope="module")
def views(cards: tuple[Path, list[Rendered]], browser: Chromium) -> list[View]:
    """Look at every card, front and back, by day and night, on a phone and on a tablet."""
    media, sides = cards
    path, seen = media / "card.html", []
    for card in sides:
        for side, night, pixels in _ways():
            path.write_text(page(card, getattr(card, side), night=night), "utf-8")
            browser.open(path, pixels)
            name = f"{card.note_type} {card.template} {side} {'night' if night else 'day'} {pixels}"
            seen.append(View(name, json.loads(browser.run(MEASURE)), browser.complaints()))
    path.unlink()
    return seen


def _ways() -> list[tuple[str, bool, int]]:
    return [
        (side, night, pixels)
        for side in ("front", "back")
        for night in (False, True)
        for pixels in (PHONE, TABLET)
    ]


def _with(views: list[View], key: str) -> dict[str, Any]:
    return {view.name: view.measured[key] for view in views if view.measured[key]}


def test_every_card_shows_something_and_writes_nothing_to_the_console(views: list[View]) -> None:
    """No side is blank, no picture is missing, and the browser has nothing to complain about."""
    assert len(views) == 33 * 8
    assert [view.name for view in views if not view.measured["text"]] == []
    assert {view.name: view.complaints for view in views if view.complaints} == {}
    assert _with(views, "broken") == {}


def test_nothing_scrolls_sideways_but_drawings_and_code(views: list[View]) -> None:
    """At 320 pixels and above the page is never wider than its window."""
    assert {view.name: view.measured["sideways"] for view in views if view.measured["sideways"] > 0} == {}
    assert _with(views, "wide") == {}


def test_text_stands_out_from_its_ground_by_day_and_night(views: list[View]) -> None:
    """Every text has a contrast of at least 4.5 to 1 with what lies behind it."""
    assert _with(views, "faint") == {}


def test_text_is_large_enough_and_folds_can_be_tapped(views: list[View]) -> None:
    """No text is below 12 pixels, and what reacts to a tap is as high as a finger needs."""
    assert _with(views, "small") == {}
    assert [view.name for view in views if view.measured["lowest"] < FINGER] == []


def test_drawing_is_exact_to_the_cell(cards: tuple[Path, list[Rendered]], browser: Chromium) -> None:
    """Each sign stands in the column that it has in the note, and rows touch, whatever the fonts."""
    media, sides = cards
    card = next(each for each in sides if "┌" in each.back)
    path = media / "drawing.html"
    path.write_text(page(card, card.back, night=False), "utf-8")
    browser.open(path, TABLET)
    shown = json.loads(browser.run(_CELLS))
    expected = [
        (row, width(line[:place]))
        for row, line in enumerate(DIAGRAM.splitlines())
        for place, sign in _places(line)
        if not sign.isascii()
    ]
    assert len(shown) == len(expected) > 100
    for (row, column), (left, top, height) in zip(expected, shown, strict=True):
        assert left == pytest.approx(column, abs=0.15)
        assert top == pytest.approx(row * height, abs=0.5)
    path.unlink()


def _places(line: str) -> Iterator[tuple[int, str]]:
    place = 0
    for sign in clusters(line):
        yield place, sign
        place += len(sign)


# Of each sign in a cell: its left edge in cells, its top and its height in pixels, from the drawing's corner.
_CELLS = r"""
(() => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true });
  const drawing = [...document.querySelectorAll(".diagram")].at(-1);
  const outer = drawing.getBoundingClientRect(), style = getComputedStyle(drawing);
  const left = outer.left + parseFloat(style.paddingLeft), top = outer.top + parseFloat(style.paddingTop);
  const cell = drawing.querySelector(".c1").getBoundingClientRect().width;
  return JSON.stringify([...drawing.querySelectorAll("i")].map(each => {
    const box = each.getBoundingClientRect();
    return [(box.left - left) / cell, box.top - top, box.height];
  }));
})()
"""


@pytest.mark.parametrize("letter", "ABCDEFGH")
def test_key_is_marked_by_style_alone(
    letter: str, cards: tuple[Path, list[Rendered]], browser: Chromium
) -> None:
    """Whichever letter is the key, that option and no other is filled."""
    media, sides = cards
    card = next(each for each in sides if each.note_type == "studypack MCQ" and "options key H" in each.back)
    path = media / "key.html"
    back = card.back.replace("options key H", f"options key {letter}")
    path.write_text(page(card, back, night=False), "utf-8")
    browser.open(path, PHONE)
    filled = browser.run(
        "[...document.querySelectorAll('.option')].filter(each => getComputedStyle(each, '::after').content !== 'none')"
        ".map(each => each.dataset.slot).join(' ')"
    )
    assert filled == letter
    path.unlink()


def test_labels_speak_the_languages_of_the_card(
    cards: tuple[Path, list[Rendered]], browser: Chromium
) -> None:
    """A card wholly in English shows English labels; one with Korean in it shows both."""
    media, sides = cards
    path = media / "labels.html"
    shown = {}
    for lang, says in (("en", "Population stability index"), ("ko", "Production Variants")):
        card = next(each for each in sides if f">{says}</div>" in each.back)
        path.write_text(page(card, card.back, night=False), "utf-8")
        browser.open(path, PHONE)
        shown[lang] = browser.run("document.querySelector('summary').innerText").split("\n")
    assert shown == {"en": ["In practice"], "ko": ["비교표", "Side by side"]}
    path.unlink()


def test_code_and_tables_scroll_by_themselves(tmp_path: Path, browser: Chromium) -> None:
    """A long line of code in an option and a wide table leave the card as wide as its window."""
    pack = sample_pack()
    code = f'<pre class="code"><code class="language-python">{"call(argument) " * 20}</code></pre>'
    cells = "".join(f"<td>{'SageMakerEndpointConfiguration' if n == 3 else n}</td>" for n in range(10))
    table = (
        f"<table><thead><tr>{cells.replace('td>', 'th>')}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    )
    number, question = next(
        (n, one.card) for n, one in enumerate(pack.cards) if isinstance(one.card, McqCard)
    )
    option = replace(question.options[0], text=text(f"{code}{table}"), rationale=text(f"{code}{table}"))
    changed = replace(question, options=(option, *question.options[1:]))
    with collection(tmp_path) as opened:
        bring_in(opened, build(reworded(pack, number, changed)), tmp_path)
        card = next(each for each in rendered(opened) if "call(argument)" in each.front)
    path = tmp_path / "wide.html"
    for side in (card.front, card.back):
        for pixels in (PHONE, TABLET):
            path.write_text(page(card, side, night=False), "utf-8")
            browser.open(path, pixels)
            measured = json.loads(browser.run(MEASURE))
            assert measured["sideways"] <= 0
            assert measured["wide"] == []
            words = "[...document.querySelectorAll('td')].filter(each => each.innerText.length > 20)"
            assert browser.run(f"Math.max(...{words}.map(each => each.getClientRects()[0].height))") < 60
