from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as open to everybody, so that the walk over all addresses accepts it."""
    return login_not_required(view)


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "config/desk.html", {"today": timezone.localdate()})


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """What Django refuses before any view. A login that could not be saved is storage trouble."""
    if is_storage_trouble(exception):
        return storage_busy(request)
    return _failed(request, 400, _("This request could not be read."))


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 with a sentence; a full disk or a locked database is a 503 that says when to come back."""
    if is_storage_trouble(sys.exc_info()[1]):
        return storage_busy(request)
    return _failed(request, 500, _("Something went wrong on our side. Nothing that you saved is lost."))


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
    response = _failed(request, 503, sentence)
    response.headers["Retry-After"] = "30"
    return response


def _failed(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """JSON for the API, a page for people. The page needs neither database nor login."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence, "problems": []}, status=status)
    return HttpResponse(loader.render_to_string(f"{status}.html", {"sentence": sentence}), status=status)
