"""What the links and embeds of notes lead to, across the vault."""

from exporter.links.library import Library
from exporter.links.resolver import Linked, Resolver

__all__ = ["Library", "Linked", "Resolver"]
