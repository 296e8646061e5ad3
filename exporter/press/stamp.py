"""What pages are made of besides their content: where any of it is another, they have to be set anew."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pydyf
import weasyprint
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz_subset, pango

from exporter import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable


def stamp(rules: Iterable[str], folders: Iterable[Path], room: Path) -> str:
    """Give what stands for everything that pages are made of besides their content.

    Args:
        rules: The stylesheets.
        folders: In which these find fonts and pictures.
        room: Of the writer's own modules.
    """
    made = blake2b(digest_size=16)
    modules = [file for folder in (Path(__file__).parent, room) for file in sorted(folder.glob("*.py"))]
    beside = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    parts = (
        *(__version__, weasyprint.__version__, pydyf.__version__, _libraries(), *rules),
        # While the program is worked on, its version stays.
        *(file.read_text("utf-8") for file in modules),
        *map(_looked_at, (*map(str, beside), *_fonts())),
    )
    for part in parts:
        made.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return made.hexdigest()


def _libraries() -> str:
    return f"{pango.pango_version()} {harfbuzz_subset is not None}"


def _looked_at(path: str) -> str:
    try:
        stat = Path(path).stat()
    except OSError:
        return path
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


@cache
def _fonts() -> tuple[str, ...]:
    """List the files of all installed fonts: any of them may have a character that no other has."""
    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    found: set[str] = set()
    for which in (fontconfig.FcSetSystem, fontconfig.FcSetApplication):
        fonts = fontconfig.FcConfigGetFonts(config, which)
        if fonts == ffi.NULL:
            continue
        for index in range(fonts.nfont):
            value = ffi.new("FcChar8 **")
            fontconfig.FcPatternGetString(fonts.fonts[index], b"file", 0, value)
            if value[0] != ffi.NULL:
                found.add(ffi.string(value[0]).decode("utf-8", "surrogateescape"))
    return tuple(sorted(found))
