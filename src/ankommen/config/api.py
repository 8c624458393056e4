"""The API: typed functions of the rooms behind one strict gate; OpenAPI at /api/schema/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.responses import Response

from ankommen.accounts.access import may
from ankommen.engines import strictjson
from ankommen.interviews.api import MAX_BYTES
from ankommen.interviews.api import router as interviews


class StrictParser(Parser):
    """Reads bodies as strict JSON of bounded size; everything else is refused with a sentence."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON value of the body. Raises HttpError 400, 413 or 415."""
        if request.content_type != "application/json":
            raise HttpError(415, _("Please send JSON (Content-Type: application/json)."))
        if len(request.body) > MAX_BYTES:
            raise HttpError(413, _too_large())
        try:
            return strictjson.loads(request.body)
        except strictjson.Refused as refusal:
            raise HttpError(400, str(refusal)) from refusal


def _too_large() -> str:
    return _("This is larger than an interview can be.")


api = NinjaAPI(
    title="ankommen",
    version="1",
    urls_namespace="api",
    openapi_url="schema/",
    docs_url=None,
    docs_decorator=may("desk", "read"),
    parser=StrictParser(),
)
api.add_router("/interviews/", interviews)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """The sentence of a refusal. Ninja wraps those of the parser into one of its own; theirs is the cause."""
    meant = error.__cause__ if isinstance(error.__cause__, HttpError) else error
    return Response({"detail": str(meant), "problems": []}, status=meant.status_code)


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: Any) -> HttpResponse:
    """A body that Django refuses to read at all."""
    return Response({"detail": _too_large(), "problems": []}, status=413)


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, error: Any) -> HttpResponse:
    """One sentence that names the members that do not fit, and never what stood in them."""
    places = {".".join(str(part) for part in problem["loc"][2:]) or "body" for problem in error.errors}
    sentence = _("These entries are missing or have the wrong form: %(places)s.") % {
        "places": ", ".join(sorted(places)[:10])
    }
    return Response({"detail": sentence, "problems": []}, status=422)


@api.exception_handler(AuthenticationError)
def logged_out(request: HttpRequest, error: Any) -> HttpResponse:
    """The login is over: JSON, never a redirect, so that a screen keeps what it has."""
    return Response({"detail": _("Please log in again. Nothing is lost.")}, status=401)


def api_urls() -> Any:
    """The addresses of the API. Each operation names its own rule and answers 401, never with a redirect."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = login_not_required(cast(Callable[..., Any], pattern.callback))
    return patterns, app_name, namespace
