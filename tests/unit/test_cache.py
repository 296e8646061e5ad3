"""The cache: what it gives is what was put, whatever happens to its folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest

from exporter.cache import Store

if TYPE_CHECKING:
    from pathlib import Path


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/??/*") if path.is_file()]


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """An entry comes back, the last one put under its key, and of another key there is none."""
    store = Store(tmp_path / "cache")
    assert store.get("key") is None
    for content in (b"first", b"", bytes(range(256)) * 5000):
        store.put("key", content)
        assert store.get("key") == content
    assert store.get("other") is None
    store.put("\udc80 any text / at all", b"odd")
    assert Store(tmp_path / "cache").get("\udc80 any text / at all") == b"odd"


@pytest.mark.parametrize("harm", [b"", b"short", b"x" * 400])
def test_a_damaged_entry_is_a_miss_and_goes(tmp_path: Path, harm: bytes) -> None:
    """What was cut, emptied or overwritten is not given, and leaves room for what is put anew."""
    store = Store(tmp_path)
    store.put("key", b"content" * 50)
    (place,) = entries(tmp_path)
    place.write_bytes(harm)
    assert store.get("key") is None
    assert entries(tmp_path) == []
    store.put("key", b"anew")
    assert store.get("key") == b"anew"


def test_every_single_byte_counts(tmp_path: Path) -> None:
    """No byte of an entry can change without being noticed."""
    store = Store(tmp_path)
    store.put("key", b"some content")
    (place,) = entries(tmp_path)
    whole = place.read_bytes()
    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.get("key") is None


def test_an_entry_of_another_key_is_a_miss(tmp_path: Path) -> None:
    """A file that was put in another's place is not given as that."""
    store = Store(tmp_path)
    store.put("one", b"content")
    (one,) = entries(tmp_path)
    store.put("two", b"other content")
    (two,) = set(entries(tmp_path)) - {one}
    one.replace(two)
    assert store.get("two") is None


def test_the_limit_is_kept_and_what_is_used_stays(tmp_path: Path) -> None:
    """However much is put, the folder stays within its limit, and those used last are there."""
    store = Store(tmp_path, limit=1_000_000)
    store.put("kept", b"k" * 20_000)
    for number in range(200):
        store.put(str(number), bytes([number]) * 20_000)
        for path in entries(tmp_path):
            # Let time pass: uses are not noted to the second.
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 100))
        assert store.get("kept") == b"k" * 20_000
        assert store.held().size <= store.limit
    assert store.get("199")
    assert store.get("0") is None
    assert store.held().size > store.limit // 2


def test_few_puts_look_at_the_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeping goes with what is written, not with how often."""
    swept: list[int] = []
    sweep = Store._sweep
    monkeypatch.setattr(Store, "_sweep", lambda store: (swept.append(1), sweep(store)))
    store = Store(tmp_path, limit=8_000_000)
    for number in range(1000):
        store.put(str(number), b"x" * 4000)
    assert 0 < len(swept) <= 4


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    """One entry never drives out most of the others."""
    store = Store(tmp_path, limit=1000)
    store.put("key", b"x" * 600)
    assert store.get("key") is None


def test_what_was_left_half_written_is_swept(tmp_path: Path) -> None:
    """A file of a run that was killed does not stay for ever, and one that is being written does."""
    store = Store(tmp_path, limit=100_000)
    store.put("key", b"x")
    folder = entries(tmp_path)[0].parent
    old, new = folder / "old.tmp", folder / "new.tmp"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, 0))
    for number in range(10):
        store.put(str(number), b"x" * 20_000)
    assert not old.exists()
    assert new.exists()


@pytest.mark.skipif(os.name != "posix", reason="rights are asked for as POSIX has them")
def test_only_its_owner_can_look_into_it(tmp_path: Path) -> None:
    """The folder is for its owner alone, and one that others can write to is not trusted."""
    store = Store(tmp_path / "cache")
    store.put("key", b"content")
    (folder,) = (tmp_path / "cache").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert store.get("key") is None
    store.put("other", b"content")
    folder.chmod(0o700)
    assert store.get("other") is None


def test_no_disk_stops_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder's place, or a full disk, is a cache that keeps nothing."""
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "cache")
    store.put("key", b"content")
    assert store.get("key") is None
    assert store.held() == (0, 0)

    def full(*_: object, **__: object) -> object:
        raise OSError(28, "no space left on device")

    store = Store(tmp_path / "full")
    monkeypatch.setattr("pathlib.Path.replace", full)
    store.put("key", b"content")
    assert store.get("key") is None
    assert entries(tmp_path / "full") == []


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    """An emptied cache gives nothing, and can be filled again."""
    store = Store(tmp_path)
    for key in "abc":
        store.put(key, b"12345")
    assert store.clear().entries == 3
    assert store.held() == (0, 0)
    assert store.get("a") is None
    store.put("a", b"again")
    assert store.get("a") == b"again"


def _worker(folder: Path, seed: int) -> int:
    store = Store(folder, limit=300_000)
    found = 0
    for step in range(300):
        key = str((step * (seed + 3)) % 40)
        content = store.get(key)
        if content is not None:
            found += 1
            assert content == key.encode() * 5000
        store.put(key, key.encode() * 5000)
    return found


def test_runs_at_once_never_read_half_an_entry(tmp_path: Path) -> None:
    """Several processes put, get and sweep: each get gives the whole entry or nothing."""
    with ProcessPoolExecutor(4) as pool:
        assert sum(pool.map(_worker, [tmp_path] * 4, range(4))) > 0
    assert Store(tmp_path, limit=300_000).held().size <= 300_000 * 1.5


def studypack(*words: str, cache: str) -> str:
    environment = {**os.environ, "STUDYPACK_CACHE": cache, "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", "exporter", *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    return done.stdout


def test_the_command_tells_and_clears(tmp_path: Path) -> None:
    """`studypack cache` says where it is and what it holds; `--clear` empties it."""
    Store(tmp_path).put("key", b"x" * 200_000)
    assert studypack("cache", cache=str(tmp_path)).startswith(f"cache {tmp_path}: 1 entries, 0.2 of")
    assert studypack("cache", "--clear", cache=str(tmp_path)).startswith("removed 1 entries")
    assert Store(tmp_path).held() == (0, 0)
    assert "no cache" in studypack("cache", cache="")


def test_a_use_is_noted(tmp_path: Path) -> None:
    """Reading an old entry makes it a new one."""
    store = Store(tmp_path)
    store.put("key", b"x")
    (place,) = entries(tmp_path)
    os.utime(place, (0, 0))
    store.get("key")
    assert time.time() - place.stat().st_mtime < 60
