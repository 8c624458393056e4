"""What every answer says to the browser: pages, files, refusals, redirects, scripts' answers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

_ON_THIS_SITE = ("fullscreen", "geolocation", "publickey-credentials-create", "publickey-credentials-get")
_NOWHERE = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip

HEADERS = {
    "Cache-Control": "no-store",  # but for files and texts of questionnaires, which say so themselves
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in _ON_THIS_SITE] + [f"{name}=()" for name in _NOWHERE]
    ),
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Reporting-Endpoints": 'csp="/csp-report/"',
    "X-Content-Type-Options": "nosniff",
}


def same_headers(get_response: Handler) -> Handler:
    """Nothing that shows people is kept by a browser or a proxy; no other site frames, embeds or opens us.

    No device is asked for more than the pages need. It stands outside of all that refuses, so that refusals
    say the same.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", _hsts())
        return response

    return respond


def _hsts() -> str:
    return f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
