"""The API: typed functions of the rooms behind one strict gate; OpenAPI at /api/schema/."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.responses import Response

from ankommen.accounts.access import may
from ankommen.interviews.api import MAX_BYTES
from ankommen.interviews.api import router as interviews
from ankommen.ui.bodies import Unreadable, json_body, not_json, too_large

from .refusals import form_expired, not_found


class StrictParser(Parser):
    """Reads bodies as strict JSON of bounded size; everything else is refused with a sentence."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON value of the body. Raises HttpError 400, 413 or 415."""
        try:
            return json_body(request, max_bytes=MAX_BYTES)
        except Unreadable as refusal:
            raise _http(refusal) from refusal


def _http(refusal: Unreadable) -> HttpError:
    return HttpError(refusal.status, refusal.sentence)


def _read_by_staff(view: Callable[..., Any]) -> Callable[..., Any]:
    return may("desk", "read")(require_safe(view))


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """The sentence of a refusal. Ninja wraps those of the parser into one of its own; theirs is the cause."""
    meant = error.__cause__ if isinstance(error.__cause__, HttpError) else error
    if meant.status_code == 403:  # only ninja's CSRF check: who may not gets a 404
        return form_expired(request)
    return Response({"detail": str(meant), "problems": []}, status=meant.status_code)


def nothing_there(request: HttpRequest, error: Any) -> HttpResponse:
    """As everywhere, in the reader's language."""
    return not_found(request, error)


def over_large(request: HttpRequest, error: Any) -> HttpResponse:
    """A body that Django refuses to read at all. Ninja looks at it before the parser does."""
    return refused(request, _http(too_large()))


def a_form(request: HttpRequest, error: Any) -> HttpResponse:
    """The CSRF check looks for its token in a form, whole or broken, before the body is ours to read."""
    return refused(request, _http(not_json()))


def wrong_shape(request: HttpRequest, error: Any) -> HttpResponse:
    """One sentence that names the members that do not fit, and never what stood in them."""
    places = {_place(problem["loc"]) for problem in error.errors}
    sentence = _("These entries are missing or have the wrong form: %(places)s.") % {
        "places": ", ".join(sorted(places)[:10])
    }
    return Response({"detail": sentence, "problems": []}, status=422)


def _place(where: Sequence[str | int]) -> str:
    """The member of a body, or the name of a filter in the address."""
    inside = where[-1:] if where[0] == "query" else where[2:]
    return ".".join(str(part) for part in inside) or "body"


def logged_out(request: HttpRequest, error: Any) -> HttpResponse:
    """The login is over: JSON, never a redirect, so that a screen keeps what it has."""
    return Response({"detail": _("Please log in again. Nothing is lost.")}, status=401)


_REFUSALS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    HttpError: refused,
    Http404: nothing_there,
    RequestDataTooBig: over_large,
    RawPostDataException: a_form,
    MultiPartParserError: a_form,
    ValidationError: wrong_shape,
    AuthenticationError: logged_out,
}


def strict(api: NinjaAPI) -> NinjaAPI:
    """The API, refusing with sentences in JSON."""
    for error, refusal in _REFUSALS.items():
        api.add_exception_handler(error, refusal)
    return api


api = strict(
    NinjaAPI(
        title="ankommen",
        version="1",
        urls_namespace="api",
        openapi_url="schema/",
        docs_url=None,
        docs_decorator=_read_by_staff,
        parser=StrictParser(),
    )
)
api.add_router("/interviews/", interviews)


def api_urls() -> Any:
    """The addresses of the API. Each operation names its own rule and answers 401, never with a redirect."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = login_not_required(cast(Callable[..., Any], pattern.callback))
        if getattr(pattern, "name", "") == "api-root":  # ninja's own page takes any method
            pattern.callback = require_safe(pattern.callback)
    return patterns, app_name, namespace
