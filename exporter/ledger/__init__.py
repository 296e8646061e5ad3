"""What earlier builds issued: the file ``studypack.lock``, and who is who after a change."""

from exporter.ledger.content import pack_card
from exporter.ledger.entry import Entry, Ledger
from exporter.ledger.file import FILE, read_ledger, write_ledger
from exporter.ledger.found import Found, recognised_by
from exporter.ledger.gaps import IssuedGap, with_numbers
from exporter.ledger.identified import Identified
from exporter.ledger.identify import free_id, identify
from exporter.ledger.plan import Plan
from exporter.ledger.record import Digests, record, retired_cards, stamp_retired

__all__ = [
    "FILE",
    "Digests",
    "Entry",
    "Found",
    "Identified",
    "IssuedGap",
    "Ledger",
    "Plan",
    "free_id",
    "identify",
    "pack_card",
    "read_ledger",
    "recognised_by",
    "record",
    "retired_cards",
    "stamp_retired",
    "with_numbers",
    "write_ledger",
]
