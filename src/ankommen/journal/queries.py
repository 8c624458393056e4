"""Doors of the journal for reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from .erasures import erasures_to_repeat, newest_of_each
from .models import Entry, EntryObject
from .sealing import entries_to_seal, newest_anchor, newest_sealing
from .verbs import (
    is_coarse,
    purpose_sentences,
    sentence_of,
    sentence_of_purpose,
    verb_sentences,
)

if TYPE_CHECKING:
    from django.db.models import Model

__all__ = (
    "Access",
    "accesses_to",
    "entries_about",
    "entries_of_object",
    "entries_to_seal",
    "erasures_to_repeat",
    "is_coarse",
    "newest_anchor",
    "newest_of_each",
    "newest_sealing",
    "purpose_sentences",
    "search_entries",
    "sentence_of",
    "sentence_of_purpose",
    "verb_sentences",
)


@dataclass(frozen=True)
class Access:
    """What the person concerned is told: which office, in which role, on which day, why. Nobody's number."""

    day: date
    verb: str
    organisation: str
    role: str
    purpose: str
    grant: str
    times: int = 1


def entries_about(target: Model) -> QuerySet[Entry]:
    """What happened to `target` and who saw it, newest first."""
    return entries_of_object(type(target), target.pk)


def entries_of_object(model: type[Model], pk: object) -> QuerySet[Entry]:
    """What happened to the object `pk` of `model` and who saw it, alone or in a list, newest first.

    The object itself may be gone.
    """
    return Entry.objects.filter(_names(str(pk), object_type=model._meta.label_lower))


def accesses_to(model: type[Model], pk: object) -> list[Access]:
    """Who did something to an object or saw it, as its person is told: newest day first, equal ones once."""
    columns = ("verb", "organisation", "role", "purpose", "grant")
    rows = entries_of_object(model, pk).values("at", *columns)
    accesses = Counter(
        Access(timezone.localtime(row["at"]).date(), **{name: row[name] for name in columns}) for row in rows
    )
    return [replace(access, times=times) for access, times in accesses.items()]


def search_entries(
    scope: Q, *, since: date | None = None, until: date | None = None, object_id: str = "", **wanted: str
) -> QuerySet[Entry]:
    """Entries within `scope`, newest first, with their objects.

    since, until: days in local time, both included. object_id: the number of an object, of whatever kind.
    wanted: values of account, organisation, role, verb and purpose.
    """
    if "account" in wanted:
        wanted["actor"] = wanted.pop("account")
    entries = Entry.objects.filter(scope, **wanted).prefetch_related("several").order_by("-at", "pk")
    if object_id:
        entries = entries.filter(_names(object_id))
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def _names(object_id: str, **object_type: str) -> Q:
    """Entries that name the object, alone or in a list; each half by its own index."""
    wanted = {"object_id": object_id, **object_type}
    alone = Entry.objects.filter(**wanted).order_by().values("pk")
    return Q(pk__in=alone.union(EntryObject.objects.filter(**wanted).values("entry")))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
