"""Pictures of notes made harmless, for pages and for screens."""

from exporter.pictures.page import harmless
from exporter.pictures.screen import OnScreen, on_screen

__all__ = ["OnScreen", "harmless", "on_screen"]
