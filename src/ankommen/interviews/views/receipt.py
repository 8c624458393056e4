"""What a receipt code opens: the needs found, the sheet, a correction, and withdrawal. Codes travel in
bodies, never in addresses.
"""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, braked, may
from ankommen.engines import papercodes
from ankommen.engines.sealing import SealBroken
from ankommen.questionnaires.queries import version_by_digest

from ..access import bind_to_browser, browser_digest, browser_token, is_handed_over
from ..forms import ReceiptForm
from ..models import Interview
from ..queries import answers_of, interview_by_receipt, needs_of
from ..services import begin_interview, withdraw_interview
from ..sheets import needs_sheet

_log = logging.getLogger(__name__)


def _opened(request: HttpRequest) -> tuple[ReceiptForm, Interview | None]:
    """The interview of the code that was sent, if its answers can be read. Raises TooManyGuesses."""
    form, interview = _found(request)
    try:
        if interview is not None:
            answers_of(interview)
    except SealBroken:
        _log.error("An interview does not open. Are the sealing keys the ones it was sealed with?")
        form.add_error("receipt", _("These answers cannot be read at the moment. Nothing is deleted."))
        return form, None
    return form, interview


def _found(request: HttpRequest) -> tuple[ReceiptForm, Interview | None]:
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form, None
    with braked(request, "receipt", request.user.get_username()) as guess:
        interview = interview_by_receipt(form.cleaned_data["receipt"])
        if interview is not None:
            guess.was_right()
    if interview is None:
        form.add_error(
            "receipt", _("No interview has this code. Please compare it with your sheet, sign by sign.")
        )
    return form, interview


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest) -> HttpResponse:
    form, interview = _opened(request)
    if interview is None:
        status = 422 if form.is_bound else 200
        return render(request, "interviews/ask_receipt.html", {"form": form}, status=status)
    receipt = papercodes.grouped(papercodes.normalised(form.cleaned_data["receipt"]) or "")
    context = {
        "interview": interview,
        "needs": needs_of(interview),
        "client": interview.language,
        "receipt": receipt,
        "handed_over": is_handed_over(request),
    }
    return render(request, "interviews/needs.html", context)


@login_not_required
@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    form, interview = _opened(request)
    if interview is None:
        return render(request, "interviews/ask_receipt.html", {"form": form}, status=422)
    pdf = needs_sheet(interview, needs_of(interview), receipt=form.cleaned_data["receipt"])
    name = _("needs") + f"-{interview.week}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name) or "inline"
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


@may("interview", "conduct")
@require_POST
def correct(request: StaffRequest) -> HttpResponse:
    """Open a new draft with the answers of an interview; once submitted it replaces that one."""
    form, interview = _opened(request)
    version = version_by_digest(interview.form_digest) if interview else None
    if interview is None or version is None:
        return render(request, "interviews/ask_receipt.html", {"form": form}, status=422)
    token = browser_token(request)
    draft = begin_interview(
        version,
        language=interview.language,
        interpreter=interview.interpreter,
        contact=interview.contact,
        site=interview.site_id,
        by=request.user,
        browser=browser_digest(token),
        screen={"answers": answers_of(interview)},
        replaces=interview.pk,
    )
    response = redirect("interviews:notice", pk=draft.pk)
    bind_to_browser(response, draft, token, secure=request.is_secure())
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Two steps: the code, then what will be lost. Only the second removes anything."""
    form, interview = _found(request)
    if interview is not None and request.POST.get("sure") == "yes":
        withdraw_interview(interview)
        messages.success(request, _("The answers are deleted. The code no longer opens anything."))
        return redirect("interviews:withdraw")
    status = 422 if form.is_bound and interview is None else 200
    return render(request, "interviews/withdraw.html", {"form": form, "interview": interview}, status=status)
