"""The JSON that a request brings, or a sentence why it is not taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ankommen.engines import gate

from .refused import sentence_of


class Unreadable(Exception):
    """A body that is not taken: the HTTP status, and one sentence in the language of the request."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def json_body(request: HttpRequest, *, max_bytes: int) -> Any:
    """The value of a request's JSON body.

    Raises Unreadable: 415 for other content or another character set than UTF-8, 413 above `max_bytes`, 400
    for what `engines.gate` refuses.
    """
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.content_type != "application/json" or charset.lower() != "utf-8":
        raise not_json()
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large() from None
    if len(body) > max_bytes:
        raise too_large()
    try:
        return gate.loads(body)
    except gate.Refused as refusal:
        raise Unreadable(400, sentence_of(refusal)) from refusal


def not_json() -> Unreadable:
    """The refusal of a body that is no JSON by its own account."""
    return Unreadable(415, _("Please send JSON in UTF-8 (Content-Type: application/json)."))


def too_large() -> Unreadable:
    """The refusal of a body that is longer than an interview can be."""
    return Unreadable(413, _("This is larger than an interview can be."))
