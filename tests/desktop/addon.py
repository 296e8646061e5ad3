"""A learner inside Anki's desktop program: an add-on that imports, studies, and writes down what it saw.

`STUDYPACK_LESSON` names a folder with `plan.json`: `decks` to import one after another, `look` and `choice`,
scripts that give what a page shows, and `shots`, a folder for pictures or null. Into it goes `seen.json`.
"""

from __future__ import annotations

import json
import os
import traceback
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from anki.import_export_pb2 import ImportResponse
from aqt import gui_hooks, mw
from aqt.import_export.import_dialog import ImportDialog
from aqt.import_export.importing import import_file
from aqt.qt import QApplication, QPoint, Qt, QTimer
from aqt.theme import Theme, theme_manager
from aqt.webview import AnkiWebPage
from PyQt6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

LESSON = Path(os.environ["STUDYPACK_LESSON"])
PATIENCE, STEP = 30_000, 30
WINDOW = (760, 1160)
AGAIN, GOOD, EASY = "134"
THEMES = {"day": Theme.LIGHT, "night": Theme.DARK}
Sign = TypeVar("Sign")


def wait(condition: Callable[[], Sign], what: str) -> Sign:
    """Let the program go on until the condition holds, and give it; fails after half a minute."""
    for _ in range(PATIENCE // STEP):
        if held := condition():
            return held
        QTest.qWait(STEP)
    raise TimeoutError(what)


def ask(web: Any, script: str) -> Any:  # noqa: ANN401 - whatever the page gives
    """Give the value of an expression in a page."""
    given: list[Any] = []
    web.evalWithCallback(script, given.append)
    wait(lambda: given, script)
    return given[0]


def press(key: str | Qt.Key) -> None:
    """Press a key where the card is shown; no window manager gives the window its focus."""
    mw.activateWindow()
    mw.web.setFocus()
    wait(mw.isActiveWindow, "the focus of the window")
    QTest.keyClick(mw.web.focusProxy(), key)
    QTest.qWait(60)


def click(selector: str) -> None:
    """Click in the middle of what the selector finds on the card."""
    script = (
        "(each => { each.scrollIntoView({block: 'center'}); const box = each.getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + box.height / 2] })"
        f"(document.querySelector({selector!r}))"
    )
    left, top = (round(each * mw.web.zoomFactor()) for each in ask(mw.web, script))
    QTest.mouseClick(mw.web.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(left, top))
    QTest.qWait(60)


class Lesson:
    """One session at the program.

    Attributes:
        plan: What to do.
        seen: What was seen of it: imports, sides, choices, answers, and what pages wrote to the console.
        responses: What the backend gave back for each import.
        eases: What cards are answered with, one after another.
    """

    def __init__(self) -> None:
        """Read the plan, and listen to the console of every page."""
        self.plan = json.loads((LESSON / "plan.json").read_text("utf-8"))
        self.seen: dict[str, Any] = {
            "imports": [],
            "sides": [],
            "choices": [],
            "answers": [],
            "console": [],
            "error": None,
        }
        self.responses: list[bytes] = []
        self.eases = chain((AGAIN, GOOD), repeat(EASY))

        def noted(_page: object, level: Any, message: str, line: int, source: str) -> None:  # noqa: ANN401
            self.seen["console"].append([level.name, message, line, source])

        AnkiWebPage.javaScriptConsoleMessage = noted

    def run(self) -> None:
        """Do all, and leave what was seen, whatever happens."""
        try:
            mw.resize(*WINDOW)
            mw.move(0, 0)
            first, *later = self.plan["decks"]
            self.bring_in(first)
            self.study()
            for deck in later:
                self.bring_in(deck)
        except Exception:  # noqa: BLE001 - it is told to the test, which fails
            self.seen["error"] = traceback.format_exc()
            self.shoot("error")
        (LESSON / "seen.json").write_text(json.dumps(self.seen, ensure_ascii=False), "utf-8")
        mw.unloadProfileAndExit()

    def bring_in(self, deck: str) -> None:
        """Import a deck as people do: its dialog, its button, its log."""
        imported = mw.col._backend.import_anki_package_raw

        def listening(*request: Any) -> bytes:  # noqa: ANN401 - handed on
            self.responses.append(imported(*request))
            return self.responses[-1]

        mw.col._backend.import_anki_package_raw = listening
        before = len(self.responses)
        import_file(mw, deck)
        dialog = wait(
            lambda: next((w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog)), None),
            "the import dialog",
        )
        button = "document.querySelector('button.primary')"
        wait(lambda: ask(dialog.web, f"!!{button}"), "the button that imports")
        ask(dialog.web, f"{button}.click()")
        wait(lambda: len(self.responses) > before, "the import")
        text = wait(lambda: _settled(dialog.web), "the log of the import")
        self.shoot(f"import-{len(self.responses)}", dialog)
        log = ImportResponse.FromString(self.responses[-1]).log
        counts = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")}
        self.seen["imports"].append(
            {**counts, "said": text, "notes": mw.col.note_count(), "cards": mw.col.card_count()}
        )
        dialog.reject()
        mw.col._backend.import_anki_package_raw = imported
        mw.reset()
        QTest.qWait(300)

    def study(self) -> None:
        """Study one card of each template until none is left: again, good, then easy."""
        chosen = one_of_each()
        mw.col.sched.suspend_cards([each for each in mw.col.find_cards("") if each not in chosen])
        deck = mw.col.get_card(chosen[0]).did
        mw.col.decks.select(mw.col.decks.parents(deck)[0]["id"] if mw.col.decks.parents(deck) else deck)
        mw.moveToState("overview")
        QTest.qWait(500)
        press("s")
        wait(lambda: mw.state == "review", "the reviewer")
        while self.shown("front"):
            card = mw.reviewer.card
            first = card.id not in {each["card"] for each in self.seen["answers"]}
            if first:
                self.look("front")
                if card.template()["name"] == "Choose":
                    self.choose()
            press(Qt.Key.Key_Space)
            if not self.shown("back"):
                message = "the back is not shown"
                raise RuntimeError(message)
            if first:
                self.look("back")
            self.answer(next(self.eases))
        self.shoot("done")

    def shown(self, side: str) -> bool:
        """Wait for a side that has not been seen; whether one came, or the deck is done."""
        fresh = f"!!document.querySelector('#qa .sp.{side}:not([data-seen])')"
        wait(lambda: mw.state != "review" or ask(mw.web, fresh), f"a {side}")
        if mw.state != "review":
            return False
        QTest.qWait(150)
        ask(mw.web, f"document.querySelector('.sp.{side}').dataset.seen = 1")
        return True

    def look(self, side: str) -> None:
        """Measure the side by day and night, and take its pictures, folded and unfolded."""
        card = mw.reviewer.card
        kind, template = card.note_type()["name"], card.template()["name"]
        choice = json.loads(ask(mw.web, self.plan["choice"])) if template == "Choose" else None
        name = f"{kind.removeprefix('studypack ')}-{template}-{side}"
        for theme in THEMES:
            dress(theme)
            self.shoot(f"{name}-{theme}")
        for theme in reversed(THEMES):
            dress(theme)
            look = json.loads(ask(mw.web, self.plan["look"]))
            classes = ask(
                mw.web, "document.documentElement.className + ' ' + document.body.className"
            ).split()
            self.shoot(f"{name}-{theme}-open")
            self.seen["sides"].append(
                {
                    "card": card.id,
                    "kind": kind,
                    "template": template,
                    "side": side,
                    "theme": theme,
                    "night": theme_manager.night_mode,
                    "classes": classes,
                    "choice": choice,
                    **look,
                }
            )
        ask(mw.web, "document.querySelectorAll('details').forEach(fold => { fold.open = false })")

    def choose(self) -> None:
        """Choose by letter, by mouse and by the arrows, and note each time what is chosen."""
        steps: list[tuple[str, Callable[[], None]]] = [
            ("c", lambda: press("c")),
            ("mouse", lambda: click(".option:nth-child(1)")),
            ("down", lambda: press(Qt.Key.Key_Down)),
        ]
        for name, step in steps:
            before = ask(mw.web, self.plan["choice"])
            step()
            wait(lambda before=before: ask(mw.web, self.plan["choice"]) != before, f"a choice by {name}")
            self.seen["choices"].append({"by": name, **json.loads(ask(mw.web, self.plan["choice"]))})
        for theme in reversed(THEMES):
            dress(theme)
            self.shoot(f"MCQ-Choose-chosen-{theme}")

    def answer(self, ease: str) -> None:
        """Answer with a key, and count the log of reviews before and after."""
        card, before = mw.reviewer.card.id, reviews()
        press(ease)
        wait(lambda: reviews() != before, "an entry in the log of reviews")
        rated = mw.col.db.scalar("select ease from revlog order by id desc limit 1")
        self.seen["answers"].append(
            {"card": card, "pressed": int(ease), "logged": rated, "more": reviews() - before}
        )

    def shoot(self, name: str, window: Any = None) -> None:  # noqa: ANN401 - a window
        """Take a picture of the whole window."""
        if self.plan["shots"]:
            QTest.qWait(250)
            shown = window or mw
            shown.screen().grabWindow(shown.winId()).save(str(Path(self.plan["shots"], f"{name}.png")))


def one_of_each() -> list[int]:
    """Give a card for each template, no two of one note; with the other language where there is one."""
    cards: dict[tuple[str, str], int] = {}
    notes: set[int] = set()
    every = [mw.col.get_card(each) for each in sorted(mw.col.find_cards(""))]
    for card in sorted(every, key=lambda each: 'class="toggle"' not in each.question()):
        key = (card.note_type()["name"], card.template()["name"])
        if key not in cards and card.nid not in notes:
            cards[key] = card.id
            notes.add(card.nid)
    return list(cards.values())


def dress(theme: str) -> None:
    """Have the program dark or light."""
    mw.set_theme(THEMES[theme])
    wait(
        lambda: ask(mw.web, "document.body.classList.contains('nightMode')") is (theme == "night"),
        f"{theme} on the card",
    )
    QTest.qWait(100)


def reviews() -> int:
    """Count the log of reviews."""
    return int(mw.col.db.scalar("select count() from revlog"))


def _settled(web: Any) -> str:  # noqa: ANN401 - a web view
    text = ask(web, "document.body.innerText")
    QTest.qWait(400)
    again = ask(web, "document.body.innerText")
    return str(again).partition("Details")[0] if text == again and "note" in again else ""


def begin() -> None:
    """Begin when the profile is open and its window stands."""
    QTimer.singleShot(1000, Lesson().run)


gui_hooks.profile_did_open.append(begin)
