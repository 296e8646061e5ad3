"""``studypack.toml``: what the user may set, every key optional."""

from exporter.config.reading import read_config
from exporter.config.settings import FILE, LANGUAGE, ChapterRule, Config

__all__ = ["FILE", "LANGUAGE", "ChapterRule", "Config", "read_config"]
