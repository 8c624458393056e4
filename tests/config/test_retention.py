"""What is past its day goes, on its day and not before; the record says so; no model is forgotten."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ankommen.accounts.models import Invitation, Membership, User
from ankommen.accounts.retention import SESSIONS
from ankommen.cases.models import Case, Client, Consent, EmergencyAccess, Grant, InterviewLink, NameKey, Note
from ankommen.config import declarationchecks, retention
from ankommen.config.retention import BATCH, erase_past, past_their_day
from ankommen.engines.dataprotection import (
    DataClass,
    latest_start,
    latest_start_to_year_end,
    months_later,
)
from ankommen.interviews.models import Draft
from ankommen.journal.models import Entry
from ankommen.journal.services import record
from tests.accounts.factories import UserFactory
from tests.cases.factories import CaseFactory, emergency, grant, organisation

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
On = Callable[[date], None]


@given(start=days, today=days, months=st.integers(1, 48))
def test_the_cutoff_is_exactly_the_last_day_that_is_over(start: date, today: date, months: int) -> None:
    assert (start <= latest_start(today, months)) == (months_later(start, months) < today)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_period_ends_on_the_same_day_or_the_last_of_its_month(start: date, months: int, last: date) -> None:
    assert months_later(start, months) == last
    assert start > latest_start(last, months)
    assert start <= latest_start(last + timedelta(days=1), months)


def test_proofs_stay_to_the_end_of_the_third_year() -> None:
    assert latest_start_to_year_end(date(2029, 12, 31), 3) == date(2025, 12, 31)
    assert latest_start_to_year_end(date(2030, 1, 1), 3) == date(2026, 12, 31)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Set the clock of the program to noon of a day."""

    def set_to(day: date) -> None:
        then = noon(day)
        monkeypatch.setattr(timezone, "now", lambda: then)

    return set_to


def run() -> None:
    for _gone in erase_past():
        pass


BEGIN = date(2028, 2, 29)


def closed(**changes: Any) -> Case:
    return CaseFactory(
        state="closed", close_reason="done", closed_on=BEGIN, opened_on=BEGIN, active_on=BEGIN, **changes
    )


def consent(case: Case) -> Consent:
    return Consent.objects.create(
        case=case, case_number=case.number, text_version="1", language="ar", given="signed", ended_on=BEGIN
    )


def link(case: Case) -> None:
    InterviewLink.objects.create(case=case, interview="x", valid_until=BEGIN)


def left(**changes: Any) -> User:
    user = UserFactory(role="social_worker")
    Membership.objects.filter(user=user).update(begins_on=BEGIN, ends_on=BEGIN)
    User.objects.filter(pk=user.pk).update(date_joined=BEGIN, **changes)
    return User.objects.get(pk=user.pk)


def invited() -> None:
    Invitation.objects.create(
        token_digest="x",
        organisation=organisation("home"),
        role="partner",
        invited_by=UserFactory(),
        valid_until=BEGIN,
    )


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


# What is made on 29 February 2028, the last day on which it is there, and how many there are then and after.
RULES: list[tuple[Callable[[], object], date, Callable[[], int]]] = [
    (closed, date(2029, 2, 28), Case.objects.count),
    (closed, date(2029, 2, 28), Client.objects.count),
    (closed, date(2029, 2, 28), Note.objects.count),
    (closed, date(2029, 2, 28), NameKey.objects.count),
    (closed, date(2028, 5, 29), Client.objects.filter(special__isnull=False).count),
    (lambda: CaseFactory(active_on=BEGIN), date(2028, 8, 29), Case.objects.filter(state="open").count),
    (lambda: consent(closed()), date(2031, 12, 31), Consent.objects.count),
    (
        lambda: grant(CaseFactory(), given_on=BEGIN, valid_until=BEGIN, latest_day=BEGIN),
        date(2031, 12, 31),
        Grant.objects.count,
    ),
    (
        lambda: EmergencyAccess.objects.filter(
            pk=emergency(CaseFactory(), UserFactory(role="social_worker")).pk
        ).update(began_at=noon(BEGIN)),
        date(2029, 2, 28),
        EmergencyAccess.objects.count,
    ),
    (lambda: link(CaseFactory()), BEGIN, InterviewLink.objects.count),
    (left, BEGIN, User.objects.filter(is_active=True).count),
    (lambda: left(is_active=False), date(2028, 8, 29), User.objects.count),
    (invited, BEGIN, Invitation.objects.count),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "last", "number"), RULES)
def test_it_is_there_on_its_last_day_and_gone_on_the_next(
    on: On, make: Callable[[], object], last: date, number: Callable[[], int]
) -> None:
    on(BEGIN)
    make()
    before = number()
    assert before
    on(last)
    run()
    assert number() == before
    on(last + timedelta(days=1))
    assert any(past.number for past in past_their_day())
    run()
    assert number() < before
    assert not any(past.number for past in past_their_day())


@pytest.mark.django_db
@pytest.mark.parametrize("months", [36, 120])
def test_the_regime_of_the_organisation_says_how_long_up_to_three_years(on: On, months: int) -> None:
    case = closed()
    regime = case.organisation.regime
    regime.facts = {**regime.facts, "closed_case_months": months}
    regime.save()
    on(date(2031, 2, 28))
    run()
    assert Case.objects.exists()
    on(date(2031, 3, 1))
    run()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_nothing_of_a_blocked_case_goes(on: On) -> None:
    case = closed(blocked_on=BEGIN)
    link(case)
    consent(case)
    grant(case, given_on=BEGIN, valid_until=BEGIN, latest_day=BEGIN)
    emergency(case, UserFactory())
    on(date(2040, 1, 1))
    run()
    for model in (Case, Note, InterviewLink, Consent, Grant, EmergencyAccess, NameKey):
        assert model.objects.exists(), model
    assert Client.objects.get().special


@pytest.mark.django_db
def test_special_categories_stay_while_another_case_goes_on(on: On) -> None:
    case = closed()
    CaseFactory(client=case.client, active_on=date(2028, 6, 1))
    on(date(2028, 6, 1))
    run()
    assert Client.objects.get().special


@pytest.mark.django_db
def test_an_account_with_another_membership_stays(on: On) -> None:
    user = left()
    Membership.objects.create(
        user=user, organisation=organisation("home"), role="partner", begins_on=date(2030, 1, 1)
    )
    on(date(2029, 6, 1))
    run()
    assert User.objects.get().is_active


@pytest.mark.django_db
def test_the_dry_run_says_and_does_nothing(on: On) -> None:
    closed()
    on(date(2029, 3, 1))
    entries, said = Entry.objects.count(), io.StringIO()
    call_command("erase_expired", "--dry-run", stdout=said)
    assert "Past their day: 1 closed cases." in said.getvalue()
    assert "Past their day: 1 special categories of clients." in said.getvalue()
    assert Case.objects.exists() and Client.objects.get().special and Entry.objects.count() == entries


@pytest.mark.django_db
def test_many_go_in_bounded_batches(on: On, django_assert_max_num_queries: Any) -> None:
    for number in range(BATCH * 2 + 1):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=noon(BEGIN))
    on(BEGIN + timedelta(days=1))
    assert retention._erase_batch(SESSIONS) == BATCH
    run()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_after_400_days_nothing_is_past_its_day(on: On) -> None:
    today = timezone.localdate()
    CaseFactory(active_on=today)
    CaseFactory(state="closed", close_reason="done", closed_on=today)
    link(CaseFactory(active_on=today))
    Draft.objects.create(owner=UserFactory(), browser="x", sealed=b"", expires_at=timezone.now())
    left()
    invited()
    on(today + timedelta(days=400))
    assert any(past.number for past in past_their_day())
    run()
    assert [past for past in past_their_day() if past.number] == []


def test_every_declaration_can_be_kept() -> None:
    assert declarationchecks.every_declaration_can_be_kept() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"expires": (), "goes_with": "", "stays": ""}, "never goes"),
        ({"export": "", "exported": "to the person"}, "is not handed out"),
        ({"person": ""}, "does not say to whom"),
        ({"person": "organisation"}, "leads neither"),
        ({"person": "nobody"}, "leads neither"),
        ({"goes_with": "topics.Topic"}, "no row of it goes"),
        ({"export": "ankommen.cases.handouts.nothing"}, "which is not there"),
        ({"export": "ankommen.cases.handouts.client_facts"}, "which is not there"),
        ({"expires": ("ankommen.cases.handouts.client_facts",)}, "which is not there"),
        ({"erase_again": "ankommen.nowhere.at_all"}, "which is not there"),
        ({"change_again": {"block": "ankommen.nowhere.at_all"}}, "which is not there"),
    ],
)
def test_a_declaration_with_a_gap_is_refused(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], fault: str
) -> None:
    whole: DataClass = Note.data_class
    monkeypatch.setattr(Note, "data_class", replace(whole, **changes))
    [error] = declarationchecks.every_declaration_can_be_kept()
    assert "cases.Note" in error.msg and fault in error.msg


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("was_sealed", [True, False])
def test_a_clock_that_jumped_ahead_erases_nothing(on: On, was_sealed: bool) -> None:
    case = CaseFactory()
    record("cases.noted", case, by=None)
    if was_sealed:
        call_command("erase_expired", stdout=io.StringIO())
    on(timezone.localdate() + timedelta(days=400))
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_expired", stdout=io.StringIO())
    assert Case.objects.get().state == "open"
    call_command("erase_expired", after_a_break=True, stdout=io.StringIO())
    assert Case.objects.get().state == "closed"
