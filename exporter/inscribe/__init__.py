"""Issued ids, written into the notes as block ids: text is added, and nothing else changes."""

from exporter.inscribe.note import Inscribed, Wanted, inscribe

__all__ = ["Inscribed", "Wanted", "inscribe"]
