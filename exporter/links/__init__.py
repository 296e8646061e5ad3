"""What the links and embeds of notes lead to, across the vault."""

from exporter.links.enquiry import Asked, Enquiry
from exporter.links.library import Head, Library, head_of
from exporter.links.resolver import Linked, Resolver

__all__ = ["Asked", "Enquiry", "Head", "Library", "Linked", "Resolver", "head_of"]
