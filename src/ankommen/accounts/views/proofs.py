"""Proving once more who one is, before something that matters."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.ui.bodies import Unreadable

from ..access import StaffRequest, ask_for_proof, may
from ..forms import CodeForm, PasswordForm
from ..login import ends, factors
from .login import passkey_body, safe_next, safe_url

View = Callable[..., HttpResponse]


def proof_needed(view: View) -> View:
    """Open a view to whoever has proved herself within five minutes; others are asked, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ends.recently_proved(request):
            return view(request, *args, **kwargs)
        return ask_for_proof(request)

    return guarded


@may("desk", "read")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: StaffRequest) -> HttpResponse:
    """Ask for a factor, or for the password of whoever has none."""
    own = request.user
    ways = factors.ways_of(own)
    form_class = CodeForm if any(ways.values()) else PasswordForm
    form = form_class(request.POST or None, request=request, user=own)
    if request.method == "POST" and form.is_valid():
        if form_class is CodeForm:
            factors.accept(request, form.cleaned_data["factor"])
        else:
            ends.prove(request)
        return redirect(_onward(safe_next(request)))
    context = {"form": form, "next": safe_next(request), **ways}
    return render(request, "accounts/confirm.html", context, status=422 if form.is_bound else 200)


@may("desk", "read")
@require_POST
def confirm_passkey(request: StaffRequest) -> HttpResponse:
    own = request.user
    try:
        body = passkey_body(request)
        factors.accept(request, factors.factor_of_passkey(request, body["credential"], own))
    except Unreadable as refusal:
        return JsonResponse({"detail": refusal.sentence}, status=refusal.status)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=422)
    return JsonResponse({"next": _onward(safe_url(request, body.get("next")))})


def _onward(url: str) -> str:
    return url or resolve_url(settings.LOGIN_REDIRECT_URL)
