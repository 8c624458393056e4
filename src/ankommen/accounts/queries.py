"""Doors of the accounts room for reading."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import Membership, Organisation, Role, User
from .policy import POLICY


def active_accounts() -> QuerySet[User]:
    """Everybody who can log in, with their memberships."""
    return User.objects.filter(is_active=True).prefetch_related("memberships__organisation")


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
