"""The commands that come in groups: on retired cards, and on ids."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.options import LedgerPath, VaultOption, VaultPath  # noqa: TC001 - typer reads them

retired = typer.Typer(help="Cards whose source is gone from the notes.", no_args_is_help=True)


@retired.command("list")
def retired_list(vault: VaultPath = Path("notes"), *, ledger: LedgerPath = None) -> None:
    """List retired cards, with the search that selects them in Anki."""
    from exporter.cli.retired import run_list

    raise typer.Exit(run_list(vault, ledger))


@retired.command("forget")
def retired_forget(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Their ids.")] = None,
    *,
    vault: VaultOption = Path("notes"),
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Take retired cards out of the ledger for good."""
    from exporter.cli.retired import run_forget

    raise typer.Exit(run_forget(ids or [], vault, ledger, every=every))


ids = typer.Typer(help="Ids of cards: who is who, and writing them into the notes.", no_args_is_help=True)


@ids.command("link")
def ids_link(
    old: Annotated[str, typer.Argument(help="Id of the card as it was.")],
    new: Annotated[str, typer.Argument(help="Id that the card is held back with.")],
    *,
    vault: VaultOption = Path("notes"),
    ledger: LedgerPath = None,
) -> None:
    """Say that a card held back is the one that was: it keeps its history."""
    from exporter.cli.ids import run

    raise typer.Exit(run(old, new, vault, ledger))


@ids.command("new")
def ids_new(
    new: Annotated[str, typer.Argument(help="Id that the card is held back with.")],
    *,
    vault: VaultOption = Path("notes"),
    ledger: LedgerPath = None,
) -> None:
    """Say that a card held back is a new one."""
    from exporter.cli.ids import run

    raise typer.Exit(run(None, new, vault, ledger))


@ids.command("write")
def ids_write(
    vault: VaultPath = Path("notes"),
    *,
    ledger: LedgerPath = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would be written, and write nothing.")
    ] = False,
) -> None:
    """Write the issued ids into the notes, as block ids such as `^bbmm…`.

    Only text is added, at the ends of lines; cards that have a block id keep it.
    """
    from exporter.cli.inscribe import run

    raise typer.Exit(run(vault, ledger, dry_run=dry_run))
