# ruff: noqa: S608  (the words of the attack)
"""The database itself refuses to change the journal, whoever asks and in whatever words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ankommen.journal.models import Batch, DroppedMonth, Entry, EntryObject, Seal
from ankommen.journal.retention import drop_expired_months, expired_entries
from ankommen.journal.sealing import month_of, newest_anchor, seal_journal
from ankommen.journal.services import note_seen, record
from ankommen.journal.verification import TABLES, Inspection, missing_triggers
from ankommen.vault.models import KeyCheck
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="the words of SQLite")
ON_POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="the words of PostgreSQL")


@pytest.fixture
def journal() -> Entry:
    """A row in each table."""
    people = UserFactory.create_batch(2)
    entry = record("test.seen", people[0], by=people[0])
    note_seen(people, by=people[0], purpose="counselling")
    Entry.objects.create(at=long_ago(), verb="test.seen")
    seal_journal()
    drop_expired_months()
    connection.check_constraints()  # nothing else is left to do that would refuse a TRUNCATE
    return entry


def long_ago() -> datetime:
    """In the last month that may be dropped."""
    today = timezone.now().astimezone(UTC)
    return datetime(today.year - 1, today.month, 1, 12, tzinfo=UTC) - timedelta(days=1)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as refusal:
        return "append-only" in str(refusal)
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET actor = '1'",
        "UPDATE journal_entry SET at = at",
        "UPDATE journal_entryobject SET object_id = '1'",
        "UPDATE journal_seal SET digest = ''",
        "UPDATE journal_batch SET anchor = ''",
        "UPDATE journal_droppedmonth SET month = '2020-01-01'",
        *(f"DELETE FROM {table}" for table in TABLES),
        pytest.param("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry", marks=ON_SQLITE),
        pytest.param("REPLACE INTO journal_entryobject SELECT * FROM journal_entryobject", marks=ON_SQLITE),
        pytest.param(
            "REPLACE INTO journal_entryobject (entry_id, object_type, object_id) SELECT entry_id, object_type, object_id FROM journal_entryobject",
            marks=ON_SQLITE,
        ),
        pytest.param("REPLACE INTO journal_seal SELECT * FROM journal_seal", marks=ON_SQLITE),
        pytest.param("REPLACE INTO journal_batch SELECT * FROM journal_batch", marks=ON_SQLITE),
        pytest.param("REPLACE INTO journal_droppedmonth SELECT * FROM journal_droppedmonth", marks=ON_SQLITE),
        *(pytest.param(f"TRUNCATE {table} CASCADE", marks=ON_POSTGRES) for table in TABLES),
    ],
)
def test_no_word_changes_the_journal(journal: Entry, sql: str) -> None:
    before = rows()
    assert all(before.values())
    assert refused(sql)
    assert rows() == before


def rows() -> dict[str, int]:
    models = (Entry, EntryObject, Seal, Batch, DroppedMonth)
    return {model.__name__: model.objects.count() for model in models}


def test_the_program_itself_can_not_change_it_either(journal: Entry) -> None:
    for change in (
        lambda: Entry.objects.update(actor=""),
        lambda: Entry.objects.filter(pk=journal.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert Entry.objects.filter(pk=journal.pk, actor=journal.actor).exists()


def test_a_month_is_not_dropped_early() -> None:
    first = month_of(timezone.now())
    for _month in range(12):
        first = (first - timedelta(days=1)).replace(day=1)
    for month in (month_of(timezone.now()), first):  # this month, and the last one that must be kept
        with pytest.raises(IntegrityError, match="12 months"), transaction.atomic():
            DroppedMonth.objects.create(month=month)
    DroppedMonth.objects.create(month=(first - timedelta(days=1)).replace(day=1))


def test_only_whole_months_are_dropped() -> None:
    with pytest.raises(IntegrityError, match="12 months"), transaction.atomic():
        DroppedMonth.objects.create(month=long_ago().date().replace(day=2))


def test_a_month_is_not_dropped_before_it_is_sealed() -> None:
    Entry.objects.create(at=long_ago(), verb="test.seen")
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        drop_expired_months()
    assert Entry.objects.count() == 1
    seal_journal()
    assert drop_expired_months() == 1


def test_what_is_past_its_time_goes_and_its_anchor_stays() -> None:
    people = UserFactory.create_batch(2)
    Entry.objects.create(at=long_ago(), verb="test.seen", object_type="accounts.user", object_id="1")
    several = Entry.objects.create(
        at=long_ago() - timedelta(days=40), verb="test.seen", object_type="accounts.user"
    )
    EntryObject.objects.bulk_create(
        EntryObject(entry=several, object_type=several.object_type, object_id=str(person.pk))
        for person in people
    )
    kept = Entry.objects.create(at=long_ago() + timedelta(days=1), verb="test.seen")  # the month after
    record("test.seen", by=None)
    seal_journal()
    anchor = newest_anchor()
    assert expired_entries() == 2
    assert drop_expired_months() == 2
    assert rows() == {"Entry": 2, "EntryObject": 0, "Seal": 2, "Batch": 4, "DroppedMonth": 2}
    assert Entry.objects.filter(pk=kept.pk).exists()
    assert list(Inspection().faults(anchor)) == []
    assert (drop_expired_months(), expired_entries()) == (0, 0)


def test_late_entries_of_a_dropped_month_go_too() -> None:
    for _time in range(2):
        Entry.objects.create(at=long_ago(), verb="test.seen")
        seal_journal()
        assert drop_expired_months() == 1
    assert list(Inspection().faults()) == []


def test_all_guards_stand_after_all_migrations() -> None:
    assert missing_triggers() == []


@pytest.mark.usefixtures("unguarded")
def test_a_missing_guard_is_named() -> None:
    assert "journal_entry_no_update" in missing_triggers()
    assert any("journal_entry_no_update is missing" in fault for fault in Inspection().faults())


@ON_SQLITE
def test_rows_have_no_number_that_tells_their_order() -> None:
    """A coarse entry between two others would have their second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry'")
        assert "WITHOUT ROWID" in cursor.fetchone()[0]


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_entries_from_before_the_guards_are_kept() -> None:
    """An installation of the last version, migrated."""
    KeyCheck.objects.all().delete()  # `migrate` compares the ring with what earlier tests have left
    call_command("migrate", "journal", "0001", verbosity=0)
    number = uuid4().hex
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry VALUES (%s, '2026-11-02 08:00:00', 'test.seen', '', '', '', '', '', '', '{}')",
            [number],
        )
    call_command("migrate", "journal", verbosity=0)
    assert Entry.objects.get(pk=number).verb == "test.seen"
    assert missing_triggers() == []
