"""Doors of the offers room for reading."""

from .feeds.tongues import feed_language, feed_languages
from .feeds.versions import feed_version

__all__ = ("feed_language", "feed_languages", "feed_version")
