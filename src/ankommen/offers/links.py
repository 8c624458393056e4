"""Links that confirm one record without a login: signed, for one record as it was confirmed last, 30 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core import signing

DAYS = 30
_SALT = "ankommen.offers.still-right"


@dataclass(frozen=True)
class Link:
    """Which offer a link names, and when that was confirmed last: once it is confirmed, the link is used."""

    offer: UUID
    confirmed_on: date | None


def token_for(link: Link) -> str:
    """The link as a part of an address."""
    day = link.confirmed_on.isoformat() if link.confirmed_on else ""
    return signing.dumps([str(link.offer), day], salt=_SALT)


def link_of(token: str) -> Link | None:
    """What a link names; None where it is older than 30 days, or was not made here."""
    try:
        offer, day = signing.loads(token, salt=_SALT, max_age=timedelta(days=DAYS))
        return Link(UUID(offer), date.fromisoformat(day) if day else None)
    except (signing.BadSignature, ValueError, TypeError):
        return None
