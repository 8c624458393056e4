"""Doors of the portal for changes."""

from django.db import transaction

from .models import Suggestion

__all__ = ("settle_suggestion", "suggest")

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
