"""Whose memberships and invitations each word of POLICY opens: both belong to an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from ankommen.journal.services import declare_purposes

from ..access import register_scope

if TYPE_CHECKING:
    from ..models import User


def register_people() -> None:
    """Make the scope of the people's pages known. Called once, from `apps.py`."""
    register_scope("account", "organisation", _of_the_organisation)
    declare_purposes({"people": _("who works here")})


def _of_the_organisation(user: User) -> Q:
    return Q(organisation=user.membership.organisation_id) if user.membership else Q(pk__in=[])
