"""In which languages feeds are given, and which one a request wants."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from ankommen.places.queries import the_city
from ankommen.translations.queries import released_languages

from ..hsds import SOURCE_LANGUAGE


class NoSuchFeed(Http404):
    """There is no feed in the language that was asked for by name."""

    def __init__(self, languages: list[str]) -> None:
        self.sentence = _("There is no feed in this language. There are: %(languages)s.") % {
            "languages": ", ".join(languages)
        }
        super().__init__(self.sentence)


def feed_languages() -> list[str]:
    """The languages of the feeds: the source language first, then those of the city that are released, in
    its order.
    """
    city = the_city()
    own = (city.facts.get("interface_languages") if city else None) or list(dict(settings.LANGUAGES))
    released = released_languages(own)
    return list(dict.fromkeys([SOURCE_LANGUAGE, *(tag for tag in own if tag in released)]))


def feed_language(request: HttpRequest) -> str:
    """The language a request wants: `?language=`, else what its browser prefers, else the source language.

    Raises NoSuchFeed for a language that was named and is not there: whoever harvests must not take German
    for it. A browser's wish is only a wish.
    """
    languages = feed_languages()
    if "language" in request.GET:
        wanted = request.GET["language"]
        if wanted not in languages:
            raise NoSuchFeed(languages)
        return wanted
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        for likely in (tag, tag.partition("-")[0]):
            if found := next((code for code in languages if code.lower() == likely.lower()), None):
                return found
    return SOURCE_LANGUAGE
