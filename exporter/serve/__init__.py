"""A page on this computer's own address, and who changes the files behind it."""

from exporter.serve.server import Site, serving
from exporter.serve.watch import changes

__all__ = ["Site", "changes", "serving"]
