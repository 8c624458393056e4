"""Logins as rows that tell no second: an interview saved beside one of them must not show whose it was."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from ankommen.engines.sealing import SealBroken
from ankommen.vault.queries import ring

from .seals import SESSION

_HOUR = 3600
_LOOKS_LIKE_A_TIME = range(10**9, 10**10)  # seconds since 1970, from 2001 to 2286


class SessionStore(db.SessionStore):
    """Django's own, but sealed, without seconds, and written only when its content or its hour changes.

    A row ends on the full hour; when a login ends to the minute stands in a cookie (`login.ends`).
    """

    _stored_until: datetime | None = None

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The full hour after the last moment at which this login may end."""
        last = super().get_expiry_date(**kwargs)
        return last.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

    def save(self, must_create: bool = False) -> None:
        """Write what changed. A later hour leaves the content alone.

        Else a request that began before the device was handed over would take it back.
        """
        until = self.get_expiry_date()
        if must_create or self.modified:
            super().save(must_create)
        elif until != self._stored_until:
            self.model.objects.filter(session_key=self.session_key).update(expire_date=until)
        self._stored_until = until

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content, sealed: it may hold the secret of a second factor that is being set up."""
        plain: bytes = self.serializer().dumps(_coarse(session_dict))
        return base64.b64encode(ring().seal(plain, place=SESSION)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The content of a row; empty where it is not ours."""
        try:
            sealed = base64.b64decode(session_data, validate=True)
            content: dict[str, Any] = self.serializer().loads(ring().open(sealed, place=SESSION))
        except (SealBroken, binascii.Error, ValueError):
            return {}
        return content

    def _validate_session_key(self, key: str) -> bool:
        """Ours are letters and digits; a NUL in a cookie would be PostgreSQL's trouble."""
        return bool(super()._validate_session_key(key)) and key.isalnum()  # type: ignore[misc]

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self._stored_until = row.expire_date if row else None
        return row


def _coarse(value: Any) -> Any:
    """The value with every time in it moved to the next full hour: allauth notes when it asked for what."""
    if isinstance(value, dict):
        return {name: _coarse(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_coarse(part) for part in value]
    if isinstance(value, (int, float)) and int(value) in _LOOKS_LIKE_A_TIME:
        return (int(value) // _HOUR + 1) * _HOUR
    return value
