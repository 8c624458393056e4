"""Who is told at once that a case was opened in an emergency, and that an invitation waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ankommen.accounts.services import Place, invite
from ankommen.cases.models import EmergencyAccess
from tests.cases.factories import CaseFactory, emergency, organisation
from tests.cases.test_pages import browser, worker

pytestmark = pytest.mark.django_db


def desk_of(role: str, at: str = "home") -> str:
    return browser(worker(role, at=at)).get("/desk/").content.decode()


def test_lead_and_officer_are_told_of_an_emergency_at_once() -> None:
    emergency(CaseFactory(), worker())
    for role in ("team_lead", "data_protection_officer"):
        assert "1 case was opened in an emergency and waits for review." in desk_of(role)
    for role, office in (("social_worker", "home"), ("team_lead", "other"), ("system_administrator", "home")):
        assert "in an emergency" not in desk_of(role, office)


def test_after_seven_days_it_is_said_until_somebody_has_reviewed_it() -> None:
    emergency(CaseFactory(), worker())
    EmergencyAccess.objects.update(began_at=timezone.now() - timedelta(days=7, minutes=1))
    assert "For 1 of them the seven days are over." in desk_of("team_lead")
    EmergencyAccess.objects.update(review="justified")
    assert "in an emergency" not in desk_of("team_lead")


def test_the_officer_is_told_what_waits_for_the_second_person() -> None:
    invite(Place(organisation("home").pk, "team_lead"), by=worker("system_administrator"))
    assert "1 invitation waits for you to confirm it." in desk_of("data_protection_officer")
    assert "waits for you" not in desk_of("team_lead")
