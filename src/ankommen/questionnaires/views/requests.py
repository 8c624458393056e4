"""Requests as the views of this room get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from ankommen.accounts.models import User


class StaffRequest(HttpRequest):
    """A request that `@may` has let in: an account stands behind it."""

    user: User


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: fields and files of a POST, even an empty one; nothing for other methods."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
