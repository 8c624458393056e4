"""Taking the answers of an interview away: by receipt code, by age, after a restore."""

from __future__ import annotations

from django.db import transaction

from .models import Interview
from .queries import newest_of


@transaction.atomic
def remove_answers(interview: Interview) -> list[Interview]:
    """Remove the answers, of this interview, of its corrections and of those it corrected; returns these.

    What stays says only that one was withdrawn. A second withdrawal at the same time changes nothing.
    """
    chain: Interview | None = newest_of(interview)
    removed = []
    while chain is not None:
        earlier = chain.replaces
        standing = Interview.objects.filter(pk=chain.pk).exclude(outcome=Interview.Outcome.WITHDRAWN)
        if standing.update(
            outcome=Interview.Outcome.WITHDRAWN,
            answers=None,
            free_text=None,
            receipt_digest="",
            content_digest="",
            language="",
            interpreter="",
            break_off="",
            consent_version="",
            consent_language="",
            site=None,
            replaces=None,
        ):
            removed.append(chain)
        chain = earlier
    return removed


def withdraw_again(pk: str) -> None:
    """What a restored backup brought back goes again."""
    interview = Interview.objects.filter(pk=pk).first()
    if interview is not None:
        remove_answers(interview)
