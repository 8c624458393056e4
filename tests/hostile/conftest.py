from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from .sending import SENT


@pytest.fixture
def counted(request: pytest.FixtureRequest, record_property: Callable[..., None]) -> Iterator[None]:
    """How many requests a test sent, and how many were answered with trouble: a line at the end of the run."""
    before = SENT.copy()
    yield
    sent = SENT - before
    title = request.node.originalname.removeprefix("test_").replace("_", " ")
    line = f"{title}: {sent['requests']:,} requests, {sent['refused']:,} refused, {sent['trouble']} with 5xx"
    record_property("counted", line)
