"""A build that has nothing to do does nothing, and says what a build from nothing would say."""

from __future__ import annotations

import json
import random
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exporter.cli import building
from exporter.cli.build import Request, run
from exporter.ledger import FILE
from tests.packs import picture

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = """# 배포 {number}

## 핵심 포인트
{point}

## 용어 정리
- **카나리 {number}**: 트래픽의 일부만 새 판으로 보낸다 ![[chart.png]]
- **Shadow {number}**: copies requests to a variant that nobody sees [[note-{next}]]
"""
POINTS = (
    "- 위험이 클 때 → 카나리로 조금씩 옮긴다",
    "- 되돌릴 수 있어야 할 때 → 블루그린을 쓴다",
    "- 요청을 나눈다",
)


def request(vault: Path, out: Path, /, **more: Any) -> Request:  # noqa: ANN401 - fields of a request
    """Ask for a deck and the pack as JSON."""
    plain = {"vault": vault, "ledger": None, "out": out, "to": "apkg,json", "options": (), "lang": None}
    flags = dict.fromkeys(("strict", "verify", "open", "quiet"), False)
    return Request(**{**plain, **flags, "json": True, "format": "full", **more})


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small vault with links, a picture and settings; what is kept lies beside it."""
    monkeypatch.setenv("STUDYPACK_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    root = tmp_path / "vault"
    (root / "own" / "anki").mkdir(parents=True)
    (root / "studypack.toml").write_text('id = "t"\nname = "t"\ntemplates = "own"\n', "utf-8")
    (root / "own" / "anki" / "note.txt").write_text("mine", "utf-8")
    for number in range(4):
        text = NOTE.format(number=number, next=(number + 1) % 4, point=POINTS[0])
        (root / f"note-{number}.md").write_text(text, "utf-8")
    (root / "chart.png").write_bytes(picture(30, 20))
    return root


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Give what the last build said, times and places apart."""
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    for output in said["outputs"]:
        del output["seconds"], output["path"]
    return said


def count_builds(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count how often the work is done; the count begins anew with each look."""
    real, counts = building.run, [0]

    def counting(*given: Any) -> Any:  # noqa: ANN401 - as it is called
        counts[0] += 1
        return real(*given)

    monkeypatch.setattr(building, "run", counting)

    def look() -> int:
        seen, counts[0] = counts[0], 0
        return seen

    return look


def states(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Give inode, time and content of each file of a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_to_do(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build leaves every file alone, and says what one without a cache says."""
    look, out = count_builds(monkeypatch), tmp_path / "out"
    assert run(request(vault, out)) == 0
    assert (look(), len(report(capsys)["plan"]["new"])) == (1, 12)
    before = states(out), states(vault)
    assert run(request(vault, out)) == 0
    again = report(capsys)
    assert look() == 0
    assert (states(out), states(vault)) == before
    assert run(request(vault, tmp_path / "other", no_cache=True)) == 0
    assert look() == 1
    assert again == report(capsys)


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a note": lambda vault, _: (vault / "note-1.md").write_text(NOTE.replace("{", "<"), "utf-8"),
    "a new note": lambda vault, _: (vault / "more.md").write_text("# 하나 더\n", "utf-8"),
    "a note goes": lambda vault, _: (vault / "note-2.md").unlink(),
    "a note moves": lambda vault, _: (vault / "note-2.md").rename(vault / "own" / "note-2.md"),
    "a picture": lambda vault, _: (vault / "chart.png").write_bytes(picture(31, 20)),
    "a picture goes": lambda vault, _: (vault / "chart.png").unlink(),
    "the settings": lambda vault, _: (vault / "studypack.toml").write_text('id = "t"\nname = "u"\n', "utf-8"),
    "a template": lambda vault, _: (vault / "own" / "anki" / "style.css").write_text(".card {}", "utf-8"),
    "the ledger": lambda vault, _: (vault / FILE).unlink(),
    "a translation": lambda vault, _: [
        (vault / "locale").mkdir(),
        (vault / "locale" / "en.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n', "utf-8"),
    ],
    "Obsidian's settings": lambda vault, _: [
        (vault / ".obsidian").mkdir(),
        (vault / ".obsidian" / "app.json").write_text('{"userIgnoreFilters": ["note-3"]}', "utf-8"),
    ],
    "an output": lambda _, out: (out / "t.apkg").write_bytes(b"something else"),
    "an output goes": lambda _, out: (out / "t.json").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_is_done(
    name: str,
    vault: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a build reads or writes, a change of it is seen; then all is as without a cache."""
    out = tmp_path / "out"
    run(request(vault, out))
    run(request(vault, out))
    CHANGES[name](vault, out)
    bare, bare_out = shutil.copytree(vault, tmp_path / "bare" / "vault"), tmp_path / "bare-out"
    look = count_builds(monkeypatch)
    capsys.readouterr()
    run(request(vault, out))
    kept = report(capsys)
    run(request(bare, bare_out, no_cache=True))
    assert look() == 2
    assert kept == report(capsys)
    written = {path.name: path.read_bytes() for path in bare_out.iterdir()}
    assert {name: (out / name).read_bytes() for name in written} == written
    run(request(vault, out))
    assert look() == 0


def test_another_request_is_another_build(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for counts; how it is said does not."""
    look, out = count_builds(monkeypatch), tmp_path / "out"
    run(request(vault, out))
    look()
    for more in ({"lang": "en"}, {"to": "json"}, {"strict": True}, {"out": tmp_path / "elsewhere"}):
        run(request(vault, out, **more))
        assert look() == 1, more
    run(request(vault, out))
    look()
    for more in ({"quiet": True}, {"format": "concise"}, {"json": False}):
        run(request(vault, out, **more))
        assert look() == 0, more
    capsys.readouterr()


def test_doubt_is_no_receipt(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build whose findings depend on what was issued before is done once more, and then rests."""
    look, out = count_builds(monkeypatch), tmp_path / "out"
    run(request(vault, out))
    (vault / FILE).write_text((vault / FILE).read_text("utf-8") + "not a line of it\n", "utf-8")
    run(request(vault, out))
    assert "ledger-damaged" in capsys.readouterr().out
    look()
    run(request(vault, out))
    assert "ledger-damaged" not in capsys.readouterr().out
    assert look() == 1
    run(request(vault, out))
    assert look() == 0


def test_a_change_during_the_build_is_no_receipt(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that is saved while it is read may be in the deck or not: the next build looks again."""
    real = building.write_all

    def saving(*given: Any) -> Any:  # noqa: ANN401 - as it is called
        (vault / "note-0.md").write_text(NOTE.format(number=7, next=0, point=POINTS[1]), "utf-8")
        return real(*given)

    with monkeypatch.context() as during:
        during.setattr(building, "write_all", saving)
        run(request(vault, tmp_path / "out"))
    look = count_builds(monkeypatch)
    run(request(vault, tmp_path / "out"))
    assert look() == 1
    capsys.readouterr()


@pytest.mark.parametrize("seed", range(6))
def test_lives_with_and_without(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    """Through many edits, files and reports of builds that keep things are those of builds that do not."""
    draw = random.Random(seed)  # noqa: S311 - repeatable is what it is to be
    bare = shutil.copytree(vault, tmp_path / "bare" / "vault")
    for _ in range(10):
        number, point = draw.randrange(4), draw.choice(POINTS)
        match draw.randrange(4):
            case 0:
                content = NOTE.format(number=number, next=draw.randrange(5), point=point).encode()
                name = f"note-{number}.md"
            case 1:
                content, name = picture(draw.randrange(10, 14), 20), "chart.png"
            case 2:
                content, name = f"# 새 노트\n\n## 핵심 포인트\n{point}\n".encode(), f"new-{number}.md"
            case _:
                # Nothing happens.
                content, name = (vault / "note-0.md").read_bytes(), "note-0.md"
        said = []
        for root, out, no_cache in ((vault, tmp_path / "out", False), (bare, tmp_path / "bare-out", True)):
            (root / name).write_bytes(content)
            run(request(root, out, no_cache=no_cache))
            said.append(
                (report(capsys), (root / FILE).read_bytes(), *map(Path.read_bytes, sorted(out.iterdir())))
            )
        assert said[0] == said[1]


def test_a_picture_whose_name_came_from_a_mac_is_seen(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is written in parts on the disk, and whole in the vault; its change is seen."""
    picture_there = vault / unicodedata.normalize("NFD", "그림.png")
    picture_there.write_bytes(picture(30, 20))
    (vault / "note-0.md").write_text("# 노트\n\n## 용어\n\n- **용어**: 뜻 ![[그림.png]]\n", "utf-8")
    run(request(vault, tmp_path / "out"))
    run(request(vault, tmp_path / "out"))
    look = count_builds(monkeypatch)
    picture_there.write_bytes(picture(31, 20))
    run(request(vault, tmp_path / "out"))
    assert look() == 1
    capsys.readouterr()


def test_a_ledger_is_known_by_where_it_lies(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words name another ledger in another folder."""
    look = count_builds(monkeypatch)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        run(request(vault, tmp_path / "out", ledger=Path("cards.lock")))
        assert (look(), Path("cards.lock").is_file()) == (1, True)
    capsys.readouterr()
