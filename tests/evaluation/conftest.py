"""What the tests of the figures share: a process that has read nothing yet, and English where they ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from ankommen.evaluation.projection import current


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_here", None)


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
