"""Markdown study notes in; an Anki deck and a typeset bilingual cheat-sheet out."""

__version__ = "0.1.0"
