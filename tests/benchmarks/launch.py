"""Runs a command as its only child and prints what it took, as JSON; run as a script, not imported.

A child begins as a copy of its parent, and the system counts the copy's memory as the child's peak. So
whoever measures starts this small process, and it starts what is measured.
"""

import json
import os
import subprocess
import sys
from time import perf_counter


def main() -> None:
    """Run what the arguments say, its output discarded unless it fails."""
    begun = perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        said = child.stderr.read() if child.stderr else b""
        _, status, used = os.wait4(child.pid, 0)
        seconds = perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    found = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss * unit / 1e6,
        "status": child.returncode,
        "said": said.decode(errors="replace")[-2000:],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
