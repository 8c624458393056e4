"""When accounts are locked and deleted, and when logins, invitations and counts of guesses go."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ankommen.engines.dataprotection import latest_start, row_by_row
from ankommen.journal.services import record

from .guesses import Guesses
from .models import Invitation, Membership, User
from .services import lock_account

KEPT = 6  # months after the last day


def _left_before(day: date) -> QuerySet[User]:
    """Accounts whose last membership ended before `day`; one that never had any left when it was made."""
    mine = Membership.objects.filter(user=OuterRef("pk")).order_by()
    last = mine.values("user").annotate(last=Max("ends_on")).values("last")
    left = User.objects.annotate(left_on=Coalesce(Subquery(last), "date_joined"))
    return (
        left.filter(~Exists(mine.lasting(day)), left_on__lt=day)
        .order_by("pk")
        .select_for_update(of=("self",))
    )


def _ended() -> QuerySet[User]:
    return _left_before(timezone.localdate()).filter(is_active=True)


def _left() -> QuerySet[User]:
    cutoff = latest_start(timezone.localdate(), KEPT)
    return _left_before(date.fromordinal(cutoff.toordinal() + 1))


def _delete(user: User) -> None:
    record("accounts.deleted", user, by=None)
    user.delete()


ENDED = row_by_row("accounts to lock, their last day is over", _ended, partial(lock_account, by=None))
LEFT = row_by_row("accounts", _left, _delete)
INVITATIONS = row_by_row(
    "invitations",
    lambda: Invitation.objects.filter(valid_until__lt=timezone.localdate()),
    lambda invitation: invitation.delete(),
)
GUESSES = row_by_row(
    "counts of guesses",
    lambda: Guesses.objects.filter(until__lte=timezone.now()),
    lambda guesses: guesses.delete(),
)
SESSIONS = row_by_row(
    "logins",
    lambda: Session.objects.filter(expire_date__lt=timezone.now()),
    lambda session: session.delete(),
)
