"""Staff pages: who works here, inviting, ending, renewing a password."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.engines.papercodes import grouped
from ankommen.journal.services import note_seen

from ..access import StaffRequest, allowed, may, scope_of
from ..models import Invitation, Membership
from ..queries import open_invitations
from ..refusals import Refused
from ..services import confirm_invitation, end_membership, invite, renew_password, withdraw_invitation
from ..views.proofs import proof_needed
from .forms import EndForm, InviteForm, NameForm
from .rows import found, memberships_of, standing_of, working_now
from .rules import may_give

_A_PAGE = 50


@may("account", "read")
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Who works here now; `?state=ended` shows whose membership has ended. And all open invitations."""
    ended = request.GET.get("state") == "ended"
    rows = working_now(memberships_of(request.user), wanted=not ended)
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    invitations = open_invitations().filter(scope_of(request.user, "account", "read"))
    context = {"page": page, "rows": _rows(request, page.object_list), "ended": ended, "form": NameForm()}
    context |= {"invitations": invitations} | _rights(request)
    return render(request, "accounts/people.html", context)


@may("account", "read")
@require_POST
def search(request: StaffRequest) -> HttpResponse:
    """Names are posted, never part of an address."""
    form = NameForm(request.POST)
    rows = found(request.user, form.cleaned_data["text"]) if form.is_valid() else None
    context = {"form": form, "rows": None if rows is None else _rows(request, rows)} | _rights(request)
    return render(request, "accounts/people_found.html", context, status=422 if rows is None else 200)


@may("account", "read")
@require_safe
def person(request: StaffRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk, "read")
    rights = _rights(request)
    mine = may_give(request.user, membership.role, membership.organisation_id)
    context = {
        "membership": membership,
        "standing": standing_of(membership),
        "others": memberships_of(request.user).filter(user=membership.user).exclude(pk=pk),
        "renewal": open_invitations().filter(account=membership.user).first(),
        "may_end": mine and standing_of(membership).state != "ended",
        "may_renew": mine and standing_of(membership).state in ("active", "ending"),
        "own": membership.user == request.user,
    }
    return render(request, "accounts/people_person.html", context | rights)


@may("account", "invite")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def invite_somebody(request: StaffRequest) -> HttpResponse:
    form = InviteForm(_sent(request), by=request.user, everywhere=_rights(request)["everywhere"])
    if form.is_valid():
        try:
            invitation, code = invite(form.place(), kind=form.cleaned_data["kind"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _paper(request, invitation, code)
    return render(
        request, "accounts/people_invite.html", {"form": form}, status=422 if form.is_bound else 200
    )


@may("account", "invite")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def renew(request: StaffRequest, pk: int) -> HttpResponse:
    """GET says what it means; POST begins it and shows the code, once."""
    membership = _membership(request, pk, "invite")
    context = {"membership": membership, "refusal": ""}
    if request.method != "POST":
        return render(request, "accounts/people_renew.html", context)
    try:
        invitation, code = renew_password(membership.user, by=request.user)
    except Refused as refusal:
        context["refusal"] = str(refusal)
        return render(request, "accounts/people_renew.html", context, status=409)
    return _paper(request, invitation, code)


@may("account", "end")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk, "end")
    form = EndForm(_sent(request), membership=membership, by=request.user)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            end_membership(membership, on=form.last_day(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The end is noted."))
            return redirect("accounts:people")
    context = {"form": form, "membership": membership, "own": membership.user == request.user}
    return render(request, "accounts/people_end.html", context, status=status)


@may("account", "invite")
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    invitation = _one(open_invitations().filter(scope_of(request.user, "account", "invite"), pk=pk))
    withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("The code opens nothing any more."))
    return redirect("accounts:people")


@may("account", "confirm")
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The second person: GET shows what would work then, POST says yes or no."""
    waiting = open_invitations().filter(scope_of(request.user, "account", "confirm"), pk=pk)
    invitation = _one(waiting.filter(needs_second_person=True, confirmed_on=None))
    context = {"invitation": invitation, "kind": Invitation.Kind(invitation.kind).label, "refusal": ""}
    if request.method != "POST":
        return render(request, "accounts/people_confirm.html", context)
    if request.POST.get("answer") == "no":
        withdraw_invitation(invitation, by=request.user)
        messages.success(request, _("The code opens nothing any more."))
        return redirect("accounts:people")
    try:
        confirm_invitation(pk, by=request.user)
    except Refused as refusal:
        context["refusal"] = str(refusal)
        return render(request, "accounts/people_confirm.html", context, status=409)
    messages.success(request, _("The code works from now on."))
    return redirect("accounts:people")


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _paper(request: StaffRequest, invitation: Invitation, code: str) -> HttpResponse:
    """The code, for the only time."""
    address = request.build_absolute_uri(reverse("accounts:invitation"))
    context = {"invitation": invitation, "code": grouped(code), "address": address}
    return render(request, "accounts/people_paper.html", context)


def _membership(request: StaffRequest, pk: int, action: str) -> Membership:
    rows = Membership.objects.select_related("user", "organisation", "site")
    membership: Membership = _one(rows.filter(scope_of(request.user, "account", action), pk=pk))
    note_seen([membership], by=request.user, purpose="people")
    return membership


def _one(rows: QuerySet[Any]) -> Any:
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _rows(request: StaffRequest, memberships: Any) -> list[tuple[Membership, Any]]:
    shown = list(memberships)
    note_seen(shown, by=request.user, purpose="people")
    return [(membership, standing_of(membership)) for membership in shown]


def _rights(request: StaffRequest) -> dict[str, Any]:
    return {
        "may_invite": bool(allowed(request.user, "account", "invite")),
        "may_confirm": bool(allowed(request.user, "account", "confirm")),
        "everywhere": any(each.scope == "all" for each in allowed(request.user, "account", "read")),
    }
