"""Outside the demo no case is opened before the city's papers are in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from ankommen.cases.models import Case, Client
from ankommen.cases.services import NewCase, Refused, Yes, open_case
from ankommen.places.access import PapersMissing
from ankommen.places.queries import the_city
from ankommen.places.services import set_city

from .factories import FACTS, organisation
from .test_pages import NEW, browser, worker

pytestmark = [pytest.mark.django_db]
ADDRESS = "/cases/open/?language=ar"


@pytest.fixture(autouse=True)
def in_earnest(settings: Any) -> None:
    settings.INTAKE_NEEDS_PAPERS = True
    organisation("home")


def town(**privacy: str) -> None:
    contact = {"controller": "Town", "email": "privacy@town.test", "authority": "the authority"}
    notice = {"draft": False, "reviewed_by": "Eva Sommer", "texts": {"de": "x"}}
    set_city(slug="town", name="Town", facts={**FACTS, "privacy": {**contact, **privacy}}, notice=notice)


def test_without_the_papers_nobody_is_asked_and_the_page_says_why() -> None:
    town()
    page = browser(worker())
    for answer in (page.get(ADDRESS), page.post(ADDRESS, {**NEW, "agreed": "on"})):
        assert answer.status_code == 403
        assert "The date of the data protection impact assessment is missing." in answer.content.decode()
    assert not Client.objects.exists()


def test_no_other_way_into_a_case_goes_round_it() -> None:
    town()
    with pytest.raises(PapersMissing, match="impact assessment is missing"):
        open_case(NewCase("Nour", "ar"), Yes("ar", "signed"), responsible=None, by=worker())
    assert not Client.objects.exists()


@pytest.mark.parametrize("lacking", [{"draft": True}, {"reviewed_by": ""}])
def test_consent_texts_that_nobody_checked_open_no_case(lacking: dict[str, Any]) -> None:
    town(impact_assessment_on=timezone.localdate().isoformat())
    city = the_city()
    texts = {**FACTS["case_texts"], **lacking}  # type: ignore[dict-item]
    set_city(slug="town", name="Town", facts={**city.facts, "case_texts": texts}, notice=city.notice)  # type: ignore[union-attr]
    answer = browser(worker()).get(ADDRESS)
    assert answer.status_code == 409 and "No named person has checked" in answer.content.decode()
    with pytest.raises(Refused):
        open_case(NewCase("Nour", "ar"), Yes("ar", "signed"), responsible=None, by=worker())
    assert not Client.objects.exists()


def test_with_the_papers_a_case_is_opened() -> None:
    town(impact_assessment_on=timezone.localdate().isoformat())
    assert browser(worker()).get(ADDRESS).status_code == 200
    open_case(NewCase("Nour", "ar"), Yes("ar", "signed"), responsible=None, by=worker())
    assert Case.objects.count() == 1
