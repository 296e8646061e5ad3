"""Builds that are killed, that meet another, that find no room, and ledgers that came to harm."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from exporter.ledger import FILE, read_ledger
from tests.real_anki import Imported, bring_in, collection
from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTES = 6


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A small vault beside the folder for the outputs."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/studypack.toml").write_text('name = "small"\n')
    _write_notes(tmp_path, "as they were")
    return tmp_path


def _write_notes(place: Path, state: str) -> None:
    for number in range(NOTES):
        (place / f"vault/n{number}.md").write_text(
            f"# Note {number}\n\n## Key concepts\n\n- **Term {number}**: the words of it, {state}\n"
        )


def _command(*further: str) -> list[str]:
    names = ("-m", "exporter", "build", "vault", "--out", "out", "--to", "apkg,json", *further)
    return [sys.executable, *names]


def _environment(**further: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **further}


def _build(
    place: Path, *further: str, limit: Callable[[], None] | None = None, powers: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*powers, *_command(*further)],
        cwd=place,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def _files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


def _guids(place: Path) -> dict[str, str]:
    ledger = read_ledger(place / "vault" / FILE).value
    return {entry.slot: entry.guid for entry in ledger.entries.values()}


@pytest.mark.parametrize(
    "kills", [pytest.param(10, id="fast"), pytest.param(100, id="full", marks=pytest.mark.slow)]
)
def test_a_killed_build_leaves_everything_old_or_new(kills: int, place: Path) -> None:
    """Killed at any moment, notes, ledger and outputs are whole, the next run is fine and tidies up."""
    random = Random(20261121)  # noqa: S311 - it must be repeatable, not secret
    assert _build(place).returncode == 0
    begun = time.monotonic()
    assert _build(place).returncode == 0
    whole = time.monotonic() - begun
    guids = _guids(place)
    for number in range(kills):
        _write_notes(place, f"kill {number}")
        before = _files(place)
        with subprocess.Popen(
            _command(),
            cwd=place,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as build:
            # Most of the time goes by before anything is written: aim at the end.
            time.sleep(whole * random.uniform(0.3, 1.05))
            build.kill()
        after = _files(place)
        # What an earlier kill left half-written may have been swept away by this build.
        assert {name for name in before if not name.endswith(".tmp")} <= set(after)
        assert {name: after[name] for name in before if name.endswith(".md")} == {
            name: content for name, content in before.items() if name.endswith(".md")
        }
        json.loads(after["out/small.json"])
        assert after["out/small.apkg"].startswith(b"PK")
        checked = read_ledger(place / "vault" / FILE)
        assert checked.diagnostics == ()
        assert _guids(place) == guids
    assert _build(place).returncode == 0
    assert _guids(place) == guids
    assert [name for name in _files(place) if name.rpartition("/")[2].startswith(".")] == []


def test_what_a_killed_build_left_is_swept_away(place: Path) -> None:
    """The hidden files of a dead process go with the next build; those of a living one stay."""
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    (place / "out").mkdir()
    left = [place / "vault" / f".{FILE}.abc.{dead.pid}.tmp", place / f"out/.small.apkg.abc.{dead.pid}.tmp"]
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        kept = place / f"out/.small.apkg.abc.{living.pid}.tmp"
        for path in (*left, kept):
            path.write_bytes(b"half a fi")
        assert _build(place).returncode == 0
        assert not any(path.exists() for path in left)
        assert kept.exists()
        living.communicate(b"\n")


def test_a_note_put_back_after_a_killed_build_reaches_anki(place: Path) -> None:
    """Killed between deck and ledger, with that deck imported: what the notes said before is sent again."""
    deck, ledger = place / "out/small.apkg", place / "vault" / FILE
    assert _build(place).returncode == 0
    old, before = deck.read_bytes(), ledger.read_bytes()
    _write_notes(place, "put in other words")
    assert _build(place).returncode == 0
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    ledger.rename(ledger.with_name(f".{FILE}.abc.{dead.pid}.tmp"))
    ledger.write_bytes(before)
    cut_off = deck.read_bytes()
    _write_notes(place, "as they were")
    assert _build(place).returncode == 0
    with collection(place) as opened:
        logs = [bring_in(opened, each, place) for each in (old, cut_off, deck.read_bytes())]
        answers = [opened.get_note(note)["Answer"] for note in opened.find_notes("")]
    assert logs == [Imported(NOTES, 0, 0, 0), *[Imported(0, NOTES, 0, 0)] * 2]
    assert all("as they were" in answer for answer in answers)


def test_the_second_of_two_builds_waits_and_says_so(place: Path) -> None:
    """While one build holds the vault another says that it waits, and does its work afterwards."""
    handle = os.open(place / "vault", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with subprocess.Popen(
        _command(), cwd=place, env=_environment(PYTHONUNBUFFERED="1"), stderr=subprocess.PIPE, text=True
    ) as second:
        assert second.stderr
        assert "another build of this vault is running: waiting" in second.stderr.readline()
        assert not (place / "out").exists()
        os.close(handle)
        second.communicate()
    assert second.returncode == 0
    assert (place / "out/small.apkg").exists()


def test_builds_at_once_agree(place: Path) -> None:
    """Four builds at once all succeed and issue each card once."""
    builds = [
        subprocess.Popen(_command(), cwd=place, env=_environment(), stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert [build.wait() for build in builds] == [0] * 4
    assert len(_guids(place)) == NOTES


def test_no_room_is_said_and_loses_nothing(place: Path) -> None:
    """Where the disk takes no more, the file is named, the status is 1, and every old file is there."""
    assert _build(place).returncode == 0
    _write_notes(place, "changed")
    before = _files(place)

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = _build(place, limit=small)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert _files(place) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs the right to mount")
def test_a_full_disk_is_said_and_loses_nothing(place: Path) -> None:
    """On a file system without room, the outputs and the ledger stay as they were."""
    (place / "tiny").mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place / "tiny"], capture_output=True, check=False
    ).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        (place / "tiny/filler").write_bytes(b"x" * 65_536)
        assert _build(place).returncode == 0
        _write_notes(place, "changed")
        before = _files(place)
        done = _build(place, "--ledger", "tiny/ledger")
        assert done.returncode == 1
        assert "`tiny/ledger` cannot be written: No space left on device" in done.stderr
        assert _files(place) == before
    finally:
        subprocess.run(["umount", place / "tiny"], check=True)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="root must be able to do without its powers")
def test_a_read_only_ledger_is_said_and_loses_nothing(place: Path) -> None:
    """A ledger that must not be written is not replaced, and neither are the outputs."""
    assert _build(place).returncode == 0
    _write_notes(place, "changed")
    (place / "vault" / FILE).chmod(0o444)
    before = _files(place)
    done = _build(place, powers=("setpriv", "--bounding-set=-all", "--inh-caps=-all"))
    assert done.returncode == 1
    assert f"{FILE}` cannot be written: Permission denied" in done.stderr
    assert _files(place) == before


def _conflict(content: bytes) -> bytes:
    head, *lines = content.splitlines(keepends=True)
    both = [b"<<<<<<< ours\n", *lines, b"=======\n", *lines, b">>>>>>> theirs\n"]
    return b"".join([head, *both])


_HARM: dict[str, tuple[Callable[[bytes], bytes], str | None]] = {
    "conflict-markers": (_conflict, None),
    "truncated": (lambda content: content[:-40], "ledger-damaged"),
    "garbage": (lambda _: bytes(range(256)) * 50, "ledger-unreadable"),
    "empty": (lambda _: b"", None),
    "another-shape": (lambda content: content + b'[1]\n"format"\n7\n{"id":3}\n', "ledger-damaged"),
    "endless-time": (lambda content: content.replace(b'"mod":1', b'"mod":1e999'), "ledger-damaged"),
    "no-text": (lambda content: content + b'{"note_type":"\\ud800","hash":"","mod":1}\n', "ledger-damaged"),
    "deep": (lambda content: content + b"[" * 100_000 + b"\n", "ledger-damaged"),
    "one-guid-twice": (
        lambda content: content + content.splitlines()[-1].replace(b'{"id":"', b'{"id":"x') + b"\n",
        "ledger-damaged",
    ),
}


@pytest.mark.parametrize("harm", _HARM)
def test_a_harmed_ledger_stops_no_build_and_changes_no_guid(harm: str, place: Path) -> None:
    """Whatever came to the ledger, the build goes on, says what was lost, and derives the same GUIDs."""
    change, rule = _HARM[harm]
    assert _build(place).returncode == 0
    ledger, guids = place / "vault" / FILE, _guids(place)
    harmed = change(ledger.read_bytes())
    ledger.write_bytes(harmed)
    done = _build(place, "--json")
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert {each["rule"] for each in report["diagnostics"]} == ({rule} if rule else set())
    assert _guids(place) == guids
    assert read_ledger(ledger).diagnostics == ()
    kept = ledger.with_name(f"{FILE}.damaged")
    assert (kept.read_bytes() if rule else None) == (harmed if rule else None)


def test_a_missing_ledger_changes_no_guid(place: Path) -> None:
    """Without a ledger the cards that were never renamed or moved get the GUIDs that they had."""
    assert _build(place).returncode == 0
    guids = _guids(place)
    (place / "vault" / FILE).unlink()
    assert _build(place).returncode == 0
    assert _guids(place) == guids


def test_an_older_ledger_still_knows_its_cards(place: Path) -> None:
    """A ledger from before some notes were renamed finds them again by what they say."""
    assert _build(place).returncode == 0
    older, guids = (place / "vault" / FILE).read_bytes(), _guids(place)
    (place / "vault/n0.md").rename(place / "vault/renamed.md")
    assert _build(place).returncode == 0
    (place / "vault" / FILE).write_bytes(older)
    assert _build(place).returncode == 0
    assert _guids(place) == guids


def test_equal_builds_give_equal_bytes(place: Path) -> None:
    """Hash seed, locale, time zone and the order in which files were made leave no trace."""
    sample = place / "sample"
    shutil.copytree(ROOT / "notes", sample, ignore=shutil.ignore_patterns("studypack.lock"))
    outputs = []
    for number, (seed, locale, zone) in enumerate((("1", "C", "UTC"), ("77", "ko_KR.UTF-8", "Asia/Seoul"))):
        copy = place / str(number) / "notes"
        for path in sorted(sample.rglob("*"), reverse=bool(number)):
            if path.is_file():
                (copy / path.relative_to(sample)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy / path.relative_to(sample))
        environment = _environment(
            PYTHONHASHSEED=seed, LC_ALL=locale, LANG=locale, TZ=zone, SOURCE_DATE_EPOCH="1767225600"
        )
        names = ("-m", "exporter", "build", "notes", "--out", "out", "--to", "apkg,json")
        for _ in range(2):
            subprocess.run(
                [sys.executable, *names], cwd=copy.parent, env=environment, check=True, capture_output=True
            )
        outputs.append(_files(copy.parent))
    assert outputs[0].keys() == outputs[1].keys()
    assert [name for name in outputs[0] if outputs[0][name] != outputs[1][name]] == []
