"""Imports decks into the real Anki, in a scratch collection, and compares what happens with the plan."""

from exporter.verify.compare import Planned, Treatment, Verified
from exporter.verify.scratch import BackendMissingError, need_backend
from exporter.verify.verify import verify

__all__ = ["BackendMissingError", "Planned", "Treatment", "Verified", "need_backend", "verify"]
