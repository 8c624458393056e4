"""Pieces of work for the measuring of benches: a fresh process finds them by their module."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ankommen.config.benches.measuring import Work


@contextmanager
def counting(parent: int) -> Iterator[Work]:
    state: dict[str, Any] = {"same process": os.getpid() == parent, "calls": 0, "open": True}

    def work() -> dict[str, Any]:
        state["calls"] += 1
        return dict(state)

    yield work
    state["open"] = False


@contextmanager
def idle() -> Iterator[Work]:
    yield lambda: time.sleep(0.3)


@contextmanager
def small() -> Iterator[Work]:
    yield lambda: None


@contextmanager
def large() -> Iterator[Work]:
    yield lambda: len(bytearray(os.urandom(1)) * (100 * 2**20))
