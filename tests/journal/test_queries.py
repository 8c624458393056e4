"""What people are told of the journal: the person concerned, and who searches."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from django.utils import timezone

from ankommen.accounts.models import User
from ankommen.journal.models import Entry, EntryObject
from ankommen.journal.queries import Access, accesses_to, search_entries, sentence_of, sentence_of_purpose
from ankommen.journal.services import declare_purposes, note_seen, record
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def test_the_person_is_told_which_office_when_and_why_but_not_who() -> None:
    person, worker = UserFactory(), UserFactory(role="team_lead", full_name="Jana Brandt")
    for _time in range(2):
        note_seen([person, worker], by=worker, purpose="counselling", grant="7")
    Entry.objects.create(
        at=timezone.now() - timedelta(days=3),
        verb="test.seen",
        object_type="accounts.user",
        object_id=str(person.pk),
    )
    today = timezone.localdate()
    assert accesses_to(User, person.pk) == [
        Access(today, "accounts.seen", "contact-point", "team_lead", "counselling", "7", times=2),
        Access(today - timedelta(days=3), "test.seen", "", "", "", ""),
    ]
    assert not {field.name for field in fields(Access)} & {"actor", "account", "request", "at", "name"}


def test_a_search_combines_what_is_given() -> None:
    lead, worker = UserFactory(role="team_lead"), UserFactory()
    record("test.seen", lead, by=worker, purpose="counselling")
    note_seen([lead, worker], by=lead, purpose="review")
    record("test.seen", by=None)

    def found(**wanted: str) -> list[str]:
        return [entry.purpose for entry in search_entries(Q(), **wanted)]

    assert found() == ["", "review", "counselling"]
    assert found(account=str(worker.pk)) == found(role="social_worker") == ["counselling"]
    assert found(object_id=str(lead.pk)) == ["review", "counselling"]
    assert found(object_id=str(lead.pk), purpose="review", organisation="contact-point") == ["review"]
    assert found(verb="accounts.seen", account=str(worker.pk)) == []
    assert [entry.purpose for entry in search_entries(Q(purpose="review"), object_id=str(lead.pk))] == [
        "review"
    ]


def test_days_are_local_and_both_are_included() -> None:
    for clock in ("2026-11-02 23:59:59", "2026-11-03 00:00:00", "2026-11-03 23:59:59", "2026-11-04 00:00:00"):
        at = datetime.fromisoformat(clock).replace(tzinfo=BERLIN)
        Entry.objects.create(at=at, verb="test.seen", purpose=clock[8:13].replace(" ", "-"))
    day = date(2026, 11, 3)
    assert [entry.purpose for entry in search_entries(Q(), since=day, until=day)] == ["03-23", "03-00"]
    assert search_entries(Q(), since=day).count() == 3
    assert search_entries(Q(), until=day).count() == 3


def test_objects_come_with_the_entries(django_assert_num_queries) -> None:
    people = UserFactory.create_batch(2)
    for _time in range(3):
        note_seen(people, by=people[0], purpose="counselling")
    with django_assert_num_queries(2):
        assert {len(entry.several.all()) for entry in search_entries(Q())} == {2}
    assert EntryObject.objects.count() == 6


def test_codes_have_words_and_stay_readable_without() -> None:
    assert sentence_of("test.seen") == "It was seen."
    assert sentence_of("gone.seen") == "gone.seen"
    assert sentence_of_purpose("gone") == "gone"
    declare_purposes({"counselling": "Counselling"})
    assert sentence_of_purpose("counselling") == "Counselling"
