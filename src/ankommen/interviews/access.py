"""Gates of the interviews room: whose draft it is, and the device in the client's hands."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.accounts.access import register_scope, scope_of
from ankommen.engines.languages import language as language_of
from ankommen.engines.sealing import SealBroken
from ankommen.vault.queries import ring

from .drafts import DraftContent, content_of
from .models import Draft

COOKIE = f"{settings.COOKIE_PREFIX}draft"
_log = logging.getLogger(__name__)
_HANDED_OVER = "handed_over"

register_scope("interview", "own", lambda user: Q(owner=user))


@dataclass
class OpenDraft:
    """A draft that its owner may see here and now."""

    row: Draft
    content: DraftContent

    @property
    def language_name(self) -> str:
        """The language of the interview, in itself."""
        return language_of(self.content.language).endonym

    @property
    def answered(self) -> int:
        """How many questions have an answer so far, "no answer" among them."""
        return len(self.content.screen.get("answers", {}))


def draft_for(request: HttpRequest, pk: UUID) -> OpenDraft:
    """The draft, if it is this person's, in this browser and not expired. Http404 otherwise."""
    draft = _own_drafts(request).filter(pk=pk).first()
    opened = _opened(draft) if draft else None
    if opened is None:
        raise Http404
    return opened


def present_drafts(request: HttpRequest) -> list[OpenDraft]:
    """The interviews under way of this person in this browser."""
    return [opened for draft in _own_drafts(request) if (opened := _opened(draft))]


def draft_of_interview(request: HttpRequest, interview: UUID) -> OpenDraft | None:
    """The draft of this person in this browser that will be stored under that number."""
    number = str(interview)
    return next((draft for draft in present_drafts(request) if draft.content.interview == number), None)


def present_draft(request: HttpRequest) -> UUID | None:
    """The draft that this browser turned to last, if it is still there for whoever is logged in."""
    try:
        return draft_for(request, UUID(request.COOKIES.get(COOKIE, "").partition(":")[0])).row.pk
    except (Http404, ValueError):
        return None


def _own_drafts(request: HttpRequest) -> QuerySet[Draft]:
    own = scope_of(request.user, "interview", "conduct")
    token = request.COOKIES.get(COOKIE, "").partition(":")[2]
    browser = ring().digests(token, purpose="draft")
    return Draft.objects.filter(own, browser__in=browser, expires_at__gt=timezone.now())


def _opened(draft: Draft) -> OpenDraft | None:
    """What does not open is as good as gone. It stays until its day is over: keys can be put right."""
    try:
        return OpenDraft(draft, content_of(draft))
    except SealBroken:
        _log.error("A draft does not open. Are the sealing keys the ones it was sealed with?")
        return None


def browser_token(request: HttpRequest) -> str:
    """The random token of this browser, a new one where it has none: all its drafts hang on it."""
    return request.COOKIES.get(COOKIE, "").partition(":")[2] or secrets.token_urlsafe(24)


def browser_digest(token: str) -> str:
    """What a draft keeps of the token."""
    return ring().digests(token, purpose="draft")[0]


def bind_to_browser(response: HttpResponse, draft: Draft, token: str, *, secure: bool) -> None:
    """Give this browser, and no other, the way back to the draft: a cookie that ends with the browser."""
    value = f"{draft.pk}:{token}"
    response.set_cookie(COOKIE, value, httponly=True, secure=secure, samesite="Strict", path="/")


def hand_over(request: HttpRequest) -> None:
    """From now on this login reaches only the interview."""
    request.session[_HANDED_OVER] = True


def take_back(request: HttpRequest) -> None:
    """The device is with the staff again."""
    request.session.pop(_HANDED_OVER, None)


def is_handed_over(request: HttpRequest) -> bool:
    """Whether a client holds the device."""
    return bool(request.session.get(_HANDED_OVER))


def handed_over_gate(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """While a client holds the device, every address but the interview's own leads to the take-back page.

    The gate opens what is listed, so a new page is shut until somebody decides otherwise.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not is_handed_over(request):
            return get_response(request)
        request.handed_over = True  # type: ignore[attr-defined]
        response = _refusal(request)
        return response or get_response(request)

    return respond


_OPEN_TO_CLIENT = {
    "interviews:screen",
    "interviews:draft",
    "interviews:discard",
    "interviews:document",
    "interviews:texts",
    "interviews:needs",
    "interviews:sheet",
    "interviews:take_back",
    "api:submit_interview",
    "csp_report",
}


def _refusal(request: HttpRequest) -> HttpResponse | None:
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        name = ""
    if name in _OPEN_TO_CLIENT:
        return None
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("This device is in the client's hands.")}, status=403)
    return redirect("interviews:take_back")
