"""A brake on guessing: whatever checks a secret does it inside `braked`, and is not asked too often.

A guess is counted before it is looked at, and taken back if it was right; so fifty at the same moment do not
pass, and a right one in between gives nobody new tries. Counts lie in the database, for all workers together:

| guesses of | within ten minutes |
|---|---|
| one name from one address (IPv6: from one /64) | 10 |
| one name from all addresses | 20 |
| one name in a browser in which this person has logged in before | 10, and only this |
| no name (a receipt, an invitation) from one address | 20 |

A browser that is known counts for itself: whoever knows a colleague's name can shut it for strangers, but not
for her. An address alone never shuts a name, because offices share one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ankommen.vault.queries import ring

from .guesses import Guesses
from .login.known_browser import number_of_browser
from .models import User

MINUTES = 10
PER_ADDRESS = PER_BROWSER = 10
PER_NAME = 20
WITHOUT_NAME = 20


class TooManyGuesses(SuspiciousOperation):
    """The brake is on for `seconds` more; no secret is looked at, not even the right one."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many wrong guesses")
        self.seconds = seconds


class Guess:
    """One guess: wrong, unless somebody says otherwise."""

    is_right = False

    def was_right(self) -> None:
        """The secret fits: this guess is not counted."""
        self.is_right = True


class _Bucket(NamedTuple):
    key: str
    limit: int


@contextmanager
def braked(request: HttpRequest | None, what: str, name: str = "") -> Iterator[Guess]:
    """Check a secret inside: `with braked(request, "receipt") as guess: …; guess.was_right()`.

    what: the secret, not the page: all pages that ask for a password count together. name: whose secret it
    is, as the person typed it; empty where the secret alone opens something. Raises TooManyGuesses, which
    answers 429 by itself. Not for use inside a transaction, which would take the count back with it.
    """
    buckets = sorted(_buckets(request, what, name))
    minute = _reserve(buckets)
    guess = Guess()
    yield guess
    if guess.is_right:
        _take_back(buckets, minute)


def used_before(what: str, name: str, code: str) -> bool:
    """Whether this code was given by `name` within ten minutes; from now on it was. For codes of one use."""
    try:
        _reserve([_Bucket(_key("used", what, name, code), 1)])
    except TooManyGuesses:
        return True
    return False


class BrakedBackend(ModelBackend):
    """Django's own check of user name and password, behind the brake."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The account, or None if name and password do not fit. Raises TooManyGuesses."""
        with braked(request, "password", username or "") as guess:
            user: User | None = super().authenticate(request, username=username, password=password)
            if user is not None:
                guess.was_right()
        return user


def network_of(request: HttpRequest | None) -> str:
    """Where a request comes from: an IPv4 address or the /64 of an IPv6 address; empty where nobody says.

    Behind a proxy it is the last entry of X-Forwarded-For, which our proxy wrote itself.
    """
    if request is None:
        return ""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or said
    try:
        address = ip_address(said.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)


def _buckets(request: HttpRequest | None, what: str, name: str) -> list[_Bucket]:
    network = network_of(request)
    if not name:
        return [_Bucket(_key("address", what, network), WITHOUT_NAME)]
    if browser := number_of_browser(request, name):
        return [_Bucket(_key("browser", what, name, browser), PER_BROWSER)]
    return [
        _Bucket(_key("name at address", what, name, network), PER_ADDRESS),
        _Bucket(_key("name", what, name), PER_NAME),
    ]


def _key(*parts: str) -> str:
    return ring().digests(json.dumps(parts), purpose="brake")[0]


@transaction.atomic(durable=True)
def _reserve(buckets: list[_Bucket]) -> int:
    """Count one guess more in each bucket; the minute under which it stands. Raises TooManyGuesses."""
    now = timezone.now()
    minute = int(now.timestamp()) // 60
    rows = [(_locked(bucket), bucket.limit) for bucket in buckets]
    for row, _ in rows:
        row.minutes = [each for each in row.minutes if each + MINUTES >= minute]
    shut = [row.minutes[-limit] for row, limit in rows if len(row.minutes) >= limit]
    if shut:
        raise TooManyGuesses(int((_end_of(max(shut)) - now).total_seconds()) + 1)
    for row, _ in rows:
        row.minutes.append(minute)
        row.until = _end_of(minute)
        row.save()
    return minute


@transaction.atomic(durable=True)
def _take_back(buckets: list[_Bucket], minute: int) -> None:
    for bucket in buckets:
        row = _locked(bucket)
        if minute in row.minutes:
            row.minutes.remove(minute)
        if row.minutes:
            row.save()
        else:
            row.delete()


def _locked(bucket: _Bucket) -> Guesses:
    """The row of a bucket; nobody else changes it until this transaction ends. Keys come in their order."""
    rows = Guesses.objects.select_for_update()
    return rows.get_or_create(bucket=bucket.key, defaults={"until": timezone.now().replace(second=0)})[0]


def _end_of(minute: int) -> datetime:
    """When a guess of that minute counts no more: ten minutes after its last second."""
    return datetime.fromtimestamp((minute + 1) * 60, tz=UTC) + timedelta(minutes=MINUTES)
