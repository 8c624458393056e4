"""How long ago somebody said that a record is right, and what follows from it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from ankommen.engines.dataprotection import latest_start

from .cityfacts import UpkeepRules


def is_hidden(confirmed_on: date | None, rules: UpkeepRules, today: date | None = None) -> bool:
    """Whether the public sees the record no more. What nobody ever confirmed counts as too old."""
    if rules.hide_after is None:
        return False
    return confirmed_on is None or confirmed_on <= latest_start(
        today or timezone.localdate(), rules.hide_after
    )


def last_day_of_old(months: int, today: date | None = None) -> date:
    """What was confirmed on this day or before it is older than so many months."""
    return latest_start(today or timezone.localdate(), months)
