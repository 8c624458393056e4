"""Invented interviews one after the other; number `n` is the same whenever seed, form and last week are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .calendar import Week, WeekDraw, version_on
from .drawing import drawn_row
from .reading import Model
from .respondents import Respondents


@dataclass(frozen=True)
class Held:
    """One invented interview. outcome: complete, partial, refused or withdrawn; refused ones say nothing."""

    version: str
    language: str
    contact: str
    interpreter: str
    site: str | None
    on: date
    outcome: str
    break_off: str
    answers: dict[str, Any]


def held_interviews(
    model: Model, respondents: Mapping[str, Respondents], weeks: Sequence[Week], numbers: range
) -> Iterator[Held]:
    """The interviews with these numbers. Each stands for itself, so a number says nothing about the week.

    respondents: by the version's label, at least one. weeks: of `model.calendar`, at least one.
    """
    draw_week = WeekDraw(weeks)
    versions = [version for version in model.versions if version.label in respondents]
    for number in numbers:
        rng = Random(f"{model.seed}/{number}")  # noqa: S311 (invented data, the same each time)
        week = draw_week(rng)
        version = version_on(week.thursday, versions, rng)
        yield _held(model, respondents[version.label], week, rng)


def _held(model: Model, respondents: Respondents, week: Week, rng: Random) -> Held:
    label, day = respondents.version.label, week.thursday
    known: dict[str, Any] = {
        "year": day.year,
        "month": day.month,
        "period": week.period,
        "version": label,
        "released": respondents.released,
    }
    person = known | drawn_row(list(model.variables.values()), known, rng)
    outcome = person["outcome"]
    is_partial = outcome == "partial"
    answers = {}
    if outcome != "refused":
        until = person["break_off_at"] / 100 if is_partial else 1.0
        factors = model.reticence.of(person)
        answers = respondents.answers(person, factors, rng, on=day, until=until)
    return Held(
        version=label,
        language=person["language"],
        contact=person["contact"],
        interpreter=person["interpreter"],
        site=person["site"] or None,
        on=day,
        outcome=outcome,
        break_off=person["break_off"] if is_partial else "",
        answers=answers,
    )
