"""What a command takes: time, processor time and memory of a process of its own, start included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.vaults import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LAUNCH = Path(__file__).parent / "launch.py"
_NONE: Mapping[str, str] = MappingProxyType({})
PROGRAM = (sys.executable, "-m", "exporter")
ENOUGH = 20
"""Seconds after which a measurement is not repeated any more."""


class MeasureError(Exception):
    """A command did not do what it was to be measured at; the message is for the reader of the table."""


@dataclass(frozen=True)
class Taken:
    """What one run took.

    Attributes:
        seconds: By the clock.
        processor: Seconds of processor time, of all cores; None where it is not known.
        megabytes: Most memory at a time, of all its processes together; None likewise.
        processes: Most of them at a time.
        said: The last line of what it said to the user.
    """

    seconds: float
    processor: float | None = None
    megabytes: float | None = None
    processes: int = 1
    said: str = ""


def run(command: Sequence[str | Path], limit: float = 3600, settings: Mapping[str, str] = _NONE) -> Taken:
    """Run a command once.

    Args:
        command: It and its arguments.
        limit: Seconds after which it is given up.
        settings: Further variables of its environment.

    Raises:
        MeasureError: It failed, or took longer.
    """
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), *map(str, command)]
    # `python -m` finds the program in the folder where it is started, before any installed one.
    with subprocess.Popen(
        launch,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, **settings},
    ) as started:
        try:
            answer, _ = started.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # The session is its own, so that what it started ends with it.
            os.killpg(started.pid, signal.SIGKILL)
            message = f"given up after {limit:.0f} s"
            raise MeasureError(message) from None
    found = json.loads(answer)
    last = "".join(found["said"].strip().splitlines()[-1:])
    if found["status"]:
        raise MeasureError(last or f"exit status {found['status']}")
    return Taken(found["seconds"], found["processor"], found["megabytes"], found["processes"], last)


def best(
    command: Sequence[str | Path],
    times: int,
    before: Callable[[int], None] | None = None,
    limit: float = 3600,
    settings: Mapping[str, str] = _NONE,
) -> Taken:
    """Run a command several times and give the run that disturbances slowed least.

    Args:
        command: It and its arguments.
        times: How often at most; what takes long, and is disturbed less for it, is run less often.
        before: Prepares a run, not measured; is given the run's number.
        limit: Seconds after which a run is given up.
        settings: Further variables of its environment.

    Raises:
        MeasureError: A run failed, or took longer.
    """
    runs: list[Taken] = []
    while len(runs) < times and sum(each.seconds for each in runs) < ENOUGH:
        if before:
            before(len(runs))
        runs.append(run(command, limit, settings))
    return min(runs, key=lambda taken: taken.seconds)
