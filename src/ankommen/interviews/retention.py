"""When interviews under way and stored answers go."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import row_by_row
from ankommen.journal.services import record
from ankommen.places.queries import the_city

from .models import Draft, Interview
from .withdrawal import remove_answers


def expired_drafts() -> QuerySet[Draft]:
    """Interviews under way whose 24 hours are over."""
    return Draft.objects.filter(expires_at__lte=timezone.now())


def past_interviews() -> QuerySet[Interview]:
    """Interviews with answers, once the last day that the city keeps them has passed."""
    city = the_city()
    last_day = city.facts.get("answers_kept_until") if city else None
    if last_day is None or timezone.localdate() <= date.fromisoformat(str(last_day)):
        return Interview.objects.none()
    return Interview.objects.exclude(answers=None).order_by("pk").select_for_update()


def _expire(interview: Interview) -> None:
    if remove_answers(interview):
        record("interviews.expired", by=None)


DRAFTS = row_by_row("drafts", expired_drafts, lambda draft: draft.delete())
INTERVIEWS = row_by_row("answers of interviews", past_interviews, _expire)
