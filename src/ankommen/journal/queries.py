"""Doors of the journal for reading."""

from django.db.models import Model, QuerySet

from .models import Entry, EntryObject
from .retention import expired_entries
from .sealing import entries_to_seal, newest_anchor

__all__ = ("entries_about", "entries_of_object", "entries_to_seal", "expired_entries", "newest_anchor")


def entries_about(target: Model) -> QuerySet[Entry]:
    """What happened to `target` and who saw it, newest first."""
    return entries_of_object(type(target), target.pk)


def entries_of_object(model: type[Model], pk: object) -> QuerySet[Entry]:
    """What happened to the object `pk` of `model` and who saw it, alone or in a list, newest first.

    The object itself may be gone.
    """
    wanted = {"object_type": model._meta.label_lower, "object_id": str(pk)}
    alone = Entry.objects.filter(**wanted).order_by().values("pk")
    in_a_list = EntryObject.objects.filter(**wanted).values("entry")
    return Entry.objects.filter(pk__in=alone.union(in_a_list))
