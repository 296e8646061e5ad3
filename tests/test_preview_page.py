"""The preview in a real browser: every card as Anki shows it, and a page that is calm, safe and can be used."""

# ruff: noqa: E501 - scripts of the page

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exporter.diagnostics import Diagnostic
from exporter.model import PRESETS
from exporter.render.templates import Templates
from exporter.source import Position
from exporter.writers.base import Job
from exporter.writers.preview import composed, writer
from exporter.writers.preview.cards import Shown, shown, with_older
from tests.chromium import Chromium
from tests.packs import picture, sample_pack
from tests.real_anki import bring_in, build, collection, rendered
from tests.test_cards_in_browser import MEASURE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Pack

WAIT = 20
# Text as it is read, in the order of the note whatever the day made of it, with a sign for each formula.
WORDS = r"""page => {
  const copy = page.body.cloneNode(true);
  copy.querySelectorAll("script, style, .letter, .letters").forEach(each => each.remove());
  for (const options of copy.querySelectorAll(".options")) {
    options.append(...[...options.children].sort((one, two) => one.dataset.slot < two.dataset.slot ? -1 : 1));
  }
  copy.querySelectorAll("img.math").forEach(each => each.replaceWith("∑"));
  copy.querySelectorAll(".math").forEach(each => each.replaceWith("∑"));
  return copy.textContent.replace(/\s+/g, "");
}"""
# The list is gone through, so that every card is given its frames once.
ALL = f"""(async () => {{
  const words = {WORDS}, found = {{}};
  const pause = () => new Promise(done => setTimeout(done, 20));
  for (const article of document.querySelectorAll("article")) {{
    const {{ card }} = article.row;
    for (let tries = 0; tries < 500 && !found[article.id]; tries += 1) {{
      // What grows above may have pushed it out of sight again.
      if (tries % 20 === 0) article.scrollIntoView();
      const pages = [...article.querySelectorAll("iframe")].map(each => each.contentDocument);
      if (pages.length === 2 && pages.every(each => each && each.readyState === "complete" && each.querySelector("#qa"))) {{
        found[article.id] = {{
          card: [card.kind, card.template, card.number, card.id],
          sides: pages.map(words),
          pictures: pages.flatMap(each => [...each.images].map(one => one.src.slice(0, 11))),
          classes: pages[0].body.className,
        }};
      }} else await pause();
    }}
  }}
  return JSON.stringify(found);
}})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Start one browser for all."""
    with Chromium() as started:
        yield started


@pytest.fixture(scope="module")
def packs(sample: Pack) -> dict[str, Pack]:
    """The sample vault asked in all directions, and the pack that holds everything that a card can."""
    return {"vault": replace(sample, ask=PRESETS["full"]), "made": sample_pack(PRESETS["full"])}


def written(pack: Pack) -> bytes:
    """Write a pack's page; fails on any finding of its own."""
    made = writer.write(pack, writer.options(), Job(0, Templates()))
    assert made.diagnostics == ()
    assert made.value is not None
    return made.value


class Looker:
    """Somebody in front of the page."""

    def __init__(self, browser: Chromium, path: Path) -> None:
        """Take a seat."""
        self.browser = browser
        self.path = path

    def opens(self, content: bytes | None = None, width: int = 1280, *, afresh: bool = True) -> None:
        """Open the page, with nothing remembered unless it is asked for."""
        if content is not None:
            self.path.write_bytes(content)
        if afresh:
            self.browser.open(self.path, width)
            self.run("(localStorage.clear(), sessionStorage.clear(), document.body.replaceChildren())")
            self.run("addEventListener('pagehide', () => sessionStorage.clear())")
        self.browser.open(self.path, width)
        self.settled()

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the page gives
        """Give the value of an expression in the page."""
        return self.browser.run(script)

    def until(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + WAIT
        while not self.run(script):
            assert time.monotonic() < end, script
            time.sleep(0.02)

    def settled(self) -> None:
        """Wait until the cards in sight are there; which those are is known with the next frame."""
        self.run(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        )
        self.until(
            "[...document.querySelectorAll('article')].filter(each => each.row.near).every(({row}) => row.frames.length"
            " && row.frames.every(({frame}) => frame && frame.contentDocument.readyState === 'complete' && frame.contentDocument.querySelector('#qa')))"
        )

    def sets(self, name: str, value: str) -> None:
        """Choose something in the bar; a switch is `on` or `off`."""
        if name == "light":
            self.run(f"document.querySelector('[name=light][value={value}]').click()")
        elif value in {"on", "off"}:
            wanted = json.dumps(value == "on")
            self.run(
                f"(each => {{ if (each.checked !== {wanted}) each.click() }})(document.querySelector('[name={name}]'))"
            )
        else:
            self.run(
                f"(each => {{ each.value = {json.dumps(value)}; each.dispatchEvent(new Event('change', {{bubbles: true}})) }})"
                f"(document.querySelector('[name={name}]'))"
            )
        self.settled()

    def searches(self, words: str) -> None:
        """Type into the search field, and wait for what it finds."""
        self.run(
            f"(each => {{ each.value = {json.dumps(words)}; each.dispatchEvent(new Event('input')) }})(document.getElementById('query'))"
        )
        time.sleep(0.3)
        self.settled()

    def ids(self) -> list[str]:
        """Give the ids of the cards that are listed."""
        return list(
            json.loads(
                self.run(
                    "JSON.stringify([...document.querySelectorAll('article:not([hidden])')].map(each => each.row.card.id))"
                )
            )
        )

    def in_frame(self, card: str, side: str, script: str) -> Any:  # noqa: ANN401 - whatever the page gives
        """Give the value of a function of a side's document, with the card in sight."""
        self.run(f"document.getElementById('{card}').scrollIntoView()")
        self.settled()
        return self.run(
            f"({script})(document.getElementById('{card}').row.frames.find(each => each.side === '{side}').frame.contentDocument)"
        )


@pytest.fixture
def looker(browser: Chromium, tmp_path: Path) -> Looker:
    """Give one."""
    return Looker(browser, tmp_path / "preview.html")


@pytest.mark.parametrize("name", ["vault", "made"])
def test_every_card_is_there_once_and_says_what_anki_says(
    packs: dict[str, Pack], name: str, looker: Looker, tmp_path: Path
) -> None:
    """Each card that Anki makes stands on the page once, and both of its sides have Anki's very text."""
    pack = packs[name]
    with collection(tmp_path) as opened:
        bring_in(opened, build(pack), tmp_path)
        theirs = rendered(opened)
    looker.opens(written(pack), 1000)
    ours = json.loads(looker.run(ALL)).values()
    assert len(ours) == len(theirs)
    assert max(Counter(map(str, (each["card"] for each in ours))).values()) == 1
    shown_by_anki = Counter((card.template, *_texts(looker, card.front, card.back)) for card in theirs)
    shown_here = Counter((each["card"][1], *each["sides"]) for each in ours)
    assert (shown_here - shown_by_anki, shown_by_anki - shown_here) == ({}, {})
    for each in ours:
        assert each["classes"] == f"card card{each['card'][2] + 1}"
        assert set(each["pictures"]) <= {"data:image/"}
    assert looker.browser.complaints() == []


def _texts(looker: Looker, *sides: str) -> list[str]:
    html = json.dumps(sides).replace("<", "\\u003c")
    script = f"JSON.stringify({html}.map(side => ({WORDS})(new DOMParser().parseFromString(side.replace(/\\\\[[(].*?\\\\[\\])]/gs, '∑'), 'text/html'))))"
    return list(json.loads(looker.run(script)))


def test_frames_follow_their_content_and_nothing_scrolls_sideways(
    packs: dict[str, Pack], looker: Looker
) -> None:
    """At each width of window and card, a frame is as high as its side and the page as wide as its window."""
    content = written(packs["made"])
    for window in (320, 768, 1280):
        looker.opens(content, window)
        for width in ("", "320", "768"):
            looker.sets("width", width)
            looker.sets("light", "both")
            looker.sets("open", "on")
            time.sleep(0.3)
            measured = json.loads(looker.run(_FRAMES))
            assert measured["sideways"] == 0, (window, width)
            assert measured["cut"] == [], (window, width)
            if width and int(width) < window:
                assert {round(each) for each in measured["widths"]} == {int(width)}
    assert looker.browser.complaints() == []


_FRAMES = """JSON.stringify((() => {
  const frames = [...document.querySelectorAll("iframe")];
  return {
    sideways: document.documentElement.scrollWidth - innerWidth,
    cut: frames.filter(each => each.contentDocument.documentElement.scrollHeight > each.clientHeight + 1).map(each => each.title),
    widths: frames.map(each => each.clientWidth),
  };
})())"""


def test_the_page_can_be_read_by_day_and_night(looker: Looker) -> None:
    """Every text of the page itself has a contrast of at least 4.5 to 1 and 12 pixels, on a phone and a desktop."""
    pack = sample_pack()
    place = Position(3, 1)
    findings = (
        Diagnostic(
            "key-without-option", "the answer names `C`", "a.md", place, 1, "**Answer: C**", "mend it"
        ),
        Diagnostic("translation-fuzzy", "the text has changed since", "a.md"),
    )
    made = shown(pack, Job(0, Templates())).value
    assert made is not None
    older = replace(made, cards=tuple(replace(card, older=True) for card in made.cards))
    content = composed(older, findings, Templates(), trouble="error: nothing works").value
    for window in (320, 1280):
        looker.opens(content, window)
        looker.run("document.querySelectorAll('#more, .findings summary').forEach(each => each.click())")
        for light in ("day", "night"):
            looker.sets("light", light)
            measured = json.loads(looker.run(MEASURE))
            for name in ("faint", "small", "wide"):
                assert measured[name] == [], (window, light)
            assert measured["sideways"] <= 0


def test_filters_and_search_leave_what_fits(packs: dict[str, Pack], looker: Looker) -> None:
    """Kind, chapter and words narrow the list, each with the others; the count says so."""
    pack = packs["vault"]
    looker.opens(written(pack))
    every = looker.ids()
    looker.sets("kind", "mcq")
    questions = looker.ids()
    assert 0 < len(questions) < len(every)
    looker.sets("chapter", "배포")
    both = looker.ids()
    assert 0 < len(both) < len(questions)
    assert (
        looker.run("[...document.querySelectorAll('h2.chapter')].filter(each => each.offsetHeight).length")
        == 1
    )
    assert (
        looker.run("document.getElementById('count').textContent") == f"카드 {len(every)}장 중 {len(both)}장"
    )
    looker.searches(both[0])
    assert set(looker.ids()) == {both[0]}
    looker.searches("no such word anywhere")
    assert looker.ids() == []
    assert looker.run("document.getElementById('nothing').offsetHeight") > 0
    looker.searches("")
    looker.sets("kind", "")
    looker.sets("chapter", "")
    assert looker.ids() == every
    looker.searches("SHARD 샤드")
    assert 0 < len(looker.ids()) < len(every)


def test_day_night_languages_and_details(packs: dict[str, Pack], looker: Looker) -> None:
    """One choice holds for all frames, those in sight and those that come; it is there again on the next visit."""
    looker.opens(written(packs["vault"]))
    looker.sets("light", "both")
    looker.sets("second", "on")
    looker.sets("open", "on")
    assert (
        looker.run("document.querySelector('article').row.frames.map(({side, dark}) => side + dark).join()")
        == "frontfalse,backfalse,fronttrue,backtrue"
    )
    last = looker.run("[...document.querySelectorAll('article')].at(-1).id")
    for _ in range(2):
        looker.run(f"document.getElementById('{last}').scrollIntoView()")
        looker.settled()
        shut = "document.getElementById('%s').row.frames.flatMap(({frame}) => [...frame.contentDocument.querySelectorAll('details:not([open])')]).length"
        assert looker.run(shut % last) == 0
        assert (
            looker.run(
                f"document.getElementById('{last}').row.frames.filter(({{frame}}) => frame.contentDocument.body.className.includes('nightMode night_mode')).length"
            )
            == 2
        )
        looker.opens(afresh=False)
    looker.sets("second", "off")
    looker.run("scrollTo(0, 0)")
    looker.settled()
    state = "[...new Set(document.querySelector('article').row.frames.flatMap(({frame}) => [...frame.contentDocument.querySelectorAll('details.toggle')].map(each => each.open)))].join()"
    assert looker.run(state) == "false"


def test_a_choice_on_the_front_shows_on_the_back_beside_it(packs: dict[str, Pack], looker: Looker) -> None:
    """Choosing an option flips that card's back to what it says of the choice, in the same order, and no other's."""
    looker.opens(written(packs["vault"]))
    looker.sets("kind", "mcq")
    looker.sets("light", "both")
    card = looker.run(
        "[...document.querySelectorAll('article:not([hidden])')].find(({row}) => row.card.template === 'Choose').id"
    )
    key = looker.in_frame(card, "back", "page => page.querySelector('.sp').dataset.key.split(' ')")
    for slot in key:
        looker.in_frame(card, "front", f"page => page.querySelector('.o{slot} .says').click()")
    backs = f"document.getElementById('{card}').row.frames.filter(each => each.side === 'back').map(({{frame}}) => frame.contentDocument)"
    looker.until(f"{backs}.every(page => page.querySelector('.outcome.right'))")
    order = "page => [...page.querySelectorAll('.option')].map(each => each.dataset.slot).join('')"
    assert looker.in_frame(card, "front", order) == looker.in_frame(card, "back", order)
    others = "[...document.querySelectorAll('article')].filter(each => each.id !== '%s').flatMap(({row}) => row.frames).filter(({frame}) => frame.contentDocument.querySelector('.outcome.right')).length"
    assert looker.run(others % card) == 0
    assert looker.browser.complaints() == []


def test_the_page_has_what_helpers_need(packs: dict[str, Pack], looker: Looker) -> None:
    """Language, title, landmarks, one first heading, a name for each control, frame and card."""
    looker.opens(written(packs["vault"]))
    tree = looker.browser.send("Accessibility.getFullAXTree")["nodes"]
    roles: dict[str, list[str]] = {}
    for node in tree:
        if not node["ignored"]:
            roles.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("searchbox", "combobox", "radio", "checkbox", "link", "article", "Iframe", "heading"):
        assert roles[role], role
        assert all(roles[role]), (role, roles[role])
    assert len(roles["main"]) == len(roles["banner"]) == 1
    assert looker.run("document.documentElement.lang") == "ko"
    assert looker.run("document.title") == "AWS 머신러닝 · 미리보기"
    assert looker.run("document.querySelectorAll('h1').length") == 1
    assert looker.run(
        "new Set([...document.querySelectorAll('[id]')].map(each => each.id)).size === document.querySelectorAll('[id]').length"
    )


def test_everything_is_reached_by_keyboard(packs: dict[str, Pack], looker: Looker) -> None:
    """The first stop skips to the cards, and each control comes in its turn, visibly."""
    looker.opens(written(packs["made"]))
    stops = []
    for _ in range(9):
        for kind in ("rawKeyDown", "keyUp"):
            looker.browser.send(
                "Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9
            )
        stops.append(looker.run("(each => each.name || each.id || each.className)(document.activeElement)"))
    assert stops == ["skip", "query", "kind", "chapter", "width", "light", "second", "open", "short"]


def test_nothing_is_loaded_and_no_foreign_script_runs(looker: Looker) -> None:
    """The page has no address but those that a reader follows, and a script that is not its own does not run."""
    pack = sample_pack()
    content = written(pack).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe-inline" not in policy[1].partition("style-src")[0]
    assert (
        re.findall(
            r"(?:src|srcset|action|poster)=\\?[\"'](?!data:|\\u0001)[^\"']*",
            content.partition("<body>")[2].replace("<script>", ""),
        )
        == []
    )
    hostile = (
        "<img src='x' onerror='document.title = 1'><script>document.title = 2</script>"
        "<script src='https://example.org/a.js'></script><img src='https://example.org/a.png'>"
    )
    made = shown(pack, Job(0, Templates())).value
    assert made is not None
    page_bytes = composed(made, (), Templates()).value
    assert page_bytes is not None
    smuggled = json.dumps(hostile)[1:-1].replace("<", "\\u003c").encode()
    looker.opens(page_bytes.replace(b'"front":"', b'"front":"' + smuggled, 1))
    looker.until("!!document.querySelector('iframe').contentDocument.querySelector('#qa')")
    assert looker.run("document.title") == "AWS ML · 미리보기"
    assert looker.run("document.querySelector('iframe').contentDocument.title") == ""
    loaded = looker.run(
        "JSON.stringify(performance.getEntriesByType('resource').map(each => each.name).filter(each => !each.startsWith('data:')))"
    )
    assert json.loads(loaded) == []


def test_pictures_stand_in_the_page_once() -> None:
    """However many cards show a picture, its bytes are there once; one that is not in the pack is left as it is."""
    pack = sample_pack(PRESETS["full"])
    content = written(pack).decode()
    assert content.count("data:image/png;base64,") == 1
    assert len(picture()) < len(content)


def test_of_three_thousand_cards_few_have_frames(looker: Looker) -> None:
    """Of a large page only the cards in sight have frames, however far one scrolls."""
    made = shown(sample_pack(PRESETS["full"]), Job(0, Templates())).value
    assert made is not None
    cards = tuple(
        replace(card, id=f"{number}{card.id}", short_id=f"x{number}")
        for number in range(1 + 3000 // len(made.cards))
        for card in made.cards
    )
    content = composed(replace(made, cards=cards), (), Templates()).value
    looker.opens(content)
    assert looker.run("document.querySelectorAll('article').length") == len(cards)
    for part in (0.2, 0.5, 0.9, 0.3):
        looker.run(f"scrollTo(0, document.documentElement.scrollHeight * {part})")
        time.sleep(0.3)
        looker.settled()
    assert looker.run("document.querySelectorAll('iframe').length") < 160


def test_cards_of_a_note_with_an_error_stay() -> None:
    """What an error takes away stands where it stood, marked; what its author took away is gone."""
    made = shown(sample_pack(), Job(0, Templates())).value
    assert made is not None
    first, second, *rest = made.cards
    less = replace(made, cards=tuple(rest))
    assert with_older(less, made, frozenset()).cards == tuple(rest)
    kept = with_older(less, made, frozenset({first.path})).cards
    assert kept == (replace(first, older=True), replace(second, older=True), *rest)
    again = with_older(less, Shown("", (), kept), frozenset({first.path}))
    assert again.cards == kept
    assert with_older(made, replace(made, cards=kept), frozenset({first.path})) == made
    last = with_older(replace(made, cards=made.cards[:-1]), made, frozenset({made.cards[-1].path}))
    assert last.cards[-1] == replace(made.cards[-1], older=True)


def test_equal_packs_give_equal_pages(packs: dict[str, Pack]) -> None:
    """Nothing but the pack decides what the page holds."""
    assert written(packs["made"]) == written(packs["made"])
