"""My access: password, second factors, codes on paper, and logins elsewhere."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.journal.queries import entries_of_object, sentence_of
from ankommen.ui.bodies import Unreadable
from ankommen.ui.qrcodes import picture_of

from ..access import StaffRequest, may
from ..forms import FirstCodeForm, NewPasswordForm, RemovalForm
from ..login import factors
from ..login.ends import end_other_logins
from ..models import User
from ..queries import open_invitations
from ..services import change_password, withdraw_invitation
from .login import passkey_body
from .proofs import proof_needed

_SHOWN = 10  # things that others did to one's account


@may("desk", "read")
@require_safe
def my_access(request: StaffRequest) -> HttpResponse:
    own = request.user
    context = {
        "factors": factors.factors_of(own),
        "has_app": factors.factors_of(own).filter(type=factors.APP).exists(),
        "codes_left": factors.codes_left(own),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
        "renewal": open_invitations().filter(account=own).first(),
        "by_others": _by_others(own),
    }
    return render(request, "accounts/my_access.html", context)


@may("desk", "read")
@require_safe
def set_up(request: StaffRequest) -> HttpResponse:
    """The choice of the first second factor."""
    own = request.user
    if factors.factors_of(own).exists():
        return redirect("accounts:my_access")
    return render(request, "accounts/set_up.html", {})


@may("desk", "read")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def add_app(request: StaffRequest) -> HttpResponse:
    own = request.user
    if factors.factors_of(own).filter(type=factors.APP).exists():
        return redirect("accounts:my_access")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if factors.add_app(request, own, form.cleaned_data["code"]):
            return _added(request)
        form.add_error("code", _("This is not the code of this secret. Please wait for the next one."))
    secret, address = factors.begin_app(request, own, anew=not form.is_bound)
    side, path = picture_of(address)
    context = {"form": form, "secret": secret, "side": side, "path": path}
    return render(request, "accounts/add_app.html", context, status=422 if form.is_bound else 200)


@may("desk", "read")
@require_POST
@proof_needed
def passkey_to_make(request: StaffRequest) -> HttpResponse:
    return JsonResponse(factors.begin_passkey(request.user))


@may("desk", "read")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def add_passkey(request: StaffRequest) -> HttpResponse:
    """GET is the page; POST brings, as JSON, what the browser made."""
    if request.method != "POST":
        return render(request, "accounts/add_passkey.html", {})
    own = request.user
    try:
        body = passkey_body(request)
        name = str(body.get("name") or _("Passkey"))
        factors.add_passkey(request, own, name, body["credential"])
    except Unreadable as refusal:
        return JsonResponse({"detail": refusal.sentence}, status=refusal.status)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=422)
    return JsonResponse({"next": _added(request).url})


@may("desk", "read")
@require_POST
@proof_needed
def remove_factor(request: StaffRequest) -> HttpResponse:
    own = request.user
    form = RemovalForm(request.POST)
    factor = form.is_valid() and factors.factors_of(own).filter(pk=form.cleaned_data["factor"]).first()
    if not factor:
        raise Http404
    if settings.REQUIRE_SECOND_FACTOR and factors.factors_of(own).count() == 1:
        messages.error(request, _("One second factor must stay. Please add another one first."))
        return redirect("accounts:my_access")
    factors.remove_factor(factor)
    end_other_logins(request, own, because="factor_removed")
    messages.success(request, _("It opens nothing any more. Logins elsewhere have ended."))
    return redirect("accounts:my_access")


@may("desk", "read")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def paper_codes(request: StaffRequest) -> HttpResponse:
    """GET says how many are left; POST makes new ones and shows them, once."""
    own = request.user
    if not factors.factors_of(own).exists():
        return redirect("accounts:my_access")
    codes = []
    if request.method == "POST":
        codes = factors.make_codes(own)
        end_other_logins(request, own, because="codes_made")
    context = {
        "codes": [f"{code[:4]} {code[4:]}" for code in codes],
        "codes_left": factors.codes_left(own),
        "back": reverse(settings.LOGIN_REDIRECT_URL),
    }
    return render(request, "accounts/paper_codes.html", context)


@may("desk", "read")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def password(request: StaffRequest) -> HttpResponse:
    own = request.user
    form = NewPasswordForm(request.POST or None, request=request, user=own)
    if request.method == "POST" and form.is_valid():
        change_password(own, form.cleaned_data["new"])
        end_other_logins(request, own, because="password_changed")
        messages.success(request, _("The new password holds from now on. Logins elsewhere have ended."))
        return redirect("accounts:my_access")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


@may("desk", "read")
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    own = request.user
    end_other_logins(request, own, because="logins_ended")
    messages.success(request, _("Logins elsewhere have ended."))
    return redirect("accounts:my_access")


@may("desk", "read")
@require_POST
def stop_renewal(request: StaffRequest) -> HttpResponse:
    """Somebody began to renew this password, and its owner does not want it."""
    own = request.user
    for renewal in open_invitations().filter(account=own):
        withdraw_invitation(renewal, by=own)
    messages.success(request, _("The code opens nothing any more."))
    return redirect("accounts:my_access")


def _by_others(own: User) -> list[tuple[date, str]]:
    """What others did to this account, newest first: the day and a sentence. Mere looks are not listed."""
    entries = entries_of_object(User, own.pk).exclude(actor=str(own.pk)).exclude(verb="accounts.seen")
    shown = entries[:_SHOWN]
    return [(timezone.localtime(entry.at).date(), _(sentence_of(entry.verb))) for entry in shown]


def _added(request: StaffRequest) -> HttpResponseRedirect:
    """After a factor was added: on to the codes on paper if there are none, else back to the list."""
    own = request.user
    end_other_logins(request, own, because="factor_added")
    if factors.codes_left(own) is None:
        return redirect("accounts:paper_codes")
    messages.success(request, _("From now on you can log in with it. Logins elsewhere have ended."))
    return redirect("accounts:my_access")
