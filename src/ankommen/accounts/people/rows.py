"""Memberships as the pages show them: of whom, what, where, and how they stand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from ..access import scope_of
from ..models import Membership

if TYPE_CHECKING:
    from ..models import User

MOST_FOUND = 50


@dataclass(frozen=True)
class Standing:
    """How a membership stands. state: active, ending, ended or locked; until: its last day, if any."""

    state: str
    until: date | None


def standing_of(membership: Membership) -> Standing:
    """How it stands today. What ended at once has no last day that anybody worked: the row has one."""
    today = timezone.localdate()
    if membership.ends_on and membership.ends_on < today:
        return Standing("ended", membership.ends_on)
    if not membership.user.is_active:
        return Standing("locked", membership.ends_on)
    return Standing("ending" if membership.ends_on else "active", membership.ends_on)


def memberships_of(user: User) -> QuerySet[Membership]:
    """The memberships that `user` may see, by name."""
    related = Membership.objects.select_related("user", "organisation", "site")
    rows = related.filter(scope_of(user, "account", "read"))
    return rows.order_by("user__full_name", "user__pk", "-begins_on", "-pk")


def working_now(rows: QuerySet[Membership], *, wanted: bool = True) -> QuerySet[Membership]:
    """Those that have not ended, or those that have."""
    lasting = Membership.objects.lasting(timezone.localdate())
    return rows.filter(pk__in=lasting) if wanted else rows.exclude(pk__in=lasting)


def found(user: User, text: str) -> list[Membership]:
    """Those of `memberships_of` whose name or user name holds the text, in whatever case; fifty at most.

    SQLite folds the case of plain letters only, so Python does it: an office has hundreds, not millions.
    """
    part = text.casefold()
    rows = memberships_of(user)
    return [row for row in rows if part in f"{row.user.full_name}\n{row.user.username}".casefold()][
        :MOST_FOUND
    ]
