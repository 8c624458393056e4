"""Forms, query strings and names of files pass `engines.gate` before any room reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from ankommen.engines import gate
from ankommen.ui.refused import sentence_of

from .refusals import is_for_scripts, told

Handler = Callable[[HttpRequest], HttpResponse]

_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_LOST = "\ufffd"  # what Django's reading of a multipart form puts in the place of bytes that are not UTF-8


def readable_forms(get_response: Handler) -> Handler:
    """Middleware: what cannot be stored is refused with a sentence, what turns letters round is taken out.

    Bodies for scripts are JSON and pass the gate where they are read.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in ("utf-8", "utf8") and not is_for_scripts(request):
            return told(request, 415, _("Please send text in UTF-8."))
        try:
            _read(request)
        except gate.Refused as refusal:
            return told(request, 400, sentence_of(refusal))
        return get_response(request)

    return respond


def _read(request: HttpRequest) -> None:
    """Put clean texts in the place of what was sent. Raises gate.Refused."""
    _decoded(request.META["QUERY_STRING"].encode("latin-1", "replace"))
    request.GET = _cleaned(request.GET)  # type: ignore[assignment]
    if request.method != "POST" or is_for_scripts(request):
        return
    if request.content_type == _URLENCODED:
        request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        _decoded(request.body)
    elif request.content_type == _MULTIPART:
        if any(_LOST in text for text in _texts(request.POST)):
            raise gate.Refused(gate.Code.NOT_UTF8)
        request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        for field in request.FILES:
            for file in request.FILES.getlist(field):
                file.name = gate.file_name(file.name or "")


def _decoded(sent: bytes) -> None:
    """Django reads what is no UTF-8 as if somebody had written "�"; here it is refused."""
    try:
        unquote_to_bytes(sent).decode()
    except UnicodeDecodeError as error:
        raise gate.Refused(gate.Code.NOT_UTF8) from error


def _cleaned(sent: QueryDict) -> QueryDict:
    if all(map(gate.is_clean, _texts(sent))):
        return sent
    kept = QueryDict(mutable=True)
    for name, values in sent.lists():
        kept.setlist(gate.clean(name), [gate.clean(value) for value in values])
    kept._mutable = False
    return kept


def _texts(sent: QueryDict) -> Iterable[str]:
    for name, values in sent.lists():
        yield name
        yield from values
