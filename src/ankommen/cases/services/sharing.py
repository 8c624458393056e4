"""Sharing a case with a second organisation, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.engines.dataprotection import months_later
from ankommen.journal.services import note_erasure, record

from ..models import Case, Grant, Group
from ..refusals import Refused
from ..wording import wording_of
from .opening import Yes

if TYPE_CHECKING:
    from ankommen.accounts.models import Organisation, User

LONGEST = 6  # months
_UNDER_SECRECY = frozenset({Group.NOTES, Group.SPECIAL, Group.NEEDS})


def latest_day(given_on: date) -> date:
    """The last day that a grant given on that day may have."""
    return months_later(given_on, LONGEST)


def needs_release(groups: Iterable[str]) -> bool:
    """Whether something among these groups is under professional secrecy."""
    return bool(_UNDER_SECRECY & set(groups))


@transaction.atomic
def share_case(
    case: Case,
    *,
    to: Organisation,
    purpose: str,
    groups: Iterable[str],
    until: date,
    consent: Yes,
    releases_secrecy: bool,
    by: User,
    basis: str = Grant.Basis.CONSENT,
) -> Grant:
    """Open groups of fields of the case to another organisation.

    Raises Refused where the case is not open, the day lies outside the six months, the organisation is the
    own one, or something under professional secrecy would go out without a release from it.
    """
    chosen, today = frozenset(groups), timezone.localdate()
    if case.state != Case.State.OPEN:
        raise Refused(_("A closed case is not shared."))
    if to.pk == case.organisation_id:
        raise Refused(_("A case is shared with another organisation only."))
    if not today <= until <= latest_day(today):
        raise Refused(_("A grant ends within six months. Ask again after that."))
    if needs_release(chosen) and not releases_secrecy:
        raise Refused(_("Notes, needs and special categories need the release from professional secrecy."))
    grant = Grant.objects.create(
        case=case,
        case_number=case.number,
        from_organisation=case.organisation,
        to_organisation=to,
        purpose=purpose,
        groups=" ".join(group for group in Group.values if group in chosen),
        basis=basis,
        releases_secrecy=releases_secrecy,
        text_version=wording_of(case.organisation, consent.language).version,
        language=consent.language,
        given=consent.given,
        given_on=today,
        latest_day=latest_day(today),
        valid_until=until,
    )
    record("cases.shared", case, by=by, purpose=purpose, grant=str(grant.pk), to=to.pk)
    return grant


@transaction.atomic
def withdraw_grant(grant: Grant, *, by: User | None) -> None:
    """Close what the grant opened, from the next request on. by: None where the person or time did it."""
    if grant.withdrawn_on is None:
        grant.withdrawn_on = timezone.localdate()
        grant.save(update_fields=["withdrawn_on"])
        note_erasure(grant)
        record("cases.withdrawn", grant.case, by=by, grant=str(grant.pk))
