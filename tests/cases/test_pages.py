"""A case from its opening to its end, through the pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from ankommen.accounts.models import Membership, User
from ankommen.cases.models import Case, Consent, EmergencyAccess, Grant
from ankommen.journal.models import Entry
from tests.accounts.factories import UserFactory

from .factories import CaseFactory, emergency, grant, organisation, town

pytestmark = [pytest.mark.django_db]


def worker(role: str = "social_worker", at: str = "home") -> User:
    user: User = UserFactory(role=role)
    Membership.objects.filter(user=user).update(organisation=organisation(at))
    return User.objects.get(pk=user.pk)


def browser(user: User | None = None) -> Browser:
    client = Browser(headers={"Accept-Language": "en"})
    if user:
        client.force_login(user)
    return client


NEW = {
    "name": "Mohammed Alsaleh",
    "own_name": "محمد الصالح",
    "language": "ar",
    "phone": "0152 1",
    "given": "signed",
}


def opened(user: User, **changes: str) -> tuple[Case, str]:
    answer = browser(user).post("/cases/open/?language=ar", {**NEW, "agreed": "on", **changes})
    assert answer.status_code == 200, answer.content.decode()
    code = re.search(r'class="receipt"[^>]*>([0-9A-Z-]{19})<', answer.content.decode())
    assert code
    return Case.objects.get(), code[1]


def test_a_case_is_opened_with_consent_and_found_by_any_spelling() -> None:
    town()
    user = worker()
    case, _ = opened(user)
    assert case.responsible == user and case.organisation == organisation("home")
    consent = Consent.objects.get()
    assert (consent.case_number, consent.language, consent.given) == (case.number, "ar", "signed")
    for text in ("Muhammad", "Мухаммад", "محمد", "alsaleh mohamed", case.number.lower()):
        assert (
            f"/cases/{case.pk}/" in browser(user).post("/cases/search/", {"text": text}).content.decode()
        ), text
    assert "/cases/0" not in browser(user).post("/cases/search/", {"text": "Oleksandr"}).content.decode()


def test_without_consent_nothing_is_stored() -> None:
    town()
    answer = browser(worker()).post("/cases/open/?language=ar", NEW)
    assert answer.status_code == 422
    assert "Without consent no case is opened" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_case_is_shared_read_and_shut_by_the_person() -> None:
    town()
    user, partner = worker(), worker("partner", at="other")
    case, code = opened(user)
    page = f"/cases/{case.pk}/"
    assert browser(partner).get(page).status_code == 404
    facts = {
        "to": "other",
        "purpose": "housing",
        "groups": ["contact"],
        "until": (timezone.localdate() + timedelta(days=30)).strftime("%d.%m.%Y"),
        "language": "ar",
    }
    german = Browser(headers={"Accept-Language": "de"})
    german.force_login(user)
    asked = german.post(page + "share/", facts)
    assert (
        asked.status_code == 200 and "Office other" in asked.content.decode() and not Grant.objects.exists()
    )
    assert german.post(page + "share/", facts | {"agreed": "yes", "given": "signed"}).status_code == 302
    shown = browser(partner).get(page).content.decode()
    assert "0152 1" in shown and "Mohammed Alsaleh" in shown
    seen = browser().post("/my-case/", {"code": code}).content.decode()
    assert "Office other" in seen and "Jana Brandt" not in seen
    number = Grant.objects.get().pk
    assert browser().post("/my-case/withdraw/", {"code": code, "grant": str(number)}).status_code == 200
    assert browser(partner).get(page).status_code == 404


def test_each_look_is_written_down() -> None:
    user = worker("partner", at="other")
    case = CaseFactory()
    number = grant(case).pk
    browser(user).get(f"/cases/{case.pk}/")
    entry = Entry.objects.get(verb="cases.seen")
    assert (entry.object_id, entry.actor, entry.organisation) == (str(case.pk), str(user.pk), "other")
    assert (entry.purpose, entry.grant) == ("read", str(number))


def test_break_glass_opens_one_case_for_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    user = worker()
    case = CaseFactory(responsible=worker())
    page = f"/cases/{case.pk}/"
    assert browser(user).get(page).status_code == 404
    facts = {"number": case.number, "category": "danger", "reason": "She stands at the door and bleeds."}
    assert browser(user).post("/cases/emergency/", facts | {"reason": "now"}).status_code == 422
    assert browser(user).post("/cases/emergency/", facts).status_code == 302
    assert browser(user).get(page).status_code == 200
    assert browser(user).post(page + "notes/", {"text": "x"}).status_code == 404
    then = timezone.now() + timedelta(minutes=30, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: then)
    assert browser(user).get(page).status_code == 404


def test_break_glass_asks_for_the_second_factor_and_keeps_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user, case = worker(), CaseFactory(responsible=worker())
    facts = {"number": case.number, "category": "danger", "reason": "She stands at the door and bleeds."}
    client = browser(user)
    then = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: then)
    assert client.get("/cases/emergency/").headers["Location"].startswith("/access/confirm/")
    late = client.post("/cases/emergency/", facts)
    assert late.status_code == 422
    assert "second factor" in late.content.decode() and facts["reason"] in late.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_the_person_reads_who_looked_without_hours_and_names() -> None:
    town()
    user = worker()
    case, code = opened(user)
    for _ in range(2):
        browser(user).get(f"/cases/{case.pk}/")
    seen = browser().post("/my-case/", {"code": code}).content.decode()
    assert "counselling" in seen and "2 times" in seen
    assert user.full_name not in seen
    assert not re.search(r"\d\d:\d\d", seen)


def test_a_lead_reads_why_cases_of_the_own_office_were_opened_and_no_blocked_one() -> None:
    own, away, shut = CaseFactory(), CaseFactory(organisation=organisation("away")), CaseFactory()
    for case, reason in ((own, "own reason"), (away, "reason elsewhere"), (shut, "reason of a blocked one")):
        access = emergency(case, worker(), minutes=-40)
        EmergencyAccess.objects.filter(pk=access.pk).delete()
        access.reason = reason
        access.save(force_insert=True)
    Case.objects.filter(pk=shut.pk).update(blocked_on=timezone.localdate())
    page = browser(worker("team_lead")).get("/cases/emergencies/").content.decode()
    assert "own reason" in page
    assert "reason elsewhere" not in page and "reason of a blocked one" not in page
    assert Entry.objects.filter(verb="cases.seen", object_type="cases.case", object_id=str(own.pk)).exists()
