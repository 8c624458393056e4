"""How far the city is: interviews that count towards the target, live, and how asking went. Counts of work,
for staff; no attribute of the people is in them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from ankommen.engines.statistics import Forecast, Outcomes, forecast, outcome_rates
from ankommen.interviews.queries import outcomes
from ankommen.places.queries import the_city

from .plan import Plan
from .projection import Projection

COMPLETE = "complete"


@dataclass(frozen=True)
class Target:
    """What the city wants to reach: the city's own data."""

    count: int
    until: date
    begins_on: date
    rule: str
    label: dict[str, str]


@dataclass(frozen=True)
class Progress:
    """Complete, eligible interviews: all, this week's, and by how and where they were held.

    weeks: ISO weeks from the project's beginning to this one, each with its number.
    """

    target: Target
    reached: int
    weeks: dict[str, int]
    this_week: int
    by_site: dict[str | None, int]
    by_language: dict[str | None, int]
    by_contact: dict[str | None, int]
    outlook: Forecast
    asking: Outcomes
    has_demo: bool


def progress(projection: Projection, plan: Plan) -> Progress:
    """The present state. Cost: one pass over the frame columns."""
    target, today = _target(), timezone.localdate()
    counted = [table.filter(_counts(table)) for table in projection.tables.values()]
    by_week = _numbers(counted, "week")
    weeks = {week: by_week.get(week, 0) for week in weeks_between(target.begins_on, today)}
    ended = Counter[str]()
    for one in outcomes(plan.form_id):
        ended[one.outcome] += one.number
    reached = sum(table.num_rows for table in counted)
    return Progress(
        target=target,
        reached=reached,
        weeks=weeks,
        this_week=weeks.get(week_of(today), 0),
        by_site=_numbers(counted, "site"),
        by_language=_numbers(counted, "language"),
        by_contact=_numbers(counted, "contact"),
        outlook=forecast(_complete_weeks(weeks), target.count, target.until, today=today, reached=reached),
        asking=outcome_rates(complete=ended[COMPLETE], partial=ended["partial"], refused=ended["refused"]),
        has_demo=projection.has_demo,
    )


def week_of(day: date) -> str:
    """The ISO week of a day, "2026-W47"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_between(first: date, last: date) -> list[str]:
    """All ISO weeks from one day to another, both included."""
    monday = first - timedelta(days=first.weekday())
    return [week_of(monday + timedelta(weeks=n)) for n in range((last - monday).days // 7 + 1)]


def _complete_weeks(weeks: dict[str, int]) -> list[int]:
    """The weeks before this one, from the first with an interview on."""
    numbers = list(weeks.values())[:-1]
    first = next((place for place, number in enumerate(numbers) if number), len(numbers))
    return numbers[first:]


def _counts(table: pa.Table) -> Any:
    return pc.and_(table.column("eligible"), pc.equal(table.column("outcome"), COMPLETE))


def _numbers(tables: list[pa.Table], column: str) -> dict[str | None, int]:
    total = Counter[str | None]()
    for table in tables:
        for entry in table.column(column).value_counts().to_pylist():
            total[entry["values"]] += entry["counts"]
    return dict(total.most_common())


def _target() -> Target:
    city = the_city()
    facts: dict[str, Any] = city.facts if city else {}
    target, project = facts["target"], facts["project"]
    return Target(
        target["count"],
        date.fromisoformat(target["until"]),
        date.fromisoformat(project["begins_on"]),
        target["rule"],
        target["label"],
    )
