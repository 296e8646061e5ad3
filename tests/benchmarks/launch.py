"""Runs a command as its only child and prints what it took, as JSON; run as a script, not imported.

A child begins as a copy of its parent, and the system counts the copy's memory as the child's peak. So
whoever measures starts this small process, and it starts what is measured. The system's own figure is
the peak of the largest process; of a command that works in several, all are added up now and then.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from time import perf_counter, thread_time

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: who loses its parent becomes a child of this process
_SHARE = 40  # times as much as a look takes of the processor is the pause after it
_LEAST = 0.02  # seconds between two looks


class Watch(threading.Thread):
    """Looks at the memory of all that descends from a process, as long as there are several."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.processes = 0, 0
        self._done = threading.Event()

    def run(self) -> None:
        """Look until it is ended."""
        pause = _LEAST
        while not self._done.wait(pause):
            begun = thread_time()
            below = _below(os.getpid())
            self.processes = max(self.processes, len(below))
            if len(below) > 1:
                self.most = max(self.most, sum(map(_proportional, below)))
            pause = max(_LEAST, _SHARE * (thread_time() - begun))

    def end(self) -> None:
        """Stop looking."""
        self._done.set()
        self.join()


def _below(ancestor: int) -> list[int]:
    """Give all that descends from a process; nothing where the system has no /proc."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():  # noqa: PTH112, PTH208 - quick to start
        if name.isdigit():
            # After the name, which may hold anything: state, parent.
            stat = _text(f"/proc/{name}/stat").rpartition(")")[2].split()
            if stat:
                children.setdefault(int(stat[1]), []).append(int(name))
    found, waiting = [], children.get(ancestor, [])
    while waiting:
        found += waiting
        waiting = [each for parent in waiting for each in children.get(parent, [])]
    return found


def _proportional(process: int) -> int:
    """Give the bytes of a process, those that it shares with others divided among them."""
    for line in _text(f"/proc/{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - quick to start
            return file.read()
    except OSError:
        return ""  # it has ended


def main() -> None:
    """Run what the arguments say; what it says itself is kept, as far as it is the last of it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    watch = Watch()
    # A file, for the end of a pipe would be held open by whatever outlives the command.
    with tempfile.TemporaryFile() as errors:
        begun = perf_counter()
        child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=errors)
        watch.start()
        _, status, used = os.wait4(child.pid, 0)
        seconds = perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        watch.end()
        errors.seek(0)
        said = errors.read()
    for left in _below(os.getpid()):
        with suppress(ProcessLookupError):
            os.kill(left, signal.SIGKILL)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    found = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": max(used.ru_maxrss * unit, watch.most) / 1e6,
        "processes": max(1, watch.processes),
        "status": child.returncode,
        "said": said.decode(errors="replace")[-2000:],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
