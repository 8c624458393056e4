"""What an address of these pages names: a collection and a language; anything else is 404."""

from __future__ import annotations

from django.http import Http404

from .collections import COLLECTIONS, Collection
from .reading import languages_set_up


def collection_for(slug: str) -> Collection:
    """The collection of an address. Raises Http404."""
    if slug not in COLLECTIONS:
        raise Http404
    return COLLECTIONS[slug]


def language_for(tag: str) -> str:
    """The language of an address. Raises Http404 for one that nobody set up."""
    if tag not in languages_set_up():
        raise Http404
    return tag
