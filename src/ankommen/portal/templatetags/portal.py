"""What templates of the public site say beside `ui`."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ankommen.engines.languages import language
from ankommen.offers.queries import Told
from ankommen.ui.said import worded

from ..access import languages_of_the_city, released_for, shown_languages

register = template.Library()


@register.filter
def told(text: Told) -> SafeString:
    """A text of the directory, marked with its language where that is not the page's."""
    return worded(text.text, text.language)


@register.filter
def told_lines(text: Told) -> SafeString:
    """The same, with its line breaks."""
    return worded(linebreaksbr(text.text), text.language)


@register.simple_tag
def in_other_languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """This page in each language that the reader may see: code, name, address; filters are kept."""
    here = request.get_full_path()
    shown = shown_languages(request)
    return [(code, language(code).endonym, translate_url(here, code)) for code in shown]


@register.simple_tag
def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """This page in each language that everybody sees, for search engines: code and whole address."""
    here, released = request.get_full_path(), released_for(request)
    return [
        (code, request.build_absolute_uri(translate_url(here, code)))
        for code in languages_of_the_city()
        if code in released
    ]


@register.simple_tag
def is_preview(request: HttpRequest) -> bool:
    """Whether only those who work on translations see this page in its language."""
    return get_language() not in released_for(request)
