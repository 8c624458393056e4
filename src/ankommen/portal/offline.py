"""The offers of one language without a network: the page, the document and the script that a device keeps.

Browsers and proxies keep neither document nor script beside that (no-store): what is removed from a device is
gone. The script is served below the language's address, so that a browser lets it answer for the public pages
of this language and for nothing else: desk, login, interviews and cases lie outside of its scope.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from ankommen.offers.queries import feed_version, public_directory
from ankommen.topics.queries import active_topics

from .offlinefile import fonts_for, offline_document


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What a device shows without a network. With one it says what is kept, and takes it from the device."""
    context = {"topics": active_topics(), "fonts": _fonts(_language(), _version())}
    return render(request, "portal/offline.html", context)


def _tag_of_document(request: HttpRequest) -> str:
    return f'"{_version()}"'


@login_not_required
@require_safe
@condition(etag_func=_tag_of_document)
def document(request: HttpRequest) -> HttpResponse:
    """All offers in the page's language; packed already, since it is large and made once for all."""
    packed = _packed(_language(), _version())
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_gzip else gzip.decompress(packed), "application/json")
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script behind the pages of this language."""
    return HttpResponse(_worker(), "text/javascript; charset=utf-8")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _version() -> str:
    """Another one as soon as the document may differ. Offers also drop out by age, without any change."""
    told = f"{feed_version(_language())} {len(public_directory().offers)}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


@lru_cache(maxsize=32)
def _packed(language: str, version: str) -> bytes:
    said = offline_document(public_directory(), language)
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(told.encode(), mtime=0)


@lru_cache(maxsize=32)
def _fonts(language: str, version: str) -> list[str]:
    return fonts_for(gzip.decompress(_packed(language, version)).decode())


@cache
def _worker() -> bytes:
    return Path(str(finders.find("portal/offline/worker.js"))).read_bytes()
