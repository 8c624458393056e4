# ruff: noqa: S608  (the words of the attack)
"""The chain finds what was changed, taken out or put in, also by somebody with all rights over the database."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ankommen.journal import sealing
from ankommen.journal.models import Batch, DroppedMonth, Entry, EntryObject, Seal
from ankommen.journal.sealing import newest_anchor, seal_journal
from ankommen.journal.services import note_seen, record
from ankommen.journal.verbs import monday_of
from ankommen.journal.verification import Inspection
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Entry]:
    """Two batches: three entries, then two, the last of them with several objects."""
    people = UserFactory.create_batch(2)
    entries = [record("test.seen", by=None, number=number) for number in range(3)]
    seal_journal()
    entries.append(record("test.seen", people[0], by=people[0]))
    note_seen(people, by=people[0], purpose="counselling", grant="7")
    seal_journal()
    assert [batch.entries for batch in Batch.objects.all()] == [3, 2]
    return entries


def raw(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def faults(anchor: str = "") -> list[str]:
    """Without the triggers that the fault itself took away."""
    return [fault for fault in Inspection().faults(anchor) if "the trigger" not in fault]


def digest_now(entry: Entry) -> str:
    ((_pk, digest),) = sealing.digests_of(Entry.objects.filter(pk=entry.pk))
    return digest


def number_of(entry: Entry) -> str:
    return entry.pk.hex if connection.vendor == "sqlite" else str(entry.pk)


def test_a_whole_chain_has_no_faults(chain: list[Entry]) -> None:
    inspection = Inspection()
    assert list(inspection.faults()) == []
    assert (inspection.entries, inspection.batches, inspection.open_entries) == (5, 2, 0)
    assert inspection.newest == newest_anchor()


def test_the_anchor_can_be_reckoned_by_hand() -> None:
    """A second reckoning, from the docs, with nothing of the first."""
    entry = record("test.seen", by=None, number=3, state="öffentlich")
    seal_journal()

    def digest(content: object) -> str:
        plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()

    said = {
        "id": str(entry.pk), "at": entry.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), "verb": "test.seen",
        "object": ["", ""], "several": [], "actor": ["", "", ""], "purpose": "", "grant": "", "request": "",
        "facts": {"number": 3, "state": "öffentlich"},
    }  # fmt: skip
    day = f"{timezone.now().astimezone(UTC):%Y-%m-%d}"
    assert newest_anchor() == digest(["0" * 64, 1, f"{day[:7]}-01", day, 1, digest([digest(said)])])


def test_nothing_new_makes_no_batch(chain: list[Entry]) -> None:
    assert seal_journal() == 0
    assert Batch.objects.count() == 2


@pytest.mark.parametrize(
    "column",
    ["verb", "object_type", "object_id", "actor", "role", "organisation", "purpose", "grant", "request"],
)
@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_is_named(chain: list[Entry], column: str) -> None:
    raw(f'UPDATE journal_entry SET "{column}" = %s WHERE id = %s', "other", number_of(chain[1]))
    month = f"{timezone.now().astimezone(UTC):%Y-%m}"
    assert faults() == [f"Entry {chain[1].pk} in batch 1 ({month}) was changed."]


@pytest.mark.usefixtures("unguarded")
def test_a_changed_time_or_fact_is_found(chain: list[Entry]) -> None:
    raw("UPDATE journal_entry SET facts = %s WHERE id = %s", '{"number": 4}', number_of(chain[0]))
    Entry.objects.filter(pk=chain[1].pk).update(at=chain[1].at + timedelta(microseconds=1))
    assert sorted(fault.split(" in ")[0] for fault in faults()) == sorted(
        f"Entry {one.pk}" for one in chain[:2]
    )


@pytest.mark.usefixtures("unguarded")
def test_objects_taken_from_or_put_to_an_entry_are_found(chain: list[Entry]) -> None:
    shown = EntryObject.objects.first()
    assert shown is not None
    EntryObject.objects.create(entry=shown.entry, object_type=shown.object_type, object_id="99")
    assert len(faults()) == 1
    EntryObject.objects.filter(object_id="99").delete()
    assert faults() == []
    EntryObject.objects.filter(pk=shown.pk).update(object_type="other.kind")
    assert len(faults()) == 1
    EntryObject.objects.filter(pk=shown.pk).update(object_type=shown.object_type)
    assert faults() == []
    shown.delete()
    assert len(faults()) == 1


@pytest.mark.usefixtures("unguarded")
def test_a_deleted_entry_is_missed(chain: list[Entry]) -> None:
    raw("DELETE FROM journal_entry WHERE id = %s", number_of(chain[2]))
    (fault,) = faults()
    assert fault.startswith(f"Entry {chain[2].pk} in batch 1 (")
    assert fault.endswith("is missing.")


@pytest.mark.usefixtures("unguarded")
def test_an_entry_deleted_with_its_seal_is_missed(chain: list[Entry]) -> None:
    for table, column in (("journal_entry", "id"), ("journal_seal", "entry")):
        raw(f"DELETE FROM {table} WHERE {column} = %s", number_of(chain[2]))
    assert faults() == ["Entries taken out of batch 1 after it was sealed: 1."]


def test_an_entry_put_into_a_sealed_batch_is_found(chain: list[Entry]) -> None:
    entry = record("test.seen", by=None)
    Seal.objects.create(entry=entry.pk, batch=1, digest=digest_now(entry))  # no trigger forbids it
    assert faults() == ["Entries put into batch 1 after it was sealed: 1."]


@pytest.mark.usefixtures("unguarded")
def test_an_entry_changed_with_its_seal_is_found(chain: list[Entry]) -> None:
    Entry.objects.filter(pk=chain[0].pk).update(actor="99")
    seal = digest_now(chain[0])
    Seal.objects.filter(entry=chain[0].pk).update(digest=seal)
    assert faults() == ["Batch 1 does not hold the digests it was sealed with."]


@pytest.mark.usefixtures("unguarded")
def test_a_batch_written_anew_breaks_the_chain_behind_it(chain: list[Entry]) -> None:
    Entry.objects.filter(pk=chain[0].pk).update(actor="99")
    Seal.objects.filter(entry=chain[0].pk).update(digest=digest_now(chain[0]))
    batch = Batch.objects.get(number=1)
    batch.digest = sealing.digest_of_batch(Seal.objects.filter(batch=1).values_list("digest", flat=True))
    batch.anchor = sealing.anchor_of(batch, sealing.BEGINNING)
    batch.save()
    assert faults() == ["Batch 2 does not fit to the anchor before it: one of the two was changed."]


@pytest.mark.usefixtures("unguarded")
def test_a_batch_removed_from_the_middle_is_found(chain: list[Entry]) -> None:
    raw("DELETE FROM journal_batch WHERE number = 1")
    raw("DELETE FROM journal_seal WHERE batch = 1")
    assert faults() == [
        "A batch is missing before batch 2.",
        "Batch 2 does not fit to the anchor before it: one of the two was changed.",
    ]


@pytest.mark.usefixtures("unguarded")
def test_a_batch_removed_from_the_end_is_found_by_its_seals_and_by_the_anchor(chain: list[Entry]) -> None:
    anchor = newest_anchor()
    raw("DELETE FROM journal_batch WHERE number = 2")
    assert faults() == ["Batches behind batch 1 are missing. Entries that carry their seals: 2."]
    raw("DELETE FROM journal_seal WHERE batch = 2")
    assert faults() == [], "only the anchor knows"
    assert faults(anchor) == [
        f"The anchor {anchor} is not in this chain: batches were taken away or written anew."
    ]


@pytest.mark.usefixtures("unguarded")
def test_a_month_dropped_too_early_is_found(chain: list[Entry]) -> None:
    month = timezone.now().astimezone(UTC).date().replace(day=1)
    DroppedMonth.objects.create(month=month)
    Seal.objects.all().delete()
    assert faults() == [f"The month {month:%Y-%m} was dropped before its time."]


def test_entries_not_yet_sealed_are_open_and_no_fault(chain: list[Entry]) -> None:
    record("test.seen", by=None)
    inspection = Inspection()
    assert list(inspection.faults()) == []
    assert (inspection.entries, inspection.open_entries) == (6, 1)


def test_coarse_entries_wait_until_their_week_is_over() -> None:
    """Sealed with the entries of an hour, an interview would have that hour."""
    record("test.done", by=None)
    record("test.seen", by=None)
    assert seal_journal() == 1
    last_week = monday_of(monday_of(timezone.now()) - timedelta(hours=1))
    Entry.objects.create(at=last_week, verb="test.done")
    assert seal_journal() == 1
    assert list(Entry.objects.filter(verb="test.done").exclude(pk__in=Seal.objects.values("entry"))) == [
        Entry.objects.get(verb="test.done", at__gt=last_week)
    ]


def test_a_batch_has_one_month_and_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LARGEST_BATCH", 2)
    begin = datetime(2026, 10, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    for seconds in (0, 0, 0, 1):
        Entry.objects.create(at=begin + timedelta(microseconds=seconds), verb="test.seen")
    assert seal_journal() == 4
    batches = [(f"{batch.month:%Y-%m}", batch.entries) for batch in Batch.objects.all()]
    assert batches == [("2026-10", 2), ("2026-10", 1), ("2026-11", 1)]
    assert faults() == []


Said = Callable[..., str]


@pytest.fixture
def said() -> Said:
    def run(*command: str) -> str:
        stdout = io.StringIO()
        call_command(*command, stdout=stdout)
        return stdout.getvalue().strip()

    return run


def test_the_commands_say_what_they_did(said: Said) -> None:
    assert said("verify_journal") == "0 entries in 0 batches, chain whole, newest anchor none yet."
    record("test.seen", by=None)
    assert said("seal_journal", "--dry-run") == "Would seal 1 entries of the journal."
    assert not Batch.objects.exists()
    sealed = said("seal_journal")
    assert sealed == f"Sealed 1 entries of the journal, newest anchor {newest_anchor()}."
    assert said("verify_journal", "--anchor", newest_anchor().upper()).startswith(
        "1 entries in 1 batches, chain whole,"
    )
    record("test.seen", by=None)
    day = timezone.now().astimezone(UTC).date()
    assert f"2 entries in 1 batches, 1 of them not yet sealed, since {day}, chain whole" in said(
        "verify_journal"
    )


def test_a_break_is_told_and_exits_with_1(chain: list[Entry]) -> None:
    stdout = io.StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("verify_journal", anchor="0" * 64, stdout=stdout)
    assert exit_.value.code == 1
    assert "is not in this chain" in stdout.getvalue()
    assert "5 entries in 2 batches, chain broken (faults: 1), newest anchor" in stdout.getvalue()


def test_an_anchor_that_is_none_is_refused(said: Said) -> None:
    with pytest.raises(CommandError, match="64 signs"):
        said("verify_journal", "--anchor", uuid4().hex)


@pytest.mark.django_db(transaction=True)  # erase_expired ends with VACUUM
def test_the_hourly_job_seals_and_says_before_what_it_would_do(said: Said) -> None:
    today = timezone.now().astimezone(UTC)
    Entry.objects.create(
        at=datetime(today.year - 1, today.month, 1, tzinfo=UTC) - timedelta(days=1), verb="test.seen"
    )
    record("test.seen", by=None)
    told = said("erase_expired", "--dry-run")
    assert "Would seal 2 entries of the journal." in told
    assert "Past their day: 1 entries of past months of the journal." in told
    assert (Entry.objects.count(), Batch.objects.count()) == (2, 0)
    told = said("erase_expired", "--after-a-break")
    assert f"Sealed 2 entries of the journal, newest anchor {newest_anchor()}." in told
    assert "Done with 1 entries of past months of the journal." in told
    assert (Entry.objects.count(), Batch.objects.count()) == (1, 2)
    assert faults() == []
