"""The vault: which notes and attachments there are, and their bytes as text."""

from exporter.vault.attachments import PICTURES, Attachments, NoteLinks, label_of
from exporter.vault.decode import decode, text_of
from exporter.vault.folder import Vault, find_root, kept_beside, open_vault
from exporter.vault.ignore import left_out
from exporter.vault.names import Names

__all__ = [
    "PICTURES",
    "Attachments",
    "Names",
    "NoteLinks",
    "Vault",
    "decode",
    "find_root",
    "kept_beside",
    "label_of",
    "left_out",
    "open_vault",
    "text_of",
]
