"""The page: one document that holds all cards, loads nothing, and runs no script but those it names."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from exporter.diagnostics import Severity
from exporter.labels import labels
from exporter.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.diagnostics import Diagnostic
    from exporter.render.templates import Templates
    from exporter.writers.preview.cards import Card, Shown

_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(?=</script)", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(r'(<img\s[^>]*?\bsrc=")([^"]*)(?=")')
_CODE = re.compile(r"`([^`]+)`")
_TYPES = {"jpg": "jpeg", "svg": "svg+xml"}
_WORD = "preview_"


@dataclass(slots=True)
class Shared:
    """What several cards have in common, once: their scripts and pictures.

    In a card a number between two control characters stands for it, which no field can hold.

    Attributes:
        pictures: Content by name.
        texts: By number.
        scripts: Sources of the scripts in the texts.
    """

    pictures: Mapping[str, bytes]
    texts: list[str] = field(default_factory=list)
    scripts: dict[str, None] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def without(self, side: str) -> str:
        """Give a side with its pictures and scripts taken out."""
        return _PICTURE.sub(self._picture, _SCRIPT.sub(self._script, side))

    def _script(self, found: re.Match[str]) -> str:
        # A parser reads line ends so, and the policy's hashes are of what it reads.
        source = found[2].replace("\r\n", "\n")
        self.scripts[source] = None
        return found[1] + self._mark(source, source)

    def _picture(self, found: re.Match[str]) -> str:
        name = unescape(found[2])
        if name not in self.pictures:
            return found[0]
        if name in self._numbers:
            return found[1] + self._mark(name, "")
        ending = name.rpartition(".")[2].casefold()
        content = b64encode(self.pictures[name]).decode()
        return found[1] + self._mark(name, f"data:image/{_TYPES.get(ending, ending)};base64,{content}")

    def _mark(self, key: str, text: str) -> str:
        if key not in self._numbers:
            self._numbers[key] = len(self.texts)
            self.texts.append(text)
        return f"\x01{self._numbers[key]}\x01"


def page(
    made: Shown,
    findings: Sequence[Diagnostic],
    templates: Templates,
    *,
    live: bool = False,
    trouble: str = "",
) -> bytes:
    """Write the page.

    Args:
        made: The cards.
        findings: Of which errors and warnings are shown.
        templates: Finds the page's own templates.
        live: Whether the page listens for changes to whoever serves it.
        trouble: Why the cards are those of an earlier build; empty where they are not.

    Raises:
        BrokenTemplateError: One of the page's own templates is broken.
    """
    lang = made.languages[0] if made.languages else "en"
    words = {
        name.removeprefix(_WORD): labels().word(name, lang)
        for name in labels().printed["en"]
        if name.startswith(_WORD)
    }
    shared = Shared(made.pictures)
    cards = [_shape(card, shared) for card in made.cards]
    values = {"cards": cards, "shared": shared.texts, "styles": made.styles, "words": words, "live": live}
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    script = templates.read("preview/script.js")
    counted = Counter(each.severity for each in findings)
    text = templates.page(
        "preview/page.html",
        {
            "made": made,
            "lang": lang if lang in labels().printed else "en",
            "words": words,
            "kinds": [kind for kind in KINDS.values() if any(card.kind == kind for card in made.cards)],
            "chapters": list(dict.fromkeys(card.chapter for card in made.cards)),
            "policy": _policy((script, *shared.scripts), live=live),
            "style": Markup(templates.read("preview/style.css")),  # noqa: S704 - the program's own, or the user's
            "script": Markup(script),  # noqa: S704 - likewise
            "content": Markup(content),  # noqa: S704 - no `<` is left in it
            "errors": counted[Severity.ERROR],
            "warnings": counted[Severity.WARNING],
            "findings": [_said(each) for each in _by_weight(findings)],
            "trouble": trouble,
        },
    )
    return text.encode()


def _shape(card: Card, shared: Shared) -> dict[str, Any]:
    return {
        "id": card.id,
        "short": card.short_id,
        "kind": card.kind,
        "template": card.template,
        "number": card.number,
        "chapter": card.chapter,
        "note": card.note,
        "lang": card.lang,
        "path": card.path,
        "uri": card.uri,
        "older": card.older,
        "front": shared.without(card.front),
        "back": shared.without(card.back),
    }


def _policy(scripts: Iterable[str], *, live: bool) -> str:
    """Forbid everything that does not stand in the page, and every script whose source is not known."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "font-src data:",
            "connect-src 'self'" if live else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _by_weight(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Give errors first, then warnings."""
    counting = (each for each in findings if each.severity is not Severity.INFO)
    return sorted(counting, key=lambda each: (each.severity.rank, each.order))


def _said(finding: Diagnostic) -> dict[str, Any]:
    place = f":{finding.position.line}:{finding.position.column}" if finding.position else ""
    return {
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": _marked(finding.message),
        "place": f"{finding.path}{place}" if finding.path else "",
        "excerpt": (finding.excerpt or "").strip()[:_LONGEST],
        "help": _marked(finding.help or ""),
    }


_LONGEST = 200


def _marked(message: str) -> Markup:
    """Set what stands in backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", escape(message, quote=False)))  # noqa: S704 - escaped before
