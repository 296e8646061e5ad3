"""What a command takes: time, processor time and memory of a process of its own, start included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LAUNCH = Path(__file__).parent / "launch.py"
PROGRAM = (sys.executable, "-m", "exporter")


class MeasureError(Exception):
    """A command did not do what it was to be measured at; the message is for the reader of the table."""


@dataclass(frozen=True)
class Taken:
    """What one run took.

    Attributes:
        seconds: By the clock.
        processor: Seconds of processor time, of all cores.
        megabytes: Most memory at a time.
    """

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str | Path], limit: float = 3600) -> Taken:
    """Run a command once.

    Args:
        command: It and its arguments.
        limit: Seconds after which it is given up.

    Raises:
        MeasureError: It failed, or took longer.
    """
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), *map(str, command)]
    # `python -m` finds the program in the folder where it is started, before any installed one.
    with subprocess.Popen(
        launch, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as started:
        try:
            answer, _ = started.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # The session is its own, so that what it started ends with it.
            os.killpg(started.pid, signal.SIGKILL)
            message = f"given up after {limit:.0f} s"
            raise MeasureError(message) from None
    found = json.loads(answer)
    if found["status"]:
        last = (found["said"].strip() or f"exit status {found['status']}").splitlines()[-1]
        raise MeasureError(last)
    return Taken(found["seconds"], found["processor"], found["megabytes"])


def best(
    command: Sequence[str | Path],
    times: int,
    before: Callable[[int], None] | None = None,
    limit: float = 3600,
) -> Taken:
    """Run a command several times and give the run that disturbances slowed least.

    Args:
        command: It and its arguments.
        times: How often.
        before: Prepares a run, not measured; is given the run's number.
        limit: Seconds after which a run is given up.

    Raises:
        MeasureError: A run failed, or took longer.
    """
    runs = []
    for number in range(times):
        if before:
            before(number)
        runs.append(run(command, limit))
    return min(runs, key=lambda taken: taken.seconds)
