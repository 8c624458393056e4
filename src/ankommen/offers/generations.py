"""The number of changes: taken under a lock, so that a later number is never seen before an earlier one."""

from django.db.models import F

from .models import Generation


def next_generation() -> int:
    """The number of the change that is being made. Holds up other changes until the transaction ends."""
    Generation.objects.get_or_create(pk=1)
    Generation.objects.filter(pk=1).update(number=F("number") + 1)
    return Generation.objects.get(pk=1).number
