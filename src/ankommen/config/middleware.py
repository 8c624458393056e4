"""What every response has in common."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]
_PERMISSIONS = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"


def quiet_headers(get_response: Handler) -> Handler:
    """Nothing that shows people is kept by a browser or a proxy; no device is asked for more than the page
    needs.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


class _BusyStorage:
    """A full disk or a locked database is a 503 that says when to come back, never a 500 (law 1)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the view where it failed on storage; anything else goes on to the error page."""
        if not is_storage_trouble(error):
            return None
        return storage_busy(request)


busy_storage = _BusyStorage


def is_storage_trouble(error: BaseException) -> bool:
    """Whether `error` says that nothing could be stored: locked, full, read-only, connection gone."""
    return isinstance(error, OperationalError) or (isinstance(error, DatabaseError) and "full" in str(error))


def storage_busy(request: HttpRequest) -> HttpResponse:
    """The 503 with Retry-After, as JSON for the API and as a page for people."""
    sentence = _(
        "The server cannot store anything at the moment. Nothing is lost: please try again in a minute."
    )
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse({"detail": sentence}, status=503)
    else:
        response = render(request, "503.html", {"sentence": sentence}, status=503)
    response.headers["Retry-After"] = "30"
    return response
