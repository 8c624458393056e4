"""The share by quarter: it begins anew where a version asked in another way, and no line crosses that."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from ankommen.evaluation.drawings import drawn
from ankommen.evaluation.models import Release
from ankommen.evaluation.plan import Breakdown, Plan, Subject
from ankommen.evaluation.showing import Figure, page_of
from tests.interviews.factories import published_version

pytestmark = pytest.mark.django_db
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def figure_of(quarters: dict[str, tuple[int | None, int | None]], breaks: list[str]) -> Figure:
    """A need with (without help, asked) by quarter, beside one that was asked in all quarters; made in Q4."""
    published_version()
    cells: dict[str, int | None] = {"needs/flat": 100, "needs/flat|none": 40, "needs/flat|got": 60}
    cells["needs/flat|no_answer"] = 0
    for quarter, (none, asked) in quarters.items():
        got = None if none is None or asked is None else asked - none
        cells |= {f"needs/flat|none|quarter={quarter}": none, f"needs/flat|got|quarter={quarter}": got}
        cells |= {f"needs/flat|no_answer|quarter={quarter}": 0, f"needs/flat||quarter={quarter}": asked}
    entry = {
        "key": "needs/flat", "item": "flat", "subject": "needs", "answers": ["none", "got"], "choice": "",
        "topic": "housing", "stands_for_topic": True, "breaks": breaks,
    }  # fmt: skip
    tables = [
        {"question": "needs/flat", "breakdown": "quarter", "rows": list(quarters), "answers": []},
        {"question": "needs/other", "breakdown": "quarter", "rows": list(QUARTERS), "answers": []},
    ]
    audience = {"threshold": 5, "round_to": 1, "cells": cells}
    figures = {
        "questions": [entry], "tables": tables, "versions": ["1"], "audiences": {"staff": audience}
    }  # fmt: skip
    release = Release(
        number=1, made_on=date(2026, 11, 21), form_id="test", interviews=100, figures=figures, audit=""
    )
    parts = (("none", ("none",)), ("got", ("got",)))
    label = {"de": "Etwas"}
    plan = Plan("test", "", (Subject("needs", label, list="help", parts=parts),), (Breakdown("town", label),))
    page = page_of(release, plan, audience="staff", subject="needs", by="town", language="de")
    with override("de"):
        assert str(drawn(page)[0].drawn[0].series)
    return page.figures[0]


def test_change_is_between_the_last_two_full_quarters() -> None:
    quarters = dict(zip(QUARTERS, ((10, 20), (10, 25), (10, 20), (1, 9)), strict=True))
    assert figure_of(quarters, []).change == 10


def test_a_hidden_quarter_gives_no_change() -> None:
    quarters = dict(zip(QUARTERS, ((10, 20), (None, 25), (10, 20), (1, 9)), strict=True))
    assert figure_of(quarters, []).change is None


def test_a_series_begins_where_the_question_was_first_asked_this_way() -> None:
    figure = figure_of({"2026-Q3": (10, 20), "2026-Q4": (5, 20)}, ["0"])
    assert figure.series is not None
    assert figure.series.breaks == (2,)
    assert figure.series.shares == (None, None, 50, 25)
    assert figure.change is None


def test_without_a_break_nothing_is_drawn_as_one() -> None:
    quarters = dict(zip(QUARTERS, ((10, 20), (10, 25), (10, 20), (1, 9)), strict=True))
    assert figure_of(quarters, []).series.breaks == ()  # type: ignore[union-attr]
