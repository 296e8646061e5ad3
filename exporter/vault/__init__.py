"""The vault: which notes and attachments there are, and their bytes as text."""

from exporter.vault.attachments import PICTURES, Attachments, NoteLinks, label_of
from exporter.vault.folder import Vault, kept_beside, open_vault
from exporter.vault.ignore import left_out
from exporter.vault.names import Names
from exporter.vault.obsidian import settings_files

__all__ = [
    "PICTURES",
    "Attachments",
    "Names",
    "NoteLinks",
    "Vault",
    "kept_beside",
    "label_of",
    "left_out",
    "open_vault",
    "settings_files",
]
