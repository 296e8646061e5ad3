"""The command line: ``studypack``."""

from __future__ import annotations


def main() -> None:
    """Run the command; the entry point of the package."""
    from exporter.cli.app import app

    app(prog_name="studypack")


__all__ = ["main"]
