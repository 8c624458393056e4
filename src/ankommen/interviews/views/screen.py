"""The interview screen: the page, what it loads, the draft it saves, and the device in the client's hands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may, password_fits
from ankommen.questionnaires.queries import document_of, pack_texts, version_by_digest
from ankommen.ui.bodies import Unreadable, json_body

from .. import access, services
from ..boot import interview_boot
from ..forms import PasswordForm

_IMMUTABLE = "private, max-age=31536000, immutable"
MAX_DRAFT_BYTES = 1024 * 1024


@may("interview", "conduct")
@require_safe
def screen(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft = access.draft_for(request, pk)
    if draft.content.consent is None:
        return redirect("interviews:notice", pk=pk)
    boot = interview_boot(request, draft)
    return render(request, "interviews/interview.html", {"boot": boot, "handed_over": boot["handed_over"]})


@may("interview", "conduct")
@require_safe
@gzip_page
def document(request: HttpRequest, digest: str) -> HttpResponse:
    version = version_by_digest(digest)
    if version is None:
        raise Http404
    return JsonResponse(document_of(version), headers={"Cache-Control": _IMMUTABLE})


@may("interview", "conduct")
@require_safe
@gzip_page
def texts(request: HttpRequest, digest: str, language: str) -> HttpResponse:
    version = version_by_digest(digest)
    if version is None or language not in dict(version.languages):
        raise Http404
    return JsonResponse(pack_texts(version, language), headers={"Cache-Control": _IMMUTABLE})


@login_not_required
@require_http_methods(["PUT"])
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save what the screen has.

    Answers JSON to everybody: a redirect to the login page would lose the draft.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"detail": _("Please log in again. Nothing is lost.")}, status=401)
    if not allowed(request.user, "interview", "conduct"):
        return JsonResponse({"detail": _("Your role does not conduct interviews.")}, status=404)
    try:
        _save(access.draft_for(request, pk), json_body(request, max_bytes=MAX_DRAFT_BYTES))
    except Unreadable as refusal:
        return JsonResponse({"detail": refusal.sentence}, status=refusal.status)
    return HttpResponse(status=204)


def _save(draft: access.OpenDraft, content: Any) -> None:
    if not _is_screen(content):
        raise Unreadable(422, _("This is not what an interview screen saves."))
    try:
        services.save_screen(draft.row, content)
    except services.NoConsent:
        raise Unreadable(409, _("Nothing is kept before the consent.")) from None
    except services.UnknownLanguage:
        raise Unreadable(422, _("The questionnaire is not released in this language.")) from None
    except services.DraftGone:
        raise Http404 from None


def _is_screen(content: Any) -> bool:
    """Whether the parts are there that the server itself reads; the rest is the screen's own affair."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("answers"), dict)
        and isinstance(content.get("language", ""), str)
    )


@may("interview", "conduct")
@require_POST
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft = access.draft_for(request, pk).row
    access.hand_over(request)
    response = redirect("interviews:screen", pk=pk)
    token = access.browser_token(request)
    access.bind_to_browser(response, draft, token, secure=request.is_secure())
    return response


@may("interview", "conduct")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: StaffRequest) -> HttpResponse:
    """Ask for the password of whoever handed the device over."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if password_fits(request, request.user, form.cleaned_data["password"]):
            access.take_back(request)
            pk = access.present_draft(request)
            return redirect("interviews:screen", pk=pk) if pk else redirect(settings.LOGIN_REDIRECT_URL)
        form.add_error("password", _("This is not your password."))
    context = {"form": form, "present_draft": access.present_draft(request)}
    return render(request, "interviews/take_back.html", context, status=422 if form.is_bound else 200)
