"""What pages say to search engines of an offer or an event; asked of the tables once after each change."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from ankommen.offers.queries import Directory, linked_data_of_event, linked_data_of_offer


def linked_offer(directory: Directory, id: str) -> dict[str, Any] | None:
    """An offer as JSON-LD (schema.org), in the language that is active."""
    return _asked(linked_data_of_offer, directory.epoch, directory.generation, id, get_language() or "de")


def linked_event(directory: Directory, id: str) -> dict[str, Any] | None:
    """An event as JSON-LD (schema.org), in the language that is active."""
    return _asked(linked_data_of_event, directory.epoch, directory.generation, id, get_language() or "de")


@lru_cache(maxsize=4096)
def _asked(
    ask: Callable[[uuid.UUID, str], dict[str, Any] | None],
    _epoch: uuid.UUID | None,
    _generation: int,
    id: str,
    language: str,
) -> dict[str, Any] | None:
    return ask(uuid.UUID(id), language)
