"""Sharing a case: choose what goes out, then the person reads it in both languages and says yes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, may

from ..access import case_for
from ..forms import ShareForm
from ..models import Case, Given
from ..services import Refused, Yes, share_case, withdraw_grant
from ..services.sharing import needs_release
from ..wording import OWN, languages_with_texts, wording_of


@may("case", "share")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="share", lock=True)
    languages = languages_with_texts()
    form = ShareForm(request.POST or None, organisation=case.organisation, languages=languages)
    if not form.is_valid():
        context = {"form": form, "case": case}
        return render(request, "cases/share.html", context, status=422 if form.is_bound else 200)
    if request.POST.get("agreed") != "yes" or not form.cleaned_data["given"]:
        return _confirmation(request, case, form)
    facts = form.cleaned_data
    try:
        share_case(
            case,
            to=facts["to"],
            purpose=facts["purpose"],
            groups=facts["groups"],
            until=facts["until"],
            consent=Yes(facts["language"], facts["given"]),
            releases_secrecy=facts["releases_secrecy"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "cases/share.html", {"form": form, "case": case}, status=409)
    messages.success(request, _("%(name)s can see it now.") % {"name": facts["to"]})
    return redirect("cases:show", pk)


@may("case", "withdraw")
@require_POST
@transaction.atomic
def withdraw(request: StaffRequest, pk: UUID, grant: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="withdraw", lock=True)
    found = case.grants.filter(pk=grant).first()
    if found is None:
        raise Http404
    withdraw_grant(found, by=request.user)
    messages.success(request, _("%(name)s sees nothing of it any more.") % {"name": found.to_organisation})
    return redirect("cases:show", pk)


def _confirmation(request: StaffRequest, case: Case, form: ShareForm) -> HttpResponse:
    facts = form.cleaned_data
    try:
        wordings = [wording_of(case.organisation, code) for code in (OWN, facts["language"])]
    except Refused as refusal:
        form.add_error("language", str(refusal))
        return render(request, "cases/share.html", {"form": form, "case": case}, status=409)
    secret = needs_release(facts["groups"])
    texts = [
        {
            "language": wording.language,
            "sharing": wording.sharing(facts["to"], facts["purpose"], facts["groups"], facts["until"]),
            "secrecy": wording.secrecy(facts["to"]) if secret else "",
            "rights": wording.rights,
            "is_draft": wording.is_draft,
        }
        for wording in wordings
    ]
    context = {
        "form": form,
        "case": case,
        "texts": texts,
        "client": facts["language"],
        "secret": secret,
        "ways": Given.choices,
        "asked_twice": request.POST.get("agreed") is not None,
    }
    return render(request, "cases/share_confirm.html", context)
