"""Months of the journal that are past their time: dropped whole; their batches and anchors stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection, transaction

from ankommen.engines.dataprotection import Expiry

from .models import Batch, DroppedMonth, Entry, EntryObject, Seal
from .sealing import in_month, seal_journal


def drop_expired_months() -> int:
    """Delete the entries of all months that ended more than 12 months ago; returns how many entries.

    Seal them first (`seal_journal`): the database refuses to drop a month that is not sealed whole.
    """
    return sum(_drop(month) for month in _expired_months())


def expired_entries() -> int:
    """How many entries `drop_expired_months` would delete now."""
    return Entry.objects.filter(at__lt=_end_of_the_expired()).count()


def _expired_months() -> list[date]:
    expired = Entry.objects.filter(at__lt=_end_of_the_expired())
    return [month.date() for month in expired.datetimes("at", "month", tzinfo=UTC)]


def _end_of_the_expired() -> datetime:
    """The begin of the month 12 months before this one, by the clock of the database: it is the judge."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (now,) = cursor.fetchone()
    today = datetime.fromisoformat(str(now))
    return datetime(today.year - 1, today.month, 1, tzinfo=UTC)


@transaction.atomic
def _drop(month: date) -> int:
    DroppedMonth.objects.get_or_create(month=month)
    entries = in_month(Entry.objects.all(), month)
    EntryObject.objects.filter(entry__in=entries.order_by()).delete()
    Seal.objects.filter(batch__in=Batch.objects.filter(month=month).order_by()).delete()
    number, _kinds = entries.delete()
    return number


def _drop_sealed(_limit: int) -> int:
    """Months go whole, however many entries they have: the database allows nothing else."""
    seal_journal()
    return drop_expired_months()


MONTHS = Expiry("entries of past months of the journal", expired_entries, _drop_sealed)
