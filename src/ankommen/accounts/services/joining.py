"""What the code of an invitation opens: an account, a membership, a new password. Each opens once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ankommen.journal.services import record

from ..login.factors import forget_factors
from ..models import Invitation, Membership, User
from ..queries import works_now
from ..refusals import OPENS_NOTHING, Refused
from .credentials import change_password
from .invitations import forget


class IsGone(Refused):
    """The invitation was used, withdrawn or taken back in the meantime; nobody learns which."""

    def __init__(self) -> None:
        super().__init__(OPENS_NOTHING)


@transaction.atomic
def make_account(invitation: Invitation, *, username: str, full_name: str, password: str) -> User:
    """Make the account of whoever was invited.

    Raises IsGone; IntegrityError for a user name that is taken.
    """
    taken = _taken(invitation, Invitation.Kind.ACCOUNT)
    user = User.objects.create_user(username, password, full_name=full_name)
    _begin(taken, user)
    record("accounts.created", user, by=user)
    return user


@transaction.atomic
def join(invitation: Invitation, user: User) -> Membership:
    """Give an account the membership it was invited to. Raises IsGone; Refused for one's own invitation."""
    if user.pk in (invitation.invited_by_id, invitation.confirmed_by_id):
        raise Refused(_("Nobody gives a role to themselves. Give the code to the person it is meant for."))
    return _begin(_taken(invitation, Invitation.Kind.MEMBERSHIP), user)


@transaction.atomic
def set_new_password(invitation: Invitation, password: str) -> User:
    """Set the password of the invitation's account; factors and logins go with the old one. Raises IsGone."""
    taken = _taken(invitation, Invitation.Kind.PASSWORD)
    user = User.objects.select_for_update().get(pk=taken.account_id or 0)
    change_password(user, password)
    user.logins_ended = F("logins_ended") + 1
    user.save(update_fields=["logins_ended"])
    forget_factors(user)  # the lost phone opens nothing any more
    record("accounts.password_renewed", user, by=None)
    return user


def _begin(invitation: Invitation, user: User) -> Membership:
    membership = Membership.objects.create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        site=invitation.site,
        ends_on=invitation.ends_on,
    )
    record("accounts.membership_begun", user, by=user, role=invitation.role)
    return membership


def _taken(invitation: Invitation, kind: str) -> Invitation:
    """The invitation as it is now, taken out of the table, so that nobody uses it twice."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by", "account")
    found = rows.filter(pk=invitation.pk, kind=kind).first()
    if found is None or not works_now(found):
        raise IsGone
    forget(found)
    return found
