"""Which languages of the public pages a request may see. German is always there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_from_path
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from ankommen.accounts.access import allowed
from ankommen.translations.queries import released_languages

from .languages import address_in

Handler = Callable[[HttpRequest], HttpResponse]


def languages_of_the_city() -> list[str]:
    """The languages that the public sees as long as nobody has decided: those of the settings."""
    return list(dict(settings.LANGUAGES))


def shown_to_all() -> frozenset[str]:
    """The languages that everybody sees. One query."""
    return released_languages(languages_of_the_city()) | {settings.LANGUAGE_CODE}


def shown_languages(request: HttpRequest) -> list[str]:
    """The languages of the public pages that this request may see, in the order of the settings.

    Whoever works on translations sees all of them. One query a request.
    """
    released = released_for(request)
    every = may_preview(request)
    return [code for code in languages_of_the_city() if every or code in released]


def released_for(request: HttpRequest) -> frozenset[str]:
    """As `shown_to_all`, asked once a request."""
    held: frozenset[str] | None = getattr(request, "released_languages", None)
    if held is None:
        held = shown_to_all()
        request.released_languages = held  # type: ignore[attr-defined]
    return held


def may_preview(request: HttpRequest) -> bool:
    """Whether this account sees languages before their release."""
    user = getattr(request, "user", None)
    return user is not None and bool(allowed(user, "translation", "read"))


def best_language(request: HttpRequest) -> str:
    """The language that a visitor chose or the browser asks for, of those that are shown; else German."""
    shown = shown_languages(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")[:35]
    header = request.headers.get("Accept-Language", "")[:500]
    for tag in (chosen, *(tag for tag, _quality in parse_accept_lang_header(header))):
        try:
            found = get_supported_language_variant(tag) if tag else ""
        except LookupError:
            continue
        if found in shown:
            return found
    return settings.LANGUAGE_CODE


def only_released(get_response: Handler) -> Handler:
    """Middleware: whoever follows a link into a language that is not released comes to the German page."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info)
        if language and language not in shown_languages(request):
            if request.method not in ("GET", "HEAD"):
                raise Http404
            return redirect(address_in(settings.LANGUAGE_CODE, request.get_full_path()))
        return get_response(request)

    return respond
