"""Doors of the offers room for reading."""

from .feeds.singles import linked_data_of_event, linked_data_of_offer
from .feeds.tongues import feed_language, feed_languages
from .feeds.versions import feed_version

__all__ = (
    "feed_language",
    "feed_languages",
    "feed_version",
    "linked_data_of_event",
    "linked_data_of_offer",
)
