"""Door of the portal for reading."""

from ankommen.offers.queries import public_directory

from .asking import built_index, searcher

__all__ = ("built_index", "prepare_search")


def prepare_search() -> None:
    """Read the directory and build the index of the search, as the first visitor would."""
    searcher.prepare(public_directory())
