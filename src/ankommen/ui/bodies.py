"""The JSON that a request brings, or a sentence why it is not taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.engines import strictjson
from ankommen.engines.strictjson import Code

_SENTENCES = {
    Code.NOT_UTF8: gettext_lazy("The text is not UTF-8."),
    Code.NOT_JSON: gettext_lazy("The text is not JSON: see line %(line)s, column %(column)s."),
    Code.TOO_DEEP: gettext_lazy("The text is nested more than %(limit)s levels deep."),
    Code.NOT_A_NUMBER: gettext_lazy("%(name)s is not a number that can be stored."),
    Code.NUMBER_TOO_LARGE: gettext_lazy("A number is too large."),
    Code.NUL: gettext_lazy("A text holds a character that cannot be stored (NUL)."),
    Code.LONE_SURROGATE: gettext_lazy("A text holds half a character that cannot be stored (a surrogate)."),
    Code.NAMED_TWICE: gettext_lazy("An entry has the same name twice."),
}


class Unreadable(Exception):
    """A body that is not taken: the HTTP status, and one sentence in the language of the request."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def json_body(request: HttpRequest, *, max_bytes: int) -> Any:
    """The value of a request's JSON body.

    Raises Unreadable: 415 for other content or another character set than UTF-8, 413 above `max_bytes`, 400
    for what `engines.strictjson` refuses.
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
        return strictjson.loads(body)
    except strictjson.Refused as refusal:
        raise Unreadable(400, _SENTENCES[refusal.code] % refusal.parameters) from refusal


def not_json() -> Unreadable:
    """The refusal of a body that is no JSON by its own account."""
    return Unreadable(415, _("Please send JSON in UTF-8 (Content-Type: application/json)."))


def too_large() -> Unreadable:
    """The refusal of a body that is longer than an interview can be."""
    return Unreadable(413, _("This is larger than an interview can be."))
