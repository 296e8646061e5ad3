"""Questions in a real browser: options in an order of the day, the learner's choice, and what is said of it."""

# ruff: noqa: E501 - scripts of the page

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from exporter.model import McqCard
from tests.chromium import Chromium
from tests.packs import sample_pack
from tests.real_anki import Rendered, bring_in, build, collection, page, rendered
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = 86_400_000
NOON = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()) * 1000
# What a page shows: slots in their order, letters, what is chosen, and what is said.
STATE = """JSON.stringify((() => {
  const items = [...document.querySelectorAll(".option")];
  const shown = document.querySelector(".outcome.right, .outcome.partly, .outcome.wrong");
  return {
    order: items.map(each => each.dataset.slot).join(""),
    letters: items.map(each => each.querySelector(".letter").textContent).join(""),
    chosen: items.filter(each => each.classList.contains("chosen")).map(each => each.dataset.slot).sort().join(""),
    key: (document.querySelector(".letters") || {}).textContent || "",
    said: shown ? shown.className.split(" ")[1] : "",
  };
})())"""


# As the reviewer does: the page stays, its content is exchanged, and scripts are run anew.
SHOW = """side => {
  const place = document.querySelector("#qa");
  place.innerHTML = side;
  for (const old of place.querySelectorAll("script")) {
    const made = document.createElement("script");
    made.textContent = old.textContent;
    old.replaceWith(made);
  }
}"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> list[Rendered]:
    """The questions of the made-up pack, each as it is chosen from."""
    folder = tmp_path_factory.mktemp("choosing")
    with collection(folder) as opened:
        bring_in(opened, build(sample_pack()), folder)
        return [card for card in rendered(opened) if card.template == "Choose"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all."""
    with Chromium() as made:
        yield made


class Learner:
    """Somebody in front of the real reviewer's page, at a time of their own.

    Attributes:
        browser: Shows the page.
        path: Where it lies.
    """

    def __init__(self, browser: Chromium, folder: Path) -> None:
        """Take a seat."""
        self.browser = browser
        self.path = folder / "reviewer.html"
        self.style = ""

    def sees(self, card: Rendered, side: str, moment: int, *, forgets: bool = False) -> dict[str, Any]:
        """Give what a side shows at a moment (milliseconds since the epoch)."""
        if card.css != self.style:
            self.path.write_text(page(card, "", night=False), "utf-8")
            self.browser.open(self.path, 400)
            self.style = card.css
        forget = "sessionStorage.clear();" if forgets else ""
        self.browser.run(f"{forget} Date.now = () => {moment}; ({SHOW})({json.dumps(getattr(card, side))})")
        assert self.browser.complaints() == []
        return self.state()

    def state(self) -> dict[str, Any]:
        """Give what the page shows now."""
        return dict(json.loads(self.browser.run(STATE)))

    def taps(self, slot: str) -> dict[str, Any]:
        """Tap an option."""
        self.browser.run(f"document.querySelector('.o{slot} .says').click()")
        return self.state()

    def presses(self, key: str) -> dict[str, Any]:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self.browser.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                text=key if kind == "keyDown" and len(key) == 1 else "",
            )
        return self.state()


@pytest.fixture
def learner(browser: Chromium, tmp_path: Path) -> Learner:
    """Give a learner."""
    return Learner(browser, tmp_path)


def test_front_and_back_agree_on_thirty_days(cards: list[Rendered], learner: Learner) -> None:
    """On both sides the same option has the same letter, whether the client remembers the front or not."""
    for day in range(30):
        card = cards[day % len(cards)]
        front = learner.sees(card, "front", NOON + day * DAY)
        back = learner.sees(card, "back", NOON + day * DAY, forgets=day % 2 == 0)
        assert (front["order"], front["letters"]) == (back["order"], back["letters"])
        assert sorted(front["order"]) == list(front["letters"])


def test_a_card_turned_past_four_in_the_morning_keeps_its_order(
    cards: list[Rendered], learner: Learner
) -> None:
    """The day ends at four; a question asked a second before is answered in the order it was asked in."""
    card = cards[0]
    four = int(learner.browser.run("new Date(2026, 2, 5, 4, 0, 0).getTime()"))
    for moment in range(four - 1000, four + 20 * DAY, DAY):
        before = learner.sees(card, "front", moment)
        assert learner.sees(card, "back", moment + 2000)["order"] == before["order"]
    midnight = four - 4 * 3_600_000
    assert (
        learner.sees(card, "front", midnight - 1)["order"]
        == learner.sees(card, "front", midnight + 1)["order"]
    )


def test_every_option_comes_first_about_equally_often(cards: list[Rendered], learner: Learner) -> None:
    """Over a thousand days none of the free options is favoured in any place."""
    card = next(each for each in cards if 'data-pinned=""' in each.front)
    options = len(learner.sees(card, "front", NOON)["order"])
    script = """JSON.stringify((() => {
      const root = document.querySelector(".sp.mcq"), source = document.querySelector("#qa > script").textContent;
      const firsts = [];
      for (let day = 0; day < 1000; day += 1) {
        Date.now = () => NOON + day * DAY;
        delete root.dataset.set;
        (0, eval)(source);
        firsts.push(document.querySelector(".option").dataset.slot);
      }
      return firsts;
    })())"""
    script = script.replace("NOON", str(NOON)).replace("DAY", str(DAY))
    counts = Counter(json.loads(learner.browser.run(script)))
    assert len(counts) == options
    assert all(800 < count * options < 1200 for count in counts.values()), counts


def test_what_is_chosen_is_told_on_the_back(cards: list[Rendered], learner: Learner) -> None:
    """Right, wrong, and nothing chosen; the key's letters are those that are shown."""
    card = cards[0]
    front = learner.sees(card, "front", NOON)
    key = learner.sees(card, "back", NOON, forgets=True)
    assert key["said"] == key["chosen"] == ""
    by_letter = dict(zip(front["letters"], front["order"], strict=True))
    right = [by_letter[letter] for letter in key["key"].split()]
    wrong = next(slot for slot in front["order"] if slot not in right)
    for slots, said in ((right, "right"), ([wrong], "wrong")):
        learner.sees(card, "front", NOON)
        for slot in slots:
            learner.taps(slot)
        back = learner.sees(card, "back", NOON)
        assert (back["chosen"], back["said"]) == ("".join(sorted(slots)), said)


def test_a_tap_chooses_and_another_takes_it_back(cards: list[Rendered], learner: Learner) -> None:
    """Of a question with one right option one is chosen at a time."""
    card = next(each for each in cards if 'data-choose=""' in each.front)
    learner.sees(card, "front", NOON)
    assert learner.taps("A")["chosen"] == "A"
    assert learner.taps("B")["chosen"] == "B"
    assert learner.taps("B")["chosen"] == ""


def test_letters_choose_as_taps_do(cards: list[Rendered], learner: Learner) -> None:
    """A key is the letter that is shown, in either case; what no option has does nothing."""
    state = learner.sees(cards[0], "front", NOON)
    second = state["order"][1]
    assert learner.presses("b")["chosen"] == second
    assert learner.presses("B")["chosen"] == ""
    assert learner.presses("z")["chosen"] == ""


def test_arrows_choose_where_the_program_keeps_letters_for_itself(
    cards: list[Rendered], learner: Learner
) -> None:
    """Down and up go through the options; where several are right, right takes one or puts it back."""
    one = next(each for each in cards if 'data-choose=""' in each.front)
    order = learner.sees(one, "front", NOON)["order"]
    assert learner.presses("ArrowDown")["chosen"] == order[0]
    assert learner.presses("ArrowDown")["chosen"] == order[1]
    assert learner.presses("ArrowUp")["chosen"] == order[0]
    assert learner.presses("ArrowUp")["chosen"] == order[0]
    assert learner.presses("ArrowRight")["chosen"] == order[0]
    two = next(each for each in cards if "2" in each.front.partition('data-choose="')[2].partition('"')[0])
    order = learner.sees(two, "front", NOON)["order"]
    assert learner.presses("ArrowUp")["chosen"] == ""
    assert learner.presses("ArrowRight")["chosen"] == order[-1]
    learner.presses("ArrowUp")
    assert learner.presses("ArrowRight")["chosen"] == "".join(sorted(order[-2:]))
    assert learner.presses("ArrowRight")["chosen"] == order[-1]


def test_two_are_chosen_where_two_are_right(cards: list[Rendered], learner: Learner) -> None:
    """As many as are asked for; a third takes the place of the first, and half of it is partly right."""
    card = next(each for each in cards if "2" in each.front.partition('data-choose="')[2].partition('"')[0])
    state = learner.sees(card, "front", NOON)
    first, second, third = state["order"][:3]
    learner.taps(first)
    assert learner.taps(second)["chosen"] == "".join(sorted((first, second)))
    assert learner.taps(third)["chosen"] == "".join(sorted((second, third)))


def test_what_speaks_of_others_keeps_its_place(tmp_path: Path, learner: Learner) -> None:
    """An option such as `All of the above` stays, and where a text names a letter none is moved."""
    pack = sample_pack()
    (first, *_) = [issued for issued in pack.cards if isinstance(issued.card, McqCard)]
    assert isinstance(first.card, McqCard)
    options = first.card.options
    last = replace(
        options[-1], text=replace(options[-1].text, text="All of the above", html="All of the above")
    )
    pinned = replace(first, card=replace(first.card, options=(*options[:-1], last)))
    with collection(tmp_path) as opened:
        bring_in(opened, build(replace(pack, cards=(pinned,))), tmp_path)
        (card,) = [each for each in rendered(opened) if each.template == "Choose"]
    orders = {learner.sees(card, "front", NOON + day * DAY)["order"] for day in range(12)}
    assert len(orders) > 2
    assert {order[-1] for order in orders} == {options[-1].label}
    why = replace(options[0].text, text="Unlike option B it waits.", html="Unlike option B it waits.")
    named = replace(
        first, card=replace(first.card, options=(replace(options[0], rationale=why), *options[1:]))
    )
    folder = tmp_path / "named"
    folder.mkdir()
    with collection(folder) as opened:
        bring_in(opened, build(replace(pack, cards=(named,))), folder)
        (card,) = [each for each in rendered(opened) if each.template == "Choose"]
    assert len({learner.sees(card, "front", NOON + day * DAY)["order"] for day in range(8)}) == 1


def test_without_scripts_everything_is_there(cards: list[Rendered], learner: Learner) -> None:
    """With JavaScript off, options stand in the note's order and the key is marked."""
    learner.browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        for card in cards:
            for side in ("front", "back"):
                learner.path.write_text(page(card, getattr(card, side), night=False), "utf-8")
                learner.browser.open(learner.path, 400)
                state = learner.state()
                assert state["order"] == "".join(sorted(state["order"])) == state["letters"]
            key = state["key"].split()
            filled = "each => getComputedStyle(each).borderTopWidth === '2px'"
            marked = f"[...document.querySelectorAll('.option')].filter({filled}).map(each => each.dataset.slot).join(' ')"
            assert learner.browser.run(marked) == " ".join(key)
    finally:
        learner.browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_the_script_is_the_same_on_every_card() -> None:
    """It stands in the templates once, and asks nothing of the network."""
    script = (ROOT / "templates/anki/parts/choosing.html").read_text("utf-8")
    assert "http" not in script
    assert "{{" not in script
