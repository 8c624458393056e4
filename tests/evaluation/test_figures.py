"""Questions by breakdowns: counted right, over versions only where a person said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from ankommen.evaluation.figures import Counter, CountTable, quarter_of
from ankommen.evaluation.models import Link
from ankommen.evaluation.plan import Breakdown, Group, Subject
from ankommen.evaluation.projection import current_projection
from ankommen.questionnaires.models import Version
from tests.interviews.factories import NEEDS, SETTINGS, SURVEY, published_version

from .factories import LABEL, PLAN, held

pytestmark = pytest.mark.django_db
LATER = SURVEY.replace("| flat     |", "| home_now |").replace("${flat}", "${home_now}")


@pytest.fixture
def version() -> Version:
    return published_version()


def tables() -> dict[tuple[str, str], CountTable]:
    counter = Counter(current_projection(PLAN), PLAN)
    return {
        (question.key, table.breakdown): table
        for question in counter.questions()
        for table in counter.tables_of(question)
    }


def cell(table: CountTable, row: str, answer: str) -> int:
    return int(table.counts[table.rows.index(row), table.answers.index(answer)])


def test_answers_are_counted_by_each_breakdown(version: Version) -> None:
    held(version)
    held(version, answers={"flat": "got", "town": "a"}, language="de")
    held(version, answers={"flat": None, "town": None}, language="de")
    found = tables()
    by_town, by_language = found["needs/flat", "town"], found["needs/flat", "language"]
    assert (cell(by_town, "a", "none"), cell(by_town, "a", "got")) == (1, 1)
    assert cell(by_town, "not_stated", "no_answer") == 1
    assert by_language.rows == ("ar", "de", "not_stated")
    assert (cell(by_language, "de", "no_answer"), cell(by_language, "ar", "none")) == (1, 1)
    assert {int(table.counts.sum()) for table in found.values()} == {3}


def test_groups_come_from_rules_and_quarters_from_weeks(version: Version) -> None:
    held(version, answers={"flat": "none", "people": 2})
    held(version, answers={"flat": "none", "people": 9})
    held(version, answers={"flat": "got"})
    by_size = tables()["needs/flat", "size"]
    assert (cell(by_size, "few", "none"), cell(by_size, "many", "none")) == (1, 1)
    assert cell(by_size, "not_stated", "got") == 1
    assert quarter_of("2026-W01") == "2026-Q1"
    assert quarter_of("2026-W53") == "2026-Q4"
    assert quarter_of("2027-W13") == "2027-Q2"  # its Thursday is 1 April


FLOCK = Breakdown(
    "flock",
    LABEL,
    groups=(Group("pair", LABEL, "${people} = 2"), Group("more", LABEL, "${people} > 2")),
)
WITH_FLOCK = replace(PLAN, subjects=(Subject("home", LABEL, items=("by/flock", "flat")),), made=(FLOCK,))


def test_a_question_is_made_by_rules_and_stands_where_its_subject_names_it(version: Version) -> None:
    for people in (2, 9, 9, None):
        held(version, answers={"flat": "none", "people": people, "town": "a"})
    held(version, answers={"flat": "got", "town": "a"})  # is not asked how many
    counter = Counter(current_projection(WITH_FLOCK), WITH_FLOCK)
    made, flat = counter.questions()
    assert (made.key, made.answers, flat.key) == ("home/by/flock", ("pair", "more"), "home/flat")
    found = {table.breakdown: table for table in counter.tables_of(made)}
    assert [cell(found["town"], "a", answer) for answer in ("pair", "more", "no_answer")] == [1, 2, 1]
    assert int(found["town"].counts.sum()) == 4


def test_a_question_is_not_counted_by_what_is_made_of_the_same_answers(version: Version) -> None:
    held(version)
    counter = Counter(current_projection(WITH_FLOCK), WITH_FLOCK)
    made, flat = counter.questions()
    assert "size" not in {table.breakdown for table in counter.tables_of(made)}
    assert "size" in {table.breakdown for table in counter.tables_of(flat)}


def test_a_made_question_breaks_where_a_version_lacks_its_answers(version: Version) -> None:
    lacking = SURVEY.replace("| people   |", "| persons  |")
    published_version(
        lacking,
        NEEDS.replace("${people}", "${persons}"),
        settings=SETTINGS.replace("| test    | 1 ", "| test    | 2 "),
    )
    held(version)
    held(Version.objects.get(label="2"), answers={"flat": "none", "persons": 2, "town": "a"})
    made, _flat = Counter(current_projection(WITH_FLOCK), WITH_FLOCK).questions()
    assert made.breaks == ("2",)


def two_versions() -> tuple[Version, Version]:
    first = published_version()
    needs = NEEDS.replace("${flat}", "${home_now}")
    second = published_version(LATER, needs, settings=SETTINGS.replace("| test    | 1 ", "| test    | 2 "))
    held(first, answers={"flat": "none", "town": "a"})
    held(second, answers={"home_now": "none", "town": "a"})
    held(second, answers={"home_now": "got", "town": "a"})
    return first, second


def link(**changes: object) -> Link:
    values = {
        "form_id": "test", "earlier_version": "1", "later_version": "2", "earlier_item": "flat",
        "later_item": "home_now", "kind": "renamed", "confirmed_on": date(2026, 11, 21),
    }  # fmt: skip
    return Link.objects.create(**{**values, **changes})


def test_a_series_breaks_where_nobody_confirmed_a_link() -> None:
    two_versions()
    link(confirmed_on=None)
    [table] = [table for key, table in tables().items() if key == ("needs/home_now", "version")]
    assert table.question.breaks == ("1",)
    assert (int(table.counts.sum()), cell(table, "2", "none")) == (2, 1)


def test_a_confirmed_link_joins_two_versions() -> None:
    two_versions()
    link()
    link(earlier_item="town", later_item="town", kind="same")
    found = tables()
    table = found["needs/home_now", "version"]
    assert table.question.breaks == ()
    assert (cell(table, "1", "none"), cell(table, "2", "none"), cell(table, "2", "got")) == (1, 1, 1)
    assert cell(found["needs/home_now", "town"], "a", "none") == 2


def test_a_recoding_joins_answers_into_the_coarser_ones() -> None:
    first, _ = two_versions()
    held(first, answers={"flat": "got", "town": "a"})
    held(first, answers={"flat": "no", "town": "a"})
    link(kind="recoded", mapping=[["none", "none"], ["got", "none"], ["no", "no"], ["no", "got"]])
    table = tables()["needs/home_now", "version"]
    assert table.answers == ("no", "none", "no_answer")
    assert (cell(table, "1", "none"), cell(table, "1", "no")) == (2, 1)
    assert (cell(table, "2", "none"), cell(table, "2", "no")) == (1, 1)


def test_the_counts_are_those_of_pandas(version: Version) -> None:
    rng = np.random.default_rng(7)
    for _ in range(60):
        flat, language = rng.choice(["got", "none", "no"]), rng.choice(["ar", "de"])
        held(version, answers={"flat": str(flat), "people": int(rng.integers(1, 9))}, language=str(language))
    frame = current_projection(PLAN).tables[version.digest].to_pandas()
    expected = pd.crosstab(frame["language"], frame["flat"])
    counted = tables()["needs/flat", "language"].counts[:2, :3]
    assert expected.to_numpy().tolist() == counted.tolist()
