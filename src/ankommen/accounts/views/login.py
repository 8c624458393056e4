"""From the login page to the desk: password, second factor or a passkey alone; and out again."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.models import Login
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.ui.bodies import Unreadable, json_body

from ..forms import CodeForm, LoginForm
from ..login import factors
from ..login.ends import COOKIE
from ..login.stages import SecondFactorStage
from ..queries import active_accounts

MAX_BYTES = 64 * 1024  # of what a browser says about a passkey
# What the browser shall forget with the login. Not "cookies": the one that knows this browser stays, and with
# it the brake's promise that strangers do not shut its owner out.
_FORGET = '"cache", "storage"'


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    onward = safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    form = LoginForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        clear_login(request)
        coming = Login(user=form.cleaned_data["user"], redirect_url=onward)
        response: HttpResponse = perform_password_login(
            request, {"username": form.cleaned_data["username"]}, coming
        )
        return response
    personas = active_accounts() if settings.DEMO else []
    context = {
        "form": form,
        "next": onward,
        "passkey_first": False,
        "personas": personas,
        "demo_password": settings.DEMO_PASSWORD,
    }
    return render(request, "accounts/login.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_stage_required(  # type: ignore[untyped-decorator]
    stage=SecondFactorStage.key, redirect_urlname="accounts:login"
)
def second_factor(request: HttpRequest) -> HttpResponse:
    stage: SecondFactorStage = request._login_stage  # type: ignore[attr-defined]
    form = CodeForm(request.POST or None, request=request, user=stage.login.user)
    if request.method == "POST" and form.is_valid():
        factors.accept(request, form.cleaned_data["factor"])
        response: HttpResponse = stage.exit()
        return response
    context = {"form": form, "next": "", **factors.ways_of(stage.login.user)}
    return render(request, "accounts/second_factor.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def passkey_to_ask(request: HttpRequest) -> HttpResponse:
    """What the browser shall ask its passkeys: any for us, or one of whoever is known already."""
    return JsonResponse(factors.ask_for_passkey(_known(request)))


@login_not_required
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey: alone, or after the password. Guesses at passwords and codes never shut it."""
    try:
        body = passkey_body(request)
        factor = factors.factor_of_passkey(request, body.get("credential"), _known(request))
    except Unreadable as refusal:
        return JsonResponse({"detail": refusal.sentence}, status=refusal.status)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=422)
    if stage := get_pending_stage(request):
        factors.accept(request, factor)
        response = stage.exit()
    else:
        coming = Login(user=factor.user, redirect_url=safe_url(request, body.get("next")))
        response = perform_passwordless_login(request, factor, coming)
    answer = JsonResponse({"next": response.url})
    answer.cookies = response.cookies
    return answer


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the login: its row, its cookies, and what the browser keeps of its pages."""
    auth.logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        COOKIE,
        f"{settings.COOKIE_PREFIX}messages",
    ):
        response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = _FORGET
    return response


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is one of our pages; else empty."""
    return safe_url(request, request.POST.get("next") or request.GET.get("next"))


def safe_url(request: HttpRequest, url: Any) -> str:
    """The address, if it is one of our pages; else empty."""
    is_ours = isinstance(url, str) and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else ""


def passkey_body(request: HttpRequest) -> dict[str, Any]:
    """The body of a request about a passkey. Raises Unreadable."""
    body = json_body(request, max_bytes=MAX_BYTES)
    if not isinstance(body, dict) or not isinstance(body.get("credential"), dict):
        raise Unreadable(422, _("This is not what a passkey says."))
    return body


def _known(request: HttpRequest) -> Any:
    """The account that is logged in, or that has given its password; None if it is anybody's guess."""
    if request.user.is_authenticated:
        return request.user
    stage = get_pending_stage(request)
    return stage.login.user if stage else None
