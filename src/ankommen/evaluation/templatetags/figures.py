"""Published numbers in templates: what is hidden is a sign with a word, never a blank or a zero."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ankommen.ui.said import worded

from .. import wording
from ..labels import Worded
from ..showing import Figure, Page

register = template.Library()
WITHHELD = "•"


@register.filter
def count(number: int | None) -> SafeString:
    """A count, or a dot that is read as "not shown"."""
    if number is None:
        return _hidden()
    return SafeString(number_format(number, force_grouping=True))


@register.filter
def share(number: int | None) -> SafeString:
    """A whole percent, or a dot that is read as "not shown"."""
    return _hidden() if number is None else SafeString(wording.percent(number))


@register.filter
def change(points: int | None) -> SafeString:
    """Percentage points with their sign, in their order in every direction of text."""
    if points is None:
        return format_html('<span aria-hidden="true">–</span><span class="vh">{}</span>', _("not known"))
    return format_html('<bdi dir="ltr">{}</bdi>', wording.signed(points))


register.simple_tag(worded)


@register.filter
def marked(text: str) -> SafeString:
    """A text of a release, marked with its language and direction where that is not the page's."""
    return worded(text, text.language) if isinstance(text, Worded) else conditional_escape(text)


@register.simple_tag
def withheld() -> str:
    """The sign of a hidden number, for the sentence that explains it."""
    return WITHHELD


@register.filter
def release_sentence(page: Page) -> str:
    """Which release the figures are from."""
    return wording.release_sentence(page)


@register.filter
def break_sentence(figure: Figure) -> str:
    """Which versions do not go into a figure."""
    return wording.break_sentence(figure)


@register.simple_tag
def source(page: Page, figure: Figure) -> list[tuple[str, str]]:
    """Where a figure comes from: pairs of a word and what it says."""
    return [(name, text) for name, text in wording.source_of(page, figure) if text]


@register.simple_tag
def notes(page: Page) -> list[tuple[str, str]]:
    """What is true of all figures of a page: pairs of a word and what it says."""
    return [(name, text) for name, text in wording.notes_of(page) if text]


def _hidden() -> SafeString:
    return format_html(
        '<span class="withheld" aria-hidden="true">{}</span><span class="vh">{}</span>',
        WITHHELD,
        _("not shown"),
    )
