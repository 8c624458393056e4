"""Nobody sees protected objects without an entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .reads import request_under_way
from .services import write_reads

Handler = Callable[[HttpRequest], HttpResponse]


def journal_reads(get_response: Handler) -> Handler:
    """Write down what the answer shows after it was made and before it leaves.

    If that cannot be written, the error goes on and the answer is lost: the frame says 503 instead.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        with request_under_way() as present:
            response = get_response(request)
            if present.seen:  # a transaction of its own would take SQLite's one place for writers
                write_reads(present)
            return response

    return respond
