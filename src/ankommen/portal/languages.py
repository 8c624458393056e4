"""The names of languages on a page: in its own words where we have them, else as each calls itself."""

from django.utils.translation import get_language

from ankommen.engines.languages import language


def spoken_name(tag: str) -> str:
    """The name of a language: "ar" is "Arabisch" on a German page, "Arabic" on an English one.

    On all others it is "العربية", which whoever speaks it reads.
    """
    one, page = language(tag), get_language() or "de"
    if page.startswith("de"):
        return one.german
    return one.english if page.startswith("en") else one.endonym
