"""Who may give which role, and when a second person has to agree.

POLICY says who invites at all, and where. A team lead gives the roles of case work in the own organisation. A
system administrator gives every role in every organisation, but must not be able to make a door to people's
cases or answers alone: for roles that reach them the data protection officer confirms.
"""

from __future__ import annotations

from ..access import allowed
from ..models import Role, User
from ..policy import POLICY

READS_CASES = frozenset(
    role
    for (object_class, _action), entry in POLICY.items()
    if object_class in ("case", "break_glass")
    for role in entry
)
# Who lets single answers out of the house: of two people, no one may be made up by a third.
LETS_ANSWERS_OUT = frozenset(
    role
    for (object_class, action), entry in POLICY.items()
    if (object_class, action) in {("research", "release"), ("research", "export")}
    for role in entry
)
_GIVEN_BY = {
    Role.TEAM_LEAD: tuple(role for role in Role if role in READS_CASES - {Role.DATA_PROTECTION_OFFICER}),
    Role.SYSTEM_ADMINISTRATOR: tuple(Role),
}


def roles_given_by(user: User) -> tuple[Role, ...]:
    """The roles that an account may give, take and renew passwords of today; empty for most."""
    if user.membership is None or not allowed(user, "account", "invite"):
        return ()
    return _GIVEN_BY.get(Role(user.membership.role), ())


def may_give(user: User, role: str, organisation: str) -> bool:
    """Whether an account may give this role in this organisation (its slug), as of now."""
    if user.membership is None or role not in roles_given_by(user):
        return False
    everywhere = any(each.scope == "all" for each in allowed(user, "account", "invite"))
    return everywhere or user.membership.organisation_id == organisation


def needs_second_person(user: User, role: str) -> bool:
    """Whether what this account gives in this role works only when a second person has confirmed it."""
    is_lead = user.membership is not None and user.membership.role == Role.TEAM_LEAD
    return role in READS_CASES | LETS_ANSWERS_OUT and not is_lead
