"""The link between a case and an interview: made with the receipt code, that is, by the person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.interviews.queries import interview_by_receipt
from ankommen.journal.services import note_erasure, record

from ..models import Case, InterviewLink
from ..refusals import Refused

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@transaction.atomic
def link_interview(case: Case, receipt: str, *, by: User) -> None:
    """Show the needs of the interview that the receipt opens in the case, for twelve months.

    Raises Refused where no interview with answers has this code. The journal keeps the week only.
    """
    interview = interview_by_receipt(receipt)
    if interview is None or interview.answers is None:
        raise Refused(_("No interview has this code. Please compare it with the paper."))
    today = timezone.localdate()
    InterviewLink.objects.update_or_create(
        case=case,
        defaults={"interview": str(interview.pk), "valid_until": date(today.year + 1, today.month, 1)},
    )
    record("cases.linked", by=by)


@transaction.atomic
def unlink_interview(case: Case, *, by: User | None) -> None:
    """Take the link away; case and interview stay."""
    link = InterviewLink.objects.filter(case=case).first()
    if link:
        note_erasure(link)
        link.delete()
        record("cases.unlinked", by=by)
