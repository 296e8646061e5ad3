"""``studypack formats``."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import typer

from exporter.cli.options import Exit
from exporter.cli.terminal import fail
from exporter.writers.registry import UnknownWriterError, choose, writers


def run(*, as_json: bool) -> Exit:
    """List the writers; one that does not load is reported and the others are still listed."""
    status = Exit.FINE
    found: list[dict[str, Any]] = []
    try:
        names = list(writers())
    except UnknownWriterError as error:
        fail(str(error))
        return Exit.FINDINGS
    for name in names:
        try:
            found.append(_described(name))
        except UnknownWriterError as error:
            fail(str(error))
            status = Exit.FINDINGS
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(map(_lines, found)))
    return status


def _described(name: str) -> dict[str, Any]:
    chosen = choose(name, {})
    options = [
        {"name": field.name, "default": field.default, "help": field.metadata.get("help", "")}
        for field in fields(chosen.options)
    ]
    return {
        "name": name,
        "file": chosen.file_name("<name>"),
        "summary": chosen.writer.summary,
        "options": options,
    }


def _lines(writer: dict[str, Any]) -> str:
    lines = [f"{writer['name']:<8} {writer['file']:<19} {writer['summary']}"]
    for option in writer["options"]:
        default = "" if option["default"] in (None, "", ()) else f" (default: {option['default']})"
        lines.append(f"  -o {writer['name']}.{option['name']}=…  {option['help']}{default}")
    return "\n".join(lines)
