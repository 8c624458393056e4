"""Which languages the public sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .models import Release


@dataclass(frozen=True)
class Decision:
    """One step of a release: what came to the public's languages, what was taken away. by: the account's
    number.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    at: datetime
    by: str


def released_languages(of: Iterable[str]) -> frozenset[str]:
    """Those that the public sees. One query.

    of: the languages that are set up. As long as nobody has decided they are all shown; once somebody has, a
    language that is set up later waits for its release.
    """
    rows = Release.objects.order_by("-pk").values_list("languages", flat=True)[:1]
    return next((frozenset(languages) for languages in rows), frozenset(of))


def decisions(of: Iterable[str]) -> list[Decision]:
    """All that was decided about languages, newest first; the oldest names all that it released.

    of: as in `released_languages`.
    """
    found: list[Decision] = []
    shown, before = frozenset(of), frozenset[str]()
    for row in Release.objects.order_by("pk"):
        now = frozenset(row.languages)
        added, removed = tuple(sorted(now - before)), tuple(sorted(shown - now))
        found.append(Decision(added, removed, row.recorded_at, row.recorded_by))
        shown = before = now
    return found[::-1]
