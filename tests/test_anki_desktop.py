"""Anki's desktop program itself, on a virtual screen: it imports, shows and answers every kind of card.

The program runs from `.venv/desktop`, which `make test-all` makes, with the add-on in `tests/desktop/`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.real_anki import collection
from tests.test_cards_in_browser import FINGER, MEASURE
from tests.test_cards_look import FINE
from tests.test_choosing import STATE
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = ROOT / ".venv" / "desktop" / "bin"
LIMIT = 300
TEMPLATES = {
    ("studypack Concept", "Recall"),
    ("studypack Concept", "Name"),
    ("studypack Trade-off", "Whole"),
    ("studypack Trade-off", "Pros"),
    ("studypack Trade-off", "Cons"),
    ("studypack Trade-off", "Which"),
    ("studypack MCQ", "Choose"),
    ("studypack MCQ", "Recall"),
    ("studypack Cloze", "Cloze"),
}


@contextmanager
def running(*command: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:  # noqa: ANN401 - Popen's own
    """Run a program; at the end nothing of it, nor of what it has started, is left."""
    process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, **how)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def screen() -> Iterator[str]:
    """Start a virtual screen and give its name."""
    ours, theirs = os.pipe()
    with (
        running(
            *("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1000x1200x24", "-nolisten", "tcp"),
            pass_fds=[theirs],
            stderr=subprocess.DEVNULL,
        ),
        os.fdopen(ours) as told,
    ):
        os.close(theirs)
        yield f":{told.readline().strip()}"


def built(vault: Path, out: Path) -> tuple[Path, dict[str, Any]]:
    """Build a deck as people do; where it is, and the plan."""
    words = ["build", str(vault), "--to", "apkg", "--out", str(out), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "exporter", *words], cwd=ROOT, check=True, capture_output=True, timeout=120
    )
    report = json.loads(done.stdout)
    plan: dict[str, Any] = report["plan"]
    return out / "aws.apkg", plan


def lesson(folder: Path, decks: list[Path], shots: str | None) -> dict[str, Any]:
    """Have the add-on take its lesson in a fresh profile, and give what it saw."""
    base = folder / "base"
    addon = base / "addons21" / "lesson"
    addon.mkdir(parents=True)
    shutil.copyfile(ROOT / "tests" / "desktop" / "addon.py", addon / "__init__.py")
    if shots:
        Path(shots).mkdir(parents=True, exist_ok=True)
        shots = str(Path(shots).resolve())
    plan = {"decks": list(map(str, decks)), "look": MEASURE, "choice": STATE, "shots": shots}
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    with screen() as display, (folder / "log").open("wb") as log:
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",  # tests may run as root in a container
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
            "ANKI_SINGLE_INSTANCE_KEY": f"studypack-{os.getpid()}",
            "STUDYPACK_LESSON": str(folder),
        }
        make = [PROGRAM / "python", ROOT / "tests" / "desktop" / "fresh_profile.py", base]
        subprocess.run(make, env=surroundings, check=True, timeout=60, stdout=log, stderr=log)
        words = [str(PROGRAM / "anki"), "-b", str(base), "-p", "Learner", "-l", "en_US"]
        with running(*words, env=surroundings, stdout=log, stderr=log) as program:
            try:
                program.wait(LIMIT)
            except subprocess.TimeoutExpired:
                pytest.fail(f"the program did not end: {(folder / 'log').read_text('utf-8', 'replace')}")
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    return seen


@pytest.mark.slow
@pytest.mark.skipif(not PROGRAM.exists(), reason="Anki's desktop program is installed by `make test-all`")
def test_a_learner_at_the_desktop_program(sample_vault: Path, tmp_path: Path) -> None:
    """Every template is shown without fault by day and night, chosen from, answered, and updated."""
    vault = shutil.copytree(sample_vault, tmp_path / "vault")
    settings = vault / "studypack.toml"
    settings.write_text('ask = "full"\n' + settings.read_text("utf-8"), "utf-8")
    first, plan = built(vault, tmp_path / "first")
    again, unchanged = built(vault, tmp_path / "again")
    note = vault / "data" / "feature-store.md"
    text = note.read_text("utf-8")
    assert text.count("기본 단위") == 1
    note.write_text(text.replace("기본 단위", "기본이 되는 단위"), "utf-8")
    edited, changed = built(vault, tmp_path / "edited")
    assert (len(unchanged["changed"]), len(changed["changed"])) == (0, 1)

    seen = lesson(tmp_path, [first, again, edited], os.environ.get("STUDYPACK_SHOTS"))
    assert (seen["error"], seen["console"]) == (None, [])
    _imported(seen["imports"], len(plan["new"]))
    _shown(seen["sides"])
    _chosen(seen["choices"], seen["sides"])
    _answered(seen["answers"], tmp_path / "base" / "Learner")


def _imported(imports: list[dict[str, Any]], notes: int) -> None:
    """The first import brings all, a rebuild nothing, an edit the one note that it changed."""
    counts = [(each["new"], each["updated"], each["conflicting"], each["notes"]) for each in imports]
    assert counts == [(notes, 0, 0, notes), (0, 0, 0, notes), (0, 1, 0, notes)]
    assert len({each["cards"] for each in imports}) == 1
    for each, told in zip(imports, (f"{notes} new notes", f"{notes} notes already", "1 note "), strict=True):
        # Anki puts numbers between marks of direction.
        assert told in each["said"].replace("\u2068", "").replace("\u2069", "")


def _shown(sides: list[dict[str, Any]]) -> None:
    """Each side of each template was seen by day and night: readable, whole, and dark when it should be."""
    expected = {
        (*template, side, theme)
        for template in TEMPLATES
        for side in ("front", "back")
        for theme in ("day", "night")
    }
    assert {(each["kind"], each["template"], each["side"], each["theme"]) for each in sides} == expected
    for side in sides:
        name = [side[key] for key in ("kind", "template", "side", "theme")]
        assert {key: max(side[key], 0) if key == "sideways" else side[key] for key in FINE} == FINE, name
        assert side["text"] > 20
        assert side["lowest"] >= FINGER, name
        night = side["theme"] == "night"
        assert side["night"] is night
        assert ("nightMode" in side["classes"], "night-mode" in side["classes"]) == (night, night), name


def _chosen(choices: list[dict[str, Any]], sides: list[dict[str, Any]]) -> None:
    """The letter, the mouse and the arrow each choose; the back repeats order and choice, and judges it."""
    assert [each["by"] for each in choices] == ["c", "mouse", "down"]
    order = choices[0]["order"]
    assert [each["chosen"] for each in choices] == [order[2], order[0], order[1]]
    for side in (each for each in sides if each["template"] == "Choose"):
        assert side["choice"]["order"] == order
        if side["side"] == "back":
            right = order["ABCDEFGH".index(side["choice"]["key"])] == order[1]
            assert side["choice"]["chosen"] == order[1]
            assert side["choice"]["said"] == ("right" if right else "wrong")


def _answered(answers: list[dict[str, Any]], profile: Path) -> None:
    """Each answer is logged once, as it was pressed; what was answered `Again` and `Good` came back."""
    assert [(each["logged"], each["more"]) for each in answers] == [(each["pressed"], 1) for each in answers]
    assert [each["pressed"] for each in answers[:2]] == [1, 3]
    cards = [each["card"] for each in answers]
    assert len(set(cards)) == len(TEMPLATES)
    assert sorted(cards[len(TEMPLATES) :]) == sorted(cards[:2])
    with collection(profile) as opened:
        assert opened.db is not None
        assert opened.db.scalar("select count() from revlog") == len(answers)
