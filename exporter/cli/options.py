"""What several commands take, and how they end."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Exit(IntEnum):
    """Exit statuses."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2


class Format(StrEnum):
    """How diagnostics are printed."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"


class Layout(StrEnum):
    """Where translations stand on the cheat-sheet."""

    INTERLINEAR = "interlinear"
    FACING = "facing"
    SINGLE = "single"


VaultPath = Annotated[Path, typer.Argument(help="The vault, a folder in it, or one note.", show_default=True)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let any warning count as an error.")]
FormatName = Annotated[
    Format, typer.Option("--format", help="How to print findings; `json` and `sarif` are for machines.")
]
LedgerPath = Annotated[
    Path | None, typer.Option("--ledger", help="Where the ledger is, if the vault cannot be written to.")
]
OutPath = Annotated[Path, typer.Option("--out", "-O", help="Folder for the files.")]
Writers = Annotated[str, typer.Option("--to", help="Writers, separated by commas; see `studypack formats`.")]
WriterOptions = Annotated[
    list[str] | None, typer.Option("-o", metavar="WRITER.KEY=VALUE", help="Set an option of a writer.")
]
Lang = Annotated[
    str | None, typer.Option("--lang", "-l", help="Languages, your own first: `ko,en`, `ko` or `en`.")
]
LayoutName = Annotated[
    Layout | None, typer.Option("--layout", help="Where translations stand on the cheat-sheet.")
]
Paper = Annotated[
    str | None, typer.Option("--paper", help="Of the cheat-sheet: a4, letter, a5, poster or poster-a3.")
]
Fit = Annotated[
    int | None, typer.Option("--fit", metavar="N", min=1, help="Scale the cheat-sheet to N pages at most.")
]
FitNote = Annotated[
    int | None,
    typer.Option("--fit-note", metavar="N", min=1, help="Scale each note to N pages of its own."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a report for machines on standard output.")]
VaultOption = Annotated[Path, typer.Option("--vault", help="The vault.")]


def as_dict(pairs: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Read ``writer.key=value`` pairs.

    Raises:
        ValueError: One of them is not of that form; the message is for the user.
    """
    found: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        writer, dot, key = name.partition(".")
        if not (equals and dot and writer and key):
            message = f"`-o {pair}` is not of the form WRITER.KEY=VALUE"
            raise ValueError(message)
        found.setdefault(writer, {})[key.replace("-", "_")] = value
    return found


def shortcuts(writer: str, **given: object) -> tuple[str, ...]:
    """Write options that have a name of their own on the command line as ``writer.key=value`` pairs."""
    return tuple(f"{writer}.{key}={value}" for key, value in given.items() if value is not None)
