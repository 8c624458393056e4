"""What templates of the public site say beside `ui`."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ankommen.engines.languages import language
from ankommen.offers.queries import Told
from ankommen.ui.said import worded

from ..access import languages_of_the_city, released_for, shown_languages
from ..languages import address_in, spoken_names

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
def listed(named: list[tuple[str, str]]) -> SafeString:
    """Languages that are spoken somewhere, side by side."""
    return spoken_names(named)


# As Django's json_script: no text of the directory ends the element that it stands in.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def linked_data(found: dict[str, Any] | None) -> SafeString:
    """Linked data for search engines, as an element that no browser runs; nothing where there is none."""
    if not found:
        return SafeString()
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{said}</script>')  # noqa: S308 - escaped above


@register.filter
def saves_data(request: HttpRequest) -> bool:
    """Whether the browser was told to save data: then a page fetches only what it needs itself."""
    return request.headers.get("Save-Data", "").lower() == "on"


@register.simple_tag
def in_other_languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """This page in each language that the reader may see: code, name, address; filters are kept."""
    here = request.get_full_path()
    shown = shown_languages(request)
    return [(code, language(code).endonym, address_in(code, here)) for code in shown]


@register.simple_tag
def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """This page in each language that everybody sees, for search engines: code and whole address."""
    here, released = request.get_full_path(), released_for(request)
    return [
        (code, request.build_absolute_uri(address_in(code, here)))
        for code in languages_of_the_city()
        if code in released
    ]


@register.simple_tag
def is_preview(request: HttpRequest) -> bool:
    """Whether only those who work on translations see this page in its language."""
    return get_language() not in released_for(request)
