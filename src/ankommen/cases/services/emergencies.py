"""Break-glass: opening a case in need, and answering for it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.journal.services import record

from ..models import Case, EmergencyAccess
from ..refusals import Refused

if TYPE_CHECKING:
    from ankommen.accounts.models import User

MINUTES = 30
A_DAY = 3
SHORTEST_REASON = 20  # characters


@transaction.atomic
def open_in_emergency(case: Case, *, category: str, reason: str, by: User) -> EmergencyAccess:
    """Let `by` read one case for 30 minutes. Team lead and data protection officer find it on their desk.

    Raises Refused for a reason of less than 20 characters, and after three within 24 hours.
    """
    now = timezone.now()
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Please say in a sentence why it cannot wait. Others will read it."))
    # Two requests at once count one after the other.
    get_user_model().objects.select_for_update().get(pk=by.pk)
    lately = EmergencyAccess.objects.filter(account=by, began_at__gt=now - timedelta(days=1))
    if lately.count() >= A_DAY:
        raise Refused(_("Three cases in a day were opened in an emergency. Please ask your team lead."))
    access = EmergencyAccess.objects.create(
        case=case,
        case_number=case.number,
        account=by,
        organisation=by.workplace,
        category=category,
        reason=reason.strip(),
        began_at=now,
        until=now + timedelta(minutes=MINUTES),
    )
    record("cases.broken_glass", case, by=by, purpose=category)
    return access


@transaction.atomic
def review_emergency(access: EmergencyAccess, review: str, *, by: User) -> None:
    """Say whether it was justified. Raises Refused for one's own, and for what is reviewed already."""
    if access.account_id == by.pk:
        raise Refused(_("Somebody else reviews this."))
    if access.review:
        raise Refused(_("This is reviewed already."))
    access.review, access.reviewed_on, access.reviewed_by = review, timezone.localdate(), by
    access.save(update_fields=["review", "reviewed_on", "reviewed_by"])
    if access.case:
        record("cases.reviewed", access.case, by=by, review=review)
