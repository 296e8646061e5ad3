"""Damaged text: UTF-8 that was read as another encoding and saved again, recognised and repaired."""

from exporter.repair.repair import SURE, Repaired, Restored, repair

__all__ = ["SURE", "Repaired", "Restored", "repair"]
