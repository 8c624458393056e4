"""Before question 1: how the interview begins, the notice, consent or refusal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, may
from ankommen.places.access import require_papers

from ..access import (
    bind_to_browser,
    browser_digest,
    browser_token,
    draft_for,
    is_handed_over,
    present_drafts,
)
from ..forms import StartForm
from ..notice import notice_in
from ..services import DraftGone, begin_interview, discard_draft, give_consent, refuse_interview


@may("interview", "conduct")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    require_papers()
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        token = browser_token(request)
        draft = begin_interview(
            chosen["version"],
            language=chosen["language"],
            interpreter=chosen["interpreter"],
            contact=chosen["contact"],
            site=chosen["site"] or None,
            by=request.user,
            browser=browser_digest(token),
        )
        response = redirect("interviews:notice", pk=draft.pk)
        bind_to_browser(response, draft, token, secure=request.is_secure())
        return response
    status = 422 if form.is_bound else 200
    context = {"form": form, "present_drafts": present_drafts(request)}
    return render(request, "interviews/start.html", context, status=status)


@may("interview", "conduct")
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft = draft_for(request, pk)
    text = notice_in("de", draft.content.language)
    if request.method == "POST" and request.POST.get("decision") == "consent":
        try:
            give_consent(draft.row, text_version=text.version, language=text.consent.language)
        except DraftGone:
            raise Http404 from None
        return redirect("interviews:screen", pk=pk)
    if request.method == "POST" and request.POST.get("decision") == "refuse":
        refuse_interview(draft.row)
        messages.success(request, _("Nothing was stored. Help does not depend on the interview."))
        return redirect("interviews:start")
    return render(request, "interviews/notice.html", {"draft": draft, "notice": text})


@may("interview", "conduct")
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    discard_draft(draft_for(request, pk).row)
    messages.success(request, _("The interview was discarded. Nothing of it is kept."))
    return redirect("interviews:take_back" if is_handed_over(request) else "interviews:start")
