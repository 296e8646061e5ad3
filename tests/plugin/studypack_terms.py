"""A writer of somebody else's: the defined terms, a line each."""

from dataclasses import dataclass, field

from exporter.diagnostics import Checked
from exporter.model import ConceptCard


@dataclass(frozen=True)
class Options:
    separator: str = field(default="\t", metadata={"help": "what stands between term and meaning"})


class TermsWriter:
    extension, suffix, summary, options = "tsv", "terms", "terms and their meanings, a line each", Options

    def write(self, pack, options, job):
        cards = [issued.card for issued in pack.cards if isinstance(issued.card, ConceptCard)]
        lines = [f"{card.term.text}{options.separator}{card.definition.text}\n" for card in cards]
        return Checked("".join(lines).encode())


writer = TermsWriter()
