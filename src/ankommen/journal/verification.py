"""Reads the whole journal again and says where it is not as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from .models import Batch, DroppedMonth, Entry, EntryObject, Seal
from .sealing import BEGINNING, anchor_of, digest_of_batch, digests_of, open_entries

TABLES = [model._meta.db_table for model in (Entry, EntryObject, Seal, Batch, DroppedMonth)]
# What else a table refuses: SQLite's INSERT OR REPLACE, PostgreSQL's TRUNCATE
_THIRD = {"sqlite": "replace", "postgresql": "truncate"}
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}


class Inspection:
    """One walk along the chain. The numbers are right when all `faults` have been read.

    entries, batches: how many are there. open_entries: how many of the entries no batch holds yet.
    newest: the anchor of the last batch, empty without any.
    """

    def __init__(self) -> None:
        self.entries = self.batches = self.open_entries = 0
        self.oldest_open: date | None = None
        self.newest = ""
        self._dropped = set(DroppedMonth.objects.values_list("month", flat=True))

    def faults(self, anchor: str = "") -> Iterator[str]:
        """What is wrong, each in one sentence. anchor: one that was written down and must be in the chain.

        Holds one batch in memory at a time.
        """
        for trigger in missing_triggers():
            yield f"The database lets the journal be changed: the trigger {trigger} is missing."
        before = BEGINNING
        for batch in Batch.objects.order_by("number").iterator():
            self.batches += 1
            yield from self._faults_of_link(batch, before)
            yield from self._faults_within(batch)
            before = self.newest = batch.anchor
        yield from self._faults_behind_the_chain()
        yield from self._faults_of_dropping()
        if anchor and not Batch.objects.filter(anchor=anchor).exists():
            yield f"The anchor {anchor} is not in this chain: batches were taken away or written anew."
        waiting = open_entries()
        self.open_entries = waiting.count()
        self.entries += self.open_entries
        if oldest := waiting.order_by("at").first():
            self.oldest_open = oldest.at.date()

    def _faults_of_link(self, batch: Batch, before: str) -> Iterator[str]:
        if batch.number != self.batches:
            yield f"A batch is missing before batch {batch.number}."
            self.batches = batch.number
        if batch.anchor != anchor_of(batch, before):
            yield f"Batch {batch.number} does not fit to the anchor before it: one of the two was changed."

    def _faults_within(self, batch: Batch) -> Iterator[str]:
        seals = dict(Seal.objects.filter(batch=batch.number).values_list("entry", "digest"))
        if not seals and batch.month in self._dropped:
            return
        if len(seals) != batch.entries:
            more = "put into" if len(seals) > batch.entries else "taken out of"
            number = abs(len(seals) - batch.entries)
            yield f"Entries {more} batch {batch.number} after it was sealed: {number}."
        elif digest_of_batch(seals.values()) != batch.digest:
            yield f"Batch {batch.number} does not hold the digests it was sealed with."
        sealed = Seal.objects.filter(batch=batch.number).values("entry")
        for pk, digest in digests_of(Entry.objects.filter(pk__in=sealed).order_by()):
            self.entries += 1
            if digest != seals.pop(pk):
                yield f"Entry {pk} in batch {batch.number} ({batch.month:%Y-%m}) was changed."
        for missing in seals:
            yield f"Entry {missing} in batch {batch.number} ({batch.month:%Y-%m}) is missing."

    def _faults_behind_the_chain(self) -> Iterator[str]:
        last = Batch.objects.aggregate(last=Max("number"))["last"] or 0
        if orphans := Seal.objects.filter(batch__gt=last).count():
            yield f"Batches behind batch {last} are missing. Entries that carry their seals: {orphans}."

    def _faults_of_dropping(self) -> Iterator[str]:
        today = timezone.now().date()
        for month in sorted(self._dropped):
            if (today.year - month.year) * 12 + today.month - month.month < 13:
                yield f"The month {month:%Y-%m} was dropped before its time."


def missing_triggers() -> list[str]:
    """The triggers that keep the journal as it is, as far as they are gone or switched off."""
    kinds = ("update", "delete", _THIRD[connection.vendor])
    wanted = {f"{table}_no_{kind}" for table in TABLES for kind in kinds} | {"journal_droppedmonth_in_time"}
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        return sorted(wanted - {name for (name,) in cursor.fetchall()})
