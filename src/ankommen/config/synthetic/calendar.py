"""In which weeks interviews were held, and with which version."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random

ORDINARY = "ordinary"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """Weeks unlike others: holidays, festivals. Each week whose Thursday lies in it counts `factor` times."""

    name: str
    begins_on: date
    ends_on: date
    factor: float

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.begins_on <= day <= self.ends_on


@dataclass(frozen=True)
class Week:
    """A week, by its Thursday, with its share of all interviews (not normalised)."""

    thursday: date
    weight: float
    period: str


@dataclass(frozen=True)
class VersionInUse:
    """A version and when it came into use; for `weeks_beside` weeks the one before is still handed out.

    items: item -> variable, where the names differ. recodes: item -> value of the variable -> choice.
    """

    label: str
    begins_on: date
    weeks_beside: int
    items: Mapping[str, str] = field(default_factory=dict)
    recodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def share(self, day: date) -> float:
        """The share of interviews on that day that are held with it rather than with the one before."""
        weeks = (day - self.begins_on) // WEEK
        return 0.0 if weeks < 0 else min(1.0, (weeks + 1) / (self.weeks_beside + 1))


@dataclass(frozen=True)
class Calendar:
    """From when to when, at which pace (days with a number of interviews a week, straight lines between)."""

    begins_on: date
    ends_on: date
    pace: Sequence[tuple[date, float]]
    periods: Sequence[Period]

    def weeks(self, *, since: date, until: date) -> list[Week]:
        """The weeks that begin on `since` or later and end before `until`, as far as the calendar goes."""
        first = max(self.begins_on, since)
        monday = first + timedelta(days=-first.weekday() % 7)
        weeks = []
        while monday + WEEK <= min(until, self.ends_on + timedelta(days=1)):
            weeks.append(self._week(monday + timedelta(days=3)))
            monday += WEEK
        return weeks

    def _week(self, thursday: date) -> Week:
        weight, name = self._pace_on(thursday), ORDINARY
        for period in self.periods:
            if period.holds(thursday):
                weight, name = weight * period.factor, period.name
        return Week(thursday, weight, name)

    def _pace_on(self, day: date) -> float:
        for (first, before), (last, after) in pairwise(self.pace):
            if first <= day <= last:
                return before + (after - before) * ((day - first) / (last - first))
        return self.pace[0][1] if day < self.pace[0][0] else self.pace[-1][1]


class WeekDraw:
    """Draws a week by its weight."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        self._weeks = weeks
        self._marks = list(accumulate(week.weight for week in weeks))

    def __call__(self, rng: Random) -> Week:
        """Draw one."""
        return self._weeks[bisect_right(self._marks, rng.random() * self._marks[-1])]


def version_on(day: date, versions: Sequence[VersionInUse], rng: Random) -> VersionInUse:
    """The version an interview on that day is held with; versions stand in their order."""
    chosen = versions[0]
    for version in versions[1:]:
        if rng.random() < version.share(day):
            chosen = version
    return chosen
