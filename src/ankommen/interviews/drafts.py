"""What a draft holds, sealed: how the interview began, the consent, and what the screen last saved."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from ankommen.vault.queries import ring

from .models import Draft
from .seals import place

LIFETIME = timedelta(hours=24)


@dataclass
class DraftContent:
    """The plain content of a draft.

    `interview` is the number it will be stored under; the row has another, so that nobody who reads the table
    learns whose draft became which interview. `screen` is the screen's own state: answers, place, view.
    """

    interview: str
    form_id: str
    version: str
    form_digest: str
    language: str
    interpreter: str
    contact: str
    site: str | None
    on: str
    consent: dict[str, str] | None = None
    replaces: str | None = None
    screen: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The local day on which the interview began."""
        return date.fromisoformat(self.on)


def iso_week(day: date) -> str:
    """The ISO week of a day, "2026-W47": all that is kept of the time."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def thursday_of(week: str) -> date:
    """The middle of an ISO week, for texts that speak of a day."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 4)


def seal_into(draft: Draft, content: DraftContent) -> None:
    """Put `content` into the row, not yet saved."""
    draft.sealed = ring().seal(json.dumps(asdict(content)).encode(), place=place(draft.pk, "draft"))


def content_of(draft: Draft) -> DraftContent:
    """The plain content of the row."""
    return DraftContent(**json.loads(ring().open(bytes(draft.sealed), place=place(draft.pk, "draft"))))


def expiry(now: datetime | None = None) -> datetime:
    """When a draft that begins now is gone: full hours only, so that no row tells the second."""
    return (now or timezone.now()).replace(minute=0, second=0, microsecond=0) + LIFETIME
