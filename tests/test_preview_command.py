"""`studypack preview` while it serves: what it answers, what it refuses, and how it follows the notes."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self

import pytest

from tests.chromium import Chromium
from tests.packs import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    Write = Callable[[dict[str, str | bytes]], Path]

WAIT = 30
NOTE = """# 대기열

## 주요개념

- **Amazon SQS**: 메시지를 잠시 담아 두는 대기열
- **지연 대기열**: 메시지를 늦게 보이게 하는 대기열

## 관련 문제

**Question:** Which service queues messages?

- A) Amazon SQS
- B) Amazon SNS

**정답: A)**
"""
SETTINGS = 'templates = "own"\nlanguages = ["ko"]\n'


class Served:
    """A vault that is being previewed by the real command.

    Attributes:
        vault: The vault.
        port: Where the page is.
    """

    def __init__(self, vault: Path) -> None:
        """Start the command."""
        self.vault = vault
        self.said = vault.parent / "said.txt"
        words = [sys.executable, "-m", "exporter", "preview", str(vault), "--no-open"]
        with self.said.open("wb") as said:
            # Whoever runs the tests in the background has Ctrl-C ignored in all that they start.
            self._process = subprocess.Popen(
                words,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads yet
            )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", self.address)
        assert found, self.said.read_text("utf-8")
        self.port = int(found[1])

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, however far it got."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def asks(
        self, path: str = "/", method: str = "GET", host: str | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Ask for something; give status, headers and content."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)) as connection:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def fronts(self) -> list[str]:
        """Give the fronts of the cards on the page, without markup, older ones with a sign."""
        [content] = re.findall(r'id="content">(.*?)</script>', self.asks()[2], re.DOTALL)
        return [
            ("~" if card["older"] else "") + re.sub(r"<[^>]*>|\s", "", card["front"].partition("<script")[0])
            for card in json.loads(content)["cards"]
        ]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + WAIT
        while not holds():
            assert time.monotonic() < end, self.said.read_text("utf-8")
            time.sleep(0.05)

    def writes(self, path: str, text: str) -> None:
        """Write a file of the vault and wait for the page to differ."""
        before = self.asks("/version")[2]
        place = self.vault / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        self.until(lambda: self.asks("/version")[2] != before)

    def ends(self) -> int:
        """Press Ctrl-C, and give the exit status."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(WAIT)


@pytest.fixture
def served(vault: Write) -> Iterator[Served]:
    """A small vault with templates of its own, previewed."""
    folder = vault({"studypack.toml": SETTINGS, "own/.keep": "", "queue.md": NOTE})
    with Served(folder) as started:
        yield started


def test_only_the_page_and_its_versions_are_answered(served: Served) -> None:
    """Other paths, methods and hosts are refused, whatever they ask for, and no other page is let in."""
    status, headers, content = served.asks()
    assert status == 200
    assert "지연" in content
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers
    assert served.asks(host=f"localhost:{served.port}")[0] == 200
    assert re.fullmatch("[0-9a-f]{16}", served.asks("/version")[2])
    for path in (
        "/queue.md",
        "/../queue.md",
        "/?x",
        "/favicon.ico",
        "/changes/",
        "/%2e%2e/",
        "http://x/",
    ):
        assert served.asks(path)[0] == 404, path
    for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "BREW"):
        assert served.asks(method=method)[0] == 405, method
    for host in (
        "evil.example",
        f"evil.example:{served.port}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"[::1]:{served.port}",
    ):
        for path in ("/", "/version", "/changes"):
            assert served.asks(path, host=host)[0] == 403, (host, path)
    assert "대기열" not in served.asks(host="evil.example")[2]


def test_no_other_computer_can_connect(served: Served) -> None:
    """The port is open on the loopback address alone."""
    with closing(socket.socket()) as other:
        other.settimeout(2)
        assert other.connect_ex(("127.0.0.2", served.port)) != 0


def test_the_page_follows_the_vault(served: Served) -> None:
    """An edit, a note, a picture, a style and the settings come onto the page by themselves."""
    assert len(served.fronts()) == 3
    served.writes("queue.md", NOTE.replace("지연 대기열", "긴 폴링"))
    assert "긴폴링" in " ".join(served.fronts())
    served.writes("topic.md", "## 주요개념\n\n- **주제**: 메시지를 퍼뜨리는 곳 ![[a.png]]\n")
    assert len(served.fronts()) == 4
    before = served.asks("/version")[2]
    (served.vault / "a.png").write_bytes(picture(8, 8))
    served.until(lambda: served.asks("/version")[2] != before)
    assert "data:image/png;base64," in served.asks()[2]
    (served.vault / "own/anki/concept").mkdir(parents=True)
    served.writes("own/anki/concept/style.css", ".term { color: rebeccapurple }")
    assert "rebeccapurple" in served.asks()[2]
    served.writes("studypack.toml", SETTINGS + 'title = "다른 제목"\n')
    assert "<title>다른 제목" in served.asks()[2]
    before = served.asks("/version")[2]
    (served.vault / "topic.md").unlink()
    served.until(lambda: served.asks("/version")[2] != before)
    assert len(served.fronts()) == 3


def test_an_error_in_a_note_is_shown_and_its_card_stays(served: Served) -> None:
    """The card that an error takes away stays as it was, marked; mended, it is new; nothing else is held."""
    served.writes("queue.md", NOTE.replace("정답: A)", "정답: C)"))
    shown = served.fronts()
    assert [each for each in shown if each.startswith("~")] == [each for each in shown if "Which" in each]
    assert "key-without-option" in served.asks()[2]
    assert "queue.md:" in served.asks()[2]
    assert "error[key-without-option]" in served.said.read_text("utf-8")
    served.writes("queue.md", NOTE)
    assert not any(each.startswith("~") for each in served.fronts())
    assert "key-without-option" not in served.asks()[2]


@pytest.mark.parametrize(
    ("path", "broken", "said"),
    [
        ("own/anki/concept/recall.back.html", "{{Colour}}", "no such field"),
        ("own/anki/concept/recall.front.html", "{{Prompt}}{{#Term}}", "never ends it"),
        ("own/anki/concept/recall.front.html", "", "never shows"),
        ("own/preview/page.html", "{% if %}", "cannot be filled in"),
        ("studypack.toml", "title = ", "not valid TOML"),
        ("studypack.toml", 'templates = "elsewhere"', "there is no folder"),
    ],
)
def test_what_cannot_be_built_is_said_and_the_cards_stay(
    served: Served, path: str, broken: str, said: str
) -> None:
    """A broken template or setting is named above the cards from before; mended, it is gone."""
    before = served.fronts()
    served.writes(path, broken)
    _, alert, rest = served.asks()[2].partition('role="alert"')
    assert alert
    assert said in rest.partition("</section>")[0]
    assert said in served.said.read_text("utf-8")
    assert served.fronts() == before
    mended = SETTINGS if path == "studypack.toml" else ""
    if mended:
        served.writes(path, mended)
    else:
        version = served.asks("/version")[2]
        (served.vault / path).unlink()
        served.until(lambda: served.asks("/version")[2] != version)
    assert said not in served.asks()[2]
    assert served.fronts() == before


def test_a_browser_hears_of_each_version(served: Served) -> None:
    """An open connection gets the version at once, then each next one; it ends with the program."""
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=WAIT)) as connection:
        connection.request("GET", "/changes")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        first = answer.readline() + answer.readline()
        served.writes("queue.md", NOTE.replace("늦게 보이게", "나중에 보이게"))
        assert answer.readline() != first
        assert served.ends() == 0
        answer.read()


def test_ctrl_c_ends_it_cleanly_and_nothing_was_written(served: Served) -> None:
    """The exit status is 0, no traceback is printed, and no ledger lies in the vault."""
    served.writes("queue.md", NOTE.replace("지연", "선입선출"))
    assert served.ends() == 0
    assert "Traceback" not in served.said.read_text("utf-8")
    assert sorted(each.name for each in served.vault.iterdir()) == ["own", "queue.md", "studypack.toml"]
    with closing(socket.socket()) as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", served.port))


def test_a_port_that_is_taken_is_wrong_usage(served: Served) -> None:
    """A second preview at the same port says so and ends."""
    words = [
        sys.executable,
        "-m",
        "exporter",
        "preview",
        str(served.vault),
        "--no-open",
        "--port",
        str(served.port),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=WAIT, check=False)
    assert done.returncode == 2
    assert f"port {served.port} cannot be used" in done.stderr


def steady(number: Callable[[], int]) -> int:
    """Give a number once it has been the same for a while."""
    last, since = number(), time.monotonic()
    end = since + WAIT
    while time.monotonic() < min(since + 0.7, end):
        time.sleep(0.05)
        now = number()
        if now != last:
            last, since = now, time.monotonic()
    return last


def test_the_browser_reloads_where_the_reader_was(vault: Write) -> None:
    """After an edit the page shows it by itself, with the same card at the same place, and no complaint."""
    terms = "".join(f"- **용어 {number}**: 뜻이 {number}번째인 말\n" for number in range(60))
    folder = vault(
        {"studypack.toml": SETTINGS, "own/.keep": "", "terms.md": f"# 용어집\n\n## 주요개념\n\n{terms}"}
    )
    with Served(folder) as served, Chromium() as browser:
        browser.go(served.address, 1000)

        def see(script: str) -> Any:  # noqa: ANN401 - whatever the page gives
            return browser.run(script)

        place = "Math.round([...document.querySelectorAll('article')][40].getBoundingClientRect().top)"
        see("[...document.querySelectorAll('article')][40].scrollIntoView()")
        served.until(
            lambda: see("[...document.querySelectorAll('article')][41].row.frames.every(each => each.frame)")
        )
        was = steady(lambda: int(see(place)))
        see("window.old = true")
        # Between two reads the page may be on its way.
        text = (folder / "terms.md").read_text("utf-8")
        served.writes("terms.md", text.replace("뜻이 42번째인 말", "새로 쓴 뜻"))
        served.until(lambda: see("!window.old && document.readyState === 'complete'"))
        served.until(lambda: bool(see("[...document.querySelectorAll('article')][41]?.row?.frames.length")))
        assert abs(steady(lambda: int(see(place))) - was) <= 2
        back = "[...document.querySelectorAll('article')][42].row.frames[1].frame"
        assert "새로 쓴 뜻" in see(f"{back}.contentDocument.body.textContent")
        assert browser.complaints() == []
        assert served.ends() == 0
        served.until(lambda: not see("document.getElementById('lost').hidden"))


def test_it_follows_a_translator(served: Served) -> None:
    """What a translator saves in a catalogue is on the page."""
    settings = SETTINGS.replace('["ko"]', '["ko", "en"]')
    (served.vault / "studypack.toml").write_text(settings, "utf-8")
    words = [sys.executable, "-m", "exporter", "translate", "update", str(served.vault)]
    subprocess.run(words, check=True, capture_output=True, timeout=WAIT)
    catalogue = "locale/en/LC_MESSAGES/studypack.po"
    text = (served.vault / catalogue).read_text("utf-8")
    before = 'msgid "메시지를 늦게 보이게 하는 대기열"\nmsgstr ""'
    assert before in text
    served.writes(catalogue, text.replace(before, before[:-1] + 'a queue that shows messages later"'))
    assert "a queue that shows messages later" in served.asks()[2]
