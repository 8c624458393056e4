"""Settings of the program with one fault planted: PLANTED names a middleware of this module."""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from ankommen.config.settings import *  # noqa: F403

Handler = Callable[[HttpRequest], HttpResponse]
_MOMENT = 0.3  # seconds
_WHILE = 1.5  # seconds: longer than a write takes on a busy machine, so that a kill falls into it


def EarlyAnswers(get_response: Handler) -> Handler:  # noqa: N802
    """Says "stored" to an interview, and stores it a moment later."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/interviews/"):
            return get_response(request)
        request.body  # noqa: B018 (read before the connection is gone)
        threading.Thread(target=late, args=(request,), daemon=True).start()
        return JsonResponse({"status": "stored", "needs": []}, status=201)

    def late(request: HttpRequest) -> None:
        time.sleep(_MOMENT)
        get_response(request)

    return respond


def NoNumbers(get_response: Handler) -> Handler:  # noqa: N802
    """Takes the number out of the forms, and lets the answer wait until the server is killed."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path.startswith("/cases/"):
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST.pop("number", None)
            response = get_response(request)
            time.sleep(_WHILE)
            return response
        return get_response(request)

    return respond


def TornCases(get_response: Handler) -> Handler:  # noqa: N802
    """Opens cases without a transaction, and takes its time between the case and the consent."""
    from ankommen.cases.models import Consent  # apps are loaded by now
    from ankommen.cases.services import opening

    create = Consent.objects.create

    def late(**facts: Any) -> Consent:
        time.sleep(_MOMENT)
        return create(**facts)

    opening._opened = opening._opened.__wrapped__
    Consent.objects.create = late
    return get_response


MIDDLEWARE = [*MIDDLEWARE, f"tests.faults.planted.{os.environ['PLANTED']}"]  # noqa: F405
