"""References to pages: links with room for the page's number, which is known when all is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.labels import labels
from exporter.render.typeset import typeset_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGE = "\ufffc"
_ARROW = "→ "
# Notes up to which two figures are enough: at most two pages a note, and what stands around them.
_TWO_FIGURES = 45


class References:
    """Makes the references of a sheet.

    Args:
        lang: In which they are said.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._room = ""

    def make_room(self, notes: int) -> None:
        """Say how many notes there are: that tells how much room a page's number needs."""
        self._room = "00" if notes <= _TWO_FIGURES else "000" if notes <= 10 * _TWO_FIGURES else "0000"

    def pages(self, anchors: str | Iterable[str], sort: str = "") -> Markup:
        """Give the numbers of the pages on which anchors stand, each once.

        Args:
            anchors: One or several.
            sort: Further classes: ``flush`` for numbers that stand below each other.
        """
        named = [anchors] if isinstance(anchors, str) else anchors
        links = Markup(", ").join(map(self._link, named))
        return Markup('<span class="pages {}">{}</span>').format(sort, links)

    def refer(self, label: str, anchor: str, sort: str = "") -> Markup:
        """Say in the reader's language on which page something stands.

        Args:
            label: Name of one of the program's words, with a place for ``page``.
            anchor: Where it leads.
            sort: Further classes.
        """
        said = typeset_text(labels().word(label, self._lang).format(page=_PAGE), self._lang)
        whole = _ARROW + said.replace(_PAGE, self._link(anchor))
        return Markup('<span class="pages {}" lang="{}">{}</span>').format(sort, self._lang, Markup(whole))  # noqa: S704 - escaped above

    def _link(self, anchor: str) -> Markup:
        return Markup('<a class="page-of" href="#{}">{}</a>').format(anchor, self._room)
