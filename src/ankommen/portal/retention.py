"""What visitors suggested goes after six months, settled or not; what they did not find after three."""

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import latest_start, row_by_row

from .models import MissedQuestion, Suggestion

MONTHS_OF_SUGGESTIONS = 6
MONTHS_OF_MISSED = 3


def _old_suggestions() -> QuerySet[Suggestion]:
    day = latest_start(timezone.localdate(), MONTHS_OF_SUGGESTIONS)
    return Suggestion.objects.select_for_update().filter(on__lte=day)


SUGGESTIONS = row_by_row("suggestions of visitors", _old_suggestions, lambda row: row.delete())


def _old_missed() -> QuerySet[MissedQuestion]:
    day = latest_start(timezone.localdate(), MONTHS_OF_MISSED)
    return MissedQuestion.objects.select_for_update().filter(last_on__lte=day)


MISSED = row_by_row("words that were asked and not found", _old_missed, lambda row: row.delete())
