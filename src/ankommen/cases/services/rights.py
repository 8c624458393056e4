"""What the person may ask for: a copy of everything (Art. 15 GDPR), and that everything goes (Art. 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ankommen.journal.services import note_erasure, record

from ..models import Case, Client, Consent, Grant, InterviewLink

if TYPE_CHECKING:
    from ankommen.accounts.models import User


def note_copy(case: Case, *, kind: str, by: User | None) -> None:
    """Write down that a copy was handed out. kind: "pdf" or "json". by: None where the person took it."""
    record("cases.handed_out", case, by=by, kind=kind)


@transaction.atomic
def erase_case(case: Case, *, by: User | None) -> None:
    """Erase the case with its notes and its link, and the client with the last case. By None: time did it.

    What proves consents, grants and emergencies stays until its own day, by the number of the case only.
    """
    record("cases.erased", case, by=by)
    note_erasure(case)
    _erase(case)


def erase_again(pk: str) -> None:
    """What a restored backup brought back goes again."""
    case = Case.objects.filter(pk=pk).first()
    if case is not None:
        _erase(case)


def block_again(pk: str, state: str) -> None:
    """A case that a restored backup opens again is blocked again; the reason is lost.

    state: "lifted" does nothing: a block that the backup has is lifted by people only.
    """
    if state == "blocked":
        Case.objects.filter(pk=pk, blocked_on=None).update(blocked_on=timezone.localdate())


def withdraw_again(pk: str) -> None:
    """A grant that a restored backup has in force is withdrawn again."""
    Grant.objects.filter(pk=pk, withdrawn_on=None).update(withdrawn_on=timezone.localdate())


def unlink_again(pk: str) -> None:
    """A link that a restored backup brought back is taken away again."""
    InterviewLink.objects.filter(case=UUID(pk)).delete()


def _erase(case: Case) -> None:
    Consent.objects.filter(case=case, ended_on=None).update(ended_on=timezone.localdate())
    Grant.objects.filter(case=case, withdrawn_on=None, valid_until__gte=timezone.localdate()).update(
        withdrawn_on=timezone.localdate()
    )
    client = Client.objects.select_for_update().get(pk=case.client_id)
    case.delete()
    if not client.cases.exists():
        client.delete()
