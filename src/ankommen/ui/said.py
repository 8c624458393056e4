"""Sentences in the language of the page; where it has none yet German stands in, marked as German.

A reader aloud then speaks German, and in a text that runs from the right the full stop stays at its end.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from ankommen.engines.languages import direction_of

_IN_THE_CODE = "en"  # msgids are English: the page in English lacks no sentence


def language_with(sentence: str) -> str:
    """The page's language, or German where that language has no translation of the msgid `sentence`."""
    own = get_language() or settings.LANGUAGE_CODE
    if own.startswith(_IN_THE_CODE):
        return own
    with override(settings.LANGUAGE_CODE):
        german = gettext(sentence)
    return settings.LANGUAGE_CODE if gettext(sentence) == german else own


def said(write: Callable[[], str]) -> SafeString:
    """What `write` says. It is asked once more in German: the same words mean that German stood in."""
    own, text = get_language() or settings.LANGUAGE_CODE, write()
    if own.startswith((_IN_THE_CODE, settings.LANGUAGE_CODE)):
        return worded(text, own)
    with override(settings.LANGUAGE_CODE):
        stood_in = write() == text
    return worded(text, settings.LANGUAGE_CODE if stood_in else own)


def worded(text: str, language: str) -> SafeString:
    """The text, marked with its language and direction where that is not the page's."""
    if language == get_language() or not text:
        return conditional_escape(text)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction_of(language), text)
