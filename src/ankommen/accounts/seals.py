"""Where sealed things of this room lie: as base64 in tables of Django and allauth."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ankommen.vault.services import register_digests, register_sealed_parts

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.contrib.sessions.models import Session

    Turn = Callable[[bytes, str], bytes]

SESSION = "sessions"
SECRET = "mfa_authenticator/secret"  # noqa: S105 (a place)
_SECRETS = ("secret", "seed")  # of codes by app, of recovery codes; passkeys have none


def register_all() -> None:
    """Let a rotation of keys find them."""
    register_sealed_parts("sessions.Session", "session_data", _turned_session)
    register_sealed_parts("mfa.Authenticator", "data", _turned_factor)
    register_digests("codes of invitations", exist=_are_open)


def _are_open() -> bool:
    from .queries import open_invitations

    return open_invitations().exists()


def _turned_session(session: Session, turn: Turn) -> str:
    """What is not sealed is a login from before sealing: it opens nothing, and ends by itself."""
    try:
        return _turned(session.session_data, turn, SESSION)
    except binascii.Error:
        return session.session_data


def _turned_factor(factor: Authenticator, turn: Turn) -> dict[str, Any]:
    secrets = {name: _turned(factor.data[name], turn, SECRET) for name in _SECRETS if name in factor.data}
    return {**factor.data, **secrets}


def _turned(text: str, turn: Turn, place: str) -> str:
    return base64.b64encode(turn(base64.b64decode(text, validate=True), place)).decode()
