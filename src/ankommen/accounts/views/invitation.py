"""What an invited person sees: a code from paper, then an account, a membership or a new password.

The code is typed into a form and travels in bodies only, so no log, history or referrer keeps it.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..access import braked
from ..forms import InvitationCodeForm, NewAccountForm, NewSecretForm
from ..models import Invitation, User
from ..queries import invitation_by_code
from ..refusals import OPENS_NOTHING, Refused
from ..services import join, make_account, set_new_password

_Kind = Invitation.Kind


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Each step brings the code again: nothing of it is kept in between."""
    form = InvitationCodeForm(request.POST if request.method == "POST" else None)
    found = _found(request, form)
    if found is None:
        status = 422 if form.is_bound else 200
        return render(request, "accounts/invitation_code.html", {"form": form}, status=status)
    if request.user.is_authenticated != (found.kind == _Kind.MEMBERSHIP):
        return render(request, "accounts/invitation_wrong_login.html", {"invitation": found})
    try:
        return _taken_up(request, found, form.cleaned_data["code"])
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return render(request, "accounts/invitation_code.html", {"form": form}, status=409)


def _found(request: HttpRequest, form: InvitationCodeForm) -> Invitation | None:
    if not form.is_valid():
        return None
    with braked(request, "invitation", request.user.get_username()) as guess:
        found = invitation_by_code(form.cleaned_data["code"])
        if found is not None:
            guess.was_right()
    if found is None:
        form.add_error("code", OPENS_NOTHING)
    return found


def _taken_up(request: HttpRequest, found: Invitation, code: str) -> HttpResponse:
    """The next step, or the end. Raises Refused."""
    sent = request.POST if "take" in request.POST else None
    form: NewAccountForm | NewSecretForm | None = None
    if found.kind == _Kind.ACCOUNT:
        form = NewAccountForm(sent)
    elif found.account:
        form = NewSecretForm(sent, user=found.account)
    if sent is not None and (form is None or form.is_valid()) and _done(request, found, form):
        return redirect("desk" if found.kind == _Kind.MEMBERSHIP else "accounts:login")
    status = 422 if form is not None and form.is_bound else 200
    return render(
        request, "accounts/invitation.html", {"form": form, "invitation": found, "code": code}, status=status
    )


def _done(request: HttpRequest, found: Invitation, form: NewAccountForm | NewSecretForm | None) -> bool:
    """Do what was asked for; False where the form has to be filled in again."""
    if isinstance(form, NewAccountForm):
        facts = form.cleaned_data
        try:
            make_account(
                found, username=facts["username"], full_name=facts["full_name"], password=facts["new"]
            )
        except IntegrityError:  # somebody else took it a moment ago
            form.add_error("username", form.IS_TAKEN)
            return False
        messages.success(request, _("Your account stands. Log in with it now."))
    elif form is not None:
        set_new_password(found, form.cleaned_data["new"])
        messages.success(request, _("Your new password holds. Log in with it now."))
    else:
        assert isinstance(request.user, User)  # noqa: S101 (only whoever is logged in comes here)
        join(found, request.user)
        messages.success(request, _("You work here in this role from now on."))
    return True
