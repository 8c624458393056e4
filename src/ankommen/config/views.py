from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ankommen.accounts.access import StaffRequest

from .desk import waiting_for


@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    context = {"today": timezone.localdate(), "waiting": list(waiting_for(request.user))}
    return render(request, "config/desk.html", context)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})
