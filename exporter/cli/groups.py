"""The commands that come in groups: on retired cards, on ids, and on translations."""

# Annotations are no strings here either; see `app`.
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.options import AsJson, Format, FormatName, LedgerPath, VaultOption, VaultPath

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
    """Say which card one that is held back has been.

    It then keeps its history.
    """
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


translate = typer.Typer(
    help="Texts in further languages, as gettext catalogues.",
    no_args_is_help=True,
)
_Languages = Annotated[
    list[str] | None,
    typer.Option("--lang", "-l", help="Of these languages only; by default all of the pack's."),
]


@translate.command("extract")
def translate_extract(vault: VaultPath = Path("notes"), *, ledger: LedgerPath = None) -> None:
    """Write the template, with every text to be translated.

    It is `locale/studypack.pot` in the vault; a card's text is one message.
    """
    from exporter.cli.translate import run_extract

    raise typer.Exit(run_extract(vault, ledger))


@translate.command("update")
def translate_update(
    vault: VaultPath = Path("notes"), *, lang: _Languages = None, ledger: LedgerPath = None
) -> None:
    """Begin the catalogues, or bring them up to date with the notes.

    They are `locale/<lang>/LC_MESSAGES/studypack.po` in the vault. No translation is lost: where a note
    has changed it is marked fuzzy, and what is out of use is kept at the end.
    """
    from exporter.cli.translate import run_update

    raise typer.Exit(run_update(vault, ledger, lang or []))


@translate.command("stats")
def translate_stats(
    vault: VaultPath = Path("notes"),
    *,
    lang: _Languages = None,
    ledger: LedgerPath = None,
    json: AsJson = False,
) -> None:
    """Say how much is translated, and which notes are not done."""
    from exporter.cli.translate import run_stats

    raise typer.Exit(run_stats(vault, ledger, lang or [], as_json=json))


@translate.command("check")
def translate_check(
    vault: VaultPath = Path("notes"),
    *,
    lang: _Languages = None,
    ledger: LedgerPath = None,
    format_: FormatName = Format.FULL,
) -> None:
    """Find what is missing or wrong in translations.

    Wrong are figures, names, code and links that differ between the two. The exit status
    is 1 if anything is found.
    """
    from exporter.cli.translate import run_check

    raise typer.Exit(run_check(vault, ledger, lang or [], str(format_)))
