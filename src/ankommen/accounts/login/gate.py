"""Who has no second factor gets one before anything else opens."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from .factors import used_second_factor

# What is open before: setting one up, and leaving.
_OPEN = {
    "accounts:set_up",
    "accounts:add_app",
    "accounts:add_passkey",
    "accounts:passkey_to_make",
    "accounts:confirm",
    "accounts:logout",
    "set_language",
    "health",
}


def second_factor_gate(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a login by password alone reaches only what it needs to become more than that.

    The gate opens what is listed, so a new page is shut until somebody decides otherwise.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return get_response(request)
        if used_second_factor(request) or _name_of(request) in _OPEN:
            return get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("Please set up a second step of your login first.")}, status=403)
        return redirect("accounts:set_up")

    return respond


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
