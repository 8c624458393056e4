"""The needs of an interview stand in the case that its person links with the receipt code, and nowhere else."""

from __future__ import annotations

import json

import pytest
from django.test import Client as Browser

from ankommen.accounts.models import User
from ankommen.cases.models import Case, InterviewLink
from ankommen.interviews.queries import interview_by_receipt
from ankommen.interviews.services import withdraw_interview
from ankommen.journal.models import Entry
from tests.interviews.factories import address, payload, published_version

from .factories import CaseFactory, grant, organisation
from .test_pages import browser, worker

pytestmark = pytest.mark.django_db
NEED = "Sie suchen Platz für 5 Leute."


@pytest.fixture
def receipt() -> str:
    """Of an interview in which somebody needs a flat."""
    sent = payload(published_version())
    answer = browser(worker()).post(address(), json.dumps(sent).encode(), content_type="application/json")
    assert answer.status_code == 201
    return str(sent["receipt"])


@pytest.fixture
def jana() -> User:
    return worker()


@pytest.fixture
def case(jana: User) -> Case:
    made: Case = CaseFactory(responsible=jana, organisation=organisation("home"))
    return made


def linked(page: Browser, case: Case, receipt: str) -> int:
    return page.post(f"/cases/{case.pk}/link/", {"receipt": receipt}).status_code


def shown(page: Browser, case: Case) -> str:
    return page.get(f"/cases/{case.pk}/").content.decode()


def test_the_code_shows_the_needs_until_the_link_is_taken_away(jana: User, case: Case, receipt: str) -> None:
    page = browser(jana)
    assert NEED not in shown(page, case)
    assert linked(page, case, receipt.lower().replace("-", " ")) == 302
    assert NEED in shown(page, case)
    assert page.post(f"/cases/{case.pk}/unlink/").status_code == 302
    assert NEED not in shown(page, case) and not InterviewLink.objects.exists()
    assert interview_by_receipt(receipt) is not None, "the interview stays"


def test_a_code_that_opens_nothing_links_nothing(jana: User, case: Case, receipt: str) -> None:
    assert linked(browser(jana), case, "0000-0000-0000-0000") == 422
    assert not InterviewLink.objects.exists()


def test_a_grant_without_needs_shows_none(jana: User, case: Case, receipt: str) -> None:
    linked(browser(jana), case, receipt)
    for groups, sees in (("contact", False), ("contact needs", True)):
        case.grants.all().delete()
        grant(case, to="away", groups=groups)
        office = browser(worker("partner", at="away"))
        assert office.get(f"/cases/{case.pk}/").status_code == 200
        assert (NEED in shown(office, case)) is sees


def test_a_withdrawn_interview_shows_nothing_and_its_link_can_go(
    jana: User, case: Case, receipt: str
) -> None:
    page = browser(jana)
    linked(page, case, receipt)
    interview = interview_by_receipt(receipt)
    assert interview is not None
    withdraw_interview(interview)
    assert NEED not in shown(page, case) and f"/cases/{case.pk}/unlink/" in shown(page, case)


def test_the_journal_ties_no_interview_to_a_case(jana: User, case: Case, receipt: str) -> None:
    linked(browser(jana), case, receipt)
    interview = interview_by_receipt(receipt)
    assert interview is not None
    entry = Entry.objects.get(verb="cases.linked")
    assert (entry.object_id, entry.actor) == ("", ""), "of a week, without a number"
    assert not Entry.objects.filter(object_id=str(interview.pk)).exists()
