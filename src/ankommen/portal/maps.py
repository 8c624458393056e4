"""What the map of the list asks for: points and shapes as GeoJSON that every cache may keep.

Each answer is checked anew with its ETag, so what was taken out of the directory is gone at once here, too.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from ankommen import __version__
from ankommen.offers.queries import Directory, public_directory

from .districtshapes import district_collection, drawn_districts
from .found import found_offers, making_cards
from .points import point_collection

_STEP = 5  # minutes: hours begin and end on such, so an answer holds at least until the next


def _now() -> datetime:
    now = timezone.localtime()
    return now.replace(minute=now.minute - now.minute % _STEP, second=0, microsecond=0)


def _tag(*facts: object) -> str:
    said = "\n".join(map(str, (__version__, get_language(), *facts)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _tag_of_points(request: HttpRequest) -> str:
    directory = public_directory()
    return _tag(directory.epoch, directory.generation, _now(), request.GET.urlencode())


def _tag_of_districts(request: HttpRequest) -> str:
    return _tag(drawn_districts())


@login_not_required
@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_tag_of_points)
def points(request: HttpRequest) -> HttpResponse:
    """The places of what the filters let through."""
    directory = public_directory()
    if not request.GET:
        return _answered(_all_points(directory, get_language(), _now()))
    found = found_offers(request, directory, _now())
    return _answered(_geojson(point_collection(found.offers, found.making)))


@lru_cache(maxsize=16)  # the languages of a city: the whole map is what most ask for
def _all_points(directory: Directory, language: str, now: datetime) -> bytes:
    return _geojson(point_collection(directory.offers.values(), making_cards(directory, now)))


@login_not_required
@require_safe
@cache_control(public=True, no_cache=True)
@condition(etag_func=_tag_of_districts)
def districts(request: HttpRequest) -> HttpResponse:
    """What is drawn under them."""
    return _answered(_geojson(district_collection(drawn_districts())))


def _geojson(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _answered(geojson: bytes) -> HttpResponse:
    return HttpResponse(geojson, content_type="application/geo+json")
