"""Count how often offers are looked at: in memory, and once a minute into the tables.

No request waits for it, and none fails by it: a thread of its own writes, and what cannot be written now is
written the next time. What a process counted in its last minute is lost when it ends. Programs that read
pages count like people.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date
from threading import Lock, Timer
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from ..models import Offer, ViewCount

MOST = 20_000  # counts in memory: beyond it, while nothing can be written, new ones are lost
_log = logging.getLogger(__name__)


class _Key(NamedTuple):
    offer: UUID
    language: str
    on: date


_lock = Lock()
_seen: Counter[_Key] = Counter()
_timer: Timer | None = None


def count_view(offer: UUID, language: str) -> None:
    """One look more at an offer. Asks no database."""
    global _timer
    key = _Key(offer, language, timezone.localdate())
    with _lock:
        if key in _seen or len(_seen) < MOST:
            _seen[key] += 1
        if _timer is None and settings.SECONDS_UNTIL_VIEWS_ARE_WRITTEN:
            _timer = Timer(settings.SECONDS_UNTIL_VIEWS_ARE_WRITTEN, _write_aside)
            _timer.daemon = True
            _timer.start()


def write_views() -> int:
    """Write what was counted; returns the number of views. Raises DatabaseError; then all of it is kept."""
    with _lock:
        taken = Counter(_seen)
        _seen.clear()
    try:
        return _write(taken)
    except DatabaseError:
        with _lock:
            _seen.update(taken)
        raise


def _write_aside() -> None:
    global _timer
    with _lock:
        _timer = None
    try:
        write_views()
    except DatabaseError as error:
        _log.warning("Views are written later: %s", type(error).__name__)
    finally:
        connection.close()


@transaction.atomic
def _write(taken: Counter[_Key]) -> int:
    there = Offer._default_manager.in_bulk({key.offer for key in taken})
    kept = {key: number for key, number in taken.items() if key.offer in there}
    ViewCount.objects.bulk_create(
        (ViewCount(offer_id=key.offer, language=key.language, on=key.on) for key in kept),
        ignore_conflicts=True,
    )
    for key, number in sorted(kept.items()):
        rows = ViewCount.objects.filter(offer=key.offer, language=key.language, on=key.on)
        rows.update(number=F("number") + number)
    return sum(kept.values())
