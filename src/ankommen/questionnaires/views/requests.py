"""Requests as the views of this room get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from ankommen.accounts.models import User


class StaffRequest(HttpRequest):
    """A request that `@may` has let in: an account stands behind it."""

    user: User
