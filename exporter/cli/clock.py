"""The one place that reads the clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime


def now() -> int:
    """Give the time of the build; ``SOURCE_DATE_EPOCH`` makes it repeatable.

    Returns:
        Seconds since the epoch.

    Raises:
        ValueError: The variable holds no number; the message is for the user.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not fixed.isdecimal():
        message = f"SOURCE_DATE_EPOCH must be a number of seconds, not `{fixed}`"
        raise ValueError(message)
    return int(fixed)


def moment() -> float:
    """Give the time as it is, in seconds since the epoch, to set beside the times of files."""
    return time.time()


def today() -> date:
    """Give the day on which the user is; with ``SOURCE_DATE_EPOCH`` that of its moment in UTC.

    Raises:
        ValueError: The variable holds no number; the message is for the user.
    """
    moment = datetime.fromtimestamp(now(), UTC)
    return (moment if os.environ.get("SOURCE_DATE_EPOCH") else moment.astimezone()).date()
