"""Entries are sealed in batches, and each batch seals the one before: a chain of SHA-256 digests.

A batch has entries of one month (UTC). Its digest is made of the sorted digests of its entries, so it does
not tell their order; its anchor is made of its own row and of the anchor before. Whoever wrote an anchor down
elsewhere can show later that nothing up to there was changed, even when the months are dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Batch, Entry, EntryObject, Seal
from .verbs import declared_verbs, monday_of

LARGEST_BATCH = 10_000  # entries; so many digests are in memory at once
BEGINNING = "0" * 64  # the anchor before the first
_AT_ONCE = 1_000  # entries with their objects


def seal_journal() -> int:
    """Seal all entries that may be sealed; returns how many.

    Coarse entries wait until their week is over: sealed with their hour they would have one.
    """
    sealed = 0
    while number := _seal_one_batch():
        sealed += number
    return sealed


def entries_to_seal() -> QuerySet[Entry]:
    """What the next sealing takes."""
    coarse = [verb.name for verb in declared_verbs() if verb.coarse]
    return open_entries().filter(~Q(verb__in=coarse) | Q(at__lt=monday_of(timezone.now())))


def open_entries() -> QuerySet[Entry]:
    """Entries that no batch holds yet."""
    return Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk"))))


def digests_of(entries: QuerySet[Entry]) -> Iterator[tuple[UUID, str]]:
    """Number and digest of each entry. Holds a thousand of them in memory at a time."""
    rows = entries.iterator(chunk_size=_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        objects = defaultdict(list)
        of_these = EntryObject.objects.filter(entry__in=[entry.pk for entry in some if not entry.object_id])
        for pk, *one in of_these.values_list("entry", "object_type", "object_id"):
            objects[pk].append(one)
        for entry in some:
            yield entry.pk, _digest_of_entry(entry, sorted(objects[entry.pk]))


def digest_of_batch(digests: Iterable[str]) -> str:
    """SHA-256 of the digests of entries, whatever their order."""
    return _digest(sorted(digests))


def anchor_of(batch: Batch, before: str) -> str:
    """SHA-256 of a batch and of the anchor before it."""
    return _digest(
        [before, batch.number, str(batch.month), str(batch.sealed_on), batch.entries, batch.digest]
    )


def newest_anchor() -> str:
    """The anchor of the last batch; "none" before the first."""
    last = Batch.objects.last()
    return last.anchor if last else "none"


def newest_sealing() -> date | None:
    """The day (UTC) of the newest batch; before the first one that of the first entry. None without any."""
    if last := Batch.objects.last():
        return last.sealed_on
    first = Entry.objects.order_by("at").first()
    return first.at.astimezone(UTC).date() if first else None


def month_of(instant: datetime) -> date:
    """The first day of the month, in UTC."""
    return instant.astimezone(UTC).date().replace(day=1)


def in_month(entries: QuerySet[Entry], month: date) -> QuerySet[Entry]:
    """Those of the month that begins with this day, in UTC."""
    begin = datetime(month.year, month.month, 1, tzinfo=UTC)
    end = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=UTC)
    return entries.filter(at__gte=begin, at__lt=end)


@transaction.atomic
def _seal_one_batch() -> int:
    _alone()
    waiting = entries_to_seal()
    if (oldest := waiting.order_by("at").first()) is None:
        return 0
    month = month_of(oldest.at)
    # By random number, never by time: the order in which seals lie must not tell what coarse entries hide.
    entries = in_month(waiting, month).order_by("pk")[:LARGEST_BATCH]
    last = Batch.objects.last()
    number = last.number + 1 if last else 1
    seals = [Seal(entry=pk, batch=number, digest=digest) for pk, digest in digests_of(entries)]
    batch = Batch(
        number=number,
        month=month,
        sealed_on=timezone.now().astimezone(UTC).date(),
        entries=len(seals),
        digest=digest_of_batch(seal.digest for seal in seals),
    )
    batch.anchor = anchor_of(batch, last.anchor if last else BEGINNING)
    batch.save(force_insert=True)
    Seal.objects.bulk_create(seals)
    return len(seals)


def _alone() -> None:
    """Two sealings at once would make two batches of one number. SQLite lets one write at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_batch IN SHARE ROW EXCLUSIVE MODE")


def _digest_of_entry(entry: Entry, several: list[list[str]]) -> str:
    """SHA-256 of everything the entry says, its objects included, as JSON with sorted keys."""
    return _digest(
        {
            "id": str(entry.pk),
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "verb": entry.verb,
            "object": [entry.object_type, entry.object_id],
            "several": several,
            "actor": [entry.actor, entry.role, entry.organisation],
            "purpose": entry.purpose,
            "grant": entry.grant,
            "request": entry.request,
            "facts": entry.facts,
        }
    )


def _digest(content: Any) -> str:
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
