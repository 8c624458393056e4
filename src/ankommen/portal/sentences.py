"""Sentences that hold dates: each in one language as a whole, so none is German with Arabic days in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from ankommen.ui.said import language_with, worded


def sentence(msgid: str, facts: Callable[[], Mapping[str, str]] = dict) -> SafeString:
    """The sentence in the page's language; where that has none in German, facts included, and marked.

    msgid: collected by `gettext_noop`. facts: gives what stands in it, written in the language then active.
    """
    language = language_with(msgid)
    with override(language):
        values = {name: conditional_escape(value) for name, value in facts().items()}
        text = escape(gettext(msgid))
    return worded(mark_safe(text % values) if values else text, language)  # noqa: S308 - both are escaped
