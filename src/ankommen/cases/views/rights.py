"""What a person may ask for: a copy of everything stored about them, and that it goes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, may

from ..access import case_for
from ..copies import as_json, language_of
from ..forms import CodeForm, EraseForm
from ..models import Case
from ..retention import PROOF_KEPT
from ..services import Refused, erase_case, note_copy, replace_code
from ..services.codes import is_protected
from ..sheets import as_pdf
from .opening import paper
from .person import case_of_code

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@may("case", "hand_out")
@_FORM
@transaction.atomic
def hand_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page says what the copy holds and what it does not; sent, it is the file."""
    case = case_for(request.user, pk, to="hand_out")
    if request.method == "POST":
        answer = _file(request, case)
        note_copy(case, kind=_kind(request), by=request.user)
        return answer
    context = {
        "case": case,
        "language": language_of(case),
        "left_out": case.notes.filter(is_protected=True).count(),
        "has_code": hasattr(case, "code"),
        "is_protected": is_protected(case.client),
    }
    return render(request, "cases/copy.html", context)


@may("case", "hand_out")
@require_POST
@transaction.atomic
def new_code(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Replace the code on paper, for whoever lost it; it is shown once."""
    case = case_for(request.user, pk, to="hand_out", lock=True)
    try:
        code = replace_code(case, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("cases:copy", pk)
    return paper(request, case, code, case.client.language)


@login_not_required
@require_POST
def my_copy(request: HttpRequest) -> HttpResponse:
    """The copy for whoever has the code on paper."""
    form = CodeForm(request.POST)
    case = case_of_code(request, form)
    if case is None:
        return render(request, "cases/ask_code.html", {"form": form}, status=422)
    answer = _file(request, case)
    note_copy(case, kind=_kind(request), by=None)
    return answer


@may("case", "erase")
@_FORM
@transaction.atomic
def erase(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Erase the case at once; whoever does it has typed its number."""
    case = case_for(request.user, pk, to="erase", lock=True)
    form = EraseForm(request.POST or None, number=case.number)
    if form.is_valid():
        erase_case(case, by=request.user)
        messages.success(request, _("The case is erased."))
        return redirect("cases:list")
    context = {
        "case": case,
        "form": form,
        "proof_until": date(timezone.localdate().year + PROOF_KEPT, 12, 31),
        "has_emergencies": case.emergencies.exists(),
        "stays_elsewhere": case.client.cases.exclude(pk=case.pk).exists(),
    }
    return render(request, "cases/erase.html", context, status=422 if form.is_bound else 200)


def _kind(request: HttpRequest) -> str:
    return "json" if request.POST.get("format") == "json" else "pdf"


def _file(request: HttpRequest, case: Case) -> HttpResponse:
    """The PDF opens in the browser, the JSON is saved."""
    kind = _kind(request)
    content, media = (
        (as_json(case), "application/json") if kind == "json" else (as_pdf(case), "application/pdf")
    )
    what = _("copy")
    name = f"{what}-{case.number}.{kind}"
    disposition = content_disposition_header(as_attachment=kind == "json", filename=name) or "inline"
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": disposition})
