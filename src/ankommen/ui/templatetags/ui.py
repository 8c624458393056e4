"""Template tags of the look. They are builtins (config.settings), so that no template needs to load them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from ankommen.engines import papercodes
from ankommen.engines.languages import direction_of
from ankommen.engines.languages import language as language_of

from ..numbers import percent_text
from ..said import language_with, worded
from ..said import said as said_of

register = template.Library()

register.filter("direction", direction_of)  # "ar" -> "rtl"
register.filter("paper_code", papercodes.grouped)  # "7QF3ZX" -> "7QF-3ZX"
_LITERAL = re.compile(r"""_\((?P<quote>["'])(?P<text>.*)(?P=quote)\)""", re.DOTALL)


@register.filter
def endonym(tag: str) -> str:
    """Give the name that a language has for itself: "ar" -> "العربية"."""
    return language_of(tag).endonym


@register.filter
def grouped(number: int | None) -> str:
    """Write a count as people read it, 4812 -> "4.812"; a middle dot where it is hidden."""
    return "·" if number is None else number_format(number, force_grouping=True)


@register.filter
def percent(share: float | None) -> str:
    """Write a share between 0 and 1 as a whole percent; a dash where there is nothing to share."""
    return "–" if share is None else percent_text(round(100 * share))


@register.filter
def marked(text: object) -> object:
    """A label, hint or error that the code says, marked where German stood in (`ui.said`).

    What comes from the database, and what is said already, stays as it is.
    """
    if isinstance(text, ValidationError):
        return said_of(lambda: text.messages[0])
    return said_of(lambda: str(text)) if isinstance(text, Promise) else text


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw the sign `name` of ui/icons.svg, hidden from screen readers: the word beside it is what is read.

    css: more classes, such as "icon--s" (20 px) or "flip" (an arrow that follows the direction of the text).
    """
    return _sign(f"icon {css}".strip(), name)


@register.simple_tag
def mark() -> SafeString:
    """Draw the product's mark, the doorway."""
    return _sign("mark", "mark")


def _sign(classes: str, name: str) -> SafeString:
    address = static("ui/icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', classes, address, name
    )


@register.simple_tag
def urgency(level: int, language: str = "") -> SafeString:
    """Show the urgency of a need (3 today, 2 this week, 1 soon) as bars and a word in `language`."""
    bars = mark_safe('<b class="on"></b>' * level + "<b></b>" * (3 - level))  # noqa: S308 - no text in it
    with override(language or get_language()):
        word = {3: gettext("Today"), 2: gettext("This week"), 1: gettext("Soon")}[level]
    return format_html(
        '<span class="urgency urgency--{}"><i aria-hidden="true">{}</i>{}</span>', level, bars, word
    )


@register.simple_tag
def bi(
    own: str, client: str, client_language: str, own_language: str = "", css: str = "", of: str = "span"
) -> SafeString:
    """Show one text in the professional's and the newcomer's language, each in its own direction.

    client: empty where there is no translation; the own text then stands in its place, marked with its
    language. Where both languages are one, the text stands there once. css: classes of each half; of: their
    element ("span" or "p").
    """
    halves = _halves(
        own, client, own_language or settings.LANGUAGE_CODE, client_language, css=css, element=of
    )
    return format_html('<{0} class="bi">{1}</{0}>', "span" if of == "span" else "div", halves)


@register.tag
def said(parser: Parser, token: Token) -> template.Node:
    """Say a sentence of the interface: `{% said _("Late") %}`, `{% said _("of %(target)s") target=7000 %}`.

    As Django's "translate", but where the page's language has no such sentence German stands in whole, with
    its dates, and marked with its language and direction. For text only: attributes hold no markup.
    """
    return _Sentence(parser, token)


@register.tag
def both(parser: Parser, token: Token) -> template.Node:
    """Show a sentence of the interface in both languages: `{% both _("Please wait") client_language %}`.

    Further arguments fill placeholders: `{% both _("%(count)s found") client_language count=5 %}`. The
    sentence is written as `_("…")`, so that it is collected into the catalogues; each half is looked up in
    its language.
    """
    return _SentenceInBoth(parser, token, frame="bi")


@register.tag
def both_label(parser: Parser, token: Token) -> template.Node:
    """Show a short label in both languages in one line, as on a button; arguments as in `both`."""
    return _SentenceInBoth(parser, token, frame="both")


class _Sentence(template.Node):
    def __init__(self, parser: Parser, token: Token) -> None:
        name, *bits = token.split_contents()
        self.sentence = _literal(bits[0] if bits else "", f'{{% {name} _("A sentence.") %}}')
        self.values: Mapping[str, FilterExpression] = token_kwargs(bits[1:], parser)

    def render(self, context: template.Context) -> SafeString:
        language = language_with(self.sentence)
        with override(language):
            values = {name: conditional_escape(value.resolve(context)) for name, value in self.values.items()}
            text = escape(gettext(self.sentence))
        return worded(mark_safe(text % values) if values else text, language)  # noqa: S308 - both are escaped


class _SentenceInBoth(template.Node):
    def __init__(self, parser: Parser, token: Token, *, frame: str) -> None:
        name, *bits = token.split_contents()
        form = f'{{% {name} _("A sentence.") client_language %}}'
        self.frame = frame
        self.sentence = _literal(bits[0] if len(bits) > 1 else "", form)
        self.language = parser.compile_filter(bits[1])
        self.values: Mapping[str, FilterExpression] = token_kwargs(bits[2:], parser)

    def render(self, context: template.Context) -> SafeString:
        language = str(self.language.resolve(context))
        values = {name: conditional_escape(value.resolve(context)) for name, value in self.values.items()}
        own, client = self._in(settings.LANGUAGE_CODE, values), self._in(language, values)
        if client == own and not language.startswith("en"):  # Django fell back to German; msgids are English
            client = mark_safe("")
        halves = _halves(own, client, settings.LANGUAGE_CODE, language)
        return format_html('<span class="{}">{}</span>', self.frame, halves)

    def _in(self, language: str, values: Mapping[str, str]) -> SafeString:
        with override(language):
            text = escape(gettext(self.sentence))
        return mark_safe(text % values) if values else text  # noqa: S308 - both parts are escaped


def _literal(bit: str, form: str) -> str:
    """The sentence of a tag, which is written as a literal so that it is collected."""
    literal = _LITERAL.fullmatch(bit)
    if literal is None:
        raise template.TemplateSyntaxError(f"Write {form}.")
    return literal["text"].replace('\\"', '"')


def _halves(
    own: str, client: str, own_language: str, client_language: str, *, css: str = "", element: str = "span"
) -> SafeString:
    first = _half(own, own_language, "data-own", css=css, element=element)
    if client_language in ("", own_language):
        return first
    if client:
        return first + _half(client, client_language, "data-client", css=css, element=element)
    return first + _half(own, own_language, "data-client data-untranslated", css=css, element=element)


def _half(text: str, language: str, marks: str, *, css: str, element: str) -> SafeString:
    classes = format_html(' class="{}"', css) if css else ""
    return format_html(
        '<{0} lang="{1}" dir="{2}" {3}{4}>{5}</{0}>',
        element,
        language,
        direction_of(language),
        marks,
        classes,
        text,
    )
