"""Gates of the interviews room: whose draft it is, and the device in the client's hands."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.accounts.access import register_scope, scope_of

from .drafts import DraftContent, content_of
from .keys import ring
from .models import Draft

COOKIE = "draft"
_HANDED_OVER = "handed_over"

register_scope("interview", "own", lambda user: Q(owner=user))


@dataclass
class OpenDraft:
    """A draft that its owner may see here and now."""

    row: Draft
    content: DraftContent


def draft_for(request: HttpRequest, pk: UUID) -> OpenDraft:
    """The draft, if it is this person's, in this browser and not expired. Http404 otherwise."""
    drafts = Draft.objects.filter(
        scope_of(request.user, "interview", "conduct"), expires_at__gt=timezone.now()
    )
    draft = drafts.filter(pk=pk, browser__in=_browser_digests(request)).first()
    if draft is None:
        raise Http404
    return OpenDraft(draft, content_of(draft))


def present_draft(request: HttpRequest) -> UUID | None:
    """The draft that this browser is in the middle of, if its owner is logged in."""
    try:
        return draft_for(request, UUID(request.COOKIES.get(COOKIE, "").partition(":")[0])).row.pk
    except (Http404, ValueError):
        return None


def bind_to_browser(response: HttpResponse, draft: Draft, token: str, *, secure: bool) -> None:
    """Give this browser, and no other, the way back to the draft: a cookie that ends with the browser."""
    value = f"{draft.pk}:{token}"
    response.set_cookie(COOKIE, value, httponly=True, secure=secure, samesite="Strict", path="/")


def new_browser_token() -> tuple[str, str]:
    """A random token for the cookie, and the digest that the draft keeps of it."""
    token = secrets.token_urlsafe(24)
    return token, ring().digests(token, purpose="draft")[0]


def _browser_digests(request: HttpRequest) -> list[str]:
    token = request.COOKIES.get(COOKIE, "").partition(":")[2]
    return ring().digests(token, purpose="draft")


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
    "interviews:document",
    "interviews:texts",
    "interviews:needs",
    "interviews:sheet",
    "interviews:take_back",
    "api:submit_interview",
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
