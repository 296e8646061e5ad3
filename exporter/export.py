"""The one place that writes files: whole or not at all, and nothing left behind."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def export(files: Mapping[Path, bytes]) -> None:
    """Replace files. Every new content is on the disk before the first old one is touched.

    Args:
        files: Content by path; folders are made.

    Raises:
        OSError: Something could not be written; no file has been replaced.
    """
    ready: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder", str(path))
            _sweep(path)
            ready[path] = _beside(path, content)
        for path, temporary in ready.items():
            temporary.replace(path)
    finally:
        for temporary in ready.values():
            temporary.unlink(missing_ok=True)


def create(path: Path, content: bytes) -> None:
    """Write a new file; folders are made.

    Args:
        path: Where nothing is yet.
        content: What to write.

    Raises:
        FileExistsError: Something is there; it is left as it is.
        OSError: It could not be written; no part of it is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _beside(path: Path, content: bytes) -> Path:
    """Write content to a hidden file in the same folder, so that replacing is one step.

    Raises:
        OSError: It could not be written; the error names the file that was meant.
    """
    try:
        if path.exists():
            # To replace what must not be written would get round what its owner has asked for.
            path.open("r+b").close()
        handle, name = tempfile.mkstemp(f".{os.getpid()}.tmp", f".{path.name}.", path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp keeps others out; the old file's permissions, or the usual ones, let them in.
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    return temporary


def left_behind(path: Path) -> list[Path]:
    """Give the hidden files of builds that were killed before they could replace a file.

    Args:
        path: The file.
    """
    if os.name != "posix":
        # There is no asking for a process without ending it.
        return []
    found = []
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        # `.NAME.random.process.tmp`: with more parts it is that of a file whose name is longer.
        *_, number, _ = parts = left.name.removeprefix(f".{path.name}.").split(".")
        if len(parts) == _PARTS and number.isdecimal() and not _runs(int(number)):
            found.append(left)
    return sorted(found)


_PARTS = 3


def _sweep(path: Path) -> None:
    for left in left_behind(path):
        with suppress(OSError):
            left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        # Another user's.
        return True
    return process != os.getpid()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
