"""What the links and embeds of notes lead to, across the vault."""

from exporter.links.enquiry import Asked, Enquiry
from exporter.links.library import Head, Library, head_of
from exporter.links.resolver import NO_LINKS, Linked, Resolver, stands_alone

__all__ = [
    "NO_LINKS",
    "Asked",
    "Enquiry",
    "Head",
    "Library",
    "Linked",
    "Resolver",
    "head_of",
    "stands_alone",
]
