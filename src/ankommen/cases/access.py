"""Gates of the cases room: which cases are open to whom, through what, and which fields of them.

Roles stand in POLICY, the words it uses here. Each looks at the case as it is now: who is responsible, which
grant is in force. A blocked case (Art. 18 GDPR) is open to nobody but those who may unblock or erase it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils import timezone

from ankommen.accounts.access import allowed, fields_of, register_scope, scope_of, seen
from ankommen.engines import papercodes
from ankommen.journal.services import note_seen

from .models import Case, EmergencyAccess, Grant, Group

if TYPE_CHECKING:
    from ankommen.accounts.models import User

ALL_GROUPS = frozenset({"stub", *Group.values})
_FREE = Q(blocked_on=None)
_OPEN = Q(state=Case.State.OPEN, blocked_on=None)
_CLOSED = Q(state=Case.State.CLOSED, blocked_on=None)
_OFFICES = frozenset(Grant.Purpose.values) - {Grant.Purpose.SCHOOL}
_SCHOOL = frozenset({Grant.Purpose.SCHOOL})


def _own(user: User) -> Q:
    return Q(organisation=user.membership.organisation_id) if user.membership else Q(pk__in=[])


def _with_grant(purposes: frozenset[str], user: User, group: str = "") -> Q:
    grants = Grant.objects.in_force().to(user).filter(purpose__in=purposes, groups__contains=group)
    return Q(pk__in=grants.values("case"))


def _in_emergency(user: User) -> Q:
    opened = EmergencyAccess.objects.filter(account=user, until__gt=timezone.now())
    return _OPEN & _own(user) & Q(pk__in=opened.values("case"))


def _emergencies_of(user: User) -> Q:
    return _own(user) & (Q(case=None) | Q(case__blocked_on=None))


def _opened_by(purposes: frozenset[str], case: Case) -> frozenset[str]:
    return frozenset().union(*(grant.opens for grant in case.grants_here if grant.purpose in purposes))


def _grants_here(user: User) -> Prefetch[str]:
    return Prefetch("grants", Grant.objects.in_force().to(user), to_attr="grants_here")


def _register() -> None:
    scopes = {
        "assigned": lambda user: _FREE & Q(responsible=user) & _own(user),
        "assigned_open": lambda user: _OPEN & Q(responsible=user) & _own(user),
        "assigned_closed": lambda user: _CLOSED & Q(responsible=user) & _own(user),
        "organisation": lambda user: _FREE & _own(user),
        "organisation_open": lambda user: _OPEN & _own(user),
        "organisation_closed": lambda user: _CLOSED & _own(user),
        "organisation_even_blocked": _own,
        "granted_notes": lambda user: _with_grant(_OFFICES, user, Group.NOTES),
        "break_glass": _in_emergency,
        "breakable": lambda user: _OPEN & _own(user) & ~Q(responsible=user),
    }
    for name, objects in scopes.items():
        register_scope("case", name, objects)
    register_scope("break_glass", "organisation", _emergencies_of)
    for name, purposes in {"granted": _OFFICES, "granted_for_school": _SCHOOL}.items():
        register_scope(
            "case",
            name,
            partial(_with_grant, purposes),
            granted=partial(_opened_by, purposes),
            loaded=_grants_here,
        )


_register()


def case_for(user: User, pk: UUID, *, to: str = "read", lock: bool = False) -> Case:
    """The case, if `user` may do `to` (an action of POLICY); Http404 otherwise. The look is journalled.

    lock: keep it as it is until the transaction ends. The groups of fields that may be shown stand in
    `case.open_groups`; the grant through which it is open, if through nothing else, in the journal.
    """
    objects = seen(user, "case", to, Case.objects.select_related("client", "organisation", "responsible"))
    if lock:
        objects = objects.select_for_update(of=("self",))
    case = objects.filter(pk=pk).first()
    if case is None:
        raise Http404
    groups = fields_of(user, "case", to, case)
    case.open_groups = ALL_GROUPS if groups is None else groups
    note_seen([case], by=user, purpose=to, grant=_grant_alone(user, case))
    return case


def breakable_case(user: User, number: str) -> Case:
    """The case with this number, if `user` may open it in an emergency. Http404 otherwise."""
    typed = papercodes.normalised(number, 6)
    found = Case.objects.filter(scope_of(user, "case", "break_glass"), number=typed or "").first()
    if found is None:
        raise Http404
    return found


def _grant_alone(user: User, case: Case) -> str:
    """The number of the grant that opens the case to another organisation."""
    if user.workplace == case.organisation:
        return ""
    grant = Grant.objects.in_force().to(user).filter(case=case).first()
    return str(grant.pk) if grant else ""


def actions_on(user: User, case: Case, actions: Iterable[str]) -> set[str]:
    """Those of `actions` that `user` may do to this case now; for buttons, each view asks again."""
    same = Case.objects.filter(pk=case.pk)
    return {
        action
        for action in actions
        if allowed(user, "case", action) and same.filter(scope_of(user, "case", action)).exists()
    }
