"""Hides what would give an answer away."""

from exporter.mask.hide import GAP
from exporter.mask.mask import context_html, mask, phrases, telling_words, text_of, words_left

__all__ = ["GAP", "context_html", "mask", "phrases", "telling_words", "text_of", "words_left"]
