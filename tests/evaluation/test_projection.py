"""Answers as columns: what stands in them, what never does, and how they keep up."""

from __future__ import annotations

import pytest

from ankommen.evaluation.models import ProjectionCopy
from ankommen.evaluation.projection import DOES_NOT_APPLY, NO_ANSWER, NOT_ASKED, current, current_projection
from ankommen.interviews.models import Interview
from ankommen.interviews.services import withdraw_interview
from ankommen.questionnaires.models import Version
from tests.interviews.factories import published_version

from .factories import PLAN, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return published_version()


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that starts knows nothing."""
    monkeypatch.setattr(current, "_here", None)


def rows(version: Version) -> list[dict[str, object]]:
    return list(current_projection(PLAN).tables[version.digest].to_pylist())


@pytest.mark.parametrize(
    ("answers", "column", "code"),
    [
        ({"flat": "none", "people": 5}, "flat", 1),
        ({"flat": None}, "flat", NO_ANSWER),
        ({"flat": "no"}, "people", None),
        ({"flat": "no"}, "people?", DOES_NOT_APPLY),
        ({"flat": "none", "people": None}, "people?", NO_ANSWER),
        ({"flat": "none"}, "people?", NOT_ASKED),
        ({"flat": "none", "people": 4}, "people", 4.0),
        ({"flat": "none", "people": 3}, "by/size", 0),
        ({"flat": "none", "people": 9}, "by/size", 1),
        ({"flat": "no"}, "by/size", NOT_ASKED),
        ({"flat": "no"}, "eligible", False),
        ({"flat": "got"}, "eligible", True),
        ({"flat": "no"}, "town", NOT_ASKED),
    ],
)
def test_each_kind_of_nothing_has_its_code(
    version: Version, answers: dict[str, object], column: str, code: object
) -> None:
    held(version, answers=answers)
    [row] = rows(version)
    assert row[column] == code


def test_no_number_and_no_free_text_come_in(version: Version) -> None:
    number = held(version, answers={"flat": "no", "note": "Canary"})
    held(version)
    projection = current_projection(PLAN)
    text = repr(projection) + repr([table.to_pydict() for table in projection.tables.values()])
    assert "Canary" not in text
    assert number not in text
    assert "note" not in projection.tables[version.digest].column_names


def test_a_new_interview_comes_in_at_the_next_look(version: Version) -> None:
    held(version)
    assert current_projection(PLAN).number == 1
    held(version)
    assert current_projection(PLAN).number == 2


def test_a_withdrawn_interview_is_gone_from_memory_and_copy(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(version)
    number = held(version, answers={"flat": "no"})
    current_projection(PLAN)
    withdraw_interview(Interview.objects.get(pk=number))
    assert [row["flat"] for row in rows(version)] == [1]
    restart(monkeypatch)
    assert [row["flat"] for row in rows(version)] == [1]


def test_the_copy_serves_after_a_restart_and_tells_nobody(
    version: Version, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    held(version)
    current_projection(PLAN)
    sealed = bytes(ProjectionCopy.objects.get().sealed)
    assert b"flat" not in sealed
    restart(monkeypatch)
    monkeypatch.setattr(current, "answer_sheets", lambda numbers: pytest.fail("read again"))
    assert [row["flat"] for row in rows(version)] == [1]


@pytest.mark.parametrize("broken", [b"", b"cut", None])
def test_a_broken_copy_is_made_again(
    version: Version, monkeypatch: pytest.MonkeyPatch, broken: bytes | None
) -> None:
    held(version)
    current_projection(PLAN)
    copy = ProjectionCopy.objects.get()
    copy.sealed = bytes(copy.sealed)[:-5] if broken is None else broken
    copy.save()
    restart(monkeypatch)
    assert [row["flat"] for row in rows(version)] == [1]
    restart(monkeypatch)
    monkeypatch.setattr(current, "answer_sheets", lambda numbers: pytest.fail("read again"))
    assert current_projection(PLAN).number == 1
