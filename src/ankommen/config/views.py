from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ankommen.accounts.access import StaffRequest
from ankommen.portal.access import best_language

from .desk import waiting_for


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Whoever comes without a language is led to the public pages in the one their browser asks for."""
    with override(best_language(request)):
        return redirect("portal:start")


@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    context = {"today": timezone.localdate(), "waiting": list(waiting_for(request.user))}
    return render(request, "config/desk.html", context)


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})
