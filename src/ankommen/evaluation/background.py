"""Work that a request only begins."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections, transaction


def in_background(name: str, work: Callable[[], None]) -> None:
    """Do `work` in a thread called `name` as soon as the present transaction is over."""
    thread = threading.Thread(target=_alone, args=(work,), name=name, daemon=True)
    transaction.on_commit(thread.start)


def _alone(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connections.close_all()
