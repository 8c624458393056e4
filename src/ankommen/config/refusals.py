"""How the frame refuses a request: JSON to scripts, a page of the house to people, one sentence to both."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ankommen.accounts.access import TooManyGuesses
from ankommen.places.access import PapersMissing

from .limits import LARGEST_BODY

Handler = Callable[[HttpRequest], HttpResponse]
Sentence = str | Promise

TOO_LARGE = _("What you sent is larger than this program takes.")
UNREADABLE = _("This request could not be read.")

# What only scripts speak to. The address decides, since a refused request may say anything about itself.
_FOR_SCRIPTS = re.compile(r"/(?:api/|csp-report/|interviews/forms/|interviews/[^/]+/draft/$)")
# Their pages are drawn without the request: menu and city would ask the database that is in trouble.
_IN_TROUBLE = {500, 503}


def is_for_scripts(request: HttpRequest) -> bool:
    """Whether an answer at this address is read by a script, and not by a person."""
    return bool(_FOR_SCRIPTS.match(request.path_info))


def told(
    request: HttpRequest,
    status: int,
    sentence: Sentence,
    *,
    page: str = "",
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The refusal with this status and sentence, in the language of the request.

    page: a template; without it the page of the status, or the one of all bad requests. facts: what that
    template shows beside the sentence.
    """
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        if is_for_scripts(request):
            return JsonResponse({"detail": str(sentence), "problems": []}, status=status, headers=headers)
        template = loader.select_template([page or f"{status}.html", "400.html"])
        frame = None if status in _IN_TROUBLE else request
        return HttpResponse(
            template.render({"sentence": sentence, **(facts or {})}, frame), status=status, headers=headers
        )


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """What Django refuses before any view. A login that could not be saved is storage trouble."""
    if is_storage_trouble(exception):
        return storage_busy(request)
    if isinstance(exception, RequestDataTooBig):
        return told(request, 413, TOO_LARGE)
    if isinstance(exception, TooManyGuesses):
        wait = {"Retry-After": str(exception.seconds)}
        return told(request, 429, _("Please wait a few minutes and then try again."), headers=wait)
    return told(request, 400, UNREADABLE)


def not_open(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """A 403 that is not about CSRF: a role, or the city's papers."""
    if isinstance(exception, PapersMissing):
        return told(
            request, 403, str(exception), page="config/not_ready.html", facts={"gaps": exception.gaps}
        )
    return told(
        request,
        403,
        _(
            "Your role does not include this page. If you need it for your work, ask the person who manages"
            " the accounts."
        ),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What the CSRF check refuses."""
    sentence = _(
        "The page was open for a long time or cookies are switched off. Please go back, reload the page and"
        " send the form again."
    )
    return told(request, 403, sentence, page="403_csrf.html")


def not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Nothing there, or nothing for this person: the two look alike. A room may say more."""
    usual = _("There is nothing at this address, or nothing that is open to you.")
    return told(request, 404, getattr(exception, "sentence", usual))


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 with a sentence; a full disk or a locked database is a 503 that says when to come back."""
    if is_storage_trouble(sys.exc_info()[1]):
        return storage_busy(request)
    return told(request, 500, _("Something went wrong on our side. Nothing that you saved is lost."))


def is_storage_trouble(error: BaseException | None) -> bool:
    """Whether it was the database that could not be written: locked, full, read-only or gone."""
    while error is not None:
        if isinstance(error, OperationalError):
            return True
        error = error.__cause__ or error.__context__
    return False


def storage_busy(request: HttpRequest) -> HttpResponse:
    """The 503 with Retry-After."""
    sentence = _(
        "The server cannot store anything at the moment. Nothing is lost: please try again in a minute."
    )
    return told(request, 503, sentence, headers={"Retry-After": "30"})


def strict_requests(get_response: Handler) -> Handler:
    """Middleware for what no handler of Django sees: see `_refusal_of`, and a method that is not taken."""

    def respond(request: HttpRequest) -> HttpResponse:
        if refusal := _refusal_of(request):
            return refusal
        response = get_response(request)
        if response.status_code != 405:
            return response
        allow = {"Allow": response.headers["Allow"]}
        return told(request, 405, _("This address does not take requests of this kind."), headers=allow)

    return respond


def _refusal_of(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that nothing behind here should have to think of.

    WSGI reads a body in chunks as an empty one. A body that no form here takes would fill the disk before the
    CSRF check has read its token. PostgreSQL refuses NUL in the middle of a query.
    """
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return told(request, 411, _("Please say how long the body is (Content-Length)."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return told(request, 400, UNREADABLE)
    if len(length) > 12 or int(length) > LARGEST_BODY:
        return told(request, 413, TOO_LARGE)
    if "\x00" in request.path_info:
        return told(request, 400, UNREADABLE)
    return None
