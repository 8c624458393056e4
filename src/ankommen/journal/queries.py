"""Doors of the journal for reading."""

from django.db.models import Model, QuerySet

from .models import Entry


def entries_about(target: Model) -> QuerySet[Entry]:
    """What happened to `target`, newest first."""
    return Entry.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))
