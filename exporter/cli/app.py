"""The commands and what they take; what they do stands in a module each."""

# Annotations are no strings here: typer would have to evaluate each of them at every start.
from pathlib import Path
from typing import Annotated

import typer

from exporter import __version__
from exporter.cli.groups import ids, retired, translate
from exporter.cli.options import (
    AsJson,
    Fit,
    FitNote,
    Format,
    FormatName,
    Lang,
    LayoutName,
    LedgerPath,
    OutPath,
    Paper,
    Quiet,
    Strict,
    VaultPath,
    WriterOptions,
    Writers,
    shortcuts,
)

app = typer.Typer(
    name="studypack",
    help="Turn a vault of Markdown study notes into an Anki deck and a printed cheat-sheet.",
    no_args_is_help=True,
    add_completion=True,
    # Its help is plain: what draws boxes around it takes longer to load than all the rest.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(retired, name="retired")
app.add_typer(ids, name="ids")
app.add_typer(translate, name="translate")


def _version(value: bool) -> None:  # noqa: FBT001 - typer's callback
    if value:
        typer.echo(f"studypack {__version__}")
        raise typer.Exit


@app.callback()
def common(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Turn a vault of Markdown study notes into an Anki deck and a printed cheat-sheet."""


@app.command()
def build(  # noqa: PLR0913 - the options of the command
    vault: VaultPath = Path("notes"),
    *,
    ledger: LedgerPath = None,
    out: OutPath = Path("dist"),
    to: Writers = "apkg,pdf",
    option: WriterOptions = None,
    lang: Lang = None,
    layout: LayoutName = None,
    paper: Paper = None,
    fit: Fit = None,
    fit_note: FitNote = None,
    strict: Strict = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Try the deck in Anki first; write nothing if it fails.")
    ] = False,
    json: AsJson = False,
    open_: Annotated[bool, typer.Option("--open", help="Show the result: Anki, the PDF viewer.")] = False,
    quiet: Quiet = False,
    format_: FormatName = Format.FULL,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Make everything anew, and keep nothing for the next build.")
    ] = False,
) -> None:
    """Build the deck and the cheat-sheet.

    Healthy notes are exported even where others have errors; then the exit status is 1.
    """
    from exporter.cli.build import Request, run

    named = shortcuts("pdf", layout=layout, paper=paper, fit=fit, fit_note=fit_note)
    options = (*named, *(option or ()))
    request = Request(
        vault, ledger, out, to, options, lang, strict, verify, json, open_, quiet, str(format_), no_cache
    )
    raise typer.Exit(run(request))


@app.command()
def watch(  # noqa: PLR0913 - the options of the command
    vault: VaultPath = Path("notes"),
    *,
    ledger: LedgerPath = None,
    out: OutPath = Path("dist"),
    to: Writers = "apkg,pdf",
    option: WriterOptions = None,
    lang: Lang = None,
    layout: LayoutName = None,
    paper: Paper = None,
    fit: Fit = None,
    fit_note: FitNote = None,
    strict: Strict = False,
    quiet: Quiet = False,
    format_: FormatName = Format.CONCISE,
) -> None:
    """Build, and build again whenever a note changes, until Ctrl-C.

    Only what has changed is read and set again; each time it is said what the next import will do.
    """
    from exporter.cli.build import Request
    from exporter.cli.watch import run

    named = shortcuts("pdf", layout=layout, paper=paper, fit=fit, fit_note=fit_note)
    options = (*named, *(option or ()))
    flags = {"verify": False, "json": False, "open": False}
    request = Request(
        vault, ledger, out, to, options, lang, strict, quiet=quiet, format=str(format_), **flags
    )
    raise typer.Exit(run(request))


@app.command()
def check(
    places: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PLACE", help="A vault, or folders and notes in one; by default `notes`."),
    ] = None,
    *,
    strict: Strict = False,
    format_: FormatName = Format.FULL,
) -> None:
    """Report what is wrong with the notes, and write nothing.

    Notes named one by one are read with their vault, and only what is wrong with them is said. The
    exit status is 1 if there is an error, or with `--strict` a warning; 2 for wrong usage; else 0.
    """
    from exporter.cli.check import run

    raise typer.Exit(run(places or [Path("notes")], str(format_), strict=strict))


@app.command()
def plan(vault: VaultPath = Path("notes"), *, ledger: LedgerPath = None, json: AsJson = False) -> None:
    """Say what the next import will do, before it is done."""
    from exporter.cli.plan import run

    raise typer.Exit(run(vault, ledger, as_json=json))


@app.command()
def verify(
    vault: VaultPath = Path("notes"),
    *,
    ledger: LedgerPath = None,
    out: Annotated[Path, typer.Option("--out", "-O", help="Where the earlier files are.")] = Path("dist"),
    json: AsJson = False,
) -> None:
    """Try the deck in Anki itself, and compare with the plan.

    It is imported into a scratch collection; nothing is written. Needs the extra `verify`.
    """
    from exporter.cli.verify import run

    raise typer.Exit(run(vault, ledger, out, as_json=json))


@app.command()
def preview(  # noqa: PLR0913 - the options of the command
    vault: VaultPath = Path("notes"),
    *,
    ledger: LedgerPath = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where to serve; 0 for a port that is free.")
    ] = 0,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the page to a file, and end.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    lang: Lang = None,
) -> None:
    """Show all cards on one page, before anything is imported.

    Each has front and back, by day and night. The page is served on this computer alone and renews
    itself with each change of the notes, until Ctrl-C. Issues no ids and writes nothing, but for the
    file that `--write` names.
    """
    from exporter.cli.preview import Request, run

    raise typer.Exit(run(Request(vault, ledger, port, write, open_, lang)))


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the note, with folders before it if you like.")
    ] = "",
    vault: Annotated[Path, typer.Argument(help="The vault, or a folder in it.")] = Path("notes"),
    *,
    lang: Annotated[
        str | None,
        typer.Option("--lang", "-l", help="`ko` or `en`; by default that of most notes, else `ko`."),
    ] = None,
) -> None:
    """Begin a note with every part that makes a card.

    Prints where it is. What is there already is never overwritten. A template of your own is
    `note/ko.md` or `note/en.md` in your templates folder.
    """
    from exporter.cli.new import run

    raise typer.Exit(run(name, vault, lang))


@app.command()
def repair(
    note: Annotated[Path, typer.Argument(metavar="NOTE", help="A note whose text is garbled.")],
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Replace the file; as it was, it is kept beside it.")
    ] = False,
) -> None:
    """Show what repairing a garbled note changes.

    Letters that are not sure are named.
    """
    from exporter.cli.repair import run

    raise typer.Exit(run(note, write=write))


@app.command()
def show(
    short_id: Annotated[str, typer.Argument(metavar="ID", help="An id read off a page or a card.")],
    vault: VaultPath = Path("notes"),
) -> None:
    """Find a card by its short id.

    Says where it stands in the notes, and what it says.
    """
    from exporter.cli.show import run

    raise typer.Exit(run(short_id, vault))


@app.command()
def formats(*, json: AsJson = False) -> None:
    """List the writers and their options."""
    from exporter.cli.formats import run

    raise typer.Exit(run(as_json=json))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Name of a rule; none lists all.")] = "",
) -> None:
    """Explain a rule, with a note that breaks it."""
    from exporter.cli.explain import run

    raise typer.Exit(run(rule))


@app.command()
def doctor() -> None:
    """Look whether everything that the program needs is there."""
    from exporter.cli.doctor import run

    raise typer.Exit(run())


@app.command()
def cache(
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Empty it; the next build makes all anew.")] = False,
) -> None:
    """Say what builds keep for the next one, or empty it."""
    from exporter.cli.cache import run

    raise typer.Exit(run(clear=clear))
