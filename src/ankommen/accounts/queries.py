"""Doors of the accounts room for reading."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines import papercodes
from ankommen.vault.queries import ring

from .models import Invitation, Membership, Organisation, Role, User
from .people.rules import may_give, needs_second_person
from .policy import POLICY


def active_accounts() -> QuerySet[User]:
    """Everybody who can log in, with their memberships."""
    return User.objects.filter(is_active=True).prefetch_related("memberships__organisation")


def account_by_username(username: str) -> User | None:
    """The account with this user name."""
    return User.objects.filter(username=username).first()


def who_may(object_class: str, action: str, *, organisation: Organisation) -> QuerySet[User]:
    """Everybody who works for `organisation` today in a role that POLICY names for this."""
    roles = list(POLICY.get((object_class, action), {}))
    memberships = Membership.objects.in_force(timezone.localdate()).filter(
        organisation=organisation, role__in=roles
    )
    return User.objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("full_name")


def organisations() -> QuerySet[Organisation]:
    """All organisations, by name."""
    return Organisation.objects.all()


def other_organisations(organisation: Organisation) -> QuerySet[Organisation]:
    """All but this one, by name."""
    return Organisation.objects.exclude(pk=organisation.pk)


def regime_of(organisation: Organisation) -> dict[str, Any]:
    """Law, complaint body and periods of the regime that an organisation works under; empty without one."""
    return organisation.regime.facts if organisation.regime else {}


def organisation_names() -> dict[str, str]:
    """The names of all organisations by slug."""
    return dict(Organisation.objects.values_list("slug", "name"))


def role_label(role: str) -> str:
    """A role in words; empty for what is none."""
    return str(Role(role).label) if role in Role.values else ""


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that are not past their day, those that wait for a second person among them."""
    related = ("organisation", "site", "invited_by", "account")
    return Invitation.objects.open_on(timezone.localdate()).select_related(*related)


def invitation_by_code(code: str) -> Invitation | None:
    """The invitation whose code somebody typed, if it works now. Call it inside `braked`."""
    typed = papercodes.normalised(code)
    if typed is None:
        return None
    found = open_invitations().filter(token_digest__in=invitation_digests(typed)).first()
    return found if found and works_now(found) else None


def invitation_digests(code: str) -> list[str]:
    """The digests of an invitation's code, newest sealing key first."""
    return ring().digests(code, purpose="invitation")


def works_now(invitation: Invitation) -> bool:
    """Whether an invitation still opens something: in time, confirmed if need be, and given by somebody who
    may still give it. Rights are read now, not as they were when it was given.
    """
    if invitation.valid_until < timezone.localdate() or invitation.is_waiting:
        return False
    giver = invitation.invited_by
    if invitation.account:
        held = list(invitation.account.memberships.in_force(timezone.localdate()))
        return bool(held) and all(_may_still_give(giver, each, invitation) for each in held)
    return _may_still_give(giver, invitation, invitation)


def _may_still_give(giver: User | None, given: Membership | Invitation, invitation: Invitation) -> bool:
    """A role that the account got since, or that the giver has since, may need a second person, too."""
    if giver is None:
        return True
    confirmed = invitation.confirmed_on is not None or not needs_second_person(giver, given.role)
    return confirmed and may_give(giver, given.role, given.organisation_id)
