"""A brake on guessing passwords: after ten wrong ones within ten minutes a user name is shut till they end.

It counts by name, whether somebody has that name or not, in the database, so that all processes count
together. Whoever knows a colleague's name can shut her out for that time; that is the price.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import User, WrongGuesses
from .services import forget_guesses

LIMIT = 10
PERIOD = timedelta(minutes=10)


class TooManyGuesses(SuspiciousOperation):
    """The brake is on for `seconds` more; no password is looked at, not even the right one."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many wrong passwords")
        self.seconds = seconds


class BrakedBackend(ModelBackend):
    """Django's own check of user name and password, behind the brake."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The account, or None if name and password do not fit. Raises TooManyGuesses."""
        account = salted_hmac("ankommen.accounts.brake", username or "", algorithm="sha256").hexdigest()
        now = timezone.now()
        if shut := WrongGuesses.objects.filter(account=account, number__gte=LIMIT, until__gt=now).first():
            raise TooManyGuesses(int((shut.until - now).total_seconds()) + 1)
        user: User | None = super().authenticate(request, username=username, password=password)
        if user is None:
            _note(account)
        else:
            WrongGuesses.objects.filter(account=account).delete()
        return user


@transaction.atomic
def _note(account: str) -> None:
    forget_guesses()
    until = timezone.now().replace(second=0, microsecond=0) + PERIOD
    WrongGuesses.objects.get_or_create(account=account, defaults={"until": until})
    WrongGuesses.objects.filter(account=account).update(number=F("number") + 1)
