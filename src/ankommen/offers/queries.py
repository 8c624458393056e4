"""Doors of the offers room for reading."""

from .duplicates import Pair, duplicates_among, public_offers_with_places

__all__ = ("proposed_duplicates",)


def proposed_duplicates() -> list[Pair]:
    """Pairs of public offers that may be the same, the most alike first: near names at near places.

    Of one source as of several: a list may name an offer twice, and two lists may name the same. Two queries.
    """
    return duplicates_among(public_offers_with_places())
