"""The person's code for a case: given on paper, replaced, taken away. Only its digest is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ankommen.engines.papercodes import code_from, new_code
from ankommen.journal.services import note_erasure, record
from ankommen.vault.queries import ring

from ..models import Case, CaseCode, Client
from ..refusals import Refused

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@transaction.atomic
def replace_code(case: Case, *, by: User) -> str:
    """Give the person a new code, which is stored nowhere; the old one opens nothing any more.

    Raises Refused where protection from violence is noted.
    """
    if is_protected(case.client):
        raise Refused(_("Protection from violence is noted here: a paper could be found. No code is given."))
    _withdraw(case)
    code = new_code()
    store_code(case, code)
    record("cases.code_given", case, by=by)
    return code


def store_code(case: Case, code: str) -> None:
    """Let this code open the case."""
    CaseCode.objects.create(case=case, digest=code_digests(code)[0])


def withdraw_codes(client: Client) -> None:
    """Take away the codes of all cases of a client, also where an older backup comes back."""
    for case in client.cases.all():
        _withdraw(case)


def withdraw_code_again(pk: str) -> None:
    """A code that a restored backup brought back is taken away again."""
    CaseCode.objects.filter(pk=pk).delete()


def is_protected(client: Client) -> bool:
    """Whether protection from violence is noted."""
    return bool((client.special or {}).get("protection"))


def opening_code(case: UUID, secret: UUID, *, by: User) -> str:
    """The code of a case that is opened with this form: the same when it is sent again.

    secret: a number of the form that stands nowhere else, so that nobody makes the code again later.
    """
    return code_from(bytes.fromhex(ring().digests(f"{case}/{by.pk}/{secret}", purpose="new case code")[0]))


def code_digests(code: str) -> list[str]:
    """The digests of a person's code, newest sealing key first."""
    return ring().digests(code, purpose="case code")


def _withdraw(case: Case) -> None:
    for code in CaseCode.objects.filter(case=case):
        note_erasure(code)
        code.delete()
