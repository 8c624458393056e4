"""Accounts and the memberships that make them work: beginning, ending, locking."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.journal.services import note_change, note_erasure, record

from ..models import Membership, Role, User
from ..people.rules import may_give
from ..refusals import Refused


@transaction.atomic
def create_member(
    *, username: str, full_name: str, password: str | None, organisation: str, role: str, by: User | None
) -> User:
    """Make an account with one membership that begins today.

    organisation: its slug. role: a value of Role; ValueError for any other. password: None makes an account
    that nobody can log in to yet.
    """
    user = User.objects.create_user(username, password, full_name=full_name)
    Membership.objects.create(user=user, organisation_id=organisation, role=Role(role))
    record("accounts.created", user, by=by)
    return user


@transaction.atomic
def end_membership(membership: Membership, *, on: date | None, by: User) -> None:
    """Let `on` be the last day of a membership; None ends it at once, and locks an account that has no other.

    Raises Refused for a role that `by` may not give, for a day in the past, for what has ended already, and
    for the last membership of system administration.
    """
    today = timezone.localdate()
    _refuse_the_last_administrator(membership, today)
    membership = (
        Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    )
    if not may_give(by, membership.role, membership.organisation_id):
        raise Refused(_("Only system administration can end this membership."))
    if membership.ends_on and membership.ends_on < today:
        raise Refused(_("This membership has ended already."))
    if on is not None and on < max(today, membership.begins_on):
        raise Refused(_("This day has passed. Choose today or a day to come."))
    # Days count whole: at once means that yesterday was the last. What began today then began yesterday.
    membership.ends_on = on or today - timedelta(days=1)
    membership.begins_on = min(membership.begins_on, membership.ends_on)
    membership.save(update_fields=["begins_on", "ends_on"])
    if on is None:
        note_erasure(membership)
    else:
        note_change(membership, "last_day", str(on))
    record(
        "accounts.membership_ended",
        membership.user,
        by=by,
        role=membership.role,
        until=str(membership.ends_on),
    )
    if not membership.user.memberships.lasting(today).exists():
        lock_account(membership.user, by=by)


def lock_account(user: User, *, by: User | None) -> None:
    """Let nobody log in to an account any more, and end every login of it with the next request."""
    User.objects.filter(pk=user.pk).update(is_active=False, logins_ended=F("logins_ended") + 1)
    user.refresh_from_db(fields=["is_active", "logins_ended"])
    note_erasure(user)
    record("accounts.locked", user, by=by)


def end_again(pk: str) -> None:
    """A membership that a restored backup has in force, and that was ended at once, ends again."""
    end_on_again(pk, str(timezone.localdate() - timedelta(days=1)))


def end_on_again(pk: str, state: str) -> None:
    """A membership whose last day a restored backup does not know, or has later. state: that day, ISO."""
    last_day = date.fromisoformat(state)
    lasting = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=last_day), pk=pk)
    lasting.update(ends_on=last_day, begins_on=Least("begins_on", Value(last_day)))


def lock_again(pk: str) -> None:
    """An account that a restored backup opens again is locked again."""
    User.objects.filter(pk=pk).update(is_active=False)


def _refuse_the_last_administrator(membership: Membership, today: date) -> None:
    """Locks all memberships of system administration: two who end each other at once come one by one."""
    if membership.role != Role.SYSTEM_ADMINISTRATOR:
        return
    lasting = Membership.objects.in_force(today).filter(role=Role.SYSTEM_ADMINISTRATOR, ends_on=None)
    locked = list(lasting.select_for_update(of=("self",)).select_related("user").order_by("pk"))
    if not any(each.user.is_active and each.user_id != membership.user_id for each in locked):
        raise Refused(_("This is the last system administrator. Invite another one first."))
