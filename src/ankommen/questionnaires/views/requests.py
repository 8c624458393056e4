"""Requests as the views of this room get them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: fields and files of a POST, even an empty one; nothing for other methods."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
