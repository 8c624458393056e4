"""What happens in a case: facts change, notes are written, it changes hands, it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.accounts.queries import who_may
from ankommen.journal.services import note_change, record

from ..models import Case, Client, Consent, Note
from ..refusals import SENT_BEFORE, Refused
from .codes import is_protected, withdraw_codes
from .opening import store_name_keys
from .sharing import withdraw_grant

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@transaction.atomic
def change_client(case: Case, client: Client, *, by: User) -> None:
    """Store the facts of the client as `client` has them now.

    Protection from violence takes the codes on paper away.
    """
    client.save()
    store_name_keys(client)
    if is_protected(client):
        withdraw_codes(client)
    _touch(case)
    record("cases.changed", case, by=by)


@transaction.atomic
def add_note(case: Case, text: str, *, is_protected: bool, by: User, number: UUID | None = None) -> Note:
    """Write a note into the case. is_protected: it is not handed out to the person.

    number: the same note sent again under the same number, because no answer came, is stored once. Raises
    Refused where something else stands under it.
    """
    if number and (standing := Note.objects.filter(pk=number).first()):
        said = (standing.case_id, standing.author_id, standing.text, standing.is_protected)
        if said != (case.pk, by.pk, text, is_protected):
            raise Refused(SENT_BEFORE)
        return standing
    note = Note(case=case, text=text, is_protected=is_protected, author=by, organisation=by.workplace)
    note.pk = number or note.pk
    note.save(force_insert=True)
    _touch(case)
    record("cases.noted", case, by=by)
    return note


@transaction.atomic
def assign_case(case: Case, *, to: User, by: User) -> None:
    """Make somebody of the same organisation responsible. Raises Refused for anybody else."""
    if not who_may("case", "change", organisation=case.organisation).filter(pk=to.pk).exists():
        raise Refused(_("This person does not do casework in this organisation."))
    case.responsible = to
    case.save(update_fields=["responsible"])
    record("cases.assigned", case, by=by, to=to.pk)


@transaction.atomic
def close_case(case: Case, reason: str, *, by: User | None) -> None:
    """End the case; every grant and every open door ends with it. by: None where time did it."""
    today = timezone.localdate()
    for grant in case.grants.filter(withdrawn_on=None, valid_until__gte=today):
        withdraw_grant(grant, by=by)
    case.state, case.close_reason, case.closed_on = Case.State.CLOSED, reason, today
    case.save(update_fields=["state", "close_reason", "closed_on"])
    Consent.objects.filter(case=case).update(ended_on=case.closed_on)
    record("cases.closed", case, by=by, reason=reason)


@transaction.atomic
def reopen_case(case: Case, *, by: User) -> None:
    """Go on with a case that was closed; what was shared stays ended.

    Raises Refused where the person wanted no more help: that took the consent back.
    """
    if case.close_reason == Case.CloseReason.WISH:
        raise Refused(_("The person wanted no more help. Open a new case if they agree again."))
    case.state, case.close_reason, case.closed_on = Case.State.OPEN, "", None
    case.save(update_fields=["state", "close_reason", "closed_on"])
    Consent.objects.filter(case=case).update(ended_on=None)
    _touch(case)
    record("cases.reopened", case, by=by)


@transaction.atomic
def block_case(case: Case, reason: str, *, by: User) -> None:
    """Show the case to nobody until the block is lifted (Art. 18 GDPR); it is not erased by age either."""
    case.blocked_on, case.block_reason = timezone.localdate(), reason
    case.save(update_fields=["blocked_on", "block_reason"])
    note_change(case, "block", "blocked")
    record("cases.blocked", case, by=by)


@transaction.atomic
def unblock_case(case: Case, *, by: User) -> None:
    """Lift the block."""
    case.blocked_on, case.block_reason = None, ""
    case.save(update_fields=["blocked_on", "block_reason"])
    note_change(case, "block", "lifted")
    record("cases.unblocked", case, by=by)


def _touch(case: Case) -> None:
    case.active_on = timezone.localdate()
    case.save(update_fields=["active_on"])
