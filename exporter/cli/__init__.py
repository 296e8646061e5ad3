"""The command line: ``studypack``."""

from __future__ import annotations


def main() -> None:
    """Run the command; the entry point of the package."""
    import gc

    # A build makes many things and keeps nearly all of them to its end: to look for rings among them again
    # and again took a sixth of the time. Commands that go on for long collect when they have a moment.
    gc.disable()
    from exporter.cli.app import app

    try:
        app(prog_name="studypack")
    finally:
        # Nor need the interpreter look for them as it ends: all memory goes with the process.
        gc.freeze()


__all__ = ["main"]
