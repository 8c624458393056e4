"""Codes on paper with which somebody begins to work here, or chooses a new password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.engines.papercodes import new_code
from ankommen.journal.services import note_erasure, record

from ..models import Invitation, Membership, Role, User
from ..people.rules import may_give, needs_second_person
from ..queries import invitation_digests
from ..refusals import Refused

if TYPE_CHECKING:
    from uuid import UUID

GOOD_FOR = 7  # days
# What an installation begins with: these two are given on the server itself, all others by people.
FIRST_ROLES = (Role.SYSTEM_ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)


@dataclass(frozen=True)
class Place:
    """What a new membership is. organisation, site: slugs. ends_on: its last day, None for no end."""

    organisation: str
    role: str
    site: str | None = None
    ends_on: date | None = None


@transaction.atomic
def invite(place: Place, *, kind: str = Invitation.Kind.ACCOUNT, by: User | None) -> tuple[Invitation, str]:
    """Invite somebody; returns the invitation and its code, of which only a keyed digest is stored.

    kind: ACCOUNT or MEMBERSHIP of Invitation.Kind. by: None where it is done on the server itself, for
    FIRST_ROLES only. Raises Refused for a role that `by` may not give there, and for a last day in the past.
    """
    today = timezone.localdate()
    allowed_here = may_give(by, place.role, place.organisation) if by else place.role in FIRST_ROLES
    if not allowed_here:
        raise Refused(_("You cannot give this role there."))
    if place.ends_on and place.ends_on < today:
        raise Refused(_("This day has passed. Choose today or a day to come."))
    code = new_code()
    invitation = Invitation.objects.create(
        kind=kind,
        token_digest=invitation_digests(code)[0],
        organisation_id=place.organisation,
        role=Role(place.role),
        site_id=place.site,
        ends_on=place.ends_on,
        invited_by=by,
        needs_second_person=by is not None and needs_second_person(by, place.role),
        valid_until=min(today + timedelta(days=GOOD_FOR), place.ends_on or date.max),
    )
    record("accounts.invited", invitation, by=by, role=place.role, organisation=place.organisation, kind=kind)
    return invitation, code


@transaction.atomic
def renew_password(account: User, *, by: User | None) -> tuple[Invitation, str]:
    """Begin the renewal of an account's password and factors; ends its logins, and earlier renewals.

    Password and factors hold until the code is used, so the person can log in and stop it. by: None where it
    is done on the server itself, for accounts of FIRST_ROLES only. Raises Refused for the own account, for
    one that does not work here now, and for one of which a membership in force is not of a role and place
    that `by` may give.
    """
    held = list(account.memberships.in_force(timezone.localdate()))
    if account == by:
        raise Refused(_("You change your own password under My access."))
    if not held or not account.is_active:
        raise Refused(_("This account is locked. Whoever comes back is invited anew."))
    if not all(_is_responsible(by, each) for each in held):
        raise Refused(_("Only system administration can renew this password."))
    for earlier in Invitation.objects.filter(account=account):
        forget(earlier)
    User.objects.filter(pk=account.pk).update(logins_ended=F("logins_ended") + 1)
    code = new_code()
    invitation = Invitation.objects.create(
        kind=Invitation.Kind.PASSWORD,
        token_digest=invitation_digests(code)[0],
        organisation_id=held[-1].organisation_id,
        role=held[-1].role,
        account=account,
        invited_by=by,
        needs_second_person=by is not None and any(needs_second_person(by, each.role) for each in held),
        valid_until=timezone.localdate() + timedelta(days=GOOD_FOR),
    )
    record("accounts.renewal_begun", account, by=by)
    return invitation, code


def _is_responsible(by: User | None, membership: Membership) -> bool:
    if by is None:
        return membership.role in FIRST_ROLES
    return may_give(by, membership.role, membership.organisation_id)


@transaction.atomic
def confirm_invitation(pk: UUID, *, by: User) -> Invitation:
    """Let an invitation work that waits for a second person.

    Raises Refused where it waits for nobody, and to whoever gave it or would get something by it.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if invitation is None or not invitation.is_waiting or invitation.valid_until < timezone.localdate():
        raise Refused(_("This invitation waits for nobody any more."))
    if by.pk in (invitation.invited_by_id, invitation.account_id):
        raise Refused(_("Somebody else confirms this."))
    invitation.confirmed_by, invitation.confirmed_on = by, timezone.localdate()
    invitation.save(update_fields=["confirmed_by", "confirmed_on"])
    _record("confirmed", invitation, by)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Make an invitation worthless; does nothing where it is gone already."""
    if forget(invitation):
        _record("withdrawn", invitation, by)


def forget(invitation: Invitation) -> bool:
    """Take an invitation out of the table, also out of backups that come back; whether it was there."""
    note_erasure(invitation)
    return forget_again(str(invitation.pk))


def forget_again(pk: str) -> bool:
    """What a restored backup brought back goes again."""
    return bool(Invitation.objects.filter(pk=pk).delete()[0])


def _record(what: str, invitation: Invitation, by: User) -> None:
    """Of a renewal the account is the object: its owner and the officer find it there."""
    if invitation.account:
        record(f"accounts.renewal_{what}", invitation.account, by=by)
    else:
        record(f"accounts.invitation_{what}", invitation, by=by, role=invitation.role)
