from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody, so that the walk over all addresses accepts it."""
    return login_not_required(view)


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "config/desk.html", {"today": timezone.localdate()})


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 400 with a sentence, for what Django refuses before any view."""
    return render(request, "400.html", {"sentence": _("This request could not be read.")}, status=400)
