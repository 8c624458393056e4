"""What of the journal each word of POLICY opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from ankommen.journal.services import declare_verbs

from ..access import register_scope

if TYPE_CHECKING:
    from ..models import User


def register_journal() -> None:
    """Make scopes and verbs of the journal's page known. Called once, from `apps.py`."""
    register_scope("journal", "own", _own)
    register_scope("journal", "organisation", _of_the_organisation)
    declare_verbs("accounts", {"journal_searched": _("The journal was searched.")})


def _own(user: User) -> Q:
    return Q(actor=str(user.pk))


def _of_the_organisation(user: User) -> Q:
    """What people did in this organisation, as it was then."""
    return Q(organisation=user.membership.organisation_id) if user.membership else Q(pk__in=[])
