"""Whose offers and providers each word of POLICY opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from ankommen.accounts.access import allowed, register_scope

from .models import Provider, Record

if TYPE_CHECKING:
    from ankommen.accounts.models import User


def register_offers() -> None:
    """Make the scope of the offers' pages known. Called once, from `apps.py`."""
    register_scope("offer", "own", _of_the_organisation)


def providers_for(user: User, action: str = "change") -> Any:
    """The providers (a QuerySet) on whose offers `user` may do `action`; what is taken out is left out."""
    scopes = {each.scope for each in allowed(user, "offer", action)}
    providers: Any = Provider._default_manager.exclude(state=Record.State.WITHDRAWN)
    if "all" in scopes:
        return providers
    return providers.filter(organisation=_organisation_of(user)) if scopes else providers.none()


def _of_the_organisation(user: User) -> Q:
    return Q(provider__organisation=_organisation_of(user)) if user.membership else Q(pk__in=[])


def _organisation_of(user: User) -> str:
    return user.membership.organisation_id if user.membership else ""
