"""Definitions: a term, a separator, and what it means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.diagnostics import Checked, Diagnostic, at
from exporter.extract.concept.heading import definitions_of
from exporter.extract.concept.repeated import repeated_labels
from exporter.extract.texts import is_placeholder
from exporter.model import Card, ConceptCard, Role

if TYPE_CHECKING:
    from exporter.extract.concept.lines import Found
    from exporter.extract.texts import Texts
    from exporter.markdown import Inline
    from exporter.parse import ParsedNote, Section


def definitions(note: ParsedNote, texts: Texts) -> Checked[tuple[Card, ...]]:
    """Make one card of each definition in the sections that hold some."""
    cards: list[Card] = []
    diagnostics: list[Diagnostic] = []
    sections = [section for section in note.walk() if section.role == "definitions"]
    repeated = repeated_labels(section.blocks for section in sections)
    for section in sections:
        for found in definitions_of(section, repeated):
            if is_placeholder(found.meaning.text):
                continue
            if not found.meaning.raw and not found.rest:
                diagnostics.append(_empty(found.term, texts))
                continue
            cards.append(_card(section, found, texts))
    return Checked(tuple(cards), tuple(diagnostics))


def _card(section: Section, found: Found, texts: Texts) -> Card:
    term = found.term
    origin = texts.origin(section, f"{Role.DEFINITION}:{term.text}", term.span.start, found.token)
    return ConceptCard(
        # A heading that is the term is not where the term stands.
        origin=replace(origin, context=origin.context[:-1]) if found.headed else origin,
        role=Role.DEFINITION,
        term=texts.inline(term.without("strong")),
        definition=texts.lead(found.meaning, found.rest),
    )


def _empty(term: Inline, texts: Texts) -> Diagnostic:
    message = f"`{term.text}` is not defined: nothing follows the separator"
    return at(
        texts.source, term.span, "definition-empty", message, fix="write what it means on the same line"
    )
