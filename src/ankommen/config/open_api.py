"""The open API: what everybody may read, programs of others included. OpenAPI at /api/hsds/openapi.json.

Nothing in it is protected and nothing can be changed by it, so any site may ask, and what was fetched may be
kept and asked for again by its version.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from ankommen.offers.api import files, hsds
from ankommen.offers.queries import feed_language, feed_version

from .api import StrictParser, strict
from .refusals import not_found

View = Callable[..., HttpResponse]


class OpenApi(NinjaAPI):
    """It shares /api/ with the other one, which has ninja's page there."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where all its addresses begin."""
        return reverse("api:api-root")


open_api = strict(
    OpenApi(
        title="ankommen: directory of offers",
        version="1",
        urls_namespace="open",
        openapi_url="hsds/openapi.json",
        docs_url=None,
        parser=StrictParser(),
    )
)
open_api.add_router("/hsds", hsds)
open_api.add_router("", files)


def open_to_all(view: View) -> View:
    """The view for everybody, from any site, by GET and HEAD; 304 where the reader has this version."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            language = feed_language(request)
        except Http404 as refusal:
            return _shared(not_found(request, refusal))
        version = f'"{feed_version(language)}"'
        if version in parse_etags(request.headers.get("If-None-Match", "")):
            return _kept(request, HttpResponseNotModified(), version)
        response = view(_as_get(request), *args, **kwargs)
        if response.status_code != 200:
            return _shared(response)
        response.headers["Content-Language"] = language
        return _kept(request, response, version)

    return cast(View, login_not_required(require_safe(respond)))


def _as_get(request: HttpRequest) -> HttpRequest:
    """Ninja knows HEAD only where it is named; the server drops the body of the answer."""
    request.method = "GET"
    return request


def _kept(request: HttpRequest, response: HttpResponse, version: str) -> HttpResponse:
    """With its version. The answer to somebody logged in renews a cookie: no cache may pass that on."""
    response.headers["ETag"] = version
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.headers["Cache-Control"] = "public, no-cache"
    return _shared(response)


def _shared(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def open_urls() -> Any:
    """The addresses of the open API, without ninja's own first page."""
    patterns, app_name, namespace = open_api.urls
    patterns = [pattern for pattern in patterns if getattr(pattern, "name", "") != "api-root"]
    for pattern in patterns:
        pattern.callback = open_to_all(cast(View, pattern.callback))
    return patterns, app_name, namespace
