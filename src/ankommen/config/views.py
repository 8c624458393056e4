from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ankommen.accounts.access import StaffRequest

from .desk import waiting_for


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody, so that the walk over all addresses accepts it."""
    return login_not_required(view)


@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    context = {"today": timezone.localdate(), "waiting": list(waiting_for(request.user))}
    return render(request, "config/desk.html", context)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})
