"""`studypack watch`: it follows every way of saving, outlives every error, and does no more than needed."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

import pytest

from tests.real_anki import bring_in, collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

WAIT = 60
NOTE = "# 대기열\n\n## 용어\n\n- **SQS**: 메시지를 담아 두는 대기열\n- **SNS**: 구독자에게 알리는 서비스\n"
OTHER = "# 저장\n\n## 용어\n\n- **S3**: 객체를 담는 저장소\n- **EBS**: 인스턴스에 붙이는 디스크\n"
MORE = "- **EventBridge**: 규칙에 따라 이벤트를 보내는 버스\n"


class Watched:
    """A vault that the real command watches."""

    def __init__(self, vault: Path) -> None:
        """Start the command and wait for its first deck."""
        self.vault, self.deck = vault, vault.parent / "out" / "t.apkg"
        self.said = vault.parent / "said.txt"
        words = [
            sys.executable,
            "-m",
            "exporter",
            "watch",
            str(vault),
            "--out",
            str(self.deck.parent),
            "--to",
            "apkg",
        ]
        with self.said.open("wb") as said:
            # Whoever runs the tests in the background has Ctrl-C ignored in all that they start.
            self.process = subprocess.Popen(
                words,
                stdout=said,
                stderr=said,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads yet
            )
        self.until(lambda: "watching" in self.text())

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, however far it got."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def text(self) -> str:
        """Give all that it has said."""
        return self.said.read_text("utf-8")

    def builds(self) -> list[str]:
        """Give the lines in which it told its plan."""
        return re.findall(r"^(\d+ .*?)(?: \(.*)?(?: → |, but nothing).*$", self.text(), re.MULTILINE)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + WAIT
        while not holds():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < end, self.text()
            time.sleep(0.05)

    def after(self, change: Callable[[], object]) -> str:
        """Change something; give the plan that it tells then."""
        before = len(self.builds())
        change()
        self.until(lambda: len(self.builds()) > before)
        return self.builds()[-1]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """Watch a vault of one note."""
    monkeypatch.setenv("STUDYPACK_CACHE", str(tmp_path / "kept"))
    root = tmp_path / "vault"
    (root / "deeper").mkdir(parents=True)
    (root / "studypack.toml").write_text('id = "t"\nname = "t"\n', "utf-8")
    (root / "a.md").write_text(NOTE, "utf-8")
    (root / "deeper" / "b.md").write_text(OTHER, "utf-8")
    with Watched(root) as started:
        yield started


def test_every_way_of_saving(watched: Watched, tmp_path: Path) -> None:
    """Written over, put in place by renaming, removed and made anew: the deck has what the note says."""
    note = watched.vault / "a.md"
    assert watched.builds() == ["4 new"]
    assert watched.after(lambda: note.write_text(NOTE + MORE, "utf-8")) == "1 new"

    def beside() -> None:
        other = note.with_name(".a.md.swp")
        other.write_text((NOTE + MORE).replace("버스", "통로"), "utf-8")
        other.rename(note)

    assert watched.after(beside) == "1 changed"
    assert watched.after(note.unlink) == "3 retired"
    assert watched.after(lambda: note.write_text(NOTE + MORE, "utf-8")) == "3 revived"
    with collection(tmp_path) as opened:
        assert bring_in(opened, watched.deck.read_bytes(), tmp_path).new == 5


def test_it_outlives_errors(watched: Watched) -> None:
    """Broken notes and settings, folders that go, and the vault itself that goes and comes back."""
    vault = watched.vault
    watched.after(lambda: (vault / "broken.md").write_bytes(b"\xff\xfe\x00\xd8 \x00"))
    assert "broken.md" in watched.text()
    settings = vault / "studypack.toml"
    before = watched.text().count("error")
    settings.write_text("name = [", "utf-8")
    watched.until(lambda: watched.text().count("error") > before)
    watched.after(lambda: settings.write_text('id = "t"\nname = "t"\n', "utf-8"))

    def folder_goes() -> None:
        (vault / "deeper" / "b.md").unlink()
        (vault / "deeper").rmdir()

    (vault / "broken.md").unlink()
    assert "2 retired" in watched.after(folder_goes)
    away = vault.with_name("away")
    vault.rename(away)
    watched.until(lambda: "is gone" in watched.text())
    watched.after(lambda: away.rename(vault))
    watched.until(lambda: watched.text().count("watching") == 2)
    assert watched.after(lambda: (vault / "a.md").write_text(NOTE + MORE, "utf-8")) == "1 new"


def test_its_own_files_are_no_change(watched: Watched) -> None:
    """Deck and ledger are written with each build, and call for none; nor does what is hidden."""
    watched.after(lambda: (watched.vault / "a.md").write_text(NOTE + MORE, "utf-8"))
    (watched.vault / ".hidden.md").write_text(NOTE, "utf-8")
    time.sleep(2)
    assert len(watched.builds()) == 2


def test_ctrl_c_ends_it(watched: Watched) -> None:
    """Ending it is no error."""
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(WAIT) == 0
    assert "Traceback" not in watched.text()


def test_wrong_usage_ends_at_once(tmp_path: Path) -> None:
    """What cannot be watched is said, with the exit status of wrong usage."""
    words = [sys.executable, "-m", "exporter", "watch", str(tmp_path / "nowhere")]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=WAIT)
    assert done.returncode == 2
    assert "there is no folder" in done.stderr
