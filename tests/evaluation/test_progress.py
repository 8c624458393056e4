"""The live count: what counts towards the target, how it was held, and how asking went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.engines.statistics import Outlook
from ankommen.evaluation.progress import progress, week_of, weeks_between
from ankommen.evaluation.projection import current_projection
from ankommen.places.services import set_city, set_sites
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE, published_version
from tests.interviews.tablets import begin

from .factories import LABEL, PLAN, held

pytestmark = pytest.mark.django_db
FACTS = {
    "target": {
        "count": 40,
        "until": "2027-06-30",
        "rule": "${flat} != 'no'",
        "form_id": "test",
        "label": LABEL,
    },
    "project": {"begins_on": "2026-01-01"},
    "figures": {
        "subjects": [{"key": "needs", "list": "help", "label": LABEL}],
        "breakdowns": [{"key": "town", "item": "town", "label": LABEL}],
    },
}


@pytest.fixture
def version() -> Version:
    version = published_version()
    set_city(slug="test", name="Teststadt", facts=FACTS, notice=NOTICE)
    return version


def test_only_complete_interviews_that_the_rule_takes_are_counted(version: Version) -> None:
    held(version)
    held(version, answers={"flat": "no"})
    set_sites([{"slug": "harbour", "name": "Hafen", "kind": "desk"}])
    held(version, language="de", contact="festival", site="harbour")
    found = progress(current_projection(PLAN), PLAN)
    assert (found.reached, found.this_week) == (2, 2)
    assert found.by_language == {"ar": 1, "de": 1}
    assert found.by_site == {None: 1, "harbour": 1}
    assert found.by_contact == {"desk": 1, "festival": 1}
    assert found.has_demo


def test_the_forecast_goes_by_complete_weeks(version: Version) -> None:
    today = timezone.localdate()
    for weeks_ago in range(1, 7):
        for _ in range(2):
            held(version, on=today - timedelta(weeks=weeks_ago))
    found = progress(current_projection(PLAN), PLAN)
    assert found.weeks[week_of(today - timedelta(weeks=3))] == 2
    assert found.outlook.outlook is Outlook.ON_COURSE
    assert found.outlook.pace is not None
    assert found.outlook.pace.per_week == 2


def test_refusals_are_counted_among_those_asked(version: Version) -> None:
    held(version)
    worker = Client()
    worker.force_login(UserFactory())
    pk = begin(worker)
    worker.post(f"/interviews/{pk}/notice/", {"decision": "refuse"})
    asking = progress(current_projection(PLAN), PLAN).asking
    assert (asking.response.count, asking.refusal.count, asking.refusal.base) == (1, 1, 2)


def test_weeks_go_on_over_the_year() -> None:
    today = timezone.localdate().replace(month=1, day=4)
    weeks = weeks_between(today - timedelta(weeks=2), today)
    assert len(weeks) == 3
    assert weeks == sorted(weeks)


def page(role: str) -> object:
    client = Client()
    client.force_login(UserFactory(role=role))
    return client.get("/results/", headers={"accept-language": "de"})


def test_the_page_shows_the_interview_of_a_moment_ago(version: Version) -> None:
    held(version)
    assert '<p class="figure">1</p>' in page("project_lead").content.decode()  # type: ignore[attr-defined]
    held(version)
    assert '<p class="figure">2</p>' in page("project_lead").content.decode()  # type: ignore[attr-defined]


def test_results_are_for_those_who_work_with_them(version: Version) -> None:
    assert page("translator").status_code == 404  # type: ignore[attr-defined]
    assert Client().get("/results/").status_code == 302


def test_a_city_without_figures_says_what_is_missing() -> None:
    assert "figures.toml" in page("project_lead").content.decode()  # type: ignore[attr-defined]
