"""Logins as rows that tell no second: an interview saved beside one of them must not show whose it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer


class SessionStore(db.SessionStore):
    """Django's own, but it ends on the full hour and is written only when its content or that hour changes.

    The browser forgets its cookie to the minute; the row ends up to an hour later.
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
        """Signed like Django's, without the second at which it was signed."""
        signed: str = self._signer.sign_object(session_dict, serializer=self.serializer, compress=True)
        return signed

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The content of a row; empty where it is not ours."""
        try:
            content: dict[str, Any] = self._signer.unsign_object(
                str(session_data), serializer=self.serializer
            )
        except (BadSignature, ValueError):
            return {}
        return content

    def _validate_session_key(self, key: str) -> bool:
        """Ours are letters and digits; a NUL in a cookie would be PostgreSQL's trouble."""
        return bool(super()._validate_session_key(key)) and key.isalnum()  # type: ignore[misc]

    @property
    def _signer(self) -> Signer:
        return Signer(salt=self.key_salt)

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self._stored_until = row.expire_date if row else None
        return row
