"""Multiple-choice cards: stem, options, key, and a rationale under each option."""

from exporter.extract.mcq.question import recognise

__all__ = ["recognise"]
