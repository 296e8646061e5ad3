"""The command line: ``studypack``."""

from __future__ import annotations


def main() -> None:
    """Run the command; the entry point of the package."""
    from exporter.cli.app import app  # noqa: PLC0415 - so that importing the package stays cheap

    app(prog_name="studypack")


__all__ = ["main"]
