"""The calendar of events: one week on a page, from today on, as far ahead as dates are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from ankommen.offers.queries import AHEAD, EventDate

from .eventrows import DateRow, DateRows

MOST = 300  # dates on a page
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """Seven days of the calendar, and the first days of its neighbours; None where there are none."""

    first: date
    today: date

    @property
    def last(self) -> date:
        """The last of its days."""
        return self.first + _WEEK - timedelta(days=1)

    @property
    def earlier(self) -> date | None:
        """Where the week before begins."""
        return max(self.today, self.first - _WEEK) if self.first > self.today else None

    @property
    def later(self) -> date | None:
        """Where the week after begins."""
        return self.first + _WEEK if self.first + _WEEK <= _last_start(self.today) else None


def week_from(asked: str, today: date) -> Week:
    """The week that begins on the day asked for, "2026-12-01"; the nearest one there is, or today's."""
    try:
        first = date.fromisoformat(asked)
    except ValueError:
        first = today
    return Week(min(max(first, today), _last_start(today)), today)


def week_page(week: Week, topic: str, making: DateRows) -> dict[str, Any]:
    """The context of a page of the calendar. topic: short name of the one asked for, or empty."""
    coming = [each for each in making.coming() if not topic or topic in each.event.facts.topics]
    shown = [each for each in coming if each.first_day <= week.last and each.last_day >= week.first]
    return {
        "week": week,
        "days": _days(making.of(shown[:MOST], week.first)),
        "is_cut": len(shown) > MOST,
        "most": MOST,
        "next": _next(coming, week, making) if not shown else None,
    }


def _days(rows: list[DateRow]) -> list[tuple[date, list[DateRow]]]:
    ordered = sorted(rows, key=lambda row: row.day)
    return [(day, list(some)) for day, some in groupby(ordered, key=lambda row: row.day)]


def _next(coming: list[EventDate], week: Week, making: DateRows) -> DateRow | None:
    after = (making.row(each, week.first) for each in coming if each.first_day > week.last)
    return next(after, None)


def _last_start(today: date) -> date:
    return today + AHEAD - _WEEK
