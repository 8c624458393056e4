"""Logging in as people do, for the tests of it."""

from __future__ import annotations

import hmac
import struct
from base64 import b32decode
from datetime import datetime, timedelta
from hashlib import sha1
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from ankommen.accounts.models import User
from tests.accounts.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def browser(address: str = "192.0.2.1") -> Client:
    return Client(headers={"Accept-Language": "en"}, REMOTE_ADDR=address)


def log_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login/", {"username": name, "password": password, **more})


def is_logged_in(client: Client) -> bool:
    return client.get("/access/").status_code == 200


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """What an app shows: RFC 6238, written once more."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(moment.timestamp()) // 30), sha1).digest()
    (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def give_app(user: User) -> None:
    TOTP.activate(user, SECRET)


class Clock:
    """Moves the time of the program, as little or as much as a test likes."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now().replace(second=30, microsecond=0)
        patch.setattr(timezone, "now", lambda: self.now)
        patch.setattr("time.time", lambda: self.now.timestamp())

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def cookies_of(client: Client, address: str) -> Any:
    """A login made with `force_login`, for a browser."""
    return [
        {"name": name, "value": client.cookies[name].value, "url": address} for name in ("sessionid", "login")
    ]
