"""One offer or event, as others embed it. None for what is not public."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import translation

from .linked import linked_event, linked_offer
from .loading import events_with, offers_with
from .selections import public_events, public_offers


def linked_data_of_offer(pk: uuid.UUID, language: str) -> dict[str, Any] | None:
    """An offer as JSON-LD (schema.org), for its page and its address."""
    with translation.override(language):
        records, known = offers_with(list(public_offers().filter(pk=pk)), language)
        return next((linked_offer(record, known) for record in records), None)


def linked_data_of_event(pk: uuid.UUID, language: str) -> dict[str, Any] | None:
    """An event as JSON-LD (schema.org), for its page and its address."""
    with translation.override(language):
        records, known = events_with(list(public_events().filter(pk=pk)), language)
        return next((linked_event(record, known) for record in records), None)
