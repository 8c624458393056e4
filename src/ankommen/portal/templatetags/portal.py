"""What templates of the public site say beside `ui`."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import translate_url
from django.utils.safestring import SafeString

from ankommen.engines.languages import language
from ankommen.offers.queries import Told
from ankommen.ui.said import worded

register = template.Library()


@register.filter
def told(text: Told) -> SafeString:
    """A text of the directory, marked with its language where that is not the page's."""
    return worded(text.text, text.language)


@register.filter
def told_lines(text: Told) -> SafeString:
    """The same, with its line breaks."""
    return worded(linebreaksbr(text.text), text.language)


@register.filter
def saves_data(request: HttpRequest) -> bool:
    """Whether the browser was told to save data: then a page fetches only what it needs itself."""
    return request.headers.get("Save-Data", "").lower() == "on"


@register.simple_tag
def in_other_languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """This page in each language: code, name, address; filters are kept."""
    here = request.get_full_path()
    return [(code, language(code).endonym, translate_url(here, code)) for code, _name in settings.LANGUAGES]
