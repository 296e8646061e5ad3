"""Text as a printer sets it: eojeols and names kept whole, signs with their room, curly quotation marks.

WeasyPrint knows no ``word-break: keep-all`` and breaks Hangul at every syllable, and it
hyphenates only what says its language. A word joiner (U+2060) between two characters keeps them on
one line, and a name without hyphens; it leaves kerning as it is and stays out of the text layer of
the PDF, so that search and copying are unaffected.
"""

from __future__ import annotations

import html
import re

from exporter.render.typeset.joining import JOINER
from exporter.render.typeset.lines import Setter

__all__ = ["JOINER", "ROOM", "typeset", "typeset_text"]

# For every page: an eighth of an em for signs between words of Hangul, with what they have themselves. From
# a tenth on, readers of PDF would find a space there, and a search for what was written would fail.
ROOM = """\
.room { margin: 0 0.09em }
.room-before { margin-left: 0.09em }
.room-after { margin-right: 0.09em }
"""

_TAG = re.compile(r"(<[^>]+>)")


def typeset(fragment: str, lang: str) -> str:
    """Prepare clean HTML for print.

    Eojeols, names, and figures with their units are kept whole; a sign between words of Hangul gets
    room (``<span class="room">``); runs of another language say so; quotation marks, dashes and
    ellipses become those of a printer. Code, preformatted text, math and addresses stay as they are;
    what follows them in the same eojeol is joined to them.

    Args:
        fragment: Clean HTML: every ``<`` begins a tag and every ``>`` ends one.
        lang: Main language of the text, BCP 47.

    Returns:
        The fragment, which without word joiners and its new ``<span>`` has the same text, signs apart.
    """
    setter = Setter(lang)
    for index, token in enumerate(_TAG.split(fragment)):
        if index % 2:
            setter.tag(token)
        elif token:
            setter.text(token)
    setter.finish()
    return "".join(setter.out)


def typeset_text(text: str, lang: str) -> str:
    """Prepare plain text: escaped, then as `typeset`."""
    return typeset(html.escape(text, quote=False), lang)
