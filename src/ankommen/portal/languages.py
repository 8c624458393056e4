"""Languages on a page: their names, in its own words where we have them, and where it is in another one."""

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from ankommen.engines.languages import language


def spoken_name(tag: str) -> str:
    """The name of a language: "ar" is "Arabisch" on a German page, "Arabic" on an English one.

    On all others it is "العربية", which whoever speaks it reads.
    """
    one, page = language(tag), get_language() or "de"
    if page.startswith("de"):
        return one.german
    return one.english if page.startswith("en") else one.endonym


def address_in(language: str, address: str) -> str:
    """The same public page in another language: each address begins with its language."""
    _empty, _language, rest = address.split("/", 2)
    return f"/{language}/{rest}"


def spoken_names(named: Iterable[tuple[str, str]]) -> SafeString:
    """Names from `spoken_name` side by side, each with its tag: "Deutsch, العربية".

    Each keeps its own direction, so that they stand in the order of the page, with the comma of the page.
    """
    own_words = (get_language() or "de").startswith(("de", "en"))
    comma = "، " if get_language_bidi() else ", "
    if own_words:
        return format_html_join(comma, "<bdi>{}</bdi>", ((name,) for _tag, name in named))
    return format_html_join(comma, '<bdi lang="{}">{}</bdi>', named)
