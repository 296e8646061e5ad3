"""The vault: which notes and attachments there are, and their bytes as text."""

from exporter.vault.attachments import Attachments, NoteLinks
from exporter.vault.decode import decode
from exporter.vault.folder import Vault, find_root, open_vault

__all__ = ["Attachments", "NoteLinks", "Vault", "decode", "find_root", "open_vault"]
