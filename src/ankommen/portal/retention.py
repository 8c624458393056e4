"""What visitors suggested goes after six months, settled or not."""

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import latest_start, row_by_row

from .models import Suggestion

MONTHS_OF_SUGGESTIONS = 6


def _old_suggestions() -> QuerySet[Suggestion]:
    day = latest_start(timezone.localdate(), MONTHS_OF_SUGGESTIONS)
    return Suggestion.objects.select_for_update().filter(on__lte=day)


SUGGESTIONS = row_by_row("suggestions of visitors", _old_suggestions, lambda row: row.delete())
