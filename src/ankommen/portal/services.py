"""Doors of the portal for changes."""

from django.db import transaction

from .missing import count_missed, write_missed
from .models import MissedQuestion, Suggestion

__all__ = ("count_missed", "ignore_missed", "settle_missed", "settle_suggestion", "suggest", "write_missed")

MOST = 1_000  # that wait: more nobody reads


@transaction.atomic
def suggest(text: str) -> bool:
    """Keep what a visitor suggests; whether it was kept. text: up to 1,000 characters."""
    if Suggestion.objects.count() >= MOST:
        return False
    Suggestion.objects.create(text=text)
    return True


def settle_suggestion(suggestion: Suggestion) -> None:
    """Somebody has seen to it: what was said is deleted."""
    suggestion.delete()


def ignore_missed(missed: MissedQuestion) -> None:
    """The desk does not show it any more, as long as it is asked now and then."""
    missed.is_ignored = True
    missed.save(update_fields=["is_ignored"])


def settle_missed(missed: MissedQuestion) -> None:
    """It became a term: the count is deleted."""
    missed.delete()
