"""Outside the demo no real person is asked before the city's papers are in order."""

from __future__ import annotations

import copy
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation

from ankommen.config.checks import the_papers_are_in_order
from ankommen.interviews.models import Draft, Interview
from ankommen.interviews.services import begin_interview, store_paper_interviews
from ankommen.places.access import PapersMissing, require_papers
from ankommen.places.models import City
from ankommen.places.queries import missing_for_cases, missing_for_real_data
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE, address, payload, published_version
from tests.interviews.tablets import begin, consent, logged_in

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
PRIVACY = {
    "controller": "Stadt Test",
    "email": "dsb@test.de",
    "authority": "Aufsicht",
    "impact_assessment_on": "2026-01-31",
}
READY: dict[str, Any] = {
    "facts": {"privacy": PRIVACY},
    "notice": {**NOTICE, "draft": False, "reviewed_by": "A. Name"},
}
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def in_earnest(settings: Any) -> Any:
    settings.INTAKE_NEEDS_PAPERS = True
    with translation.override("en"):
        yield


def city(**changes: Any) -> None:
    """The ready city, with entries replaced: "privacy.email" or "notice.draft"; None takes one away."""
    data = copy.deepcopy(READY)
    for path, value in changes.items():
        part, entry = path.split("__")
        table = data["facts"]["privacy"] if part == "privacy" else data["notice"]
        table.update({entry: value})
        if value is None:
            del table[entry]
    set_city(slug="test", name="Teststadt", **data)


@pytest.fixture
def version() -> Version:
    return published_version()


def test_a_city_with_all_its_papers_takes_interviews(version: Version) -> None:
    city()
    assert missing_for_real_data() == []
    worker = logged_in()
    consent(worker, begin(worker))
    assert worker.get("/interviews/keying/").status_code == 200
    sent = worker.post(address(), payload(version), content_type="application/json")
    assert sent.status_code == 201, sent.content


@pytest.mark.parametrize(
    ("gap", "changes"),
    [
        ("privacy_contact", {"privacy__to_be_replaced": True}),
        ("privacy_contact", {"privacy__email": "dsb@test.example"}),
        ("privacy_contact", {"privacy__email": ""}),
        ("privacy_contact", {"privacy__controller": None}),
        ("privacy_contact", {"privacy__authority": ""}),
        ("impact_assessment", {"privacy__impact_assessment_on": None}),
        ("impact_assessment", {"privacy__impact_assessment_on": "soon"}),
        ("impact_assessment", {"privacy__impact_assessment_on": TOMORROW}),
        ("notice", {"notice__draft": True}),
        ("notice", {"notice__draft": None}),
        ("notice", {"notice__reviewed_by": ""}),
        ("notice", {"notice__texts": {}}),
    ],
)
def test_each_gap_shuts_the_intake(gap: str, changes: dict[str, Any]) -> None:
    city(**changes)
    assert [found.name for found in missing_for_real_data()] == [gap]
    with pytest.raises(PapersMissing):
        require_papers()


def test_without_a_city_everything_is_missing() -> None:
    assert [gap.name for gap in missing_for_real_data()] == ["privacy_contact", "impact_assessment", "notice"]


@pytest.mark.parametrize("path", ["/interviews/", "/interviews/keying/"])
def test_people_are_told_what_is_missing_and_who_can_help(version: Version, path: str) -> None:
    city(privacy__impact_assessment_on="")
    response = logged_in().get(path, headers=ENGLISH)
    page = response.content.decode()
    assert response.status_code == 403
    assert "The date of the data protection impact assessment is missing." in page
    assert "city.toml: [privacy] impact_assessment_on" in page
    assert "privacy notice" not in page
    assert "The person responsible for data protection decides on them" in page


def test_nothing_begins(version: Version) -> None:
    city(notice__draft=True)
    chosen = {"language": "ar", "interpreter": "mediator", "contact": "desk"}
    assert logged_in().post("/interviews/", chosen).status_code == 403
    assert Draft.objects.count() == 0


def test_no_door_of_the_intake_forgets_it(version: Version) -> None:
    """Behind the pages too: a correction begins without the start page, a table comes without any."""
    city(notice__draft=True)
    with pytest.raises(PapersMissing):
        begin_interview(
            version,
            language="ar",
            interpreter="none",
            contact="desk",
            site=None,
            by=UserFactory(),
            browser="",
        )
    with pytest.raises(PapersMissing):
        store_paper_interviews([])


def test_scripts_get_the_same_as_json_and_nothing_is_stored(version: Version) -> None:
    city(privacy__email="")
    response = logged_in().post(address(), payload(version), content_type="application/json", headers=ENGLISH)
    assert response.status_code == 403
    assert "The contact for questions about data protection is missing" in response.json()["detail"]
    assert Interview.objects.count() == 0


def test_what_was_stored_before_is_acknowledged_again(version: Version) -> None:
    city()
    worker, where, sheet = logged_in(), address(), payload(version)
    assert worker.post(where, sheet, content_type="application/json").status_code == 201
    city(privacy__impact_assessment_on="")
    assert worker.post(where, sheet, content_type="application/json").status_code == 200


def test_a_table_is_not_imported(version: Version, tmp_path: Path) -> None:
    city(privacy__impact_assessment_on="")
    table = tmp_path / "sheets.csv"
    table.write_text("flat\nnone\n", encoding="utf-8")
    with pytest.raises(CommandError, match="impact assessment"):
        call_command("import_interviews", str(table))
    assert Interview.objects.count() == 0


def test_strangers_learn_nothing_of_it() -> None:
    assert Client().get("/interviews/").status_code == 302


def test_on_trial_nothing_is_asked_for(version: Version, settings: Any) -> None:
    settings.INTAKE_NEEDS_PAPERS = False
    begin(logged_in())
    assert Draft.objects.count() == 1


def test_the_check_before_going_live_names_each_gap(settings: Any) -> None:
    city(privacy__impact_assessment_on="", notice__draft=True)
    assert [message.hint for message in the_papers_are_in_order(databases=["default"])] == [
        "city.toml: [privacy] impact_assessment_on, then `ankommen load_city`.",
        "notice.toml: draft, reviewed_by, then `ankommen load_city`.",
        "regimes.toml: draft, reviewed_by, then `ankommen load_city`.",
    ]
    checked = {"case_texts": {"draft": False, "reviewed_by": "Eva Sommer"}}
    City.objects.update(facts={**City.objects.get().facts, **checked})
    assert len(the_papers_are_in_order(databases=["default"])) == 2
    assert the_papers_are_in_order() == []  # the database is not asked unless it is named
    settings.INTAKE_NEEDS_PAPERS = False
    assert the_papers_are_in_order(databases=["default"]) == []


def test_the_shipped_cities_are_not_ready() -> None:
    """Their contacts are invented and nobody has signed: they must not take real data as they are."""
    for name in ("dortmund", "musterau"):
        call_command("load_city", name, stdout=StringIO())
        assert (len(missing_for_real_data()), len(missing_for_cases())) == (3, 1)
